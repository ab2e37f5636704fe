import type { Random } from '../../src/simulator/random.ts';

/** A step as it is written, and a flow of them. */
export type RawStep = Record<string, unknown> & { step: string };
export interface RawFlow {
  version: string;
  flags: Record<string, string>;
  steps: RawStep[];
}

/** One change that somebody could make to a flow; undefined where it cannot be made there. `did` tells it. */
export type Edit = (flow: RawFlow, random: Random) => { flow: RawFlow; did: string } | undefined;

const optionsOf = (step: RawStep) => (step['options'] ?? []) as (string | Record<string, string>)[];
const idOf = (option: string | Record<string, string>) =>
  typeof option === 'string' ? option : Object.keys(option)[0]!;
const onlyOf = (step: RawStep) => [step['only'] ?? []].flat() as string[];

function at(flow: RawFlow, random: Random, fits: (step: RawStep) => boolean): number | undefined {
  const all = flow.steps.flatMap((step, i) => (fits(step) ? [i] : []));
  return all.length ? random.pick(all) : undefined;
}

function put(flow: RawFlow, i: number, removed: number, ...added: RawStep[]): RawFlow {
  return { ...flow, steps: flow.steps.toSpliced(i, removed, ...added) };
}

const isPlain = (step: RawStep) => step['kind'] === 'choice' && !step['flags'] && !step['summary'];
const between = (flow: RawFlow, random: Random) => 1 + random.below(flow.steps.length - 1);

/** Two neighbours change places. */
const reorder: Edit = (flow, random) => {
  const i = between(flow, random);
  const [one, other] = [flow.steps[i], flow.steps[i + 1]];
  if (!one || !other) return undefined;
  return { flow: put(flow, i, 2, other, one), did: `${one.step} and ${other.step} change places` };
};

const insertChoice: Edit = (flow, random) => {
  const step = {
    step: 'added',
    kind: 'choice',
    part: 2,
    learn: 'added.one',
    options: ['this', 'that', 'unsure'],
  };
  const i = between(flow, random);
  return { flow: put(flow, i, 0, step), did: `a new choice before ${flow.steps[i]!.step}` };
};

const insertText: Edit = (flow, random) => {
  const i = between(flow, random);
  const earlier = flow.steps.slice(0, i).filter((step) => isPlain(step) && step['learn']);
  const source = earlier.length ? random.pick(earlier) : undefined;
  const only = source ? { only: `${String(source['learn'])} = ${idOf(random.pick(optionsOf(source)))}` } : {};
  const step = { step: 'added', kind: 'text', part: 2, learn: 'added.text', skip: true, ...only };
  return {
    flow: put(flow, i, 0, step),
    did: `a new text before ${flow.steps[i]!.step}, ${JSON.stringify(only)}`,
  };
};

const remove: Edit = (flow, random) => {
  const i = at(flow, random, (step) => !step['flags'])!;
  return { flow: put(flow, i, 1), did: `${flow.steps[i]!.step} is gone` };
};

/** An option gets another code, here and wherever it is waited for. */
const renameOption: Edit = (flow, random) => {
  const i = at(flow, random, isPlain);
  if (i === undefined) return undefined;
  const step = flow.steps[i]!;
  const old = idOf(random.pick(optionsOf(step)));
  const options = optionsOf(step).map((one) =>
    idOf(one) !== old ? one : typeof one === 'string' ? 'renamed' : { renamed: one[old]! },
  );
  const follow = (other: RawStep): RawStep =>
    onlyOf(other).some((only) => only.startsWith(`${String(step['learn'])} `))
      ? {
          ...other,
          only: onlyOf(other).map((only) => only.replace(new RegExp(`\\b${old}\\b(?!\\.)`), 'renamed')),
        }
      : other;
  const alone = step['alone'] === old ? { alone: 'renamed' } : {};
  const steps = flow.steps.map((other, n) => (n === i ? { ...step, options, ...alone } : follow(other)));
  return { flow: { ...flow, steps }, did: `${old} of ${step.step} is called renamed` };
};

const addOption: Edit = (flow, random) => {
  const i = at(flow, random, (step) => isPlain(step) && optionsOf(step).length < 9);
  if (i === undefined) return undefined;
  const step = flow.steps[i]!;
  const options = optionsOf(step).toSpliced(random.below(3), 0, 'extra');
  return { flow: put(flow, i, 1, { ...step, options }), did: `${step.step} gets an option` };
};

const removeOption: Edit = (flow, random) => {
  const i = at(flow, random, (step) => isPlain(step) && optionsOf(step).length > 2);
  if (i === undefined) return undefined;
  const step = flow.steps[i]!;
  const options = optionsOf(step).toSpliced(random.below(optionsOf(step).length), 1);
  return { flow: put(flow, i, 1, { ...step, options }), did: `${step.step} loses an option` };
};

/** A question is asked of others than before. */
const condition: Edit = (flow, random) => {
  const i = at(flow, random, (step) => !step['summary'] && !step['purpose'] && step.step !== 'language');
  if (i === undefined) return undefined;
  const earlier = flow.steps.slice(0, i).filter((step) => isPlain(step) && step['learn']);
  if (!earlier.length) return undefined;
  const source = random.pick(earlier);
  const only = `${String(source['learn'])} ${random.pick(['=', '!='])} ${idOf(random.pick(optionsOf(source)))}`;
  const step: RawStep = { ...flow.steps[i]!, ...(random.chance(0.3) ? { only: [] } : { only }) };
  return {
    flow: put(flow, i, 1, step),
    did: `${step.step} is asked only when ${JSON.stringify(step['only'])}`,
  };
};

/** One list becomes two. */
const split: Edit = (flow, random) => {
  const i = at(flow, random, (step) => isPlain(step) && optionsOf(step).length > 5 && !step['several']);
  if (i === undefined) return undefined;
  const step = flow.steps[i]!;
  const half = Math.ceil(optionsOf(step).length / 2);
  const first = {
    ...step,
    options: [...optionsOf(step).slice(0, half), 'unknown'].filter((v, n, a) => a.indexOf(v) === n),
  };
  const second = {
    ...step,
    step: 'second',
    options: [...optionsOf(step).slice(half), 'unknown'].filter((v, n, a) => a.indexOf(v) === n),
  };
  return { flow: put(flow, i, 1, first, { ...second, learn: 'second.half' }), did: `${step.step} is split` };
};

/** Something beside the question: its part, whether it may be left open, taken from a paper, answered by a photo. */
const attribute: Edit = (flow, random) => {
  const key = random.pick(['part', 'skip', 'media', 'certain', 'papers']);
  const i = at(flow, random, (step) => (key === 'papers' ? !!step['learn'] : true));
  if (i === undefined) return undefined;
  const step = flow.steps[i]!;
  const value = key === 'part' ? 1 + random.below(7) : step[key] !== true;
  return {
    flow: put(flow, i, 1, { ...step, [key]: value }),
    did: `${step.step}: ${key} is ${String(value)}`,
  };
};

const renameStep: Edit = (flow, random) => {
  const i = at(flow, random, (step) => step.step !== 'language');
  if (i === undefined) return undefined;
  const old = flow.steps[i]!.step;
  const follow = (step: RawStep): RawStep => ({
    ...step,
    ...(step['options']
      ? {
          options: optionsOf(step).map((one) =>
            typeof one === 'string' || one[idOf(one)] !== old ? one : { [idOf(one)]: 'renamed' },
          ),
        }
      : {}),
  });
  const steps = flow.steps.map((step, n) => (n === i ? { ...step, step: 'renamed' } : follow(step)));
  return { flow: { ...flow, steps }, did: `${old} is called renamed` };
};

const several: Edit = (flow, random) => {
  const i = at(flow, random, (step) => Number(step['several'] ?? 1) > 1);
  if (i === undefined) return undefined;
  const step = flow.steps[i]!;
  const most = random.pick([1, 2, 3]);
  return { flow: put(flow, i, 1, { ...step, several: most }), did: `${most} may be picked at ${step.step}` };
};

/** Changes that are sound, if the place is. */
export const EDITS: readonly Edit[] = [
  reorder,
  insertChoice,
  insertText,
  remove,
  renameOption,
  addOption,
  removeOption,
  condition,
  split,
  attribute,
  renameStep,
  several,
];
