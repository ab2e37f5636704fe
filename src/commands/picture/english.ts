import { conditionIn } from '../../cases/condition.ts';
import type { Flow, Step } from '../../engine/flow.ts';

/** A sentence of the flow in English, with its values left open. */
export function english({ words }: Flow, key: string): string {
  const values = words.values('en', key).filter((name) => name !== 'who' && name !== 'sex');
  const open = values.map((name) => [name, name === 'count' ? 2 : `(${name})`]);
  const said = words.has('en', key) ? words.say('en', key, Object.fromEntries(open)) : '';
  // Not every viewer of pictures has signs in colour.
  return said.replace(/\p{Extended_Pictographic}\ufe0f?/gu, '').trim();
}

/** A condition as one would say it, with the number of the question: `4 is “Not told yet”`. */
export function spoken(flow: Flow, condition: string): string {
  const read = conditionIn(condition);
  if (!read) return condition;
  const { path, sign, wanted } = read;
  const sources = flow.steps.flatMap((step, i) => (step.learn === path || step.also === path ? [i + 1] : []));
  const what = sources.length ? sources.join('/') : path.replace(/^\w+\./, '').replace(/[._]/g, ' ');
  const values = wanted
    .map((value) => (/[<>]/.test(sign) ? value : `“${labelOf(flow, path, value)}”`))
    .join(' or ');
  return `${what} ${SIGNS[sign] ?? sign} ${values}`;
}

const SIGNS: Readonly<Record<string, string>> = {
  '=': 'is',
  '!=': 'is not',
  '~': 'has',
  '<': 'is below',
  '<=': 'is at most',
  '>': 'is above',
  '>=': 'is at least',
};

function labelOf(flow: Flow, path: string, value: string): string {
  const steps = flow.steps.filter((step) => step.learn === path || step.also === path);
  const label = steps.map((step) => english(flow, `steps.${step.name}.options.${value}`)).find(Boolean);
  return label ?? (value === 'unknown' ? 'not known' : value.replace(/_/g, ' '));
}

/** What a paper may tell: a kind of paper by its name, or a value on one. */
export function paperOf(flow: Flow, path: string): string {
  const [group, name = ''] = path.split('.');
  return (group === 'papers' && english(flow, `documents.${name}`)) || name.replace(/_/g, ' ');
}

/** What else is to be known of a step, in a few words each. */
export function notes(flow: Flow, step: Step): string[] {
  return [
    step.learn ? `learns ${step.learn}` : '',
    step.purpose ? `consent: ${step.purpose.replace('_', ' ')}` : '',
    step.several > 1 ? `up to ${step.several}` : '',
    step.skip ? 'may be left open' : '',
    step.papers ? 'taken from a paper where one says it' : '',
    step.media ? 'a voice note will do' : '',
    step.photo ? 'a photo will do' : '',
    step.needed ? 'nothing goes on without it' : '',
    step.task || step.calls ? 'a person is told' : '',
    step.alarm ? `raises “${step.alarm.replace(/_/g, ' ')}” from ${step.from} on` : '',
  ].filter(Boolean);
}
