import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { agreementOf, type FirstRead } from '../../src/cases/agreement.ts';
import type { Findings } from '../../src/cases/opinion.ts';
import { wholeFindings } from '../opinions/whole.ts';

const read = (by: string, findings: Partial<Findings> = {}, answer = 'Yes.'): FirstRead => ({
  by,
  findings: { ...wholeFindings(), ...findings },
  answers: [{ path: 'question.1', question: 'Is chemo needed?', answer }],
});
const map = (...reads: FirstRead[]) =>
  Object.fromEntries(agreementOf(reads).map(({ field, how }) => [field, how]));

test('one reading is no map, and two that say the same agree everywhere', () => {
  expect(agreementOf([read('a')])).toEqual([]);
  expect(new Set(Object.values(map(read('a'), read('b'))))).toEqual(new Set(['same']));
});

test('each field is the same, different, said by one only, or in words that no machine judges', () => {
  const [first, second] = wholeFindings().options;
  const a = read('a', { stage: 'pT2 pN1a, IIB', options: [first!, second!], tests: [] });
  const b = read(
    'b',
    {
      stage: 'It is stage IIB: pT2pN1a.',
      intent: 'control',
      diagnosis: { view: 'partly', words: 'A carcinoma.' },
      options: [{ ...first!, certainty: 'weak' }],
    },
    'I think so.',
  );
  expect(map(a, b)).toEqual({
    view: 'same',
    diagnosis: 'words',
    stage: 'same',
    intent: 'different',
    'option.1': 'different',
    'option.2': 'one',
    'test.1': 'one',
    'question.1': 'words',
  });
});

test('the same drug for another aim is another option, and two other stages are different', () => {
  const option = (what: string) => ({ what, certainty: 'strong', place: 'city', cost: 'x' }) as const;
  const a = read('a', { stage: 'cT2 N0', options: [option('Mastectomy, then radiation')] });
  const b = read('b', { stage: 'cT3 N0', options: [option('Letrozole for five years')] });
  expect(map(a, b)).toMatchObject({ stage: 'different', 'option.1': 'one', 'option.2': 'one' });
});

test('the order of the reviewers changes no judgement', () => {
  const texts = fc.constantFrom(
    '',
    'AC then taxane',
    'taxane',
    'letrozole tablets',
    'pT2 N1',
    'IIB',
    'surgery',
  );
  const option = fc.record({
    what: texts,
    certainty: fc.constantFrom('strong' as const, 'weak' as const),
    place: fc.constant('city' as const),
    cost: fc.constant('x'),
  });
  const any = fc.record({
    stage: texts,
    intent: fc.constantFrom('cure' as const, 'comfort' as const, null),
    options: fc.array(option, { maxLength: 3 }),
  });
  const judged = (reads: FirstRead[]) =>
    agreementOf(reads)
      .map(({ field, how, says }) =>
        JSON.stringify([field.split('.')[0], how, says.toSorted((x, y) => (x.by < y.by ? -1 : 1))]),
      )
      .map((one) => one.split('').sort().join(''))
      .sort();
  fc.assert(
    fc.property(fc.array(any, { minLength: 2, maxLength: 3 }), (all) => {
      const reads = all.map((one, n) => read(`r${n}`, one));
      expect(judged(reads.toReversed())).toEqual(judged(reads));
    }),
  );
});
