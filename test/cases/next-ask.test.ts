import { expect, test } from '@jest/globals';
import { caseOf } from '../../src/cases/case.ts';
import { conditionIn, holds } from '../../src/cases/condition.ts';
import type { Fact } from '../../src/cases/facts.ts';
import { gate, missing } from '../../src/cases/missing.ts';
import { loadContent } from '../../src/content.ts';
import type { ReadFact } from '../../src/documents/reading.ts';
import { needsOf } from '../../src/engine/needs.ts';
import { start, type State } from '../../src/engine/state.ts';
import { step } from '../../src/engine/step.ts';
import { factsOf } from '../documents/paper.ts';

const content = loadContent();
const { packs } = content;
const FISH = 'document.her2fish';
const said: Record<string, string> = {
  'patient.name': 'Sushila Devi',
  'patient.age': '54',
  'patient.sex': 'female',
  'question.1': 'Is the treatment right?',
  'cancer.site': 'breast',
  'diagnosis.how': 'biopsy',
  'diagnosis.spread_told': 'local',
  'health.ecog': '1',
  'treatment.given': 'nothing',
};

/** As the case keeps what was read. */
function pageFacts(document: string, at: string, read: readonly ReadFact[]): Fact[] {
  return read.map(({ page, box, ...fact }, i): Fact => {
    const from = { kind: 'page', document, page, box, words: fact.value } as const;
    return { ...fact, id: `${document}.${i}`, at, from };
  });
}

/** What the family said, then what their papers say. */
function known(more: Record<string, string>, ...papers: [type: string, text: string][]) {
  const at = '2026-11-24T00:00:00.000Z';
  const spoken = Object.entries({ ...said, ...more }).map(([path, value]): Fact => {
    const from = { kind: 'message', message: 'e1', speaker: 'relative' } as const;
    return { id: path, path, value, at, from, accepted: true };
  });
  const read = papers.flatMap(([type, text], d) =>
    pageFacts(`d${d}`, `2026-11-24T01:0${d}:00.000Z`, factsOf(type, text)),
  );
  return caseOf([...spoken, ...read]);
}
const weighty = (pack: string, papers: string[], one: ReturnType<typeof known>) =>
  missing(packs[pack], papers, one)
    .filter(({ level }) => level !== 'useful')
    .map(({ need }) => need);

/** The shipped sample's words. */
const report = (her2: string) => `HISTOPATHOLOGY REPORT
Histologic type: Invasive ductal carcinoma, NOS
Grade: Nottingham Grade 2 (3+2+2 = 7)
Pathologic stage: pT2 pN1a
Marker  Result
ER  Positive (90%, Allred 8/8)
PR  Positive (60%, Allred 7/8)
HER2/neu  ${her2}
Ki-67  24%`;

test('HER2 2+ inside the biopsy report: no IHC report is asked for, the FISH test is next', () => {
  const one = known({}, ['histopathology', report('Equivocal (Score 2+)')]);
  expect(weighty('breast', ['histopathology', 'radiology'], one)).toEqual([FISH]);
  expect(gate(packs['breast'], ['histopathology', 'radiology'], one)).toBe('G1');
});

test.each(['Positive (Score 3+)', 'Negative (Score 1+)', '3+', '1+'])('HER2 %s needs no FISH', (her2) => {
  const one = known({}, ['histopathology', report(her2)]);
  expect(weighty('breast', ['histopathology', 'radiology'], one)).toEqual([]);
  expect(gate(packs['breast'], ['histopathology', 'radiology'], one)).toBe('G2');
});

test('a FISH result answers it; another IHC paper, or a line that it was not done, does not', () => {
  const biopsy: [string, string] = ['histopathology', report('Equivocal (Score 2+)')];
  const papers = ['histopathology', 'ihc_molecular', 'radiology'];
  const after = (line: string) => weighty('breast', papers, known({}, biopsy, ['ihc_molecular', line]));
  expect(after('FISH REPORT\nHER2 FISH: HER2/CEP17 ratio 2.4 - AMPLIFIED')).toEqual([]);
  expect(after('IHC REPORT\nKi-67 : 24%')).toEqual([FISH]);
  expect(after('IHC REPORT\nHER2 FISH : Not done')).toEqual([FISH]);
  expect(after('IHC REPORT\nHER2 FISH is advised')).toEqual([FISH]);
});

test('the gene test never speaks for the protein: amplified FISH leaves the score as it was', () => {
  const one = known({}, ['ihc_molecular', `${report('Equivocal (Score 2+)')}\nHER2 FISH  Amplified`]);
  expect(one.current['ihc.her2']).toMatchObject({ normal: 'equivocal', accepted: true });
  expect(one.current['ihc.her2fish']).toMatchObject({ normal: 'positive', accepted: true });
});

test('a score that was hard to see sends nobody to a test; the word of the staff does', () => {
  const biopsy = known({}, ['histopathology', report('Equivocal (Score 2+)')]);
  const her2 = biopsy.current['ihc.her2']!;
  const papers = ['histopathology', 'ihc_molecular', 'radiology'];
  const withScore = (fact: Fact) =>
    weighty('breast', papers, { ...biopsy, current: { ...biopsy.current, 'ihc.her2': fact } });
  expect(withScore({ ...her2, accepted: false, doubt: 'low_confidence' })).toEqual([]);
  const { normal: _normal, ...words } = her2;
  for (const value of ['2+', 'Equivocal', 'Score 2+ (equivocal)'])
    expect(withScore({ ...words, value, from: { kind: 'staff', user: 'u1' } })).toEqual([FISH]);
});

test('the conversation asks the family for the FISH test by its name, also when the desk settled the score', () => {
  const { flow } = content;
  const at = '2026-11-24T04:30:00.000Z';
  const fresh = start(flow, { reference: 'K7M2QX' });
  const answers = { cancer: { value: 'breast', said: 'Breast', message: 'e1' } };
  const papers = { histopathology: 1, radiology: 1 };
  const before = { ...fresh, language: 'en', consents: { service: true, reading: true }, answers, papers };
  const ask = (state: State) =>
    needsOf({ flow, state, event: { id: 'e9', at, kind: 'timer', key: 'settle' }, effects: [], beside: [] });
  const read = (her2: string, sure?: number) => {
    const facts = pageFacts('d1', at, factsOf('histopathology', report(her2), sure));
    const document = { id: 'd1', media: 'm1', type: 'histopathology', pages: 1, faults: [], facts };
    return step(flow, before, { id: 'e2', at, kind: 'document_read', document }).state;
  };
  expect(ask(read('Equivocal (Score 2+)'))).toEqual(['HER2 FISH test report']);
  expect(ask(read('Positive (Score 3+)'))).toEqual([]);
  const unsure = read('Positive (Score 3+)', 0.8);
  // What was read, but not surely, is looked at by a person; nobody is asked for it again.
  expect(ask(unsure)).toEqual([]);
  const settled = Object.entries({
    'ihc.er': 'Positive',
    'ihc.pr': 'Positive',
    'ihc.her2': 'Equivocal (Score 2+)',
  })
    .map(([path, value]): Fact => ({
      id: path,
      path,
      value,
      at,
      from: { kind: 'staff', user: 'u1' },
      accepted: true,
    }))
    .reduce(
      (state, fact) =>
        step(flow, state, { id: fact.id, at, kind: 'fact_added', fact, by: { id: 'u1', name: 'Asha' } })
          .state,
      unsure,
    );
  expect(ask(settled)).toEqual(['HER2 FISH test report']);
});

test('criteria and advice on a paper are no FISH result', () => {
  const fish = (text: string) => factsOf('ihc_molecular', text).filter(({ path }) => path === 'ihc.her2fish');
  expect(fish('IHC REPORT\nHER2/CEP17 ratio ≥ 2.0 : positive')).toEqual([]);
  expect(fish('HER2 FISH REPORT\nInterpretation: amplified if ratio is 2.0 or more')).toEqual([]);
  expect(fish('IHC REPORT\nHER2/neu : 2+, FISH advised\nInterpretation: ER positive')).toEqual([]);
});

test('a Gleason score whose sum is another is left to a person', () => {
  const read = (line: string) => factsOf('histopathology', `BIOPSY REPORT\n${line}`);
  const gleason = (line: string) => read(line).find(({ path }) => path === 'pathology.gleason');
  expect(gleason('Gleason score 4+3=7')).toMatchObject({ normal: '4+3', accepted: true });
  expect(gleason('Gleason score 4+3=8')).toMatchObject({
    normal: '4+3',
    accepted: false,
    doubt: 'arithmetic',
  });
});

test('markers are asked for where the biopsy report does not give all three', () => {
  const two = known({}, ['histopathology', 'HISTOPATHOLOGY REPORT\nER : Positive\nPR : Negative']);
  expect(weighty('breast', ['histopathology', 'radiology'], two)).toEqual(['document.ihc_molecular']);
});

test('lung: genes are asked for when it has spread, and not when both are known', () => {
  const papers = ['histopathology', 'radiology'];
  const lung = (spread: string, text = 'IMPRESSION\nAdenocarcinoma') =>
    weighty(
      'lung',
      papers,
      known({ 'cancer.site': 'lung', 'diagnosis.spread_told': spread }, ['histopathology', text]),
    );
  expect(lung('local')).toEqual([]);
  expect(lung('not_told')).toEqual([]);
  expect(lung('spread')).toEqual(['document.ihc_molecular']);
  expect(lung('spread', 'EGFR: Exon 19 deletion detected; ALK, ROS1: Not detected')).toEqual([]);
  expect(lung('spread', 'EGFR mutation test: advised\nALK: pending, sample sent')).toEqual([
    'document.ihc_molecular',
  ]);
});

test('gates: no tissue, tissue with something open, all there; another person stops all', () => {
  const pack = packs['breast'];
  const full = known({}, ['histopathology', report('Positive (Score 3+)')]);
  expect(gate(pack, ['radiology', 'lab'], known({}))).toBe('G0');
  expect(gate(pack, ['histopathology'], full)).toBe('G1');
  expect(gate(pack, ['histopathology', 'radiology'], full)).toBe('G2');
  expect(gate(pack, ['histopathology', 'radiology'], full, true)).toBe('G0');
  // The diagnosis, confirmed by staff from a page of another kind, is proof as well.
  expect(gate(pack, ['radiology'], known({ 'pathology.histology': 'Invasive carcinoma' }))).toBe('G1');
});

test('figures compare as figures, words as words, and what is unknown is neither less nor more', () => {
  const value = (path: string) =>
    ({ psa: '8.20', her2: 'Score 2+', n: '12+', given: 'chemo,operation', er: '<1%' })[path];
  const yes = [
    'psa = 8.2',
    'psa > 4',
    'psa >= 8.2',
    'psa <= 8.2',
    'psa < 10',
    'her2 ~ 2+',
    'given = operation | x',
    'x != 1',
  ];
  const no = [
    'psa > 8.2',
    'psa < 4',
    'er < 5',
    'er = 1',
    'x < 5',
    'x > 5',
    'x ~ y',
    'n ~ 2+',
    'given != chemo',
    'psa != 8.2',
  ];
  for (const condition of yes) expect([condition, holds(condition, value)]).toEqual([condition, true]);
  for (const condition of no) expect([condition, holds(condition, value)]).toEqual([condition, false]);
  for (const wrong of ['psa', 'psa >', 'psa > high', 'psa > 1 | 2', 'psa == 1', 'a = | b', 'psa => 4', ''])
    expect([wrong, conditionIn(wrong)]).toEqual([wrong, undefined]);
});
