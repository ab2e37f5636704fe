import type { Lexicon } from './lexicon.ts';
import { sense, tokensOf, type Token } from './tokens.ts';

const DAY = 24 * 3600 * 1000;
/** Later than this a date without a year is one of the past. */
const FARTHEST = 300;

/** A day that is still to come. */
export interface Coming {
  /** Days from today; 0 is today. */
  days: number;
  /** Only the day of the month was told: which month is a guess. */
  doubt: boolean;
}

/**
 * A day to come, told as a date: "operation on 3 dec", "15 tarikh ko", "30/11". Null where none or more than one is told, and
 * for days that are over. Other words may stand around it; a number without a sign of being a day is none. `today` is ISO.
 */
export function comingIn(text: string, lexicon: Lexicon, today: string): Coming | null {
  const tokens = tokensOf(text.replace(/(\p{Nd})\.(?=\p{Nd})/gu, '$1/'), lexicon);
  if (text.includes('?')) return null;
  const found = tokens.flatMap((_, i) => dayAt(tokens, i) ?? []);
  const [one] = found;
  if (!one || found.length > 1) return null;
  const date = nextOf(one, today);
  if (!date) return null;
  const days = Math.round((date.getTime() - Date.parse(today)) / DAY);
  return days <= FARTHEST ? { days, doubt: one.month === undefined } : null;
}

interface Told {
  day: number;
  month?: number;
}

/** The day that begins at this token: "3 dec", "3/12", "3rd", "3 tarikh", "date 3", "dec 3". */
function dayAt(tokens: readonly Token[], i: number): Told | null {
  const day = tokens[i]?.number;
  if (day === undefined || day % 1 !== 0 || day < 1 || day > 31) return null;
  const [before, after, second] = [tokens[i - 1], tokens[i + 1], tokens[i + 2]];
  // "3/12": the twelve begins no day of its own.
  if (isStroke(before)) return null;
  if (isStroke(after)) {
    const month = second?.number ?? 0;
    return month >= 1 && month <= 12 && month % 1 === 0 ? { day, month } : null;
  }
  const named = sense(after, 'month') ?? sense(before, 'month');
  if (named) return { day, month: Number(named) };
  // "3 tarikh", "on the 3rd": not "the 3rd cycle", whose unit follows.
  const dated = isDate(after) || (isDate(before) && !sense(after, 'unit'));
  const nth = sense(tokens[i], 'ordinal') !== undefined && !sense(after, 'unit') && isDate(before);
  return dated || nth ? { day } : null;
}

const isStroke = (token: Token | undefined) => token?.said === '/' || token?.said === '-';

/** A word that belongs to a date and to nothing else: "date", "tarikh", "on". */
function isDate(token: Token | undefined): boolean {
  const fills = token?.senses.filter(({ of }) => of === 'filler').map(({ is }) => is) ?? [];
  return fills.includes('date') && !fills.includes('any');
}

/** The next such day from today on; null where there is none, as 31/2. */
function nextOf({ day, month }: Told, today: string): Date | null {
  const [year, thisMonth, thisDay] = today.split('-').map(Number) as [number, number, number];
  const at = month ?? (day >= thisDay ? thisMonth : thisMonth + 1);
  const over = month !== undefined && (month < thisMonth || (month === thisMonth && day < thisDay));
  const date = new Date(Date.UTC(over ? year + 1 : year, at - 1, day));
  return date.getUTCDate() === day ? date : null;
}
