import { expect, test } from '@jest/globals';
import { compare } from '../../src/commands/against.ts';
import { loadContent } from '../../src/content.ts';
import { compile } from '../../src/engine/flow.ts';
import type { RawFlow, RawStep } from './edits.ts';

const { flow, words, packs } = loadContent();
const raw = JSON.parse(flow.body) as RawFlow;
const isList = (step: RawStep) => step['kind'] === 'choice' && !!step['learn'] && !step['flags'];
const first = raw.steps.filter(isList).at(-1)!;
const options = first['options'] as string[];
/** The version before ours, made of ours by taking its last changes back. */
const before = (change: (step: RawStep) => RawStep[]) =>
  compile({ ...raw, version: 'before', steps: raw.steps.flatMap(change) }, words, packs);

test('what a new version does to the people in the old one is told in sentences, and tried', () => {
  const own = before((step) => [
    ...(step === first ? [{ ...step, options: [...options, 'robot'] }] : [step]),
    ...(step.step === 'age'
      ? [{ step: 'diet', kind: 'text', learn: 'health.diet', skip: true } as RawStep]
      : []),
  ]);
  const { lines, harm } = compare(own, flow, 100);
  expect(harm).toBe(false);
  expect(lines).toContain(`- At ${first.step}: finishes on the old version; the question is another.`);
  expect(lines).toContain('- At diet: finishes on the old version; the question is gone.');
  expect(lines).toContain('- Gone: diet.');
  expect(lines).toContain(`- ${first.step} changes: without the option robot.`);
  expect(lines).toContain(
    '- health.diet is not asked any more: whoever answered keeps it, as a fact of the case.',
  );
  expect(lines).toContain(
    `- ${first.step} = robot is no option any more: whoever said so finishes on the old version.`,
  );
  expect(lines.at(-1)).toBe('- 0 are stranded, 0 are asked twice, 0 lose an answer.');
});

test('a new version that cannot be used is harm', () => {
  const broken = before((step) => (step['summary'] ? [] : [step]));
  const { lines, harm } = compare(flow, broken, 20);
  expect(harm).toBe(true);
  expect(lines).toContain(
    'The new version cannot be used: No step has summary: what was answered would never be sent.',
  );
});

test('the same questions in other words change nothing', () => {
  expect(compare(flow, flow)).toEqual({
    harm: false,
    lines: ['The questions are the same. Nobody notices anything.'],
  });
});
