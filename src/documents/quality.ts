import sharp from 'sharp';
import { tilesOf } from './blobs.ts';
import type { Tiles } from './blobs.ts';
import { median } from './flatten.ts';
import { sureOf } from './glance.ts';
import type { Glance } from './glance.ts';
import { coveredBy, cutOff, glareOn } from './hidden.ts';
import type { Hidden } from './hidden.ts';
import { heightOf } from './raster.ts';
import type { Raster } from './raster.ts';
import type { Fault } from './reading.ts';
import { findSheet } from './sheet.ts';
import type { Sheet } from './sheet.ts';

/** What a photo looks like in numbers. */
export interface Look {
  /** Pixels of the photo's shorter side. */
  narrow: number;
  /** 90th percentile of brightness, 0 to 255. */
  bright: number;
  /** How many lines of text were found, and how high they are in the middle. */
  lines: number;
  high: number;
  /** Share of the photo that holds all that has edges. */
  span: number;
  /** How sure the middle one of the pieces of lines was read; 0 where none was. */
  sure: number;
  /** How sure the letters of all pieces were read in the mean. */
  letters: number;
  /** How crisp the print is: the steepest strokes against black on white, in the direction that is least steep, and in the one that is most. */
  crisp: number;
  crispest: number;
  /** Places where text must stand and cannot be seen. */
  glare: Hidden | undefined;
  covered: Hidden | undefined;
  cut: Hidden | undefined;
  /** How many pieces of lines that was learnt from, and how many of them were read well. */
  pieces: number;
  well: number;
}

const SIDE = 1000;
/** Letters less sure than this are guesses: nothing on such a page is accepted. */
export const READABLE = 0.88;
/** A piece with fewer letters says nothing: it was not legible. */
const FEWEST = 3;

/** Measures a photo and the places on it that look like text. Some hundredths of a second. */
export async function measure(
  { image, quads, samples }: Pick<Glance, 'image' | 'quads' | 'samples'>,
  sheet?: Sheet,
): Promise<Look> {
  const scale = Math.min(1, SIDE / Math.max(image.width, image.height));
  const [width, height] = [image.width, image.height].map((n) => Math.max(1, Math.round(n * scale)));
  const data = await sharp(image.data, { raw: { width: image.width, height: image.height, channels: 3 } })
    .resize(width, height, { fit: 'fill' })
    .raw()
    .toBuffer();
  const tiles = tilesOf({ width: width!, height: height!, data }, quads, scale);
  const strokes = samples.map((one) => crispness(one.piece));
  return {
    narrow: Math.min(image.width, image.height),
    bright: brightness(data),
    pieces: samples.length,
    well: samples.filter(({ letters, sure }) => letters >= FEWEST && sure >= UNSURE).length,
    lines: quads.length,
    high: median(quads.map(heightOf)),
    span: spanOf(tiles),
    sure: median(samples.map(({ letters, sure }) => (letters < FEWEST ? 0 : sure))),
    letters: sureOf(samples),
    crisp: median(strokes.map((steep) => Math.min(...steep))),
    crispest: median(strokes.map((steep) => Math.max(...steep))),
    glare: glareOn(tiles),
    covered: coveredBy(tiles),
    cut: cutOff(image, quads, sheet ?? (await findSheet(image, quads))),
  };
}

function brightness(data: Uint8Array): number {
  const counts = new Uint32Array(256);
  for (let p = 1; p < data.length; p += 3) counts[data[p]!]!++;
  let [seen, bright] = [0, 0];
  while (bright < 255 && (seen += counts[bright]!) <= 0.9 * (data.length / 3)) bright++;
  return bright;
}

/**
 * Of one piece of a line, 48 pixels high, how steep its strokes are to the right, down, and aslant down to the right and to the
 * left: near 0.6 where it is sharp, below 0.2 where nobody can read it.
 */
export function crispness({ width: w, height: h, data }: Raster): [number, number, number, number] {
  const grey = Uint8Array.from({ length: w * h }, (_, i) => data[i * 3 + 1]!);
  const sorted = grey.slice().sort();
  const contrast = sorted[Math.floor(sorted.length * 0.97)]! - sorted[Math.floor(sorted.length * 0.03)]!;
  if (contrast < 8) return [0, 0, 0, 0];
  const steep = (step: number) => {
    const climbs = new Uint8Array((w - 4) * (h - 4));
    for (let y = 2, n = 0; y < h - 2; y++)
      for (let x = 2; x < w - 2; x++, n++)
        climbs[n] = Math.abs(grey[y * w + x + step]! - grey[y * w + x - step]!);
    return climbs.sort()[Math.floor(climbs.length * 0.95)]! / contrast;
  };
  return [steep(1), steep(w), steep(w + 1), steep(w - 1)];
}

/** Share of the photo in which all lies that has edges. */
function spanOf({ wide, high, edges }: Tiles): number {
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
  return xs.length > 3 ? (span(xs) * span(ys)) / (wide * high) : 1;
}

/** Below these a photo is dark, its letters are small, its pieces not to be read. */
const [DARK, SMALL, UNSURE] = [48, 16, 0.85];
/** Strokes softer than the second blur a photo whose pieces are less sure than the first. */
const SOFT = [
  [0.5, 0.36],
  [UNSURE, 0.3],
  [0.905, 0.27],
] as const;
/** Less sure than this, and half of its pieces not to be read. */
const HALF = 0.88;
/** Strokes so soft are no matter of size. */
const BLUR = 0.2;
/** Fewer lines are no page. */
const FEW_LINES = 5;
/** A photo less wide than this was made small on its way; a wider one was taken from far. */
const NARROW = 900;
/** The network may read what no person can see. */
const BLACK = 24;
/** Nothing can be read from so few pixels. */
const TINY = 300;
/** Share of the page's words that may be hidden before it is asked for again. What is cut off nobody sees to be missing. */
const MOST_HIDDEN = { cut: 0.125, covered: 0.15, glare: 0.15 } as const;
/** Where its letters are less sure than this, in the mean and in the middle one of the pieces, three words in ten are lost. */
const THREE_IN_TEN = 0.905;
/** Soft strokes are sharper on no photo; what is sharper and cannot be read is of another script. */
const SHARP = 0.36;
/** Letters as high as this were not taken from far. */
const LARGE = 24;

/**
 * What a person could do better, worst first. A photo is refused when the pieces of it that were read could hardly be read
 * and its look says why, or when much of its text cannot be seen. Print that is sharp and cannot be read is of another
 * script, and no fault of the photo.
 */
export function faultsOf(seen: Look): Fault[] {
  const fault = whyFew(seen) ?? whyUnread(seen);
  if (fault) return [fault];
  return (['cut', 'covered', 'glare'] as const).filter(
    (what) => (seen[what]?.share ?? 0) > MOST_HIDDEN[what],
  );
}

function whyFew({ narrow, bright, high, span, lines, crisp, sure }: Look): Fault | undefined {
  if (narrow < TINY) return 'small';
  if (bright < BLACK) return 'dark';
  if (lines >= 2 * FEW_LINES) return undefined;
  if (lines < FEW_LINES && bright < DARK) return 'dark';
  // Large letters with soft strokes are not far away.
  if (lines > 1 && high >= SMALL && crisp < BLUR && sure < UNSURE) return 'blurred';
  if (span < (lines < FEW_LINES ? 0.2 : 0.15)) return 'far';
  if (lines >= FEW_LINES) return undefined;
  return lines > 1 && (crisp < SOFT[1][1] || sure < 0.5) ? 'blurred' : 'not_a_page';
}

function whyUnread(seen: Look): Fault | undefined {
  const { bright, high, narrow, crisp, span, well, pieces, sure, letters } = seen;
  const lost = Math.max(letters, sure) < THREE_IN_TEN && crisp < SHARP;
  const little = high < LARGE && span < 0.2;
  if (bright >= DARK && little && (sure < UNSURE || lost || (high < 17 && sure < 0.95))) return 'far';
  if (sure < UNSURE) {
    if (bright < DARK) return 'dark';
    if (crisp >= BLUR && high < SMALL) return narrow < NARROW && span > 0.25 ? 'small' : 'far';
    // Digits and names stand on a page of any script: where not one piece is read, noise looks sharp.
    if (well === 0) return 'blurred';
  }
  // Where half of the pieces could not be read the rest of the page is no better.
  if (sure < HALF && well <= pieces / 2) return high < SMALL ? 'small' : 'blurred';
  if (lost && high < SMALL) return narrow < NARROW && span > 0.25 ? 'small' : 'far';
  return lost || SOFT.some(([below, soft]) => sure < below && crisp < soft) ? 'blurred' : undefined;
}
