import { expect, test } from '@jest/globals';
import sharp from 'sharp';
import type { Box } from '../../src/cases/facts.ts';
import { crop } from '../../src/documents/crop.ts';

const page = await sharp({ create: { width: 1400, height: 2000, channels: 3, background: '#fff' } })
  .composite([
    {
      input: { create: { width: 60, height: 30, channels: 3, background: '#000' } },
      left: 800,
      top: 900,
    },
  ])
  .webp()
  .toBuffer();

const places: [string, Box][] = [
  ['in the middle', [800, 900, 60, 30]],
  ['at the left edge', [0, 900, 60, 30]],
  ['at the right edge, partly outside', [1380, 900, 60, 30]],
  ['in the upper corner', [-2, -2, 30, 20]],
  ['at the foot', [800, 1990, 60, 30]],
  ['as wide as the page', [0, 500, 1400, 40]],
];

test.each(places)('a place %s is shown with its row around it', async (_where, box) => {
  const { format, width, height } = await sharp(await crop(page, box)).metadata();
  expect({ format, width }).toEqual({ format: 'jpeg', width: 900 });
  expect(height!).toBeGreaterThan(40);
  expect(height!).toBeLessThan(900);
});

test('the place itself is in the picture, inside its frame', async () => {
  const { data, info } = await sharp(await crop(page, [800, 900, 60, 30]))
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const pixels = Array.from({ length: info.width * info.height }, (_, i) => [
    data[i * 3]!,
    data[i * 3 + 1]!,
    data[i * 3 + 2]!,
  ]);
  const dark = pixels.flatMap(([r, g, b], i) => (r! + g! + b! < 60 ? [i] : []));
  const framed = pixels.flatMap(([r, g, b], i) => (r! > 180 && g! < 140 && b! < 110 ? [i] : []));
  const across = (all: number[]) => all.map((i) => i % info.width);
  expect(dark.length).toBeGreaterThan(1000);
  expect(Math.min(...across(framed))).toBeLessThan(Math.min(...across(dark)));
  expect(Math.max(...across(framed))).toBeGreaterThan(Math.max(...across(dark)));
});
