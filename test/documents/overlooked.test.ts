import { expect, test } from '@jest/globals';
import sharp from 'sharp';
import { STAY } from '../../src/documents/homography.ts';
import { overlooked } from '../../src/documents/overlooked.ts';
import type { Cell } from '../../src/documents/rows.ts';
import { rowsOf } from '../../src/documents/rows.ts';

const [WIDE, TALL] = [900, 400];

/** A table of which the finder saw some cells; what else is drawn on it is given as SVG. */
async function seen(drawn: string, letter = '', sure = 1) {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDE}" height="${TALL}"><rect width="100%" height="100%" fill="#fff"/><g font-family="DejaVu Sans" font-size="22">${drawn}</g></svg>`;
  const data = await sharp(Buffer.from(svg)).removeAlpha().raw().toBuffer();
  const cell = (text: string, x: number, y: number, w: number): Cell => ({
    text,
    box: [x, y, w, 30],
    confidence: 1,
    lean: 0,
  });
  const rows = rowsOf([
    cell('Marker', 60, 55, 80),
    cell('Result', 300, 55, 75),
    cell('Clone', 600, 55, 70),
    cell('ER', 60, 105, 40),
    cell('Positive', 300, 105, 95),
    cell('SP1', 600, 105, 50),
    cell('PR', 60, 155, 40),
    cell('Negative', 300, 155, 105),
    cell('No more was asked for', 60, 205, 250),
  ]);
  const flat = { to: STAY, width: WIDE, height: TALL, skew: 0 };
  const read = () => Promise.resolve({ text: letter, sure: [sure] });
  const found = await overlooked(read, { width: WIDE, height: TALL, data }, flat, rows);
  return found.map(({ text }) => text);
}

test('a dash in a cell of a table is found', async () => {
  expect(await seen('<text x="605" y="177">-</text>')).toEqual(['-']);
});

test('a letter alone in its column is found', async () => {
  expect(await seen('<text x="605" y="177">L</text>', 'L')).toEqual(['L']);
});

test.each([
  ['a figure is never read from so little', '3', 1],
  ['a letter that might be another is left out', 'L', 0.7],
])('%s', async (_what, letter, sure) => {
  expect(await seen(`<text x="605" y="177">${letter}</text>`, letter, sure)).toEqual([]);
});

test.each([
  ['a dash in no column is dirt', '<text x="480" y="177">-</text>'],
  ['behind a line that stands alone nothing is missing', '<text x="605" y="227">-</text>'],
  ['a dotted line is none', '<text x="440" y="177">- - - - - - - - - - - - - - - -</text>'],
  ['a rule is none', '<path d="M 420 170 H 880" stroke="#000" stroke-width="2"/>'],
  ['the side of a table is none', '<path d="M 608 40 V 200" stroke="#000" stroke-width="2"/>'],
])('%s', async (_what, drawn) => {
  expect(await seen(drawn)).toEqual([]);
});

test('nothing is lost where nothing was found', async () => {
  const flat = { to: STAY, width: WIDE, height: TALL, skew: 0 };
  const read = () => Promise.reject(new Error('there is nothing to read'));
  expect(await overlooked(read, { width: 10, height: 10, data: new Uint8Array(300) }, flat, [])).toEqual([]);
});
