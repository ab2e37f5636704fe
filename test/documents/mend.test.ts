import { expect, test } from '@jest/globals';
import { mended } from '../../src/documents/mend.ts';

test.each([
  ['Rep0rt Date', 'Report Date'],
  ['0pen 24 x 7', 'Open 24 x 7'],
  ['Positive (65%, A1lred 8/8)', 'Positive (65%, Allred 8/8)'],
  ['04 0ct 2026', '04 Oct 2026'],
  ['HERZ/neu', 'HER2/neu'],
  ['Ki-G7', 'Ki-67'],
  ['2.8 × 1.2', '2.8 x 1.2'],
  ['lmpression', 'Impression'],
  ['Iymph nodes', 'lymph nodes'],
  ['level I and Il', 'level I and II'],
  ['Mrs. Sita Raman lyer', 'Mrs. Sita Raman Iyer'],
  ['PDcC', 'PDCC'],
  ['ECoG', 'ECOG'],
  ['Sp02 98%', 'SpO2 98%'],
  ['(90%. Allred 8/8)', '(90%, Allred 8/8)'],
])('%s is %s', (read, meant) => {
  expect(mended(read)).toBe(meant);
});

test.each([
  'pN0mi',
  'c.350del',
  'p40',
  'CA 125',
  '10.2',
  'UHID-80G833',
  'L858R',
  '0-0-1',
  'lysis',
  'Ill-defined',
  'SUVmax',
  'RBCs',
  'less than 10%. Mitoses',
])('%s is left alone', (read) => {
  expect(mended(read)).toBe(read);
});
