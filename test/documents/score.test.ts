import { expect, test } from '@jest/globals';
import { scored, tableOf } from '../../samples/score.ts';
import type { Read } from '../../samples/score.ts';

const truth = {
  file: 'F0.jpg',
  severity: 'clean' as const,
  type: 'ihc_molecular',
  languages: ['eng', 'hin'],
  text: 'HER2/neu Positive (Score 3+)\nKi-67 70%\nदवा भोजन के बाद लें',
  fields: { patient_name: 'Leela Pawar', ihc_her2: 'Positive (Score 3+)', ihc_ki67: '70%' },
  lab: [{ analyte: 'Haemoglobin', value: '10.4' }],
};
const fact = (path: string, value: string, accepted = true, label?: string) => ({
  path,
  value,
  accepted,
  label,
});
const read = (facts: Read['facts'], text = truth.text): Read => ({
  type: 'ihc_molecular',
  pages: [{ text }],
  facts,
  ms: 10,
});
const rowOf = (one: Read) => tableOf(scored([[truth, one]]))['clean']!;

test('a page read as printed has no errors, and its facts are right', () => {
  const facts = [
    fact('patient.name', 'Mrs. Leela Pawar'),
    fact('ihc.her2', 'Positive (Score 3+)'),
    fact('ihc.ki67', '70%', false),
    fact('lab.haemoglobin', '10.4', true, 'Haemoglobin (Hb)'),
  ];
  expect(rowOf(read(facts))).toMatchObject({
    'CER %': '0.0',
    'words %': '100.0',
    'Indic words %': '100.0',
    'facts %': '100.0',
    'lab rows %': '100.0',
    'in doubt %': '25.0',
    'accepted, wrong': 0,
  });
});

test('a digit that was read otherwise and accepted is counted, one in doubt is not', () => {
  const wrong = [fact('ihc.her2', 'Positive (Score 2+)'), fact('ihc.ki67', '7%', false)];
  const scores = scored([[truth, read(wrong, 'HER2/neu Positive (Score 2+)\nKi-67 7%')]]);
  expect(scores.get('clean')!.wrong).toEqual([
    'F0.jpg ihc.her2: Positive (Score 3+) was read Positive (Score 2+)',
  ]);
  expect(tableOf(scores)['clean']).toMatchObject({
    'Indic words %': '0.0',
    'facts %': '0.0',
    'lab rows %': '0.0',
  });
});
