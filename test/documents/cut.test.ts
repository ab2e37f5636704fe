import { expect, test } from '@jest/globals';
import { cutOff } from '../../src/documents/hidden.ts';
import type { Quad } from '../../src/documents/raster.ts';
import type { Sheet } from '../../src/documents/sheet.ts';

const photo = { width: 1000, height: 1600 };

/** Twenty lines from the one place to the other, and half of them only as far as `short`. */
const lines = (from: number, to: number, short = to): Quad[] =>
  Array.from({ length: 20 }, (_, i) => {
    const [y, end] = [100 + i * 60, i % 2 ? to : short];
    return [
      [from, y],
      [end, y],
      [end, y + 30],
      [from, y + 30],
    ];
  });

/** A sheet of the whole photo's height of which a quarter of the width is not on it, at one side. */
function sheet(side: 'left' | 'right'): Sheet {
  const wide = 0.75 * 0.72 * 1500;
  const [x0, x1] = side === 'left' ? [0, wide] : [1000 - wide, 1000];
  const corners: Quad = [
    [x0, 50],
    [x1, 50],
    [x1, 1550],
    [x0, 1550],
  ];
  return { corners, beyond: [false, side === 'right', false, side === 'left'] };
}

test('what is cut off on the left held a word of every line', () => {
  expect(cutOff(photo, lines(0, 740, 400), sheet('left'))!.share).toBeGreaterThan(0.2);
});

test('on the right the short lines had ended before', () => {
  const ragged = cutOff(photo, lines(230, 1000, 500), sheet('right'))!.share;
  const full = cutOff(photo, lines(230, 1000), sheet('right'))!.share;
  expect(ragged).toBeLessThan(full);
});

test('a line that is cut through has lost a part of it, not all', () => {
  const all = cutOff(photo, lines(0, 740), undefined)!;
  expect(all).toEqual({ share: 0.5, place: [0, 0, 0.06, 1] });
});
