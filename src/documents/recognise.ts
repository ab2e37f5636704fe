import { unbent } from './bow.ts';
import type { Bow } from './bow.ts';
import { allowed, letters } from './ctc.ts';
import { between, warp } from './homography.ts';
import type { Models } from './models.ts';
import { heightOf, widthOf } from './raster.ts';
import type { Quad, Raster } from './raster.ts';
import { spaced } from './spaces.ts';
import type { Spelled } from './spaces.ts';

const HIGH = 48;
const WIDEST = 2400;

/** How a line is cut: its width stretched by a factor, so many pixels high, along its bow if it has one. */
interface Cutting {
  stretch?: number;
  high?: number;
  bow?: Bow | undefined;
}

/** A line cut out of the image and laid straight. */
export function cut(image: Raster, quad: Quad, { stretch = 1, high = HIGH, bow }: Cutting = {}): Raster {
  const wide = Math.min(
    WIDEST,
    Math.max(16, Math.round((widthOf(quad) / Math.max(1, heightOf(quad))) * high * stretch)),
  );
  if (bow) return unbent(image, quad, bow, wide, high);
  const flat: Quad = [
    [0, 0],
    [wide, 0],
    [wide, high],
    [0, high],
  ];
  return warp(image, between(flat, quad), wide, high);
}

/**
 * Reads lines of text; the answers keep the order of the cuts. One line at a time: padding the lines of a batch to one
 * width was measured to cost more than half as much again.
 */
export async function recognise(models: Models, cuts: readonly Raster[]): Promise<Spelled[]> {
  const classes = allowed(models.alphabet);
  const out: Spelled[] = [];
  for (const line of cuts) {
    const wide = Math.ceil((line.width + 8) / 32) * 32;
    const answer = await models.read.answer(pack([line], wide), [1, 3, HIGH, wide]);
    const found = letters(answer.data as Float32Array, 0, answer.dims[1]!, models.alphabet, classes);
    out.push(spaced(found, inkOf(line), wide));
  }
  return out;
}

/** The darkest value of each column, without the rim where a table's lines may run. */
function inkOf({ width, height, data }: Raster): Uint8Array {
  const out = new Uint8Array(width).fill(255);
  for (let y = 7; y < height - 7; y++)
    for (let x = 0; x < width; x++) {
      const p = (y * width + x) * 3;
      out[x] = Math.min(out[x]!, 0.3 * data[p]! + 0.59 * data[p + 1]! + 0.11 * data[p + 2]!);
    }
  return out;
}

function pack(cuts: readonly Raster[], wide: number): Float32Array {
  const plane = wide * HIGH;
  const out = new Float32Array(cuts.length * 3 * plane);
  cuts.forEach(({ width, data }, n) => {
    for (let c = 0; c < 3; c++) {
      const base = (n * 3 + c) * plane;
      for (let y = 0; y < HIGH; y++)
        for (let x = 0; x < width; x++)
          out[base + y * wide + x] = data[(y * width + x) * 3 + 2 - c]! / 127.5 - 1;
    }
  });
  return out;
}

/** How likely each of some lines stands on its head: the PP classifier for half turns, 48 by 192 pixels. */
export async function headDown(models: Models, cuts: readonly Raster[]): Promise<number[]> {
  const wide = 192;
  const trimmed = cuts.map((c) => (c.width <= wide ? c : left(c, wide)));
  if (trimmed.length === 0) return [];
  const answer = await models.turned.answer(pack(trimmed, wide), [trimmed.length, 3, HIGH, wide]);
  return trimmed.map((_, i) => (answer.data as Float32Array)[i * 2 + 1]!);
}

function left(image: Raster, wide: number): Raster {
  const out = new Uint8Array(wide * image.height * 3);
  for (let y = 0; y < image.height; y++)
    out.set(image.data.subarray(y * image.width * 3, (y * image.width + wide) * 3), y * wide * 3);
  return { width: wide, height: image.height, data: out };
}
