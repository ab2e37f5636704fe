import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Case } from '../../src/cases/case.ts';
import { gate, openBasics, openNeeds, type Gate, type Need, type Pack } from '../../src/cases/missing.ts';
import { missingPages, isDoubtful, isThere, type Paper } from '../../src/cases/paper.ts';
import { nextPaper, plan, type Ask } from '../../src/cases/plan.ts';
import { loadContent } from '../../src/content.ts';

const { packs } = loadContent();
const TODAY = '2026-11-24';
const CASES = 20_000;

/** What is known, by path; a value that begins with ? was read, but not surely. */
function knownOf(values: Record<string, string>): Case {
  const current = Object.fromEntries(
    Object.entries(values).map(([path, said]) => {
      const value = said.replace('?', '');
      const from = { kind: 'staff', user: 'u1' } as const;
      return [path, { id: path, path, value, at: TODAY, from, accepted: !said.startsWith('?') }];
    }),
  );
  return { current, history: {}, conflicts: [] };
}

const BASICS = {
  'patient.name': 'Sunita Devi',
  'patient.age': '54',
  'patient.sex': 'female',
  'question.1': 'treatment',
  'cancer.site': 'breast',
  'diagnosis.how': 'biopsy',
  'health.ecog': '1',
  'treatment.given': 'nothing',
};

/** The case as it is once an ask was fulfilled: the paper came, whole and of today. */
function fulfil(
  ask: Ask,
  papers: readonly Paper[],
  values: Record<string, string>,
): [Paper[], Record<string, string>] {
  if (ask.kind === 'fact') return [[...papers], { ...values, [ask.path]: 'given' }];
  const facts = Object.fromEntries((ask.need.facts ?? []).map((path) => [path, 'positive']));
  const given = ask.need.exact || ask.kind === 'values' ? { ...values, ...facts } : values;
  if (ask.kind !== 'pages') return [[...papers, { type: ask.type, at: TODAY }], given];
  const { type, pages, of } = ask;
  // The other pages bear the day of the page that is there.
  const part = papers
    .filter(
      (one) => one.type === type && one.of === of && String(missingPages(one, papers)) === String(pages),
    )
    .toSorted((a, b) => (b.at ?? '9').localeCompare(a.at ?? '9'))[0];
  const at = part?.at ? { at: part.at } : {};
  return [[...papers, ...pages.map((page) => ({ type, page, of, ...at }))], given];
}

const RANK: Record<Gate, number> = { G0: 0, G1: 1, G2: 2 };

/** The pack without what a person has to look at, or the family gave up: the coordinator decides on those. */
function counted(pack: Pack, values: Record<string, string>, waived: readonly string[]): Pack {
  const known = knownOf(values);
  const doubtful = ({ facts = [] }: Need) =>
    facts.some((path) => isDoubtful(known, path)) &&
    facts.every((path) => isThere(known, path) || isDoubtful(known, path));
  return {
    ...pack,
    needs: pack.needs.filter((need) => !givenUp(need, waived) && !doubtful(need)),
  };
}

/** Whether nothing that would meet a need can be sent. */
function givenUp({ exact, facts, type, or = [] }: Need, waived: readonly string[]): boolean {
  return exact ? waived.includes(facts![0]!) : [type, ...or].every((one) => waived.includes(one));
}

interface Drawn {
  pack: Pack;
  papers: Paper[];
  values: Record<string, string>;
  waived: string[];
}

const drawn: fc.Arbitrary<Drawn> = fc.constantFrom(...Object.values(packs)).chain((pack) => {
  const weighty = pack.needs.filter(({ level }) => level !== 'useful');
  const types = [...new Set(weighty.flatMap(({ type, or = [] }) => [type, ...or])), 'unsure'];
  const paths = [
    ...new Set([...weighty.flatMap(({ facts = [] }) => facts), 'pathology.histology', 'imaging.impression']),
  ];
  const paper = fc.record(
    {
      type: fc.constantFrom(...types),
      at: fc.constantFrom('2026-11-20', '2026-10-01', '2026-03-01'),
      sheet: fc.constantFrom([1, 2], [2, 2], [1, 1], [2, 3]),
    },
    { requiredKeys: ['type'] },
  );
  const words = fc.constantFrom('positive', 'equivocal', 'not_done', '?positive', '?equivocal', 'unknown');
  return fc.record({
    pack: fc.constant(pack),
    papers: fc.array(paper, { maxLength: 4 }).map((all) =>
      all.map(({ type, at, sheet }): Paper => ({
        type,
        ...(at ? { at } : {}),
        ...(sheet ? { page: sheet[0]!, of: sheet[1]! } : {}),
      })),
    ),
    values: fc
      .record({
        lost: fc.subarray(Object.keys(BASICS), { maxLength: 3 }),
        how: fc.constantFrom('biopsy', 'scan', 'unsure'),
        given: fc.constantFrom('nothing', 'operation', 'chemo', 'operation,chemo,radiation'),
        spread: fc.constantFrom('local', 'spread'),
        asked: fc.constantFrom('treatment', 'stage', 'own words'),
        date: fc.constantFrom('week', 'none'),
        read: fc.dictionary(fc.constantFrom(...paths), words, { maxKeys: 4 }),
      })
      .map(({ lost, how, given, spread, asked, date, read }) => {
        const all: Record<string, string> = {
          ...BASICS,
          'cancer.site': pack.cancer,
          'diagnosis.how': how,
          'treatment.given': given,
          'diagnosis.spread_told': spread,
          'question.1': asked,
          'plan.date_fixed': date,
          ...read,
        };
        return Object.fromEntries(Object.entries(all).filter(([path]) => !lost.includes(path)));
      }),
    waived: fc.subarray(
      [
        ...new Set(
          weighty.flatMap(({ exact, facts, type, or = [] }) => (exact ? [facts![0]!] : [type, ...or])),
        ),
      ],
      { maxLength: 2 },
    ),
  });
});

/** Everything one could ask for: each paper of the list in whole, with or without the results an exact need wants. */
function possible({ pack, papers, values, waived }: Drawn): Ask[] {
  const known = knownOf(values);
  const open = openNeeds(pack, papers, known, TODAY).filter(({ level }) => level !== 'useful');
  const loose = open.filter(({ exact }) => !exact);
  const any: Need = { type: '', name: '', why: '', level: 'required' };
  const types = [...new Set([...loose.flatMap(({ type, or = [] }) => [type, ...or]), 'histopathology'])];
  return [
    ...types
      .filter((type) => !waived.includes(type))
      .map((type): Ask => ({ kind: 'paper', type, need: { ...any, type } })),
    ...open
      .filter((need) => need.exact && !givenUp(need, waived))
      .map((need): Ask => ({ kind: 'paper', type: need.type, need })),
  ];
}

function gateAfter(one: Drawn, asks: readonly Ask[]): number {
  let [papers, values] = [one.papers, one.values];
  for (const ask of asks) [papers, values] = fulfil(ask, papers, values);
  return RANK[gate(counted(one.pack, one.values, one.waived), papers, knownOf(values), false, TODAY)];
}

/** The least number of papers that reaches the best gate, by trying all choices; tissue counts only where it can be had. */
function bruteForce(one: Drawn, facts: readonly Ask[]): { best: number; size: number } {
  const found = one.values['diagnosis.how'] === 'scan' || one.waived.includes('histopathology');
  const named = (type: string) =>
    counted(one.pack, one.values, one.waived).needs.some(
      (need) =>
        openNeeds(one.pack, one.papers, knownOf(one.values), TODAY).includes(need) &&
        need.level !== 'useful' &&
        (need.type === type || need.or?.includes(type)),
    );
  const all = possible(one).filter((ask) => ask.kind !== 'paper' || !found || named(ask.type));
  let [best, size] = [-1, 0];
  for (let mask = 0; mask < 1 << all.length; mask += 1) {
    const some = all.filter((_, i) => mask & (1 << i));
    const reached = gateAfter(one, [...facts, ...some]);
    if (reached > best || (reached === best && some.length < size)) [best, size] = [reached, some.length];
  }
  return { best, size };
}

test(`the plan is the smallest that reaches the best gate: as brute force finds it, in ${CASES} cases`, () => {
  fc.assert(
    fc.property(drawn, (one) => {
      const { pack, papers, values, waived } = one;
      const known = knownOf(values);
      const asks = plan(pack, papers, known, { today: TODAY, waived });
      const facts = openBasics(papers, known).map(({ path }): Ask => ({ kind: 'fact', path }));
      const { best, size } = bruteForce(one, facts);
      const sent = asks.filter(({ kind }) => kind !== 'fact');
      expect([gateAfter(one, asks), sent.length]).toEqual([best, size]);
      // Every single ask counts: without it the gate stays lower.
      for (const ask of asks)
        expect(
          gateAfter(
            one,
            asks.filter((other) => other !== ask),
          ),
        ).toBeLessThan(best);
    }),
    { numRuns: CASES, seed: 20261124 },
  );
}, 300_000);

test('a report that came in part: its other page is asked for, unless the result is known', () => {
  const values = {
    ...BASICS,
    'question.1': 'stage',
    'ihc.er': 'positive',
    'ihc.pr': 'positive',
    'ihc.her2': 'negative',
  };
  const papers: Paper[] = [{ type: 'histopathology', page: 1, of: 2 }, { type: 'radiology' }];
  const asks = (more: Record<string, string>) =>
    plan(packs['breast'], papers, knownOf({ ...values, ...more }), { today: TODAY });
  expect(asks({})).toMatchObject([{ kind: 'pages', type: 'histopathology', pages: [2], of: 2 }]);
  expect(asks({ 'pathology.histology': 'Invasive ductal carcinoma' })).toEqual([]);
});

test('two of three markers are known: the page with the third is asked for; a doubtful one is left to a person', () => {
  const papers: Paper[] = [{ type: 'histopathology' }, { type: 'radiology' }];
  const asks = (her2: Record<string, string>) =>
    plan(
      packs['breast'],
      papers,
      knownOf({ ...BASICS, 'question.1': 'stage', 'ihc.er': 'positive', 'ihc.pr': 'positive', ...her2 }),
      { today: TODAY },
    );
  expect(asks({})).toMatchObject([{ kind: 'values', paths: ['ihc.her2'] }]);
  expect(asks({ 'ihc.her2': '?positive' })).toEqual([]);
});

test('an old blood test and an old scan are asked for anew only where it matters', () => {
  const papers: Paper[] = [
    { type: 'histopathology' },
    { type: 'ihc_molecular' },
    { type: 'radiology', at: '2026-07-01' },
    { type: 'lab', at: '2026-09-01' },
  ];
  const asks = (more: Record<string, string>) =>
    plan(packs['breast'], papers, knownOf({ ...BASICS, ...more }), { today: TODAY }).map((ask) => [
      ask.kind,
      ask.kind !== 'fact' && ask.type,
    ]);
  expect(asks({})).toEqual([
    ['fresh', 'radiology'],
    ['fresh', 'lab'],
  ]);
  // After treatment the first scan stays the one that counts; a question on the diagnosis needs no blood test.
  expect(asks({ 'treatment.given': 'hormone' })).toEqual([['fresh', 'lab']]);
  expect(asks({ 'question.1': 'diagnosis', 'treatment.given': 'hormone' })).toEqual([]);
});

test('one discharge summary serves for operation, chemo and radiation; what was never done is not asked again', () => {
  const values = { ...BASICS, 'question.1': 'stage', 'treatment.given': 'operation,chemo,radiation' };
  const papers: Paper[] = ['histopathology', 'ihc_molecular', 'radiology'].map((type) => ({ type }));
  const asks = plan(packs['breast'], papers, knownOf(values), { today: TODAY });
  expect(asks.map((ask) => ask.kind !== 'fact' && ask.type)).toEqual(['discharge']);
  expect(nextPaper(asks)).toMatchObject({ kind: 'paper', type: 'discharge' });
  const waived = ['discharge', 'operation_note', 'chemo_chart', 'radiotherapy'];
  expect(plan(packs['breast'], papers, knownOf(values), { today: TODAY, waived })).toEqual([]);
});

test('without tissue: a scan does for a limited opinion where the list says so, and nothing else is asked', () => {
  const values = { ...BASICS, 'cancer.site': 'liver_pancreas', 'diagnosis.how': 'scan' };
  const asks = (papers: Paper[]) => plan(packs['liver_pancreas'], papers, knownOf(values), { today: TODAY });
  expect(asks([])).toMatchObject([{ kind: 'paper', type: 'radiology' }]);
  expect(asks([{ type: 'radiology' }])).toEqual([]);
});
