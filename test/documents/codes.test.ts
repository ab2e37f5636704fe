import { expect, test } from '@jest/globals';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { renderSVG } from 'uqr';
import { codesOn } from '../../src/documents/codes.ts';

const samples = join(import.meta.dirname, '../../samples');
const scan = () => readFile(join(samples, 'sushila-histopathology-scan.jpg'));

/** Bars of one to three dots, always the same ones. */
function bars(width: number, height: number): Buffer {
  let [all, x, n] = ['', 0, 7];
  while (x < width) {
    n = (n * 1_103_515_245 + 12_345) % 2_147_483_648;
    all += `<rect x="${x}" width="${1 + ((n >> 8) % 3)}" height="${height}"/>`;
    x += 2 + ((n >> 12) % 3) + 1;
  }
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#fff"/>${all}</svg>`,
  );
}

test('a QR code and a bar code are found where they stand, and nothing else on the page', async () => {
  const side = 220;
  const qr = await sharp(Buffer.from(renderSVG('https://lab.example/r/SGT-00912')))
    .resize(side)
    .png()
    .toBuffer();
  const band = await sharp(bars(300, 50)).resize({ width: 500 }).png().toBuffer();
  const page = await sharp(await scan())
    .composite([
      { input: qr, left: 1300, top: 60 },
      { input: band, left: 480, top: 20 },
    ])
    .jpeg({ quality: 70 })
    .toBuffer();
  const found = await codesOn(page);
  const covered = (x: number, y: number) =>
    found.some(([left, top, w, h]) => x >= left && y >= top && x <= left + w && y <= top + h);
  const open: string[] = [];
  for (let at = 0; at <= 10; at += 1)
    for (const [x, y] of [
      // The quiet white around a code is no part of it.
      [1325 + at * 17, 85 + at * 17],
      [1495 - at * 17, 85 + at * 17],
      [490 + at * 46, 60],
    ] as const)
      if (!covered(x, y)) open.push(`${x} ${y}`);
  expect(open).toEqual([]);
  for (const [x, y, w, h] of found) expect(y + h <= 330 && (x + w <= 1020 || x >= 1250)).toBe(true);
});

test('no words, tables or stamps of our papers are taken for a code', async () => {
  for (const name of (await readdir(samples)).filter((one) => one.endsWith('.jpg')))
    expect([name, await codesOn(await readFile(join(samples, name)))]).toEqual([name, []]);
});
