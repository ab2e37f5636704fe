import type { Behaviour } from './contract.ts';

/** Honest: every webhook once, in order, at once; every call answered. */
export function honest(seed: number): Behaviour {
  return {
    seed,
    copies: 1,
    reorder: false,
    delay: 0,
    fail: 0,
    hang: 0,
    cut: 0,
    loseReceipts: 0,
    expireMedia: false,
    phoneOff: false,
    down: false,
  };
}

/** Largest wait of a webhook, in milliseconds: a demo must end. */
const LONGEST = 60_000;

/** Takes over what is a sensible value and leaves the rest as it was: the request comes from a browser. */
export function changed(old: Behaviour, wanted: unknown): Behaviour {
  const given = (typeof wanted === 'object' && wanted !== null ? wanted : {}) as Record<string, unknown>;
  const number = (key: keyof Behaviour, low: number, high: number) => {
    const value = given[key];
    if (typeof value !== 'number' || !Number.isFinite(value)) return old[key] as number;
    return Math.min(high, Math.max(low, value));
  };
  const flag = (key: keyof Behaviour) => {
    const value = given[key];
    return typeof value === 'boolean' ? value : (old[key] as boolean);
  };
  return {
    seed: Math.floor(number('seed', 0, 0xffffffff)),
    copies: Math.floor(number('copies', 1, 10)),
    reorder: flag('reorder'),
    delay: number('delay', 0, LONGEST),
    fail: number('fail', 0, 1),
    hang: number('hang', 0, 1),
    cut: number('cut', 0, 1),
    loseReceipts: number('loseReceipts', 0, 1),
    expireMedia: flag('expireMedia'),
    phoneOff: flag('phoneOff'),
    down: flag('down'),
  };
}
