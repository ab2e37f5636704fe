import { expect, test } from '@jest/globals';
import { loadContent } from '../../src/content.ts';
import { faultsOf } from '../../src/engine/check.ts';
import { compile, FlowError } from '../../src/engine/flow.ts';
import type { RawFlow, RawStep } from './edits.ts';

const { flow, words, packs } = loadContent();
const raw = JSON.parse(flow.body) as RawFlow;

/** Steps of the loaded flow by what they are, whatever they are called. */
const plain = raw.steps.filter(
  (step) => step['kind'] === 'choice' && !step['flags'] && !step['summary'] && step['learn'],
);
const [first, second] = [plain[1]!, plain.at(-1)!];
const summary = raw.steps.find((step) => step['summary'])!;
const alarms = raw.steps.find((step) => step['flags'])!;
const listed = raw.steps.find((step) => Number(step['several'] ?? 1) > 1 && step['alone'])!;
const service = raw.steps.find((step) => step['purpose'] === 'service')!;
const reading = raw.steps.find((step) => step['purpose'] === 'reading')!;
const numbered = raw.steps.find((step) => step['kind'] === 'text' && String(step['learn']).endsWith('.n'))!;
const dated = raw.steps.find((step) => step['kind'] === 'date')!;
const trap = raw.steps.find((step) => {
  const options = (step['options'] ?? []) as unknown[];
  return options.length > 0 && options.every((one) => one === 'person' || typeof one === 'object');
})!;
const waiting = raw.steps.find(
  (step) => / = /.test(String(step['only'])) && !String(step['only']).includes('band'),
)!;
const source = raw.steps.find((step) => step['learn'] === String(waiting['only']).split(' ')[0])!;

type Change = (steps: RawStep[]) => unknown[];
const set =
  (step: RawStep, change: object): Change =>
  (steps) =>
    steps.map((one) => (one === step ? { ...one, ...change } : one));
const add =
  (step: object): Change =>
  (steps) => [...steps.slice(0, -1), step, ...steps.slice(-1)];
const without =
  (step: RawStep): Change =>
  (steps) =>
    steps.filter((one) => one !== step);
const last =
  (step: RawStep): Change =>
  (steps) => [...without(step)(steps), step];
const many = (n: number) => Array.from({ length: n }, (_, i) => `o${i}`);
const two = { kind: 'choice', certain: true, options: ['this', 'that'] };

/** Refused when it is read: the code, the step and a piece of the sentence. */
const REFUSED: [what: string, change: Change, code: string, said: RegExp][] = [
  ['no steps', () => [], 'not_a_flow', /has no steps/],
  [
    'more steps than anybody answers',
    () => many(101).map((step) => ({ step, ...two })),
    'not_a_flow',
    /more than 100/,
  ],
  ['a step that is a word', (steps) => [...steps, 'hello'], 'bad_step', /is not a list of names and values/],
  ['a step without a name', add(two), 'bad_step', /no name of small letters/],
  ['a name with capitals', add({ step: 'Age2', ...two }), 'bad_step', /no name of small letters/],
  ['a name with a dot', add({ step: 'a.b', ...two }), 'bad_step', /no name of small letters/],
  ['two steps of one name', add({ ...first }), 'double_step', /is there twice/],
  ['a kind that does not exist', set(first, { kind: 'dance' }), 'unknown_kind', /unknown kind "dance"/],
  ['a kind of every object', set(first, { kind: 'toString' }), 'unknown_kind', /unknown kind/],
  ['no kind', set(first, { kind: undefined }), 'unknown_kind', /unknown kind/],
  ['a word nobody knows', set(first, { colour: 'red' }), 'bad_value', /does not know "colour"/],
  [
    'yes and no, which YAML reads as true and false',
    set(first, { options: [true, false] }),
    'bad_value',
    /YAML turns/,
  ],
  ['an option with a space', set(first, { options: ['a b', 'c'] }), 'bad_value', /small letters/],
  [
    'an option of digits that YAML reads as a number',
    set(first, { options: [0, 1] }),
    'bad_value',
    /small letters/,
  ],
  ['options that are no list', set(first, { options: 'a, b' }), 'bad_value', /not a list/],
  ['one option twice', set(first, { options: ['a', 'b', 'a'] }), 'bad_value', /option twice/],
  ['a single option', set(first, { options: ['a'] }), 'bad_value', /two options or more/],
  ['no options', set(first, { options: [] }), 'bad_value', /two options or more/],
  [
    'a way back to a step that is not there',
    set(second, { options: ['a', { b: 'nowhere' }] }),
    'bad_value',
    /no earlier step/,
  ],
  [
    'a way back to a later step',
    set(first, { options: ['a', { b: second.step }] }),
    'bad_value',
    /no earlier step/,
  ],
  ['a way back to itself', set(first, { options: ['a', { b: first.step }] }), 'bad_value', /no earlier step/],
  [
    'a condition with a sign nobody knows',
    set(second, { only: 'patient.age is 3' }),
    'bad_condition',
    /cannot read/,
  ],
  ['a condition without a value', set(second, { only: 'patient.age =' }), 'bad_condition', /cannot read/],
  ['a condition that is one word', set(second, { only: ['female'] }), 'bad_condition', /cannot read/],
  ['a consent without a purpose', set(service, { purpose: undefined }), 'bad_value', /no purpose/],
  [
    'a consent to something unknown',
    set(service, { purpose: 'selling' }),
    'bad_value',
    /unknown consent "selling"/,
  ],
  ['a task nobody does', set(first, { task: 'sing' }), 'bad_value', /unknown task "sing"/],
  [
    'a text that is checked for what cannot be',
    set(numbered, { check: 'poem' }),
    'bad_value',
    /cannot check/,
  ],
  [
    'options of something that is only said',
    add({ step: 'hello', kind: 'say', options: ['a', 'b'] }),
    'bad_value',
    /has no options/,
  ],
  ['a path that is a list', set(first, { learn: ['a.b'] }), 'bad_value', /"learn" is not a word/],
  ['several that is a word', set(listed, { several: 'many' }), 'bad_value', /"several" is not a number/],
  ['several of none', set(listed, { several: 0 }), 'bad_value', /"several" is not a number/],
  ['half a part', set(first, { part: 1.5 }), 'bad_value', /"part" is not a number/],
];

test.each(REFUSED)('refused: %s', (_, change, code, said) => {
  let thrown: unknown;
  try {
    compile({ ...raw, steps: change(raw.steps) }, words, packs);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(FlowError);
  expect((thrown as FlowError).code).toBe(code);
  expect((thrown as FlowError).message).toMatch(said);
});

test('refused: an alarm of an unknown level', () => {
  expect(() => compile({ ...raw, flags: { breath: 'perhaps' } }, words)).toThrow(/unknown level "perhaps"/);
});

/** Can be read, and would hurt people: told by `npm run check`. */
const TOLD: [what: string, change: Change, fault: RegExp][] = [
  [
    'the language is not asked first',
    (steps) => [steps[1]!, steps[0]!, ...steps.slice(2)],
    /first step has to be language/,
  ],
  ['nothing is ever sent', without(summary), /No step has summary/],
  ['questions after the last check', last(second), /summary, and has to be the last step/],
  ['two last checks', (steps) => [...steps, { ...summary, step: 'again' }], /again is a second summary/],
  ['a last check for some', set(summary, { only: 'patient.sex = female' }), /has to be asked of everybody/],
  ['no consent at all', without(service), /No step asks for the consent "service"/],
  ['a consent one may go on without', set(service, { needed: false }), /has to be needed/],
  ['photos before they may be read', without(reading), /before the consent "reading"/],
  [
    'the fact of a sentence under another name',
    (steps) => steps.map((one) => (one['learn'] === 'patient.sex' ? { ...one, step: 'gender' } : one)),
    /gender learns patient.sex, and has to be called sex/,
  ],
  ['own words that nobody asks for', without(numbered), /offers own words, but no later step/],
  [
    'a value of papers that is no fact',
    add({ step: 'new', ...two, papers: true }),
    /takes a value from papers, but learns nothing/,
  ],
  ['more picks than there are options', set(listed, { several: 50 }), /lets 50 be picked/],
  [
    'a condition on what nobody learns',
    set(second, { only: 'no.path = x' }),
    /can never be reached: no earlier step learns no\.path/,
  ],
  [
    'a condition on a later step',
    (steps) => [steps[0]!, { step: 'early', ...two, only: waiting['only'] }, ...steps.slice(1)],
    /early can never be reached/,
  ],
  [
    'a condition on a value that is no option',
    set(waiting, { only: `${String(source['learn'])} = robot` }),
    /= robot, which is no option of/,
  ],
  [
    'an option gone that others wait for',
    set(source, { options: ['this', 'unsure'], several: 1, alone: undefined }),
    /which is no option of/,
  ],
  [
    'no way for who does not know',
    add({ step: 'new', ...two, certain: false }),
    /no way for "I do not know"/,
  ],
  ['a date everybody must know', set(dated, { skip: false }), /cannot be left open/],
  ['an option that excludes the others, and is none', set(listed, { alone: 'gone' }), /has no option gone/],
  [
    'an alarm that is none',
    set(alarms, { options: ['breath', 'hiccups', 'none'] }),
    /offers hiccups, which is no red flag/,
  ],
  [
    'a step that leads only back, for everybody',
    set(trap, { only: [] }),
    new RegExp(`${trap.step} leads only back`),
  ],
  ['words missing', add({ step: 'unspoken', ...two }), /en: steps\.unspoken\.ask is missing/],
];

test.each(TOLD)('told: %s', (_, change, fault) => {
  const told = faultsOf(compile({ ...raw, steps: change(raw.steps) }, words, packs));
  expect(told.filter((one) => fault.test(one))).not.toEqual([]);
});

test('fifty unsound changes and more', () => {
  expect(REFUSED.length + TOLD.length).toBeGreaterThanOrEqual(50);
});
