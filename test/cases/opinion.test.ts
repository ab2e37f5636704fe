import { expect, test } from '@jest/globals';
import { Findings, lacks, noFindings, type Written } from '../../src/cases/opinion.ts';
import { wholeFindings } from '../opinions/whole.ts';

const questions = [{ path: 'question.1', text: 'Is chemotherapy needed?' }];
const whole = (findings: Partial<Findings> = {}): Written => ({
  findings: { ...wholeFindings(), ...findings },
  summary: 'In plain words.',
  answers: [{ path: 'question.1', question: 'Is chemotherapy needed?', answer: 'Yes.' }],
  qualification: 'MD',
  registration: 'KMC 1',
});

test('a whole opinion lacks nothing, an empty one everything that a family or a hospital needs', () => {
  expect(lacks(whole(), questions)).toEqual({});
  const empty = {
    findings: noFindings(),
    summary: '',
    answers: [],
    qualification: '',
    registration: '',
  };
  expect(lacks(empty, questions)).toEqual({
    'findings.diagnosis.view': 'choose',
    'findings.diagnosis.words': 'write',
    'findings.stage': 'write',
    'findings.intent': 'choose',
    'findings.options': 'option',
    'findings.tests': 'test',
    'findings.limits': 'write',
    summary: 'write',
    'question.1': 'write',
    qualification: 'write',
    registration: 'write',
  });
});

test('every field of the findings is needed: taking any one away is named', () => {
  const [option] = wholeFindings().options;
  for (const field of ['what', 'cost'] as const)
    expect(lacks(whole({ options: [{ ...option!, [field]: '' }] }), questions)).toEqual({
      [`findings.options.0.${field}`]: 'write',
    });
  for (const field of ['certainty', 'place'] as const)
    expect(lacks(whole({ options: [{ ...option!, [field]: null }] }), questions)).toEqual({
      [`findings.options.0.${field}`]: 'choose',
    });
  expect(lacks(whole({ tests: [{ what: 'FISH', why: '' }] }), questions)).toEqual({
    'findings.tests.0.why': 'write',
  });
});

test('no test missing must be said, and who cannot tell what it is need not tell how to treat it', () => {
  expect(lacks(whole({ tests: [] }), questions)).toEqual({ 'findings.tests': 'test' });
  expect(lacks(whole({ tests: [], testsComplete: true }), questions)).toEqual({});
  expect(lacks(whole({ options: [] }), questions)).toEqual({ 'findings.options': 'option' });
  const unclear = { view: 'cannot_say' as const, words: 'Two readings of the same slide.' };
  expect(lacks(whole({ options: [], diagnosis: unclear }), questions)).toEqual({});
});

test('an answer to what the family asked in other words is no answer', () => {
  const asked = [{ path: 'question.1', text: 'Is surgery needed?' }, ...questions.slice(1)];
  expect(lacks(whole(), asked)).toEqual({ 'question.1': 'reworded' });
  expect(lacks(whole(), [...questions, { path: 'question.2', text: 'And diet?' }])).toEqual({
    'question.2': 'write',
  });
});

test('a draft may be half empty, but not boundless, nor with codes nobody knows', () => {
  expect(Findings.parse({ stage: '  pT2  ' }).stage).toBe('pT2');
  for (const wrong of [
    { stage: 'x'.repeat(601) },
    { intent: 'hope' },
    { options: Array.from({ length: 9 }, () => ({})) },
    { tests: 'FISH' },
  ])
    expect(Findings.safeParse(wrong).success).toBe(false);
});
