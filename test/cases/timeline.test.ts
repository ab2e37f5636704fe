import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { conflictsIn } from '../../src/cases/conflicts.ts';
import type { Fact, Origin } from '../../src/cases/facts.ts';
import { kindOf, standing, timelineOf } from '../../src/cases/timeline.ts';

let count = 0;
const on = (document: string, page = 1): Origin => ({
  kind: 'page',
  document,
  page,
  box: [0, 0, 1, 1],
  words: '',
});
const SAID: Origin = { kind: 'message', message: 'm1', speaker: 'relative' };
const DESK: Origin = { kind: 'staff', user: 'rao' };
const fact = (path: string, value: string, from: Origin, more: Partial<Fact> = {}): Fact => ({
  id: more.id ?? `f${String((count += 1)).padStart(4, '0')}`,
  path,
  value,
  from,
  at: '2026-11-24T04:30:00.000Z',
  accepted: true,
  ...more,
});
const dated = (document: string, day: string, page = 1) =>
  fact('report.date', day, on(document, page), { normal: day });
const told = (facts: Fact[], days?: Map<string, string>) =>
  timelineOf(facts, days).map(({ kind, at, facts: ids }) => [at, kind, ids.length]);

test('a story of papers becomes its events, the oldest first, and what bears no date stands at the end', () => {
  const facts = [
    fact('health.ecog', 'Only light work', SAID),
    fact('treatment.procedure', 'Modified radical mastectomy', on('op')),
    dated('op', '2025-09-02'),
    fact('pathology.histology', 'Invasive carcinoma', on('biopsy')),
    fact('ihc.her2', '2+', on('biopsy')),
    dated('biopsy', '2025-08-12'),
    fact('diagnosis.date', '2025', SAID, { normal: '2025' }),
    fact('treatment.given', 'Operation', SAID),
    fact('treatment.regimen', 'AC-T', on('chart')),
    fact('lab.haemoglobin', '10.2', on('page2')),
  ];
  expect(told(facts, new Map([['page2', '2026-11-20']]))).toEqual([
    ['2025', 'diagnosis', 1],
    ['2025-08-12', 'diagnosis', 1],
    ['2025-08-12', 'markers', 1],
    ['2025-09-02', 'surgery', 1],
    ['2026-11-20', 'lab', 1],
    ['2026-11-24', 'now', 1],
    [null, 'chemo', 1],
    [null, 'treatment', 1],
  ]);
});

test('what the desk corrects stays on the day of its paper, and takes the place of what was read', () => {
  const read = fact('ihc.her2', '2+', on('ihc'), { accepted: false, doubt: 'two_readings' });
  const mended = fact('ihc.her2', '3+', DESK, { corrects: read.id });
  expect(timelineOf([dated('ihc', '2025-08-12'), read, mended])).toEqual([
    { kind: 'markers', at: '2025-08-12', facts: [mended.id] },
  ]);
});

test('of a file of two reports each page has its own day; two days on one page are no day', () => {
  const facts = [
    dated('pdf', '2025-01-01', 1),
    dated('pdf', '2025-06-01', 2),
    fact('lab.haemoglobin', '9', on('pdf', 1)),
    fact('lab.haemoglobin', '11', on('pdf', 2)),
    fact('lab.platelets', '200', on('pdf', 3)),
  ];
  expect(told(facts)).toEqual([
    ['2025-01-01', 'lab', 1],
    ['2025-06-01', 'lab', 1],
    [null, 'lab', 1],
  ]);
});

const conflicts = (facts: Fact[]) => conflictsIn(facts).map(({ topic, sides }) => [topic, sides.length]);

test('two facts that disagree are a conflict with both sources', () => {
  const two = fact('ihc.her2', '2+', on('a'));
  const three = fact('ihc.her2', '3+', on('b'));
  expect(conflictsIn([three, two])).toEqual([
    {
      topic: 'ihc.her2',
      sides: [
        { says: '2+', facts: [two.id] },
        { says: '3+', facts: [three.id] },
      ],
      seen: null,
    },
  ]);
  expect(conflicts([fact('stage.cT', 'cT2', on('a')), fact('stage.cT', 'cT4', on('b'))])).toEqual([
    ['stage.cT', 2],
  ]);
  expect(conflicts([fact('patient.birth', '1971', on('a')), fact('patient.birth', '1974', on('b'))])).toEqual(
    [['patient.birth', 2]],
  );
  const side = fact('diagnosis.side', 'Left side', SAID, { normal: 'left' });
  expect(conflicts([side, fact('pathology.specimen', 'Right breast, core', on('a'))])).toEqual([['side', 2]]);
  const local = fact('diagnosis.spread_told', 'Not spread', SAID, { normal: 'local' });
  expect(conflicts([local, fact('stage.cM', 'cM1', on('a'))])).toEqual([['spread', 2]]);
  const stage = fact('diagnosis.stage_told', 'Stage 2', SAID, { normal: '2' });
  expect(conflicts([stage, fact('stage.group', 'IIIA', on('a'))])).toEqual([['stage', 2]]);
});

test('a word on a conflict settles nothing, and is about these sides only', () => {
  const word = (id: string, normal: string) =>
    fact('conflict.ihc.her2', 'The 3+ is of the metastasis.', { kind: 'staff', user: 'rao' }, { id, normal });
  const two = fact('ihc.her2', '2+', on('a'));
  const three = fact('ihc.her2', '3+', on('b'));
  const seenIn = (facts: Fact[]) =>
    conflictsIn(facts).map(({ topic, sides, seen }) => [topic, sides.length, seen]);
  const facts = [two, three, word('w1', '2+ | 3+')];
  expect(seenIn(facts)).toEqual([['ihc.her2', 2, 'w1']]);
  expect(seenIn([...facts, fact('ihc.her2', '1+', on('c'))])).toEqual([['ihc.her2', 3, null]]);
  expect(seenIn([two, three, word('w1', '1+ | 3+')])).toEqual([['ihc.her2', 2, null]]);
  expect(seenIn([...facts, word('w2', '2+ | 3+')])).toEqual([['ihc.her2', 2, 'w2']]);
});

test('what only looks different is no conflict', () => {
  expect(
    conflicts([
      fact('patient.name', 'Sarita Devi', SAID),
      fact('patient.name', 'SARITA DEVI W/O RAM', on('a')),
      fact('patient.age', '52', SAID),
      fact('patient.age', '53', on('a')),
      fact('stage.cT', 'cT2', on('a')),
      fact('stage.pT', 'pT1c', on('b')),
      fact('diagnosis.stage_told', 'Stage 3', SAID, { normal: '3' }),
      fact('stage.group', 'IIIA', on('a')),
      fact('pathology.grade', '2', on('a'), { of: 'A' }),
      fact('pathology.grade', '3', on('a'), { of: 'B' }),
      fact('lab.haemoglobin', '9', on('a')),
      fact('lab.haemoglobin', '11', on('b')),
      fact('ihc.er', 'not done', on('a'), { normal: 'not_done' }),
      fact('ihc.er', 'positive', on('b'), { normal: 'positive' }),
    ]),
  ).toEqual([]);
});

test('a person settles a conflict, and a later paper opens it anew', () => {
  const later = (n: number) => `2026-11-2${n}T08:00:00.000Z`;
  const read = [fact('ihc.her2', '2+', on('a')), fact('ihc.her2', '3+', on('b'))];
  const seen = {
    corrects: read[1]!.id,
    at: later(5),
    confirmed: { kind: 'staff' as const, id: 'rao', at: later(5) },
  };
  const confirmed = fact('ihc.her2', '3+', on('b'), seen);
  expect(conflicts([...read, confirmed])).toEqual([]);
  expect(conflicts([...read, confirmed, fact('ihc.her2', '1+', on('c'), { at: later(6) })])).toEqual([
    ['ihc.her2', 2],
  ]);
});

const PATHS = [
  'ihc.her2',
  'stage.cT',
  'stage.group',
  'lab.haemoglobin',
  'report.date',
  'report.collected',
  'treatment.procedure',
  'diagnosis.date',
  'diagnosis.side',
  'health.ecog',
  'patient.name',
  'patient.age',
  'question.1',
];
const anyFact = fc.record({
  path: fc.constantFrom(...PATHS),
  value: fc.constantFrom('2+', 'IIA', 'III', 'left', 'Right breast', '2025-03', '52', 'Sarita', 'unknown'),
  normal: fc.constantFrom(undefined, '2025', '2025-03-01', '2024-12', 3, 'withdrawn'),
  from: fc.constantFrom(on('a'), on('a', 2), on('b'), SAID, DESK),
  accepted: fc.boolean(),
  corrects: fc.constantFrom(undefined, 0, 1, 2, 3),
  day: fc.integer({ min: 1, max: 4 }),
});
const anyCase = fc.array(anyFact, { maxLength: 14 }).map((all) =>
  all.map(({ normal, corrects, day, path, value, from, accepted }, n): Fact => ({
    id: `x${n}`,
    path,
    value,
    from,
    accepted,
    at: `2026-11-0${day}T08:00:00.000Z`,
    ...(normal === undefined ? {} : { normal }),
    ...(corrects === undefined ? {} : { corrects: `x${corrects}` }),
  })),
);

test('every fact that counts is in exactly one event, in whatever order the facts came', () => {
  fc.assert(
    fc.property(anyCase, fc.infiniteStream(fc.nat()), (facts, seeds) => {
      const mixed = facts.map((one) => ({ one, by: seeds.next().value })).toSorted((a, b) => a.by - b.by);
      const events = timelineOf(facts);
      expect(events.flatMap((event) => event.facts).sort()).toEqual(
        standing(facts)
          .filter(({ path }) => kindOf(path))
          .map(({ id }) => id)
          .sort(),
      );
      expect(timelineOf(mixed.map(({ one }) => one))).toEqual(events);
      expect(conflictsIn(mixed.map(({ one }) => one))).toEqual(conflictsIn(facts));
      const known = events.flatMap(({ at }) => (at === null ? [] : [at]));
      expect(known).toEqual(known.toSorted());
    }),
  );
});

test('no side of a conflict is left out: what stands and differs is on one of its sides', () => {
  fc.assert(
    fc.property(anyCase, (facts) => {
      for (const { topic, sides } of conflictsIn(facts)) {
        const all = sides.flatMap((side) => side.facts);
        expect(new Set(all).size).toBe(all.length);
        expect(sides.length).toBeGreaterThan(1);
        expect(all.every((id) => standing(facts).some((one) => one.id === id))).toBe(true);
        expect(topic).not.toBe('');
      }
    }),
  );
});
