import { workingDaysBetween } from '../../cases/working-time.ts';
import type { Row } from './row.ts';
import type { Told } from './story.ts';

/**
 * Kinds and tags that only time brings, and what did not arrive. `late` and `delay` say that a promised day was not kept: in
 * calm weather every day is kept, and in a storm that lasts for days nobody can keep it.
 */
const OF_TIME = new Set(['reminder', 'nudge', 'fallback', 'seen', 'prove', 'late', 'delay']);

const PROMISE = /Expected by \w+, (\d+) (\w+)\./;
const NOON = 12 * 3_600_000;
const IST = 5.5 * 3_600_000;

/** Days in India, counted on. */
const dayOf = (at: number) => Math.floor((at + IST) / (2 * NOON));

const textOf = ({ letter: { message } }: Row) => ('text' in message ? message.text : '');

/** When each day was promised that was said more than once. */
function promisedAt(rows: readonly Row[]): Map<string, number> {
  const first = new Map<string, number>();
  for (const row of rows) {
    const [promise] = PROMISE.exec(textOf(row)) ?? [];
    if (promise) first.set(promise, Math.min(row.at, first.get(promise) ?? Infinity));
  }
  return first;
}

/**
 * A text as it can be compared. A promised day is so many days after the moment of the promise, and that moment is the
 * weather's; how many they are is not, nor that the same day is said each time.
 */
function comparable(text: string, made: ReadonlyMap<string, number>): string {
  return text.replace(PROMISE, (promise, day: string, month: string) => {
    const at = made.get(promise)!;
    const year = new Date(at + IST).getUTCFullYear();
    const days = [year, year + 1].map((one) => Date.parse(`${day} ${month} ${one} UTC`) + NOON - IST);
    const due = days.find((one) => one >= at - NOON)!;
    // Where it is urgent a promise is for the next day, whichever that is; else for working days.
    const isNext = dayOf(due) - dayOf(at) === 1;
    return isNext ? 'Expected the next day.' : `Expected in ${workingDaysBetween(at, due)} working days.`;
  });
}

/**
 * What was seen, as a set: each message of the service once, those that went together as what they were, and without what
 * only a delay brings. `straggled`: photos of one album came days apart, and what is said about pages differs.
 */
export function seenBy(shown: Told['shown'], rows: readonly Row[], straggled: boolean): string[] {
  const own = new Set<string>();
  const made = promisedAt(rows);
  for (const { row } of shown) {
    if (OF_TIME.has(row.kind) || OF_TIME.has(row.tag) || row.opened) continue;
    if (straggled && ['album', 'papers'].includes(row.tag)) continue;
    const text = textOf(row);
    const along = row.along.map((id) => rows.find((one) => one.id === id)!);
    const first = text.slice(0, text.length - along.map((one) => `\n\n${textOf(one)}`).join('').length);
    const others = along.filter(({ tag }) => !OF_TIME.has(tag));
    own.add(`${row.audience} ${row.tag}: ${comparable(first, made)}`);
    for (const one of others) own.add(`${row.audience} ${row.tag}: ${comparable(textOf(one), made)}`);
  }
  return [...own].sort();
}
