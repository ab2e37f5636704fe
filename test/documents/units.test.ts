import { expect, test } from '@jest/globals';
import { unitIn } from '../../src/documents/units.ts';

test.each([
  ['mgdl', 'mg/dL'],
  ['mg/d', 'mg/dL'],
  ['mg/d1', 'mg/dL'],
  ['g/dI', 'g/dL'],
  ['mmolL', 'mmol/L'],
  ['mmo/t', 'mmol/L'],
  ['UL', 'U/L'],
  ['lakhcumm', 'lakh/cumm'],
  ['milion/cumm', 'million/cumm'],
])('%s is %s', (marred, unit) => {
  expect(unitIn(marred)).toBe(unit);
});

test.each(['mg/dL', 'mg', 'mcg/dL', 'g', 'mmol', 'mg/L', 'U/L', 'L', 'mg/day', 'Ul', '12 mg/d'])(
  '%s is left alone',
  (cell) => {
    expect(unitIn(cell)).toBeUndefined();
  },
);
