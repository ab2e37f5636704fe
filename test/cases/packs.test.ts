import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { caseOf } from '../../src/cases/case.ts';
import { conditionIn } from '../../src/cases/condition.ts';
import type { Fact } from '../../src/cases/facts.ts';
import { missing, type Need } from '../../src/cases/missing.ts';
import { loadContent } from '../../src/content.ts';
import { inner } from '../../src/engine/known.ts';
import { factsOf } from '../documents/paper.ts';
import { EVIDENCE } from './evidence.ts';

/** Paths the doctors look for that no paper gives yet. Whoever teaches the reader one takes it off. */
const NOBODY_READS: string[] = [];
/** What people type where the reader would say a word of its own. */
const TYPED: Record<string, string[]> = { 'ihc.her2': ['2+'] };

const { flow, packs, words } = loadContent();
const lists = Object.values(packs);
const needs = lists.flatMap((pack) => pack.needs.map((need) => [pack.cancer, need] as const));
const learnt = flow.steps.filter(({ learn }) => learn);
const emitted = (path: string) => {
  const [type, ...lines] = EVIDENCE[path]!;
  return lines.map((line) => factsOf(type, `REPORT\n${line}`).find((fact) => fact.path === path));
};
const pathsOf = (need: Need) => [...(need.facts ?? []), ...(need.when ? [conditionIn(need.when)!.path] : [])];

test.each(Object.keys(EVIDENCE))('%s is read from paper', (path) => {
  for (const fact of emitted(path)) expect(fact).toMatchObject({ path, accepted: true });
});

test('every path of every list can be known: read, learnt in the chat, or said to be nobody’s yet', () => {
  const known = new Set([...Object.keys(EVIDENCE), ...learnt.map(({ learn }) => learn)]);
  const used = new Set([
    ...needs.flatMap(([, need]) => pathsOf(need)),
    ...lists.flatMap((p) => p.biomarkers),
  ]);
  const lost = [...used].filter((path) => !known.has(path)).sort();
  expect(lost).toEqual([...NOBODY_READS].sort());
  // What asks for a paper has to be known: only what a doctor looks for may wait for a better reader.
  for (const [, need] of needs) for (const path of pathsOf(need)) expect(NOBODY_READS).not.toContain(path);
});

test('every value of a condition is one that occurs', () => {
  for (const [cancer, { when }] of needs) {
    if (!when) continue;
    const { path, wanted } = conditionIn(when)!;
    const options = learnt.filter(({ learn }) => learn === path).flatMap((step) => step.options);
    const read = EVIDENCE[path] ? emitted(path).map((fact) => String(fact?.normal ?? fact?.value)) : [];
    const possible = [...options, ...read, ...(TYPED[path] ?? [])];
    for (const value of wanted)
      expect([cancer, path, possible]).toEqual([cancer, path, expect.arrayContaining([value])]);
  }
});

test('the conversation remembers what its lists ask about', () => {
  for (const [, need] of needs)
    for (const path of pathsOf(need))
      expect([path, inner(flow, path) || learnt.some(({ learn }) => learn === path)]).toEqual([path, true]);
});

test('papers of a list are kinds we know, each need has a name of its own, and the family has words for it', () => {
  const types = [
    'histopathology',
    'ihc_molecular',
    'cytology',
    'radiology',
    'lab',
    'discharge',
    'prescription',
  ];
  const all = new Set([...types, 'operation_note', 'chemo_chart', 'radiotherapy']);
  for (const { cancer, needs: own } of lists) {
    for (const need of own) for (const type of [need.type, ...(need.or ?? [])]) expect(all).toContain(type);
    for (const level of ['required', 'conditional', 'useful']) {
      const names = own.filter((need) => need.level === level).map((need) => need.key ?? need.type);
      expect([cancer, level, names]).toEqual([cancer, level, [...new Set(names)]]);
    }
    for (const { key, level } of own)
      if (key && level !== 'useful')
        for (const language of words.languages)
          expect([
            key,
            language,
            ['every', cancer].some((of) => words.has(language, `needs.${of}.${key}`)),
          ]).toEqual([key, language, true]);
  }
});

const BASICS = [
  'patient.name',
  'patient.age',
  'patient.sex',
  'question.1',
  'cancer.site',
  'diagnosis.how',
  'health.ecog',
];
const PATHS = [...new Set([...BASICS, ...needs.flatMap(([, need]) => pathsOf(need))])];
const TYPES = [...new Set(needs.flatMap(([, need]) => [need.type, ...(need.or ?? [])]))];
const VALUES = [...new Set(needs.flatMap(([, { when }]) => (when ? conditionIn(when)!.wanted : [])))];

const factAt = fc.record({
  path: fc.constantFrom(...PATHS),
  value: fc.constantFrom(...VALUES, 'positive', 'not_done', 'chemo,radiation', '54', '<1%', ''),
  accepted: fc.boolean(),
});
const toFact = (
  { path, value, accepted }: { path: string; value: string; accepted: boolean },
  i: number,
): Fact => ({
  id: `f${String(i).padStart(3, '0')}`,
  path,
  value,
  accepted,
  at: '2026-11-24T00:00:00.000Z',
  from: { kind: 'message', message: 'e1', speaker: 'patient' },
});

test('whatever is known: nothing is asked that is there, nothing twice, and what is given is asked no more', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...lists),
      fc.subarray(TYPES),
      fc.array(factAt, { maxLength: 20 }),
      (pack, papers, drawn) => {
        const facts = drawn.map(toFact);
        const known = caseOf(facts);
        const asked = missing(pack, papers, known);
        const order = asked.map(({ level }) => ['required', 'conditional', 'useful'].indexOf(level));
        expect(order).toEqual([...order].sort());
        expect(new Set(asked.map(({ label }) => label)).size).toBe(asked.length);
        for (const { need, label } of asked) {
          if (need.startsWith('fact.')) {
            expect(known.current[need.slice(5)]).toBeUndefined();
            const given = toFact({ path: need.slice(5), value: 'given', accepted: true }, 900);
            expect(missing(pack, papers, caseOf([...facts, given])).map((one) => one.need)).not.toContain(
              need,
            );
            continue;
          }
          const own = pack.needs.find(({ name }) => name === label)!;
          if (!own.exact) {
            expect(papers).not.toContain(own.type);
            for (const other of own.or ?? []) expect(papers).not.toContain(other);
            expect(missing(pack, [...papers, own.type], known).map((one) => one.label)).not.toContain(label);
          }
          if (own.facts) {
            const given = own.facts.map((path, i) =>
              toFact({ path, value: 'positive', accepted: true }, 900 + i),
            );
            expect(missing(pack, papers, caseOf([...facts, ...given])).map((one) => one.label)).not.toContain(
              label,
            );
          }
        }
      },
    ),
    { numRuns: 300 },
  );
});
