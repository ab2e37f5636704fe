import type { Step } from '../flow.ts';
import { allIn, exactly, loosely, typedNumber, typedNumbers, type Meaning } from '../match.ts';
import { FURTHER, rowNumbered, rowsOf, turnPage } from '../pages.ts';
import { words, type Turn } from '../turn.ts';
import type { Input, Kind, Reply } from './kind.ts';

/** One of some options, or several of them. The words of an option may be typed in any language. */
export const choice: Kind = {
  faults: (step) => (step.options.length < 2 ? ['needs two options or more'] : []),
  options: (turn, step) => shown(turn, step),
  understand(turn, step, input) {
    const numbers = step.several > 1 && !input.option ? typedNumbers(input.text) : null;
    const options = shown(turn, step);
    if (numbers?.every((n) => options[n - 1]))
      return pickAll(
        turn,
        step,
        numbers.map((n) => options[n - 1]!),
      );
    const several =
      step.several > 1 && !input.option && step.alone !== 'own_words' ? namedAll(turn, step, input) : [];
    if (several.length > 1) return pickAll(turn, step, several);
    const option = input.option ?? named(turn, step, input, options);
    if (!option) return { is: 'unclear' };
    if (option === FURTHER) {
      turnPage(turn);
      return { is: 'page' };
    }
    if (option === 'person') return { is: 'person' };
    const reopened = step.reopen[option];
    if (reopened) return { is: 'reopen', step: reopened };
    return step.several > 1 ? pick(turn, step, option) : done(turn, step, [option]);
  },
};

/** Every option with all the words for it, in all languages. */
export function meanings(turn: Turn, step: Step, options: readonly string[]): Meaning[] {
  const all = turn.flow.words;
  return options.map((id) => ({
    id,
    ways: [
      ...all.everywhere(`steps.${step.name}.options.${id}`),
      ...all.everywhere(`steps.${step.name}.means.${id}`),
      ...all.everywhere(`means.${id}`),
      ...(id === 'enough' || id === FURTHER ? all.everywhere(`hint.${id}`) : []),
    ],
  }));
}

function named(turn: Turn, step: Step, input: Input, rows: readonly string[]): string | null {
  // What stands on another page may be typed as well.
  const options = rows.includes(FURTHER) ? [...step.options, FURTHER] : rows;
  const number = typedNumber(input.text);
  if (number !== null && !exactly(input.text, meanings(turn, step, options)))
    return step.several < 2 ? rowNumbered(turn, step, number) : (rows[number - 1] ?? null);
  const found = loosely(
    input.text,
    meanings(
      turn,
      step,
      options.filter((id) => id !== 'enough'),
    ),
  );
  if (found) return found;
  const over = exactly(input.text, [{ id: 'over', ways: overWays(turn) }]) !== null;
  if (turn.state.picked.length > 0)
    return over || exactly(input.text, meanings(turn, step, ['enough'])) ? 'enough' : null;
  const unsure =
    exactly(input.text, [{ id: 'skip', ways: turn.flow.words.everywhere('reserved.skip') }]) !== null;
  return unsure ? (UNSURE.find((id) => options.includes(id)) ?? null) : null;
}

/** The options a text names side by side, apart from those that exclude the others. */
function namedAll(turn: Turn, step: Step, input: Input): string[] {
  const options = step.options.filter((id) => id !== step.alone && !UNSURE.includes(id));
  return allIn(input.text, meanings(turn, step, options));
}

/** Options that stand for "I do not know", the plainest first. */
const UNSURE = ['unsure', 'unknown', 'not_told', 'private'];

/** After something was picked, "no" and "skip" mean that it is all. */
function overWays(turn: Turn): string[] {
  return [...turn.flow.words.everywhere('reserved.none'), ...turn.flow.words.everywhere('reserved.skip')];
}

function shown(turn: Turn, step: Step): readonly string[] {
  const { picked } = turn.state;
  if (step.several < 2) return rowsOf(turn, step);
  if (!picked.length) return step.options;
  return ['enough', ...step.options.filter((id) => !picked.includes(id) && id !== step.alone)].slice(0, 10);
}

function pick(turn: Turn, step: Step, option: string): Reply {
  if (option === 'enough')
    return turn.state.picked.length ? done(turn, step, turn.state.picked) : { is: 'unclear' };
  return pickAll(turn, step, [option], true);
}

function pickAll(turn: Turn, step: Step, options: string[], single = false): Reply {
  if (options.includes('enough')) options = options.filter((id) => id !== 'enough');
  if (options.includes(step.alone ?? '')) return done(turn, step, [step.alone!]);
  const picked = [...new Set([...turn.state.picked, ...options])].slice(0, step.several);
  if (!picked.length) return { is: 'unclear' };
  if (!single || picked.length >= step.several) return done(turn, step, picked);
  turn.state.picked = picked;
  return { is: 'more' };
}

function done(turn: Turn, step: Step, picked: readonly string[]): Reply {
  const said = picked.map((id) => words(turn, `steps.${step.name}.options.${id}`)).join(', ');
  return { is: 'answer', value: picked.join(','), said };
}
