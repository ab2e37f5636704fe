import { isDeepStrictEqual } from 'node:util';
import type { Flow } from '../../engine/flow.ts';
import { seenBy } from './seen.ts';
import { play, type Told } from './story.ts';
import { CALM, HOSTILE, type Weather } from './weather.ts';

/** What thousands of families came to, added up. */
export interface Sum {
  families: number;
  /** Seeds at which the case, or what was seen, differs from the same family in calm weather. */
  different: number[];
  doubled: number;
  blind: number;
  lost: number;
  wrong: Map<string, number>;
  acts: number;
  webhooks: number;
  sends: number;
  kills: number;
  retried: number;
  bundled: number;
  ends: Map<string, number>;
}

/** Plays each family twice, in calm and in hostile weather, and compares. */
export function prove(
  flow: Flow,
  from: number,
  count: number,
  weather: Weather = HOSTILE,
  tell = (_done: number) => {},
): Sum {
  const sum: Sum = {
    families: 0,
    different: [],
    doubled: 0,
    blind: 0,
    lost: 0,
    wrong: new Map(),
    acts: 0,
    webhooks: 0,
    sends: 0,
    kills: 0,
    retried: 0,
    bundled: 0,
    ends: new Map(),
  };
  for (let seed = from; seed < from + count; seed += 1) {
    const [calm, hostile] = [play(flow, seed, CALM, 0), play(flow, seed, weather, 1)];
    if (!isSame(calm, hostile)) sum.different.push(seed);
    add(sum, calm, hostile);
    if (sum.families % 250 === 0) tell(sum.families);
  }
  return sum;
}

/** Whether a family ended with the same case and saw the same. */
export function isSame(one: Told, other: Told): boolean {
  const straggled = one.straggled || other.straggled;
  const seen = (told: Told) => seenBy(told.shown, told.rows, straggled);
  return isDeepStrictEqual(one.case, other.case) && isDeepStrictEqual(seen(one), seen(other));
}

function add(sum: Sum, calm: Told, hostile: Told): void {
  const count = (map: Map<string, number>, key: string) => void map.set(key, (map.get(key) ?? 0) + 1);
  sum.families += 1;
  for (const told of [calm, hostile]) {
    sum.doubled += told.doubled;
    sum.blind += told.blind;
    sum.lost += told.lost;
    for (const { rule } of told.wrong) count(sum.wrong, rule);
  }
  for (const key of ['acts', 'webhooks', 'sends', 'kills', 'retried'] as const) sum[key] += hostile[key];
  sum.bundled += hostile.rows.filter(({ reason }) => reason.startsWith('bundled.')).length;
  count(sum.ends, hostile.status);
}
