import sharp from 'sharp';
import { findText } from './detect.ts';
import { drawPage, flatPage, toPage } from './flatten.ts';
import { sampleOf, spread } from './glance.ts';
import { compose, STAY, turning } from './homography.ts';
import type { Homography } from './homography.ts';
import type { Models } from './models.ts';
import { mended } from './mend.ts';
import { opinionOn, opinionsNeeded } from './opinion.ts';
import { faultsOf, measure } from './quality.ts';
import { frame, heightOf, lean } from './raster.ts';
import type { Quad, Raster } from './raster.ts';
import type { Fault, Page } from './reading.ts';
import { cut, recognise } from './recognise.ts';
import { rowsOf } from './rows.ts';
import { findSheet } from './sheet.ts';
import type { Cell, Row } from './rows.ts';
import type { Second } from './second.ts';
import { settled } from './settle.ts';
import { setUpright } from './upright.ts';

/** A page as read, still with the cells that facts are taken from. */
export interface ReadPage extends Omit<Page, 'number'> {
  rows: Row[];
  faults: Fault[];
}

/** The networks, and who looks after them. */
export interface Readers {
  models: Models;
  second: Second;
}

const LONGEST = 2000;
/** So many of its lines tell how well a page could be read. */
const SAMPLES = 24;
/** Below this a line is not Latin print but a signature, a logo, another script. */
const LEGIBLE = 0.6;
/** Stamps lie across the page; what they say is no part of the report's text. */
const ASKEW = 7;
/** Degrees from which a second look is worth its second. */
const LEANING = 5;

/** Reads one photographed or scanned page. */
export async function readPhoto({ models, second }: Readers, photo: Raster): Promise<ReadPage> {
  const upright = await setUpright(models, photo);
  const { image, quads, way: straight } = await straightened(models, upright.image, upright.quads);
  const same = image === upright.image;
  const sheet = await findSheet(image, quads);
  const flat = flatPage(quads, image, LONGEST, sheet);
  const cuts = quads.map((q) => cut(image, q));
  const read = await recognise(models, cuts);
  const needed = opinionsNeeded(read);
  const again = await Promise.all(
    quads.map(async (quad, i) =>
      needed[i] ? opinionOn(models, second, image, quad, read[i]!.text) : undefined,
    ),
  );
  const all = quads.map((quad, i) => cellOf(toPage(flat, quad), read[i]!, again[i]));
  const cells = all.filter(
    (c) => c.text.trim() !== '' && c.confidence >= LEGIBLE && Math.abs(c.lean ?? 0) < ASKEW,
  );
  const rows = rowsOf(cells);
  const samples = spread(quads, SAMPLES).map((quad) => {
    const i = quads.indexOf(quad);
    return sampleOf(quad, cuts[i]!, read[i]!);
  });
  const faults = faultsOf(
    await measure({ image: upright.image, quads: upright.quads, samples }, same ? sheet : undefined),
  );
  return {
    ...pageFrom(rows, flat.width, flat.height, upright.rotation, await picture(drawPage(flat, image))),
    way: compose(flat.to, compose(straight, turning(photo, 360 - upright.rotation))),
    rows,
    faults,
  };
}

/** The finder misses letters on lines that lean much: then the page is first drawn straight and looked at again. */
async function straightened(
  models: Models,
  image: Raster,
  quads: Quad[],
): Promise<{ image: Raster; quads: Quad[]; way: Homography }> {
  const flat = flatPage(quads, image, Math.max(image.width, image.height));
  if (Math.abs(flat.skew) < LEANING) return { image, quads, way: STAY };
  const straight = drawPage(flat, image);
  return { image: straight, quads: await findText(models, straight), way: flat.to };
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
    lines: rows.map(({ text, box, confidence }) => ({ text, box, confidence })),
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

function cellOf(quad: Quad, read: { text: string; sure: number[] }, again: string | undefined): Cell {
  const [x, y, w, h] = frame(quad).map(Math.round) as [number, number, number, number];
  const angle = lean(quad);
  const letters = read.sure.length || 1;
  const first = { text: mended(read.text), sure: read.sure };
  const { text, sure } = again === undefined ? first : settled(first, again);
  return {
    text,
    // The frame of a leaning line is taller than the line: its own height keeps rows apart.
    box: [x, Math.round(y + (h - heightOf(quad)) / 2), w, Math.min(h, Math.round(heightOf(quad)))],
    confidence: read.sure.reduce((a, b) => a + b, 0) / letters,
    sure,
    again: again === undefined ? undefined : mended(again),
    lean: (angle * 180) / Math.PI,
  };
}
