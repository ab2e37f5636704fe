import { fold } from '../match.ts';
import type { Kind } from './kind.ts';

const MONTH_NAMES = [
  'jan|january|janvari|जनवरी',
  'feb|february|farvari|फरवरी',
  'mar|march|मार्च',
  'apr|april|aprail|अप्रैल',
  'may|mai|मई',
  'jun|june|जून',
  'jul|july|julai|जुलाई',
  'aug|august|agast|अगस्त',
  'sep|sept|september|sitambar|सितंबर',
  'oct|october|aktubar|अक्टूबर',
  'nov|november|navambar|नवंबर',
  'dec|december|disambar|दिसंबर',
];

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

/** ISO of what was understood, as exact as it was said (`2026`, `2026-08`, `2026-08-12`); null when unclear or to come. */
export function read(said: string, today: string): string | null {
  const named = MONTH_NAMES.findIndex((names) =>
    names.split('|').some((name) => ` ${said} `.includes(` ${fold(name)} `)),
  );
  const numbers = (said.match(/\d+/g) ?? []).map(Number);
  if (named >= 0) numbers.splice(numbers.length - (numbers.at(-1)! > 31 ? 1 : 0), 0, named + 1);
  const day = numbers.length === 3 ? numbers[0] : undefined;
  let [month, year] = numbers.length === 2 ? numbers : numbers.length === 3 ? numbers.slice(1) : [];
  if (numbers.length === 1 && named >= 0) [month, year] = [named + 1, Number(today.slice(0, 4))];
  else if (numbers.length === 1) year = numbers[0];
  if (year !== undefined && year < 100) year += 2000;
  if (year === undefined || year < 1950 || (month !== undefined && !(month >= 1 && month <= 12))) return null;
  if (day !== undefined && !(day >= 1 && day <= new Date(Date.UTC(year, month!, 0)).getUTCDate()))
    return null;
  if (numbers.length === 1 && named >= 0 && `${year}-${two(month!)}` > today.slice(0, 7)) year -= 1;
  const iso = [String(year), month && two(month), day && two(day)].filter(Boolean).join('-');
  return iso <= today.slice(0, iso.length) ? iso : null;
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}
