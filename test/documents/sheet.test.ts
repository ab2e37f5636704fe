import { expect, test } from '@jest/globals';
import { apply, between, inverse } from '../../src/documents/homography.ts';
import { tilesOf } from '../../src/documents/blobs.ts';
import { coveredBy, cutOff, glareOn } from '../../src/documents/hidden.ts';
import type { Point, Quad, Raster } from '../../src/documents/raster.ts';
import { findSheet } from '../../src/documents/sheet.ts';

const [W, H] = [600, 800];
const PAPER: Quad = [
  [0, 0],
  [1, 0],
  [1, 1.414],
  [0, 1.414],
];
/** Lines of text on a sheet that is one wide. */
const LINES = Array.from({ length: 24 }, (_, i): Quad => {
  const y = 0.1 + i * 0.05;
  return [
    [0.1, y],
    [0.9, y],
    [0.9, y + 0.022],
    [0.1, y + 0.022],
  ];
});

type Paint = (x: number, y: number, tone: readonly number[]) => readonly number[] | undefined;

/** A sheet with its lines on a table, and what else is painted over it. */
function photoOf(sheet: Quad, table: readonly number[], over: Paint = () => undefined) {
  const there = between(PAPER, sheet);
  const back = inverse(there);
  const data = new Uint8Array(W * H * 3);
  for (let y = 0; y < H; y++)
    for (let x = 0; x < W; x++) {
      const [u, v] = apply(back, [x, y]);
      const paper = u >= 0 && u <= 1 && v >= 0 && v <= 1.414;
      const line = paper && LINES.some(([a, , c]) => u > a[0] && u < c[0] && v > a[1] && v < c[1]);
      const ink = line && Math.floor(u * 160) % 2 === 0;
      const tone = ink ? [40, 40, 44] : paper ? [228, 226, 220] : table;
      data.set(over(x, y, tone) ?? tone, (y * W + x) * 3);
    }
  const image: Raster = { width: W, height: H, data };
  const quads = LINES.map((line) => line.map((p) => apply(there, p)) as unknown as Quad);
  return { image, quads };
}

const SHEET: Quad = [
  [70, 50],
  [540, 80],
  [520, 740],
  [40, 715],
];
const WOOD = [110, 80, 60];

test('the sheet is found by its corners, on a dark table and on a light one', async () => {
  for (const table of [WOOD, [200, 190, 170], [60, 90, 140]]) {
    const { image, quads } = photoOf(SHEET, table);
    const found = await findSheet(image, quads);
    const off = found!.corners.map((p, i) => Math.hypot(p[0] - SHEET[i]![0], p[1] - SHEET[i]![1]));
    expect(Math.max(...off)).toBeLessThan(0.015 * H);
    expect(found!.beyond).toEqual([false, false, false, false]);
  }
});

test('a scan has no table, and a table as white as the paper none that could be seen', async () => {
  for (const white of [
    [228, 226, 220],
    [227, 226, 221],
  ]) {
    const { image, quads } = photoOf(SHEET, white);
    expect(await findSheet(image, quads)).toBeUndefined();
  }
});

test('a sheet that leaves the photo on one side is cut there, though no line ends at the rim', async () => {
  const gone = SHEET.map(([x, y]): Point => [x - 190, y]) as unknown as Quad;
  const { image, quads } = photoOf(gone, WOOD);
  const whole = quads.map(([a, b, c, d]): Quad => [
    [Math.max(a[0], 20), a[1]],
    b,
    c,
    [Math.max(d[0], 20), d[1]],
  ]);
  const sheet = await findSheet(image, whole);
  expect(sheet?.beyond).toEqual([false, false, false, true]);
  const cut = cutOff(image, whole, sheet);
  expect(cut?.place).toEqual([0, 0, 0.06, 1]);
  expect(cut?.share).toBeGreaterThan(0.2);
  const good = photoOf(SHEET, WOOD);
  expect(cutOff(good.image, good.quads, await findSheet(good.image, good.quads))).toBeUndefined();
});

test('a finger over lines covers them; one beside them does not', () => {
  const seen = (rim: number) => {
    const finger: Paint = (x, y) => (x > rim && Math.abs(y - 400) < 60 ? [190, 140, 112] : undefined);
    const { image, quads } = photoOf(SHEET, WOOD, finger);
    const left = quads.flatMap((quad): Quad[] => {
      const [a, b, c, d] = quad;
      const hit = Math.abs((a[1] + d[1]) / 2 - 400) < 60;
      return hit ? [[a, [Math.min(b[0], rim), b[1]], [Math.min(c[0], rim), c[1]], d]] : [quad];
    });
    return coveredBy(tilesOf(image, left, 1));
  };
  expect(seen(280)?.share).toBeGreaterThan(0.05);
  expect(seen(545)).toBeUndefined();
});

test('a reflection counts where letters fade into it, not where paper is empty', () => {
  const [cx, cy, wide] = [330, 400, 170];
  const shine: Paint = (x, y, tone) => {
    const light = Math.min(1, 1.6 * Math.exp(-((Math.hypot(x - cx, y - cy) / wide) ** 4)));
    return tone.map((one) => one + (255 - one) * light);
  };
  const { image, quads } = photoOf(SHEET, WOOD, shine);
  // Lines are found up to where nothing is left of them.
  const left = quads.flatMap((quad): Quad[] => {
    const [a, b, c, d] = quad;
    const near = Math.abs(a[1] - cy) < 150;
    return near ? [[a, [cx - 105, b[1]], [cx - 105, c[1]], d]] : [quad];
  });
  expect(glareOn(tilesOf(image, left, 1))?.share).toBeGreaterThan(0.1);
  const empty = quads.filter(([a]) => a[1] < cy - 260);
  expect(glareOn(tilesOf(image, empty, 1))).toBeUndefined();
});
