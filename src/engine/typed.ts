import { record } from './ask.ts';
import type { Step } from './flow.ts';
import type { Reply } from './kinds/kind.ts';
import { isNothing } from './heard/unsaid.ts';
import { exactly } from './match.ts';
import { words, type Turn } from './turn.ts';

/** Whether a whole message says that there is none, or none of what this step asks for. */
export function isNone(turn: Turn, text: string, step: Step): boolean {
  return isNothing(text, turn.flow.words, step.name);
}

/** "None" is an answer where something is asked for ("no medicines"), and leaves open what was only asked to be told. */
export function noneOf(turn: Turn, step: Step): Reply {
  const real = step.kind === 'text' && !step.check && !step.learn?.endsWith('.n');
  const value = real ? 'none' : 'unknown';
  return { is: 'answer', value, said: words(turn, `said.${value}`) };
}

/** Somebody types their question instead of choosing one: it is taken as it is, as the answer in own words. */
export function ownWords(turn: Turn, step: Step, text: string): boolean {
  const later = turn.flow.steps.slice(turn.flow.steps.indexOf(step) + 1);
  const own = later.find((one) => one.kind === 'text' && one.learn === step.learn);
  if (!step.options.includes('own_words') || !own || text.trim().split(/\s+/).length < 3) return false;
  // "That is all" is no question.
  if (exactly(text, [{ id: 'enough', ways: turn.flow.words.everywhere('means.enough') }])) return false;
  turn.state.answers[own.name] = {
    value: text.slice(0, 200),
    said: text.slice(0, 200),
    message: turn.event.id,
  };
  const picked = [...turn.state.picked.filter((id) => id !== 'own_words'), 'own_words'];
  const said = picked.map((id) => words(turn, `steps.${step.name}.options.${id}`)).join(', ');
  record(turn, step, { is: 'answer', value: picked.join(','), said });
  return true;
}
