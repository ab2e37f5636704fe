import { festivalBefore, festivalIn } from './festivals.ts';
import type { Lexicon } from './lexicon.ts';
import { idle, sense, tokensOf, type Token } from './tokens.ts';

/** A day, month or year of the past, as exact as it was said: `2026`, `2026-08`, `2026-08-12`. */
export interface Dated {
  iso: string;
  /** It may as well be another: shown back for a yes. */
  doubt?: true;
  /** Day and month might have been meant the other way round: shown back in passing. */
  either?: true;
}

/**
 * When something was, told in any of our languages; null when it is unclear or to come. `today` is ISO.
 * Every word must be understood: a number out of a sentence is no date. Day stands before month, as in India. `birth`: it may
 * be said that somebody was born then.
 */
export function dateIn(text: string, lexicon: Lexicon, today: string, birth = false): Dated | null {
  const parts = partsOf(text, lexicon)?.filter((part) => !birth || sense(part, 'when') !== 'born');
  if (!parts || !parts.length) return null;
  const found = spoken(parts, today) ?? festive(parts, today) ?? calendar(parts, today);
  return found && found.iso <= today.slice(0, found.iso.length) ? found : null;
}

/** What matters of a text, in order; null when something in it is not understood. */
function partsOf(text: string, lexicon: Lexicon): Token[] | null {
  // A point between the numbers of a date is no decimal point.
  const dotted = text
    .replace(/(\p{Nd})\.(\p{Nd}+)\.(?=\p{Nd})/gu, '$1 $2 ')
    .replace(/(\p{Nd})\.(?=\p{Nd}{4})/gu, '$1 ');
  const parts: Token[] = [];
  const tokens = tokensOf(dotted, lexicon);
  for (const [i, token] of tokens.entries()) {
    if (token.mark) {
      if (token.said === '-' && isRange(tokens, i)) return null;
      if (token.said === "'" && tokens[i + 1]?.digits?.length === 2) parts.push(token);
      else if (!/^[/\-']$/.test(token.said)) return null;
    } else if (token.number !== undefined) parts.push(token);
    else if (meant(token) && !(idle(token, 'date') && isBeside(tokens, i))) parts.push(token);
    else if (!meant(token) && !idle(token, 'date')) return null;
  }
  return parts;
}

/** A word such as "is" (this, or the English verb) or "from" tells of time only beside a unit or a number of it. */
function isBeside(tokens: readonly Token[], at: number): boolean {
  const timely = (token: Token | undefined) => Boolean(token && TIMES.has(sense(token, 'unit') ?? ''));
  return Boolean(sense(tokens[at], 'when')) && !timely(tokens[at - 1]) && !timely(tokens[at + 1]);
}

const TIMES = new Set(['day', 'week', 'month', 'year']);

/** "2-3 months ago", "march-april": between two of a kind. */
function isRange(tokens: readonly Token[], at: number): boolean {
  const [before, after] = [tokens[at - 1], tokens[at + 1]];
  const unit = tokens[at + 2] && sense(tokens[at + 2], 'unit');
  return (sense(before, 'month') && sense(after, 'month')) || (unit && after?.number !== undefined)
    ? true
    : false;
}

function meant(token: Token): boolean {
  const named = (['month', 'calendar', 'festival', 'when'] as const).some((of) => sense(token, of));
  return named || TIMES.has(sense(token, 'unit') ?? '') || isArticle(token);
}

function isArticle(token: Token): boolean {
  return sense(token, 'fraction') === 'article';
}

const whens = (parts: readonly Token[]) =>
  parts.map((part) => sense(part, 'when')).filter((is) => is !== undefined);

/** "kal", "3 months ago", "do hafte se", "pichhle mahine". */
function spoken(parts: readonly Token[], today: string): Dated | null {
  const told = whens(parts);
  // "Aath mahine pehle se": since so long ago.
  const when = told.includes('ago') ? told.filter((is) => is !== 'since') : told;
  if (parts.length === 1) {
    const back = { today: 0, yesterday: 1, before_yesterday: 2 }[when[0] ?? ''];
    return back === undefined ? null : { iso: daysBack(today, back) };
  }
  const others = parts.filter((part) => !sense(part, 'when') && !isArticle(part));
  const units = others.map((part) => sense(part, 'unit')).filter((unit) => unit !== undefined);
  const numbers = others.filter(({ number }) => number !== undefined).map(({ number }) => number!);
  // "Pichle 3 mahine se": a count of units that lasts until now.
  const lasting = numbers.length > 0 && when.every((is) => is === 'last' || is === 'since');
  if (units.length + numbers.length !== others.length || !when.length || (when.length > 1 && !lasting))
    return null;
  const one = units.length === 1 && !numbers.length;
  if (when[0] === 'last' && one) return back(today, units[0]!, 1);
  if (when[0] === 'this' && one) return back(today, units[0]!, 0);
  if (when[0] !== 'ago' && when[0] !== 'since' && !lasting) return null;
  if (one && parts.some(isArticle)) return back(today, units[0]!, 1);
  if (units.length === 1 && numbers.length === 1) return back(today, units[0]!, numbers[0]!);
  const together = units.join() === 'year,month' && numbers.length === 2 && numbers.every((n) => n % 1 === 0);
  return together ? back(today, 'month', numbers[0]! * 12 + numbers[1]!) : null;
}

/** So many units before today, only as exact as the unit. */
function back(today: string, unit: string, count: number): Dated | null {
  if (!(count >= 0 && count <= (unit === 'year' ? 75 : 900))) return null;
  const [year, month] = today.split('-').map(Number);
  if (unit === 'day') return { iso: daysBack(today, count) };
  if (unit === 'week') return { iso: daysBack(today, count * 7).slice(0, 7) };
  if (unit === 'year' && count % 1 === 0) return { iso: String(year! - count) };
  const months = Math.round(unit === 'year' ? count * 12 : unit === 'month' ? count : Number.NaN);
  if (Number.isNaN(months)) return null;
  return { iso: new Date(Date.UTC(year!, month! - 1 - months, 1)).toISOString().slice(0, 7) };
}

function daysBack(today: string, days: number): string {
  return new Date(Date.parse(`${today}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
}

/** "Diwali 2023", "last diwali", "Holi ke baad": the month of the festival; without a year the last one that has passed. */
function festive(parts: readonly Token[], today: string): Dated | null {
  const names = parts.flatMap((part) => sense(part, 'festival') ?? []);
  const name = names[0];
  if (!name || new Set(names).size > 1) return null;
  const rest = withoutYear(
    parts.filter((part) => !sense(part, 'festival')),
    today,
  );
  // "Before" and "ago" are one word in many languages.
  const when = rest && whens(rest.others).map((is) => (is === 'ago' ? 'before' : is));
  if (!rest || when!.length !== rest.others.length) return null;
  const told = ['last', 'after', 'before', 'this', 'since'];
  const turn = when!.filter((is) => is !== 'last');
  if (when!.some((is) => !told.includes(is)) || turn.length > 1 || when!.length - turn.length > 1)
    return null;
  const year = turn[0] === 'this' ? Number(today.slice(0, 4)) : rest.year;
  const day = year ? festivalIn(name, year) : festivalBefore(name, today);
  if (!day) return null;
  const iso = day.slice(0, 7);
  const date = Number(day.slice(8));
  // Long before or after it may be in the next month already; "Eid" alone may be either of the two.
  const edge = (turn[0] === 'after' && date > 20) || (turn[0] === 'before' && date < 10);
  return edge || (name === 'eid' && isShort(parts)) ? { iso, doubt: true } : { iso };
}

/** Whether Eid was named without saying which. */
function isShort(parts: readonly Token[]): boolean {
  return parts.some((part) => sense(part, 'festival') === 'eid' && !part.said.includes(' '));
}

/** Takes a year out: "2023", "'23", "last year". Null when there are two. */
function withoutYear(parts: readonly Token[], today: string): { others: Token[]; year?: number } | null {
  const others: Token[] = [];
  const years: number[] = [];
  for (let i = 0; i < parts.length; i += 1) {
    const [part, next] = [parts[i]!, parts[i + 1]];
    const when = sense(part, 'when');
    if (part.said === "'" && next) {
      years.push(2000 + next.number!);
      i += 1;
    } else if (isYear(part)) {
      years.push(part.number!);
      if (sense(next, 'unit') === 'year') i += 1;
    } else if ((when === 'last' || when === 'this') && sense(next, 'unit') === 'year') {
      years.push(Number(today.slice(0, 4)) - (when === 'last' ? 1 : 0));
      i += 1;
    } else others.push(part);
  }
  if (years.length > 1) return null;
  return years.length ? { others, year: years[0]! } : { others };
}

function isYear({ number, digits }: Token): boolean {
  return number !== undefined && number % 1 === 0 && number >= 1000 && (digits?.length ?? 4) === 4;
}

/** "12 8 2026", "8 2026", "12 august 2026", "august", "2026". */
function calendar(all: readonly Token[], today: string): Dated | null {
  const rest = withoutYear(all, today);
  if (!rest) return null;
  const names = rest.others.filter((part) => part.number === undefined && isMonth(part));
  const real = names.length > 1 ? names.filter((part) => !idle(part, 'date')) : names;
  const others = rest.others.filter(
    (part) => !names.includes(part) && sense(part, 'unit') !== 'month' && sense(part, 'when') !== 'since',
  );
  if (real.length > 1 || others.some(({ number }) => number === undefined)) return null;
  const numbers = others.map((part) => part.digits ?? String(part.number));
  if (numbers.some((one) => one.includes('.'))) return null;
  if (!real[0]) return numeric(numbers, rest.year, all[0] !== undefined && isYear(all[0]));
  const own = sense(real[0], 'calendar');
  const month = Number(sense(real[0], 'month') ?? own);
  const found = named(numbers, all, month, rest.year, today);
  // A month of another calendar lies in two of ours; "mai" may be "in".
  return found && (own || idle(real[0], 'date'))
    ? { ...found, iso: found.iso.slice(0, 7), doubt: true }
    : found;
}

function isMonth(part: Token): boolean {
  return Boolean(sense(part, 'month') ?? sense(part, 'calendar'));
}

function named(
  numbers: string[],
  all: readonly Token[],
  month: number,
  year: number | undefined,
  today: string,
): Dated | null {
  if (numbers.length > 2) return null;
  const [first, second] = numbers;
  if (second !== undefined) return year ? null : written(yearOf(second), month, Number(first));
  if (year) return written(year, month, first === undefined ? undefined : Number(first));
  // "aug 24" may be a day or a year: asked, not guessed.
  if (first !== undefined && all.findIndex(isMonth) < all.findIndex(({ number }) => number !== undefined))
    return null;
  const here = Number(today.slice(0, 4));
  const day = first === undefined ? undefined : Number(first);
  const found = written(here, month, day);
  // Without a year it is the last one that has passed.
  return found && found.iso > today.slice(0, found.iso.length) ? written(here - 1, month, day) : found;
}

function numeric(numbers: string[], year: number | undefined, yearFirst: boolean): Dated | null {
  // "2025-08-12" is the other way round, the only one that begins with the year.
  const [first, second, third] = yearFirst ? numbers.toReversed() : numbers;
  if (numbers.length === 0) return year ? written(year) : null;
  if (numbers.length === 1) return year ? written(year, Number(first)) : null;
  if (numbers.length === 2 && !year)
    // "12/8" is a day without a year or a month of 2008: asked, not guessed.
    return Number(second) > 12 ? written(yearOf(second!), Number(first)) : null;
  if (numbers.length === 2 ? !year : year || numbers.length > 3) return null;
  const found = written(year ?? yearOf(third!), Number(second), Number(first));
  const swapped = Number(first) <= 12 && Number(first) !== Number(second);
  return found && swapped && !yearFirst ? { ...found, either: true } : found;
}

/** Two digits are of this century; one digit is no year. */
function yearOf(digits: string): number {
  return digits.length === 2 ? 2000 + Number(digits) : digits.length === 4 ? Number(digits) : 0;
}

function written(year: number, month?: number, day?: number): Dated | null {
  if (year < 1950 || (month !== undefined && !(month >= 1 && month <= 12))) return null;
  if (day !== undefined && !(day >= 1 && day <= new Date(Date.UTC(year, month!, 0)).getUTCDate()))
    return null;
  const two = (n: number) => String(n).padStart(2, '0');
  return { iso: [String(year), month && two(month), day && two(day)].filter(Boolean).join('-') };
}
