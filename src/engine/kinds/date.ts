import { fold } from '../match.ts';
import type { Kind } from './kind.ts';

const MONTHS = [
  'jan january janvari जनवरी',
  'feb february farvari फरवरी',
  'mar march मार्च',
  'apr april aprail अप्रैल',
  'may mai मई',
  'jun june जून',
  'jul july julai जुलाई',
  'aug august agast अगस्त',
  'sep sept september sitambar सितंबर',
  'oct october aktubar अक्टूबर',
  'nov november navambar नवंबर',
  'dec december disambar दिसंबर',
].map(words);

/** A month or a day of the past, day before month as in India: "08/2026", "12-8-26", "august 2026", "2024". */
export const date: Kind = {
  faults: () => [],
  options: () => [],
  understand(turn, _step, input) {
    const said = fold(input.text.replace(/[/\-.]/g, ' '));
    const iso = read(said, turn.event.at.slice(0, 10));
    if (!iso) return { is: 'unclear', reason: 'wrong.date' };
    return { is: 'answer', value: iso, said: iso, normal: iso };
  },
};

/**
 * ISO of what was understood, as exact as it was said (`2026`, `2026-08`, `2026-08-12`); null when unclear or to come.
 * Every word must be understood: a number out of a sentence is not a date.
 */
export function read(said: string, today: string): string | null {
  const iso = ago(said, today) ?? calendar(said, today);
  return iso && iso <= today.slice(0, iso.length) ? iso : null;
}

/** Words that say nothing about when. */
const FILLERS = words(
  'in on of since from the it was were year month date about around approx me ko ki ke se sal saal mahine mahina tarikh lagbhag karib में को के से साल महीने तारीख करीब लगभग',
);

/** "12 8 2026", "8 2026", "12 august 2026", "august", "2026". */
function calendar(said: string, today: string): string | null {
  const numbers: string[] = [];
  let named: { month: number; after: number } | undefined;
  for (const word of said.split(' ')) {
    const number = /^(\d+)(?:st|nd|rd|th)?$/.exec(word)?.[1];
    // "mein" (in) and "mai" (May) are one spelling: the month is then left open.
    const month = FILLERS.has(word) ? -1 : MONTHS.findIndex((names) => names.has(word));
    if (number) numbers.push(number);
    else if (month >= 0 && !named) named = { month: month + 1, after: numbers.length };
    else if (!FILLERS.has(word)) return null;
  }
  return named ? withName(numbers, named, today) : numeric(numbers);
}

function withName(numbers: string[], named: { month: number; after: number }, today: string): string | null {
  const { month, after } = named;
  const last = numbers.at(-1);
  if (numbers.length === 2) return written(yearOf(last!), month, Number(numbers[0]));
  if (last?.length === 4) return written(Number(last), month);
  // "aug 24" may be a day or a year: asked, not guessed.
  if (numbers.length > 1 || (last && after === 0)) return null;
  const year = Number(today.slice(0, 4));
  const day = last ? Number(last) : undefined;
  const here = written(year, month, day);
  // Without a year it is the last one that has passed.
  return here && here > today.slice(0, here.length) ? written(year - 1, month, day) : here;
}

function numeric(numbers: string[]): string | null {
  const [first, second, third] = numbers;
  if (numbers.length === 3) return written(yearOf(third!), Number(second), Number(first));
  // "12/8" is a day without a year or a month of 2008: asked, not guessed.
  if (numbers.length === 2) return Number(second) > 12 ? written(yearOf(second!), Number(first)) : null;
  return numbers.length === 1 && first!.length === 4 ? written(Number(first)) : null;
}

/** Two digits are of this century; one digit is no year. */
function yearOf(digits: string): number {
  return digits.length === 2 ? 2000 + Number(digits) : digits.length === 4 ? Number(digits) : 0;
}

function written(year: number, month?: number, day?: number): string | null {
  if (year < 1950 || (month !== undefined && !(month >= 1 && month <= 12))) return null;
  if (day !== undefined && !(day >= 1 && day <= new Date(Date.UTC(year, month!, 0)).getUTCDate()))
    return null;
  return [String(year), month && two(month), day && two(day)].filter(Boolean).join('-');
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}

const UNITS = {
  day: words('day days din दिन'),
  week: words('week weeks hafte hafta haphte हफ्ते हफ्ता हफ़्ते'),
  month: words('month months mahine mahina mahino महीने महीना माह'),
  year: words('year years saal sal साल वर्ष'),
};
const COUNTS = new Map(
  [
    'a an one ek एक',
    'two do दो',
    'three teen tin तीन',
    'four char चार',
    'five paanch panch पांच',
    'six chhe che छह',
  ].flatMap((names, n) => [...words(names)].map((name) => [name, n + 1] as const)),
);
const BEFORE = words('ago back pehle pahle phele पहले');
const LAST = words('last pichle pichhle pichla pichhla पिछले पिछला');
const THIS = words('this is इस');
const HEDGES = words('about around approx almost lagbhag karib करीब लगभग');

/** "3 months ago", "do saal pehle", "pichle mahine": counted back, only as exact as the unit. */
function ago(said: string, today: string): string | null {
  const spoken = said.split(' ').filter((word) => !HEDGES.has(word) && word !== 'in' && word !== 'me');
  const [head = '', unit = '', tail = ''] = spoken;
  const of = (Object.keys(UNITS) as (keyof typeof UNITS)[]).find((one) => UNITS[one].has(unit));
  if (!of) return null;
  const count = LAST.has(head)
    ? 1
    : THIS.has(head)
      ? 0
      : (COUNTS.get(head) ?? (/^\d{1,3}$/.test(head) ? Number(head) : null));
  const relative = LAST.has(head) || THIS.has(head);
  if (count === null || (relative ? spoken.length !== 2 : spoken.length !== 3 || !BEFORE.has(tail)))
    return null;
  const at = new Date(`${today}T00:00:00Z`);
  if (of === 'year') return written(at.getUTCFullYear() - count);
  if (of === 'month')
    return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() - count, 1)).toISOString().slice(0, 7);
  const days = new Date(at.getTime() - count * (of === 'week' ? 7 : 1) * 86_400_000).toISOString();
  return of === 'week' ? days.slice(0, 7) : days.slice(0, 10);
}

/** A set of words as they are compared. */
function words(text: string): Set<string> {
  return new Set(text.split(' ').map(fold));
}
