import { expect, test } from '@jest/globals';
import { canonical } from '../../src/cases/canonical.ts';
import { caseOf } from '../../src/cases/case.ts';
import type { Fact } from '../../src/cases/facts.ts';
import { holds } from '../../src/cases/condition.ts';
import { gate, missing } from '../../src/cases/missing.ts';
import { sameName } from '../../src/cases/name.ts';
import { packOf } from '../../src/cases/site.ts';
import { movesFrom, refusal, STATUSES } from '../../src/cases/status.ts';
import { loadContent } from '../../src/content.ts';

const { packs } = loadContent();
let count = 0;
function fact(path: string, value: string, more: Partial<Fact> = {}): Fact {
  count += 1;
  const at = new Date(Date.UTC(2026, 10, 24, 0, 0, count)).toISOString();
  return {
    id: `f${count}`,
    path,
    value,
    at,
    from: { kind: 'message', message: 'e1', speaker: 'patient' },
    accepted: true,
    ...more,
  };
}
const basics = () => [
  fact('patient.name', 'Sunita Devi'),
  fact('patient.age', '54', { normal: 54 }),
  fact('patient.sex', 'female'),
  fact('question.1', 'Is it right?'),
  fact('cancer.site', 'breast'),
  fact('diagnosis.how', 'biopsy'),
  fact('health.ecog', '1'),
  fact('treatment.given', 'nothing'),
];

test('the newest accepted fact counts, in any order of arrival; two sources that differ are shown', () => {
  const [a, b, c] = [
    fact('patient.age', '54', { normal: 54 }),
    fact('patient.age', '45', { normal: 45 }),
    fact('patient.age', '99', { accepted: false }),
  ];
  for (const order of [
    [a, b, c],
    [c, b, a],
    [b, a, c],
  ]) {
    const known = caseOf(order);
    expect(known.current['patient.age']).toBe(b);
    expect(known.history['patient.age']).toEqual([c, b, a]);
    expect(known.conflicts).toEqual(['patient.age']);
  }
  expect(caseOf([a, { ...b, corrects: a.id }]).conflicts).toEqual([]);
});

test('a name on a paper never replaces what people said, and its spelling is no conflict', () => {
  const page = { kind: 'page', document: 'd1', page: 1, box: [0, 0, 1, 1], words: '' } as const;
  const said = fact('patient.name', 'Sunita Devi');
  const read = fact('patient.name', 'Mrs. DEVI S.', { from: page });
  expect(caseOf([said, read]).current['patient.name']).toBe(said);
  expect(caseOf([said, read]).conflicts).toEqual([]);
  expect(caseOf([said, fact('patient.name', 'Mohan Lal', { from: page })]).conflicts).toEqual([
    'patient.name',
  ]);
  expect(caseOf([read]).current['patient.name']).toBe(read);
});

test('what a case hashes to depends on what is known, not on the order', () => {
  const facts = basics();
  const papers = [
    { id: 'd2', hash: 'b' },
    { id: 'd1', hash: 'a' },
  ];
  const one = canonical(caseOf(facts), papers);
  expect(canonical(caseOf([...facts].reverse()), [...papers].reverse())).toBe(one);
  expect(canonical(caseOf([...facts, fact('patient.age', '55')]), papers)).not.toBe(one);
});

test('the planner asks facts first, then required papers; never for what is there', () => {
  const known = caseOf(basics());
  const pack = packs['breast'];
  expect(
    missing(pack, [], caseOf([]))
      .map(({ need }) => need)
      .slice(0, 2),
  ).toEqual(['fact.patient.name', 'fact.patient.age']);
  expect(
    missing(pack, [], known)
      .filter(({ level }) => level === 'required')
      .map(({ need }) => need),
  ).toEqual(['document.histopathology', 'document.ihc_molecular', 'document.radiology']);
  const marked = caseOf([
    ...basics(),
    fact('ihc.er', '90'),
    fact('ihc.pr', '80'),
    fact('ihc.her2', 'Equivocal (Score 2+)', { normal: 'equivocal' }),
  ]);
  const open = missing(pack, ['histopathology', 'radiology'], marked);
  expect(open.filter(({ level }) => level !== 'useful').map(({ label }) => label)).toEqual([
    'FISH test for HER2',
  ]);
});

test('gates: nothing proven, a limited opinion, a full one; another person stops all', () => {
  const known = caseOf(basics());
  const pack = packs['breast'];
  const all = ['histopathology', 'ihc_molecular', 'radiology'];
  expect(gate(pack, [], known)).toBe('G0');
  expect(gate(pack, ['histopathology'], known)).toBe('G1');
  expect(gate(pack, all, known)).toBe('G2');
  expect(gate(pack, all, known, true)).toBe('G0');
  expect(gate(undefined, all, known)).toBe('G0');
  expect(gate(packs['unknown'], ['radiology'], known)).toBe('G1');
});

test('a child has the needs of the cancer and of children', () => {
  const child = caseOf([fact('cancer.site', 'brain'), fact('patient.age', '9', { normal: 9 })]);
  const types = packOf(packs, child)!.needs.map(({ type }) => type);
  expect(types).toContain('radiology');
  expect(types).toContain('lab');
});

test('conditions', () => {
  const value = (path: string) => ({ a: 'x,y' })[path];
  expect(holds('a = y | z', value)).toBe(true);
  expect(holds('a != y', value)).toBe(false);
  expect(holds('b = y', value)).toBe(false);
  expect(holds('b != y', value)).toBe(true);
});

test.each([
  ['ਗੁਰਮੀਤ ਕੌਰ', 'GURMEET KAUR', true],
  ['زبیدہ بیگم', 'Zubeida Begum', true],
  ['Sunita Devi', 'SUNITA DEVI', true],
  ['Sunita Devi', 'Mrs. Devi Sunita', true],
  ['Sunita Devi', 'Smt Sunita Devi W/O Ram Lal', true],
  ['Sunita Devi', 'S. Devi', true],
  ['Sunita Devi', 'Sunitha Devi', true],
  ['Sunita', 'Sunita Devi', true],
  ['Mohammad Rafiq', 'Md Rafiq', true],
  ['Sunita Devi', 'सुनीता देवी', true],
  ['Sunita Devi', 'Mohan Lal', false],
  ['Sunita Devi', 'Anita Sharma', false],
  ['Ravi Kumar', 'Ram Prasad', false],
  // One name as families and clerks write it.
  ['Lakshmi', 'LAXMI', true],
  ['Geeta Sharma', 'Smt. Gita Sharma', true],
  ['Choudhary Ramesh', 'Ramesh Chowdhury', true],
  ['Hansa Ben Trivedi', 'HANSABEN K TRIVEDI', true],
  ['Rameshbhai Patel', 'Ramesh Patel', true],
  ['Sunita Devi', 'Sunita Sharma', true],
  ['K. Lakshmi', 'Lakshmi Krishnan', true],
  ['S. D.', 'Sunita Devi', true],
  ['Anthony DSouza', "Anthony D'Souza", true],
  ['Ram Lal', 'Ramlal', true],
  ['Ayesha Begum', 'Mrs AISHA BEGUM wife of Irfan', true],
  ['Pushpa', 'Pushpa Ramesh Jadhav', true],
  ['Venkateswara Rao', 'P. Venkateshwara Rao', true],
  ['Gurpreet Kaur Gill', 'Gurprit Kaur', true],
  // Another person, also of one family.
  ['Geeta Devi', 'Seeta Devi', false],
  ['Harpreet Kaur Gill', 'Sunita Kaur Gill', false],
  ['Meena Kumari', 'Mira Kumari', false],
  ['Kavita Jain', 'Savita Jain', false],
  ['Anil Kumar Singh', 'Sunil Kumar Singh', false],
  ['Mohd Imran Khan', 'Mohd Salman Khan', false],
  ['Radha Bai', 'Rama Bai', false],
  ['S. D.', 'Ramesh Kumar', false],
])('%s and %s: same is %s', (a, b, same) => {
  expect(sameName(a, b)).toBe(same);
  expect(sameName(b, a)).toBe(same);
});

test('only the reviewer signs; nobody passes a case without tissue or consent; STOP is possible from everywhere open', () => {
  const good = { consent: true, identity: true, gate: 'G2', signed: true } as const;
  expect(refusal('in_review', 'signed', 'coordinator', good)).toBe('not_allowed');
  expect(refusal('in_review', 'signed', 'reviewer', { ...good, signed: false })).toBe('signed');
  expect(refusal('in_review', 'signed', 'reviewer', good)).toBeNull();
  expect(refusal('checking', 'ready', 'coordinator', { ...good, gate: 'G0' })).toBe('gate');
  expect(refusal('checking', 'ready', 'coordinator', { ...good, consent: false })).toBe('consent');
  expect(refusal('checking', 'ready', 'coordinator', good)).toBeNull();
  const open = STATUSES.filter((status) => !['closed', 'withdrawn', 'expired'].includes(status));
  for (const status of open) expect(movesFrom(status, 'bot')).toContain('withdrawn');
});
