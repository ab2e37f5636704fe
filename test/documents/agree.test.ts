import { expect, test } from '@jest/globals';
import { shared } from '../../src/documents/agree.ts';
import { rowsOf } from '../../src/documents/rows.ts';
import type { Cell } from '../../src/documents/rows.ts';
import { settled } from '../../src/documents/settle.ts';

/** The characters that only the first reader has, marked. */
const marked = (text: string, again: string) =>
  shared(text, again)
    .map((same, i) => (same || text[i] === ' ' ? text[i] : `[${text[i]}]`))
    .join('');

test.each([
  ['HER2 3+', 'HER2 3+', 'HER2 3+'],
  ['Ki-67 24%', 'Ki-67 29%', 'Ki-67 2[4]%'],
  ['2 .6 x 2.1 cm', '2.6 x 2.1cm', '2 .6 x 2.1 cm'],
  ['Hb 104 g/dL', 'Hb 10.4 g/dL', 'Hb 1[0][4] g/dL'],
  ['Ki-67 7%', 'Ki-67 70%', 'Ki-67 [7]%'],
  ['pT2 N1', 'pT3 N1', 'pT[2] N1'],
  ['1 %', '<1 %', '[1] %'],
  ['carcinoma, T', 'carcinoma, NST', 'carcinoma, [T]'],
  ['Positive', 'Negative', '[P][o][s][i]tive'],
  ['T2NM0', 'T2N1M0', 'T2[N][M]0'],
  ['Name: Leela', '1 Name: Leela', 'Name: Leela'],
])('%s against %s', (text, again, agreed) => {
  expect(marked(text, again)).toBe(agreed);
});

test.each([
  ['pNla', 'pN1a', 'pN1a'],
  ['pNla', 'pNla', 'pN1a'],
  ['Hospita l No', 'Hospital No', 'Hospital No'],
  ['1 9 lymph nodes', '19 lymph nodes', '19 lymph nodes'],
  ['12 - 15', '12-15', '12 - 15'],
  ['Dr . Mohan', 'Dr. Mohan', 'Dr. Mohan'],
  ['Ki-67 448', 'Ki-67 44%', 'Ki-67 44%'],
  ['Platelets 448', 'Platelets 448', 'Platelets 448'],
])('%s and %s make %s', (text, again, both) => {
  expect(settled({ text, sure: [...text].map(() => 0.99) }, again).text).toBe(both);
});

test('a letter in the place of a stage is its digit, and sure only where the second reader saw the digit', () => {
  const first = { text: 'pNla', sure: [0.99, 0.99, 0.99, 0.99] };
  expect(settled(first, 'pN1a').sure[2]).toBe(0.99);
  expect(settled(first, 'pNla').sure[2]).toBeLessThan(0.9);
});

test('a percent sign that was read as a digit is never sure', () => {
  const { sure } = settled({ text: 'Ki-67 448', sure: [...'Ki-67 448'].map(() => 0.99) }, 'Ki-67 44%');
  expect(Math.min(...sure)).toBe(0.5);
});

test('the rows of a bent sheet are followed by how it bends', () => {
  const wave = (x: number) => 14 * Math.sin(x / 130);
  const cell = (text: string, x: number, row: number): Cell => ({
    text,
    box: [x, Math.round(row * 30 + wave(x + 40)), 80, 20],
    confidence: 1,
  });
  const table = Array.from({ length: 12 }, (_, r) =>
    [0, 180, 290, 400].map((x, c) => cell(`${r}${'abcd'[c]}`, x, r)),
  );
  expect(rowsOf(table.flat()).map((r) => r.text)).toEqual(
    table.map((row) => row.map((c) => c.text).join(' ')),
  );
});
