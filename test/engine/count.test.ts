import { expect, test } from '@jest/globals';
import { loadContent } from '../../src/content.ts';
import { start, type State } from '../../src/engine/state.ts';
import { step } from '../../src/engine/step.ts';
import type { Fact } from '../../src/cases/facts.ts';
import type { Event, Numbered } from '../../src/engine/types.ts';

const { flow, packs } = loadContent();

/** Somebody who answers as many do: a cancer, who writes, what was done, and which papers are at hand. */
interface Somebody {
  cancer: string;
  who: 'patient' | 'relative';
  treated: 'nothing' | 'operation' | 'operation,chemo';
  papers: boolean;
  age: string;
  sex: 'female' | 'male';
}

/** Which list of places a cancer stands in. */
const GROUPS: Record<string, string> = {
  ...Object.fromEntries(['oesophagus', 'stomach', 'colorectal', 'liver_pancreas'].map((id) => [id, 'belly'])),
  ...Object.fromEntries(['leukaemia', 'lymphoma', 'myeloma'].map((id) => [id, 'blood'])),
  ...Object.fromEntries(
    ['brain', 'thyroid', 'kidney_bladder', 'sarcoma', 'paediatric'].map((id) => [id, 'other']),
  ),
};
const WOMEN = ['breast', 'cervix', 'ovary'];

function people(): Somebody[] {
  return Object.keys(packs).flatMap((cancer, i) =>
    (['patient', 'relative'] as const).flatMap((who, j) =>
      (['nothing', 'operation', 'operation,chemo'] as const).flatMap((treated, k) =>
        [true, false].map((papers): Somebody => {
          const sex = WOMEN.includes(cancer)
            ? 'female'
            : cancer === 'prostate'
              ? 'male'
              : (i + j) % 2
                ? 'male'
                : 'female';
          const age = cancer === 'paediatric' ? '9' : ['34', '52', '67'][(i + j + k) % 3]!;
          return { cancer, who: cancer === 'paediatric' ? 'relative' : who, treated, papers, age, sex };
        }),
      ),
    ),
  );
}

/** What this person says at each question; `undefined` is a mistake of the test. */
function answerOf(one: Somebody, at: string, picked: boolean): string {
  const codes: Record<string, string> = {
    language: 'en',
    who: one.who,
    agreed: one.cancer === 'paediatric' ? 'child' : 'agrees',
    guardian: 'parent',
    minor: 'parent',
    notice: 'agree',
    reading: 'agree',
    sharing: 'agree',
    safety: 'none',
    cancer: GROUPS[one.cancer] ?? one.cancer,
    belly: one.cancer,
    blood: one.cancer,
    other: one.cancer,
    papers: 'all_sent',
    question: 'treatment',
    spread: 'local',
    treatment: one.treated,
    last_chemo: 'recent',
    date_fixed: one.treated === 'nothing' ? 'later' : 'none',
    days: '1',
    play: '80',
    illness: Number(one.age) > 50 ? 'pressure' : 'none',
    habits: 'never',
    sex: one.sex,
    side: 'right',
    found: 'biopsy',
    stage: '2',
    periods: 'coming',
    children: 'none',
    wishes: 'low_cost',
    family: 'refuse',
    check: 'send',
    support: 'fine',
  };
  const typed: Record<string, string> = {
    name: 'Sunita Devi',
    age: one.age,
    planned: 'chemo of six rounds',
    pain: '4',
    medicines: 'amlodipine 5 mg',
    since: '08/2026',
    cycles: '3',
    treatment_words: 'operation in Patna in August',
    weight: '58',
    height: '150',
    relatives: 'none',
    distress: '3',
  };
  const here = flow.steps.find(({ name }) => name === at)!;
  if (typed[at] !== undefined) return typed[at];
  const code = at.startsWith('problems')
    ? one.age === '52'
      ? 'none'
      : at === 'problems_brain'
        ? 'pain,weak'
        : 'pain,weight'
    : codes[at];
  if (!code) throw new Error(`nobody knows what to say at ${at}`);
  if (here.kind !== 'choice' || here.several === 1) return `${at}:${code}`;
  if (!code.includes(',')) return `${at}:${picked && code !== here.alone ? 'enough' : code}`;
  return code
    .split(',')
    .map((id) => here.options.indexOf(id) + 1)
    .join(' and ');
}

/** The papers of this person, read without doubt. */
function pages({ age, sex, treated }: Somebody, at: string): Event[] {
  const facts = (document: string, all: Record<string, string>): Fact[] =>
    Object.entries(all).map(([path, value]) => ({
      id: `${document}.${path}`,
      path,
      value,
      at,
      from: { kind: 'page', document, page: 1, box: [0, 0, 1, 1], words: value },
      accepted: true,
    }));
  const who = { 'patient.name': 'Sunita Devi', 'patient.age': age, 'patient.sex': sex };
  const all: [string, Record<string, string>][] = [
    [
      'histopathology',
      { ...who, 'pathology.histology': 'carcinoma', 'stage.pT': 'pT2', 'diagnosis.side': 'right' },
    ],
    ['lab', { ...who, 'lab.haemoglobin': '11' }],
    ['radiology', who],
  ];
  if (treated !== 'nothing') all.push(['discharge', { ...who, 'patient.weight': '58' }]);
  return all.map(([type, known], i) => ({
    id: `page${i}`,
    at,
    kind: 'document_read',
    document: { id: `d${i}`, media: `m${i}`, type, pages: 1, faults: [], facts: facts(`d${i}`, known) },
  }));
}

/** The questions somebody is asked after the language, in order, and how often they are asked for one more choice. */
function asked(one: Somebody): { steps: string[]; more: number; state: State } {
  let state = start(flow, { reference: 'K7M2QX' });
  const steps: string[] = [];
  let [count, more] = [0, 0];
  const happen = (event: Record<string, unknown>): Numbered[] => {
    count += 1;
    const turn = step(flow, state, { id: `e${count}`, at: '2026-11-24T04:30:00.000Z', ...event } as Event);
    state = turn.state;
    return turn.effects;
  };
  const hear = (effects: Numbered[]) =>
    effects
      .flatMap((effect) => (effect.kind === 'send' && effect.tag === state.at ? [effect.tag] : []))
      .slice(-1);
  let heard = hear(happen({ kind: 'message', shape: 'text', text: 'hello', media: [] }));
  while (state.at !== null && count < 200) {
    if (state.picked.length) more += 1;
    else if (state.at !== 'language') steps.push(...heard);
    if (state.at === 'papers' && one.papers)
      for (const page of pages(one, '2026-11-24T04:31:00.000Z')) happen({ ...page });
    const said = answerOf(one, state.at, state.picked.length > 0);
    const choice = said.includes(':')
      ? { shape: 'choice', text: '', choice: said }
      : { shape: 'text', text: said };
    heard = hear(happen({ kind: 'message', media: [], ...choice }));
  }
  return { steps, more, state };
}

const TOLD = ['sex', 'side', 'found', 'since', 'stage'];

test('a patient is asked 25 questions in the middle, nobody more than 35, and never what a paper told', () => {
  const all = people().map((one) => ({ one, ...asked(one) }));
  for (const { one, steps, state } of all) {
    expect([state.at, one]).toEqual([null, one]);
    expect(steps.filter((name, i) => steps.indexOf(name) < i)).toEqual([]);
    if (!one.papers) continue;
    const again = steps.filter(
      (name) =>
        TOLD.includes(name) ||
        (one.treated !== 'nothing' && ['weight', 'cycles', 'treatment_words'].includes(name)),
    );
    expect([one, again]).toEqual([one, []]);
  }
  const counts = (who: string) =>
    all
      .filter(({ one }) => one.who === who)
      .map(({ steps }) => steps.length)
      .sort((a, b) => a - b);
  const [patients, relatives] = [counts('patient'), counts('relative')];
  expect(patients[patients.length >> 1]!).toBeLessThanOrEqual(25);
  expect(patients.at(-1)!).toBeLessThanOrEqual(35);
  expect(relatives.at(-1)!).toBeLessThanOrEqual(35);
});
