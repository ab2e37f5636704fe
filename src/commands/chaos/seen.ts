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

/**
 * What each promised day says, so that it can be compared. A day is so many days after the moment of the promise, and that
 * moment is the weather's; how many they are is not, nor that the same day is said each time. A new day in place of one that
 * could not be kept is the storm's: it counts as the one it stands for.
 */
function promisesIn(rows: readonly Row[]): Map<string, string> {
  const said = new Map<string, string>();
  let last = 0;
  for (const row of rows.toSorted((one, other) => one.at - other.at)) {
    const [promise, day, month] = PROMISE.exec(textOf(row)) ?? [];
    if (!promise || said.has(promise) || row.opened) continue;
    const own = daysFrom(row.at, `${day} ${month}`);
    const before = [...said.values()].at(-1);
    const broken = rows.some(({ tag, at }) => tag === 'late' && at > last && at <= row.at);
    said.set(promise, before && broken ? before : own);
    last = row.at;
  }
  return said;
}

/** "Expected the next day", where it is urgent; else in working days. The year of a day is the next it can be. */
function daysFrom(at: number, day: string): string {
  const year = new Date(at + IST).getUTCFullYear();
  const days = [year, year + 1].map((one) => Date.parse(`${day} ${one} UTC`) + NOON - IST);
  const due = days.find((one) => one >= at - NOON)!;
  if (dayOf(due) - dayOf(at) === 1) return 'Expected the next day.';
  return `Expected in ${workingDaysBetween(at, due)} working days.`;
}

/**
 * What was seen, as a set: each message of the service once, those that went together as what they were, and without what
 * only a delay brings. `straggled`: photos of one album came days apart, and what is said about pages differs.
 */
export function seenBy(shown: Told['shown'], rows: readonly Row[], straggled: boolean): string[] {
  const own = new Set<string>();
  const promises = promisesIn(rows);
  const comparable = (text: string) => text.replace(PROMISE, (promise) => promises.get(promise) ?? promise);
  for (const { row } of shown) {
    if (OF_TIME.has(row.kind) || OF_TIME.has(row.tag) || row.opened) continue;
    if (straggled && ['album', 'papers'].includes(row.tag)) continue;
    const text = textOf(row);
    const along = row.along.map((id) => rows.find((one) => one.id === id)!);
    const first = text.slice(0, text.length - along.map((one) => `\n\n${textOf(one)}`).join('').length);
    const others = along.filter(({ tag }) => !OF_TIME.has(tag));
    own.add(`${row.audience} ${row.tag}: ${comparable(first)}`);
    for (const one of others) own.add(`${row.audience} ${row.tag}: ${comparable(textOf(one))}`);
  }
  return [...own].sort();
}
