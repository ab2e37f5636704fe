import { findText } from './detect.ts';
import type { Models } from './models.ts';
import { clockwise } from './quads.ts';
import { heightOf, turn, widthOf } from './raster.ts';
import type { Point, Quad, Raster } from './raster.ts';
import { cut, headDown, recognise } from './recognise.ts';
import type { Spelled } from './spaces.ts';

/** A piece of a line, read to learn how well the whole could be. */
export interface Sample {
  quad: Quad;
  /** The piece as cut, 48 pixels high. */
  piece: Raster;
  /** Letters seen, and how sure they are in the mean. */
  letters: number;
  sure: number;
}

/** A photo seen for some tenths of a second: upright, with its lines roughly found and some of them read. */
export interface Glance {
  image: Raster;
  quads: Quad[];
  /** Clockwise degrees by which the content had been turned, and which were undone. */
  rotation: 0 | 90 | 180 | 270;
  samples: Sample[];
}

/** The detector sees less than when it reads: lines are found, not their exact ends. */
const SIDE = 736;
/** With so few lines it looks again, at this size. */
const SPARSE = 10;
const CLOSER = 1440;
const PIECES = 14;
/** Below this it may stand on its head, which so many pieces show. */
const DOUBTFUL = 0.8;
const FEW = 5;
const GUESS = 0.5;
/** So many times its height of a line is enough to tell. */
const LONG = 7;

/** Looks at a photo: under half a second, where reading takes some seconds. */
export async function glanceAt(models: Models, photo: Raster): Promise<Glance> {
  let { seen, rotation } = await linesUpright(models, photo);
  const over = () => {
    rotation = (rotation + 180) % 360;
    return upended(seen.image, seen.quads);
  };
  if (await onItsHead(models, seen.image, seen.quads)) seen = over();
  let samples = await tasted(models, seen, PIECES);
  // In bad light the network for half turns guesses: whichever way up more can be read is right.
  if (sureOf(samples) < DOUBTFUL) {
    const way = rotation;
    const other = over();
    const few = await tasted(models, other, FEW);
    if (sureOf(few) > sureOf(samples) + 0.1) {
      seen = other;
      samples = await tasted(models, seen, PIECES);
    } else rotation = way;
    // Nobody can tell which way is up: it is left as it was sent.
    if ((rotation === 90 || rotation === 180) && sureOf(samples) < GUESS) {
      seen = over();
      samples = await tasted(models, seen, FEW);
    }
  }
  return { ...seen, rotation: rotation as Glance['rotation'], samples };
}

/** Lines run from left to right afterwards, perhaps on their heads. Where few are seen the photo is looked at more closely. */
async function linesUpright(models: Models, photo: Raster) {
  let found = await findText(models, photo, SIDE);
  if (found.length < SPARSE) found = await findText(models, photo, CLOSER);
  if (found.length >= FEW && !sideways(found)) return { seen: { image: photo, quads: found }, rotation: 0 };
  // Lines that run up and down are found badly, and not at all where they lean as well.
  const side = turn(photo, 90);
  const turnedQuads = await findText(models, side, SIDE);
  const better = turnedQuads.length > found.length || (turnedQuads.length >= FEW && !sideways(turnedQuads));
  if (!better) return { seen: { image: photo, quads: found }, rotation: 0 };
  return { seen: { image: side, quads: turnedQuads }, rotation: 270 };
}

/** Mean certainty of what was read, by letters. */
export function sureOf(samples: readonly Sample[]): number {
  const letters = samples.reduce((sum, { letters: n }) => sum + n, 0);
  return samples.reduce((sum, one) => sum + one.sure * one.letters, 0) / (letters || 1);
}

/** Some pieces of lines from all over a photo, read. */
export async function tasted(
  models: Models,
  { image, quads }: { image: Raster; quads: readonly Quad[] },
  most: number,
) {
  const pieces = spread(quads, most).map((quad, i) => part(quad, [0, 0.5, 1][i % 3]!, LONG));
  const cuts = pieces.map((quad) => cut(image, quad));
  const spelled = await recognise(models, cuts);
  return pieces.map((quad, i) => sampleOf(quad, cuts[i]!, spelled[i]!));
}

/** What a line or a piece of one says about the photo. Its first and last letter may be cut through. */
export function sampleOf(quad: Quad, piece: Raster, { text, sure }: Pick<Spelled, 'text' | 'sure'>): Sample {
  const letters = sure.filter((_, n) => text[n] !== ' ').slice(1, -1);
  const mean = letters.reduce((a, b) => a + b, 0) / (letters.length || 1);
  return { quad, piece, letters: letters.length, sure: mean };
}

/** Whether lines run up and down. */
export function sideways(quads: readonly Quad[]): boolean {
  let [tall, wide] = [0, 0];
  for (const q of quads) {
    const [w, h] = [widthOf(q), heightOf(q)];
    if (h > 1.8 * w) tall += h;
    if (w > 1.8 * h) wide += w;
  }
  return tall > wide;
}

async function onItsHead(models: Models, image: Raster, quads: readonly Quad[]): Promise<boolean> {
  const long = [...quads].sort((a, b) => widthOf(b) - widthOf(a)).slice(0, 10);
  const votes = await headDown(
    models,
    long.map((quad) => cut(image, part(quad, 0, 4))),
  );
  return votes.length > 0 && votes.reduce((a, b) => a + b, 0) / votes.length > 0.5;
}

/** The image and its lines, turned over. */
export function upended(image: Raster, quads: readonly Quad[]) {
  const { width: w, height: h } = image;
  const move = ([x, y]: Point): Point => [w - 1 - x, h - 1 - y];
  return {
    image: turn(image, 180),
    quads: quads.map((quad) => clockwise(quad.map(move) as unknown as Quad)),
  };
}

/** So many longer lines from all over the page. */
export function spread(quads: readonly Quad[], most: number): Quad[] {
  const lines = quads
    .filter((q) => widthOf(q) > 2.5 * heightOf(q))
    .sort((a, b) => a[0][1] - b[0][1] || a[0][0] - b[0][0]);
  const few = Math.min(most, lines.length);
  return Array.from({ length: few }, (_, i) => lines[Math.floor(((i + 0.5) * lines.length) / few)]!);
}

/** As much of a line as is so many times its height, from `at` (0 its beginning, 1 its end). */
function part(quad: Quad, at: number, times: number): Quad {
  const share = Math.min(1, (times * heightOf(quad)) / Math.max(1, widthOf(quad)));
  const from = (1 - share) * at;
  const [a, b, c, d] = quad;
  const mix = (p: Point, q: Point, t: number): Point => [p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t];
  return [mix(a, b, from), mix(a, b, from + share), mix(d, c, from + share), mix(d, c, from)];
}
