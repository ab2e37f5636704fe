import { afterAll, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { carefulShot, shoot } from '../../samples/camera.ts';
import type { Shot } from '../../samples/camera.ts';
import { diceOf } from '../../samples/dice.ts';
import type { Dice } from '../../samples/dice.ts';
import { draw, pixels, PLAIN_PRINT } from '../../samples/draw.ts';
import { invent } from '../../samples/invent.ts';
import { createReader } from '../../src/documents/reader.ts';

/** Photos that nobody could read well, and photos that only look worse than they are. */
const WORSE: Record<string, (dice: Dice) => Partial<Shot>> = {
  blurred: (d) => ({ blur: d.between(4, 7) }),
  'a hand that moved': (d) => ({ motion: d.between(13, 20) }),
  dark: () => ({ light: 0.06 }),
  small: () => ({ width: 420, height: 560 }),
  far: (d) => ({ fill: d.between(0.25, 0.33) }),
  cut: (d) => ({ cut: d.between(0.22, 0.3) }),
  glare: () => ({ glare: 0.26, light: 0.92 }),
};
const FINE: Record<string, (dice: Dice) => Partial<Shot>> = {
  careful: () => ({}),
  dim: () => ({ light: 0.45 }),
  turned: (d) => ({ tilt: d.between(4, 9), fill: 0.8 }),
  shaded: () => ({ shadow: 0.5 }),
  soft: () => ({ blur: 1.3 }),
  noisy: () => ({ grain: 40 }),
  bent: () => ({ curl: 0.008 }),
};
const reader = createReader({
  processes: 1,
  timeoutMs: 60_000,
  memoryMb: 1500,
  typesFolder: new URL('../../flows/documents', import.meta.url).pathname,
});
afterAll(() => reader.close());

const verdict = async (bytes: Uint8Array): Promise<string[]> => (await reader.look(bytes)).faults;

async function asked(shot: (dice: Dice) => Partial<Shot>, seed: number): Promise<string[]> {
  const dice = diceOf(seed);
  const { report } = invent('histopathology', dice, 'photo');
  const { pdf } = await draw(report, PLAIN_PRINT);
  const photo = { ...carefulShot(dice), ...shot(dice) };
  return verdict(await shoot(await pixels(pdf), photo, dice));
}

test('who is asked for another photo: nine in ten of those who should be, and of those who are', async () => {
  const worse = new Map<string, string[]>();
  for (const [what, shot] of Object.entries(WORSE)) worse.set(what, await asked(shot, 70_000 + what.length));
  const fine = new Map<string, string[]>();
  for (const [what, shot] of Object.entries(FINE)) fine.set(what, await asked(shot, 80_000 + what.length));
  const hit = [...worse.values()].filter((faults) => faults.length > 0).length;
  const wronged = [...fine.values()].filter((faults) => faults.length > 0).length;
  expect(hit / worse.size).toBeGreaterThanOrEqual(0.9);
  expect(hit / (hit + wronged)).toBeGreaterThanOrEqual(0.9);
  for (const what of ['dark', 'small', 'far', 'blurred', 'cut']) expect(worse.get(what)).toContain(what);
}, 600_000);

test('a scan on white paper is no glare, and a garden is no page', async () => {
  const { report } = invent('discharge', diceOf(5), 'scan');
  const page = await pixels((await draw(report, PLAIN_PRINT)).pdf);
  const raw = { width: page.width, height: page.height, channels: 3 as const };
  expect(await verdict(await sharp(page.data, { raw }).jpeg().toBuffer())).toEqual([]);
  const green = { create: { width: 1200, height: 900, channels: 3 as const, background: '#4a7f3a' } };
  expect(await verdict(await sharp(green).jpeg().toBuffer())).toContain('not_a_page');
}, 60_000);
