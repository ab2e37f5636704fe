import sharp from 'sharp';
import { blobs, tilesOf } from './blobs.ts';
import type { Tiles } from './blobs.ts';
import { median } from './flatten.ts';
import { frame, heightOf, widthOf } from './raster.ts';
import type { Quad, Raster } from './raster.ts';
import type { Fault } from './reading.ts';
import { cut } from './recognise.ts';

/** What a photo looks like in numbers. */
export interface Look {
  /** Pixels of the photo. */
  width: number;
  height: number;
  /** 90th percentile of brightness, 0 to 255. */
  bright: number;
  tiles: Tiles;
  /** How crisp its lines of text are: the steepest strokes against black on white, in the direction that is least steep. */
  crisp: number;
}

const SIDE = 1000;
/** Below this letters are guesses: such a page is asked for again, and nothing on it is accepted. */
export const READABLE = 0.88;
/** So many of the longest lines show how crisp the print is. */
const LINES = 16;

/** Measures a photo and the places on it that look like text. Some tenths of a second. */
export async function look(photo: Raster, quads: readonly Quad[]): Promise<Look> {
  const scale = Math.min(1, SIDE / Math.max(photo.width, photo.height));
  const [width, height] = [photo.width, photo.height].map((n) => Math.max(1, Math.round(n * scale)));
  const data = await sharp(photo.data, { raw: { width: photo.width, height: photo.height, channels: 3 } })
    .resize(width, height, { fit: 'fill' })
    .raw()
    .toBuffer();
  const longest = [...quads].sort((a, b) => widthOf(b) - widthOf(a)).slice(0, LINES);
  return {
    width: photo.width,
    height: photo.height,
    bright: brightness(data),
    tiles: tilesOf({ width: width!, height: height!, data }, quads, scale),
    crisp: median(longest.map((quad) => crispness(cut(photo, quad)))),
  };
}

function brightness(data: Uint8Array): number {
  const counts = new Uint32Array(256);
  for (let p = 1; p < data.length; p += 3) counts[data[p]!]!++;
  let [seen, bright] = [0, 0];
  while (bright < 255 && (seen += counts[bright]!) <= 0.9 * (data.length / 3)) bright++;
  return bright;
}

/** Of one line of text, 48 pixels high: near 0.6 where it is sharp, below 0.2 where nobody can read it. */
function crispness({ width: w, height: h, data }: Raster): number {
  const grey = Uint8Array.from({ length: w * h }, (_, i) => data[i * 3 + 1]!);
  const sorted = grey.slice().sort();
  const contrast = sorted[Math.floor(sorted.length * 0.97)]! - sorted[Math.floor(sorted.length * 0.03)]!;
  if (contrast < 8) return 0;
  const steep = [1, w, w + 1, w - 1].map((step) => {
    const climbs = new Uint8Array((w - 4) * (h - 4));
    for (let y = 2, n = 0; y < h - 2; y++)
      for (let x = 2; x < w - 2; x++, n++)
        climbs[n] = Math.abs(grey[y * w + x + step]! - grey[y * w + x - step]!);
    return climbs.sort()[Math.floor(climbs.length * 0.95)]! / contrast;
  });
  return Math.min(...steep);
}

/**
 * What a person could do better, worst first; `sure` is the mean over the letters of the lines that were read. Thresholds were measured on invented photos of every fault beside photos
 * that are only a little dark, oblique, shaded or noisy and must not be refused.
 */
export function faultsOf(seen: Look, quads: readonly Quad[], sure: number): Fault[] {
  const high = median(quads.map(heightOf));
  const faults: Fault[] = [];
  if (seen.bright < 24) faults.push('dark');
  if (Math.min(seen.width, seen.height) < 600 || (quads.length >= 5 && high < 12))
    faults.push(Math.min(seen.width, seen.height) < 900 ? 'small' : 'far');
  if (faults.length === 0 && quads.length < 14 && distant(seen.tiles)) faults.push('far');
  else if (quads.length >= 2 && seen.crisp < 0.17) faults.push('blurred');
  if (faults.length === 0 && (glaring(seen.tiles) || fading(seen.tiles))) faults.push('glare');
  if (faults.length === 0 && (runsOff(seen, quads) || covered(seen.tiles))) faults.push('cut');
  // Some lines, or all, could hardly be read, whatever the reason: a hand that moved looks sharp in one direction.
  if (faults.length === 0 && quads.length >= 5 && sure < READABLE)
    faults.push(high < 17 ? (Math.min(seen.width, seen.height) < 900 ? 'small' : 'far') : 'blurred');
  if (quads.length < 5 && !faults.includes('far')) faults.push('not_a_page');
  return faults;
}

/** Whether all that has edges lies in a small part of the photo. */
function distant({ wide, high, edges }: Tiles): boolean {
  const [xs, ys]: [number[], number[]] = [[], []];
  edges.forEach((share, at) => {
    if (share < 0.1) return;
    xs.push(at % wide);
    ys.push(Math.floor(at / wide));
  });
  const span = (all: number[]) => {
    const sorted = all.sort((a, b) => a - b);
    return (sorted[Math.floor(sorted.length * 0.9)] ?? 0) - (sorted[Math.floor(sorted.length * 0.1)] ?? 0);
  };
  return xs.length > 3 && span(xs) * span(ys) < 0.12 * wide * high;
}

/** A compact burnt spot, free of print, among lines of text on paper that is not burnt itself. */
function glaring(tiles: Tiles): boolean {
  const paper = median(tiles.paper.filter((_, i) => tiles.text[i]));
  return blobs(tiles.burnt, tiles).some(({ size, x, y, w, h, cells }) => {
    const compact = size > 0.65 * w * h && w < 3 * h && h < 3 * w;
    if (paper > 246 || size < 0.012 * tiles.wide * tiles.high || !compact) return false;
    if (cells.filter((at) => tiles.text[at]).length > 0.08 * size) return false;
    return beside(tiles, x, y, w, h) >= 4;
  });
}

/** Letters on several lines that fade towards white in one place, while elsewhere they are dark. A gap in a line is paper, not faded. */
function fading(tiles: Tiles): boolean {
  const { wide, text, ink, paper } = tiles;
  const usual = median(ink.filter((_, i) => text[i]));
  // The darkest of a few letters: between words there is no ink at all.
  const letters = ink.map((_, i) =>
    Math.min(...[-2, -1, 0, 1, 2].map((c) => (text[i + c] ? ink[i + c]! : 255))),
  );
  const faded = text.map((is, i) => is && paper[i]! > 250 && letters[i]! > usual + 50 && letters[i]! < 200);
  const near = faded.map((_, i) =>
    [-2 * wide, -wide, 0, wide, 2 * wide].some((row) => [-1, 0, 1].some((c) => faded[i + row + c])),
  );
  return blobs(near, tiles).some(({ cells, h }) => h >= 9 && cells.filter((i) => faded[i]).length >= 10);
}

/** Rows of tiles on which text stands directly beside a spot. */
function beside({ wide, text }: Tiles, x: number, y: number, w: number, h: number): number {
  let rows = 0;
  for (let r = y; r < y + h; r++) {
    const near = [x - 3, x - 2, x - 1, x + w, x + w + 1, x + w + 2];
    if (near.some((c) => c >= 0 && c < wide && text[r * wide + c])) rows++;
  }
  return rows;
}

/** Several lines that end at one rim of the photo. */
function runsOff({ width, height }: Look, quads: readonly Quad[]): boolean {
  const boxes = quads.filter((q) => widthOf(q) > heightOf(q)).map(frame);
  const rim = 0.006 * width;
  const left = boxes.filter(([x]) => x < rim).length;
  const right = boxes.filter(([x, , w]) => x + w > width - rim).length;
  const top = boxes.filter(([, y]) => y < 2).length;
  const low = boxes.filter(([, y, , h]) => y + h > height - 2).length;
  return Math.max(left, right) >= 3 || Math.max(top, low) >= 2;
}

/** A fingertip where text should be: it comes in from the rim, and nothing is printed on it, unlike on a coloured bar. */
function covered(tiles: Tiles): boolean {
  const { wide, text } = tiles;
  const at = text.flatMap((is, i) => (is ? [i] : []));
  if (at.length < 10) return false;
  const xs = at.map((i) => i % wide).sort((a, b) => a - b);
  const ys = at.map((i) => Math.floor(i / wide)).sort((a, b) => a - b);
  const [x0, x1] = [xs[Math.floor(xs.length * 0.02)]!, xs[Math.floor(xs.length * 0.98)]!];
  const [y0, y1] = [ys[0]!, ys.at(-1)!];
  return blobs(tiles.skin, tiles).some(({ cells, x: left, y: top, w, h }) => {
    const fromRim = left <= 1 || top <= 1 || left + w >= wide - 1 || top + h >= tiles.high - 1;
    if (!fromRim || cells.filter((i) => text[i]).length > 0.05 * cells.length) return false;
    const inside = cells.filter((i) => {
      const [x, y] = [i % wide, Math.floor(i / wide)];
      return x > x0 && x < x1 && y > y0 && y < y1;
    });
    return inside.length >= 10;
  });
}
