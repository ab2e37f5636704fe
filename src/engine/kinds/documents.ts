import { needLines } from '../needs.ts';
import { aroundOf } from '../heard/picked.ts';
import { loosely } from '../heard/sentence.ts';
import { typedNumber } from '../match.ts';
import { words } from '../turn.ts';
import { meanings } from './choice.ts';
import type { Kind } from './kind.ts';

/** Waits for photos of papers, with a way on at any time. */
export const documents: Kind = {
  faults: () => [],
  options: () => ['all_sent', 'later', 'none'],
  values: (turn) => ({
    needs: needLines(turn) || words(turn, 'papers.any'),
  }),
  // All that is needed came before it was asked for.
  instead: (turn) => (!needLines(turn) && Object.keys(turn.state.papers).length ? 'papers.have' : null),
  understand(turn, step, input) {
    const options = ['all_sent', 'later', 'none'];
    const number = typedNumber(input.text);
    const ways = meanings(turn, step, options);
    const option =
      input.option ??
      (number
        ? options[number - 1]
        : // "I do not have it now, will send tonight" denies the now, not the later.
          (loosely(input.text, ways, aroundOf(turn.flow.words)) ??
          (input.text.includes('?') ? null : loosely(input.text, [ways[1]!]))));
    if (!option) return { is: 'unclear', reason: 'wrong.papers' };
    if (option === 'person') return { is: 'person' };
    if (option === 'now') return { is: 'stay' };
    if (option === 'none') turn.state.noMore = true;
    return { is: 'answer', value: option, said: words(turn, `steps.${step.name}.options.${option}`) };
  },
};
