/** A small seeded source of chance, so that a hostile run can be repeated. Not for secrets. */
export interface Random {
  /** 0 up to, not including, 1. */
  next(): number;
  /** A whole number from 0 up to, not including, `n`. */
  below(n: number): number;
  chance(share: number): boolean;
  pick<T>(list: readonly T[]): T;
  hex(length: number): string;
  /** Begins again from another seed. */
  reseed(seed: number): void;
}

/** mulberry32: 32 bits of state, good enough to shuffle webhooks. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (n: number) => Math.floor(next() * n);
  return {
    next,
    below,
    chance: (share) => next() < share,
    pick: <T>(list: readonly T[]) => list[below(list.length)] as T,
    hex: (length) => Array.from({ length }, () => below(16).toString(16)).join(''),
    reseed: (to) => {
      state = to >>> 0;
    },
  };
}
