import sharp from 'sharp';
import { findLines } from './detect.ts';
import type { Lines } from './detect.ts';
import { drawPage, flatPage, toPage } from './flatten.ts';
import { sampleOf, spread } from './glance.ts';
import { compose, STAY, turning } from './homography.ts';
import type { Homography } from './homography.ts';
import { readLines } from './lines.ts';
import type { ReadLine } from './lines.ts';
import type { Models } from './models.ts';
import { mended } from './mend.ts';
import { LEGIBLE } from './opinion.ts';
import { overlooked } from './overlooked.ts';
import { faultsOf, measure } from './quality.ts';
import { frame, heightOf, lean } from './raster.ts';
import type { Quad, Raster } from './raster.ts';
import type { Fault, Page } from './reading.ts';
import { recognise } from './recognise.ts';
import { reworded } from './reword.ts';
import { rowsOf } from './rows.ts';
import { steadied } from './shake.ts';
import { findSheet } from './sheet.ts';
import type { Cell, Row } from './rows.ts';
import type { Second } from './second.ts';
import { settled } from './settle.ts';
import { unitIn } from './units.ts';
import { setUpright } from './upright.ts';

/** A page as read, still with the cells that facts are taken from. */
export interface ReadPage extends Omit<Page, 'number'> {
  rows: Row[];
  faults: Fault[];
  /** The shake of a hand was taken out of it: a decimal point may have gone with it, so nothing on it is accepted. */
  restored?: true;
}

/** The networks, and who looks after them. */
export interface Readers {
  models: Models;
  second: Second;
}

const LONGEST = 2000;
/** So many of its lines tell how well a page could be read. */
const SAMPLES = 24;
/** A line in another script was read once only: a person looks at what is taken from it. */
const ONCE = 0.5;
/** Stamps lie across the page; what they say is no part of the report's text. */
const ASKEW = 7;
/** Degrees from which a second look is worth its second. */
const LEANING = 5;

/** Reads one photographed or scanned page. */
export async function readPhoto(readers: Readers, photo: Raster): Promise<ReadPage> {
  const { models } = readers;
  const upright = await setUpright(models, photo);
  const steady = await steadied(models, upright.image, upright);
  const { image, lines: found, way: straight } = await straightened(models, steady.image, steady);
  // All lines are found: what the finder worked in, a third of a process, is not held beside what its readers work in.
  await models.find.rest();
  const { quads } = found;
  const same = image === upright.image;
  const sheet = await findSheet(image, quads);
  const flat = flatPage(quads, image, LONGEST, sheet);
  const lines = await readLines(readers, image, found);
  const cells = lines
    .map((line, i) => cellOf(toPage(flat, quads[i]!), line))
    .filter((c) => c.text.trim() !== '' && c.confidence >= LEGIBLE && Math.abs(c.lean ?? 0) < ASKEW);
  const letter = async (print: Raster) => (await recognise(models, [print]))[0]!;
  const rows = rowsOf([...cells, ...(await overlooked(letter, image, flat, rowsOf(cells)))]);
  // What was restored is no better a photo for it.
  const samples =
    steady.samples ??
    spread(quads, SAMPLES).map((quad) => {
      const { print, first, foreign } = lines[quads.indexOf(quad)]!;
      // How well another script was read is told by who reads it.
      return sampleOf(quad, print, foreign ? evenly(foreign.text, foreign.sure) : first);
    });
  const faults = faultsOf(
    await measure({ image: upright.image, quads: upright.quads, samples }, same ? sheet : undefined),
  );
  // People see the photo as it is.
  const seen = drawPage({ ...flat, to: compose(flat.to, straight) }, upright.image);
  return {
    ...pageFrom(rows, flat.width, flat.height, upright.rotation, await picture(seen)),
    way: compose(flat.to, compose(straight, turning(photo, 360 - upright.rotation))),
    rows,
    faults,
    ...(steady.samples ? { restored: true } : {}),
  };
}

/** The finder misses letters on lines that lean much: then the page is first drawn straight and looked at again. */
async function straightened(
  models: Models,
  image: Raster,
  lines: Lines,
): Promise<{ image: Raster; lines: Lines; way: Homography }> {
  const flat = flatPage(lines.quads, image, Math.max(image.width, image.height));
  if (Math.abs(flat.skew) < LEANING) return { image, lines, way: STAY };
  await models.find.rest();
  const straight = drawPage(flat, image);
  return { image: straight, lines: await findLines(models, straight), way: flat.to };
}

/** A page's text and lines from its rows. */
export function pageFrom(
  rows: readonly Row[],
  width: number,
  height: number,
  rotation: number,
  image: Uint8Array,
) {
  return {
    width,
    height,
    rotation,
    text: rows.map((r) => r.text).join('\n'),
    lines: rows.map(({ text, box, confidence, cells }) => ({
      text,
      box,
      confidence,
      cells: cells.map((cell) => ({ text: cell.text, box: cell.box })),
    })),
    image,
    way: STAY,
  };
}

/** The page as people will see it. */
export const picture = (page: Raster): Promise<Uint8Array> =>
  sharp(page.data, { raw: { width: page.width, height: page.height, channels: 3 } })
    .resize(LONGEST, LONGEST, { fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 78, effort: 2 })
    .toBuffer();

function cellOf(quad: Quad, line: ReadLine): Cell {
  const [x, y, w, h] = frame(quad).map(Math.round) as [number, number, number, number];
  const words = wordsOf(line);
  const unit = unitIn(words.text);
  return {
    ...words,
    ...(unit ? evenly(unit, ONCE) : {}),
    // The frame of a leaning line is taller than the line: its own height keeps rows apart.
    box: [x, Math.round(y + (h - heightOf(quad)) / 2), w, Math.min(h, Math.round(heightOf(quad)))],
    lean: (lean(quad) * 180) / Math.PI,
  };
}

function wordsOf({ first: read, again, foreign }: ReadLine): Omit<Cell, 'box' | 'lean'> {
  if (foreign) return { ...evenly(foreign.text, ONCE), confidence: foreign.sure };
  const first = { text: mended(read.text), sure: read.sure };
  const confidence = read.sure.reduce((a, b) => a + b, 0) / (read.sure.length || 1);
  if (!again) return { ...first, confidence };
  const other = { text: mended(again.text), sure: again.sure };
  const taken = reworded(first, other);
  return { ...settled(taken, other.text), confidence, again: taken.again };
}

/** Words whose letters are all as sure as another. */
const evenly = (text: string, sure: number) => ({ text, sure: Array.from(text, () => sure) });
