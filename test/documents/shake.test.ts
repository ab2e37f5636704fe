import { afterAll, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { carefulShot, shoot, smear } from '../../samples/camera.ts';
import { diceOf } from '../../samples/dice.ts';
import { draw, pixels, PLAIN_PRINT } from '../../samples/draw.ts';
import { invent } from '../../samples/invent.ts';
import type { Raster } from '../../src/documents/raster.ts';
import { createReader } from '../../src/documents/reader.ts';
import { unshaking, weighted } from '../../src/documents/restore.ts';
import { TODAY } from './paper.ts';

const reader = createReader({
  processes: 1,
  timeoutMs: 60_000,
  memoryMb: 1500,
  typesFolder: new URL('../../flows/documents', import.meta.url).pathname,
});
afterAll(() => reader.close());

/** Bars and a stroke aslant, as print has them. */
async function print(): Promise<Raster> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="160" height="60"><rect width="160" height="60" fill="#eee"/><g fill="#222"><rect x="30" y="15" width="3" height="30"/><rect x="42" y="15" width="3" height="30"/><rect x="60" y="20" width="30" height="3"/><rect x="60" y="32" width="30" height="3"/></g><path d="M105 45 L125 15" stroke="#222" stroke-width="3"/></svg>`;
  const data = await sharp(Buffer.from(svg)).removeAlpha().raw().toBuffer();
  return { width: 160, height: 60, data };
}

const raw = ({ width, height }: Raster) => ({ raw: { width, height, channels: 3 as const } });
const apart = (a: Raster, b: Raster): number =>
  Math.sqrt(a.data.reduce((sum, v, i) => sum + (v - b.data[i]!) ** 2, 0) / a.data.length);

/** What part of an invented report's words is read from a photo by a hand that moved so many pixels. */
async function read(motion: number, seed = 77) {
  const dice = diceOf(seed);
  const { report } = invent('histopathology', dice, 'photo');
  const { pdf, lines } = await draw(report, PLAIN_PRINT);
  const shot = { ...carefulShot(dice), width: 1200, height: 1600, motion };
  const reading = await reader.read(await shoot(await pixels(pdf), shot, dice), { today: TODAY });
  const seen = new Set(reading.pages.flatMap((page) => page.text.split(/\s+/)));
  const words = lines.join(' ').split(/\s+/);
  return { ...reading, part: words.filter((word) => seen.has(word)).length / words.length };
}

test('a shake of known way and length is undone; undone the other way the print is worse', async () => {
  const still = await print();
  for (const way of [0, 0.6, Math.PI / 2, 2.4]) {
    const shaken = {
      ...still,
      data: await sharp(still.data, raw(still)).convolve(smear(6, way)).raw().toBuffer(),
    };
    const before = apart(still, shaken);
    expect(apart(still, weighted(shaken, unshaking({ way, far: 6 })))).toBeLessThan(0.85 * before);
    const wrong = unshaking({ way: way + Math.PI / 2, far: 6 });
    expect(apart(still, weighted(shaken, wrong))).toBeGreaterThan(before);
  }
});

test('a part of an image comes out as it does in the whole', async () => {
  const image = await print();
  const weights = unshaking({ way: 1, far: 5 });
  const whole = weighted(image, weights);
  const part = weighted(image, weights, [40, 10, 50, 30]);
  for (const [x, y] of [
    [0, 0],
    [49, 29],
    [20, 12],
  ] as const)
    expect(part.data[(y * 50 + x) * 3]).toBe(whole.data[((y + 10) * 160 + x + 40) * 3]);
});

test('a photo that a hand shook is read nevertheless, and is still asked for again', async () => {
  const { part, quality } = await read(7);
  expect(part).toBeGreaterThan(0.75);
  expect(quality.faults).toEqual(['blurred']);
}, 120_000);

test('what was restored is shown and believed by nobody alone, even where the photo seems good enough', async () => {
  const { facts, quality } = await read(7, 78);
  expect(quality.ok).toBe(true);
  expect(facts.length).toBeGreaterThan(10);
  expect(facts.filter(({ accepted }) => accepted)).toEqual([]);
}, 120_000);
