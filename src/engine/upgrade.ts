import type { State } from './state.ts';

/** Changes of the state's format, in order; the first makes format 2 of format 1. Never removed. */
const UPGRADES: readonly ((old: Record<string, unknown>) => Record<string, unknown>)[] = [];

/** A state of any earlier format as today's; a copy that may be changed. */
export function upgrade(stored: unknown): State {
  let state = structuredClone(stored) as Record<string, unknown>;
  for (const up of UPGRADES.slice(Number(state['format'] ?? 1) - 1)) state = up(state);
  return state as unknown as State;
}
