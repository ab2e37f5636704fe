import type { Step } from './flow.ts';
import { greeting } from './greeting.ts';
import { FURTHER } from './pages.ts';
import { words, type Turn } from './turn.ts';

/** One option of a question as it is shown: its id when it is tapped, its words, and a second line where there is one. */
export function optionOf(turn: Turn, step: Step, option: string) {
  const { id, title: key, about } = namesOf(step, option);
  const row = { id, title: option === FURTHER ? greeting(turn, step, key) : words(turn, key) };
  return turn.flow.words.has(turn.state.language, about) ? { ...row, description: words(turn, about) } : row;
}

/** What an option goes by: its id when it is tapped, and the keys of its words. */
interface Names {
  id: string;
  title: string;
  about: string;
}

const named = new WeakMap<Step, Map<string, Names>>();

/** The names of an option, put together once: every question shows several. */
function namesOf(step: Step, option: string): Names {
  const own = named.get(step) ?? new Map<string, Names>();
  named.set(step, own);
  const known = own.get(option);
  if (known) return known;
  const hint = option === 'enough' || option === FURTHER;
  const made = {
    id: `${step.name}:${option}`,
    title: hint ? `hint.${option}` : `steps.${step.name}.options.${option}`,
    about: `steps.${step.name}.about.${option}`,
  };
  own.set(option, made);
  return made;
}
