import type { Answer, State } from './state.ts';

/** Changes of the state's format, in order; the first makes format 2 of format 1. Never removed. */
const UPGRADES: readonly ((old: Record<string, unknown>) => Record<string, unknown>)[] = [];

/** A state of any earlier format as today's; a copy that may be changed. */
export function upgrade(stored: unknown): State {
  let state = stored as Record<string, unknown>;
  for (const up of UPGRADES.slice(Number(state['format'] ?? 1) - 1)) state = up(state);
  return draftOf(state as unknown as State);
}

/** A copy that may be changed, also to try something out. */
export function draftOf(state: State): State {
  const draft = copied({ ...state, answers: {} }) as State;
  draft.answers = byName(state.answers);
  return draft;
}

/**
 * The answers as a table: nothing in it but them, not even what every object inherits. Each person's are others, in another
 * order, and are looked up at every turn; an object with a shape of its own for each would be slow at that.
 */
function byName(answers: State['answers']): State['answers'] {
  const table = Object.create(null) as State['answers'];
  for (const name in answers) table[name] = copied(answers[name]) as Answer;
  return table;
}

/** A copy of plain JSON, several times faster than `structuredClone`, which knows more than JSON. */
function copied(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copied);
  const copy: Record<string, unknown> = { ...value };
  for (const key in copy) {
    const part = copy[key];
    if (typeof part === 'object' && part !== null) copy[key] = copied(part);
  }
  return copy;
}
