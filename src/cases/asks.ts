import type { Case } from './case.ts';
import type { Fact } from './facts.ts';

/** A question of the doctor to the family, with what became of it. */
export interface Ask {
  n: number;
  text: string;
  /** `waits` for the desk's words, `asked` in the chat, `answered`. */
  state: 'waits' | 'asked' | 'answered';
  /** Id of who asked it. */
  by: string | null;
  /** Id of the fact that is the answer. */
  answer: string | null;
}

/** The doctor's questions in the order they were asked: `ask.1` with its answer `asked.1`. */
export function asksOf({ current }: Case): Ask[] {
  return Object.values(current)
    .filter(({ path }) => /^ask\.\d+$/.test(path))
    .map((fact): Ask => {
      const n = Number(fact.path.slice(4));
      const answer = current[`asked.${n}`];
      const by = fact.from.kind === 'staff' ? fact.from.user : null;
      return { n, text: fact.value, state: stateOf(fact, answer), by, answer: answer?.id ?? null };
    })
    .sort((a, b) => a.n - b.n);
}

const stateOf = (ask: Fact, answer: Fact | undefined): Ask['state'] =>
  answer ? 'answered' : ask.normal === 'waits' ? 'waits' : 'asked';
