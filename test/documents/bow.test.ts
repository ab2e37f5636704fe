import { expect, test } from '@jest/globals';
import { bowOf, unbent } from '../../src/documents/bow.ts';
import { smallestBox } from '../../src/documents/quads.ts';
import { heightOf } from '../../src/documents/raster.ts';
import type { Point } from '../../src/documents/raster.ts';

/** The upper and lower pixel of each column of a band that runs as `way` says. */
const band = (wide: number, thick: number, way: (x: number) => number): Point[] =>
  Array.from({ length: wide }, (_, x) => [x + 20, 60 + Math.round(way(x))] as const).flatMap(
    ([x, y]): Point[] => [
      [x, y],
      [x, y + thick],
    ],
  );

test('a line over a fold is cut along its way: the print comes out level', () => {
  const way = (x: number) => 14 * Math.sin((x / 360) * Math.PI);
  const rim = band(360, 12, way);
  const bent = bowOf(smallestBox(rim), rim)!;
  expect(heightOf(bent.quad)).toBeLessThan(16);
  const data = new Uint8Array(400 * 120 * 3).fill(255);
  for (let i = 0; i < rim.length; i += 2)
    for (let y = rim[i]![1]; y <= rim[i + 1]![1]; y++)
      data.fill(0, (y * 400 + rim[i]![0]) * 3, (y * 400 + rim[i]![0]) * 3 + 3);
  const level = unbent({ width: 400, height: 120, data }, bent.quad, bent.bow, 360, 12);
  const dark = level.data.filter((v) => v < 128).length / level.data.length;
  expect(dark).toBeGreaterThan(0.85);
});

test('straight lines, leaning ones and short ones are left as they are', () => {
  for (const way of [() => 0, (x: number) => x * 0.2]) {
    const rim = band(360, 12, way);
    expect(bowOf(smallestBox(rim), rim)).toBeUndefined();
  }
  const short = band(40, 12, (x) => 6 * Math.sin(x / 10));
  expect(bowOf(smallestBox(short), short)).toBeUndefined();
});

test('two lines that the finder took for one are not bent into one', () => {
  const step = band(300, 12, (x) => (x < 150 ? 0 : 60));
  expect(bowOf(smallestBox(step), step)).toBeUndefined();
});
