import type { Kind } from './kind.ts';

/** Says something and goes on at once. */
export const say: Kind = {
  faults: (step) => (step.options.length ? ['only says something, so it has no options'] : []),
  options: () => [],
  understand: () => ({ is: 'answer', value: 'said', said: '' }),
};
