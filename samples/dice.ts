/** Chance that can be had again: the same seed gives the same throws (mulberry32). */
export interface Dice {
  /** 0 up to, not including, 1. */
  (): number;
  between(low: number, high: number): number;
  whole(low: number, high: number): number;
  pick<T>(from: readonly T[]): T;
  /** True in so many of a hundred throws. */
  chance(percent: number): boolean;
}

export function diceOf(seed: number): Dice {
  const roll = () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const between = (low: number, high: number) => low + roll() * (high - low);
  return Object.assign(roll, {
    between,
    whole: (low: number, high: number) => Math.floor(between(low, high + 1)),
    pick: <T>(from: readonly T[]): T => from[Math.floor(roll() * from.length)]!,
    chance: (percent: number) => roll() * 100 < percent,
  });
}
