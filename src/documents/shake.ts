import sharp from 'sharp';
import { findLines } from './detect.ts';
import type { Lines } from './detect.ts';
import { median } from './flatten.ts';
import { sampleOf, sureOf, tasted } from './glance.ts';
import type { Sample } from './glance.ts';
import type { Models } from './models.ts';
import { crispness } from './quality.ts';
import { frame, heightOf } from './raster.ts';
import type { Point, Quad, Raster } from './raster.ts';
import { cut, recognise } from './recognise.ts';
import { unshaking, weighted } from './restore.ts';
import type { Shake, Weights } from './restore.ts';

/** A photo whose lines are found, and whether a hand's shake was taken out of it. */
export interface Steady extends Lines {
  image: Raster;
  /** Of a photo that was restored: what pieces of it said before. */
  samples?: Sample[];
}

/** Pieces of lines that are read to see whether a photo is shaken, and by how much. */
const PIECES = 12;
/** Surer than this a page needs no help. */
const STEADY = 0.93;
/** So many times as soft are the strokes across the shake than those along it; print that is only soft is so in all directions. */
const UNEVEN = 1.62;
/** Restoring is believed where the pieces are read so much more surely. */
const GAIN = 0.015;
/** Letters are looked at so high: a shake is measured in their pixels. */
const HIGH = 24;
/** Ways that are tried, in steps beside the one in which strokes are softest, and how far the hand may have moved. */
const STEP = Math.PI / 12;
const ROUND = [-2, -1, 0, 1, 2];
/** Where `crispness` looks. */
const LOOKS = [0, Math.PI / 2, Math.PI / 4, (3 * Math.PI) / 4];
const FIRST = 5.5;
const FAR = [4.5, 6.5, 8];
/** And then these are tried beside the best, in steps and in pixels. */
const NEARER = { turned: [-0.5, 0.5], far: [-0.5, 0.5] };

interface Attempt {
  shake: Shake;
  sure: number;
}

/**
 * Takes the shake of a hand out of a photo that can hardly be read. Which shake it was is found by trial: undone the wrong way a
 * line becomes less legible, the right way much more. As after any reading two readers must agree on every figure.
 */
export async function steadied(models: Models, image: Raster, lines: Lines): Promise<Steady> {
  const samples = await tasted(models, { image, quads: lines.quads }, PIECES);
  const before = sureOf(samples);
  const way = smeared(samples);
  if (samples.length < PIECES / 2 || before >= STEADY || way === undefined) return { image, ...lines };
  const scale = Math.min(1, HIGH / median(lines.quads.map(heightOf)));
  const small = await resized(image, image.width * scale, image.height * scale);
  const quads = samples.map(
    ({ quad }) => quad.map(([x, y]) => [x * scale, y * scale] as Point) as unknown as Quad,
  );
  const best = await shakeOf(models, small, quads, { before, way });
  if (!best) return { image, ...lines };
  const clear = await resized(weighted(small, unshaking(best.shake)), image.width, image.height);
  return { image: clear, ...(await findLines(models, clear)), samples };
}

/** Which way the strokes are softest; none where they are soft in all. */
function smeared(samples: readonly Sample[]): number | undefined {
  const all = samples.map((one) => crispness(one.piece));
  const steep = LOOKS.map((_, n) => median(all.map((one) => one[n]!)));
  const least = Math.min(...steep);
  return Math.max(...steep) < UNEVEN * least ? undefined : LOOKS[steep.indexOf(least)];
}

/** The shake whose undoing makes pieces of lines most legible; none where none helps. */
export async function shakeOf(
  models: Models,
  image: Raster,
  quads: readonly Quad[],
  { before, way: rough }: { before: number; way: number },
): Promise<Attempt | undefined> {
  let best: Attempt = { shake: { way: 0, far: 0 }, sure: 0 };
  const attempt = async (way: number, far: number) => {
    const shake = { way, far };
    const sure = await legible(models, image, quads, unshaking(shake));
    if (sure > best.sure) best = { shake, sure };
  };
  for (const turned of ROUND) await attempt(rough + turned * STEP, FIRST);
  const { way } = best.shake;
  for (const far of FAR) await attempt(way, far);
  const { far } = best.shake;
  for (const turned of NEARER.turned) await attempt(way + turned * STEP, far);
  for (const more of NEARER.far) await attempt(best.shake.way, far + more);
  return best.sure >= before + GAIN ? best : undefined;
}

/** How surely pieces of lines are read after weights were laid over them. */
async function legible(
  models: Models,
  image: Raster,
  quads: readonly Quad[],
  weights: Weights,
): Promise<number> {
  const cuts = quads.map((quad) => {
    const [x, y, w, h] = frame(quad);
    const [left, top] = [Math.max(0, Math.floor(x)), Math.max(0, Math.floor(y))];
    const [wide, high] = [
      Math.min(image.width, Math.ceil(x + w) + 2) - left,
      Math.min(image.height, Math.ceil(y + h) + 2) - top,
    ];
    const part = weighted(image, weights, [left, top, wide, high]);
    return cut(part, quad.map(([px, py]) => [px - left, py - top] as Point) as unknown as Quad);
  });
  const read = await recognise(models, cuts);
  return sureOf(read.map((one, i) => sampleOf(quads[i]!, cuts[i]!, one)));
}

async function resized(image: Raster, wide: number, high: number): Promise<Raster> {
  const [width, height] = [Math.round(wide), Math.round(high)];
  if (width === image.width) return image;
  const raw = { width: image.width, height: image.height, channels: 3 as const };
  const data = await sharp(image.data, { raw })
    .resize(width, height, { fit: 'fill', kernel: 'cubic' })
    .raw()
    .toBuffer();
  return { width, height, data };
}
