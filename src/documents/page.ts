import sharp from 'sharp';
import { drawPage, flatPage, median, toPage } from './flatten.ts';
import type { Models } from './models.ts';
import { faultsOf, look } from './quality.ts';
import { frame, heightOf, lean } from './raster.ts';
import type { Quad, Raster } from './raster.ts';
import type { Fault, Page } from './reading.ts';
import { cut, recognise } from './recognise.ts';
import { rowsOf } from './rows.ts';
import type { Cell, Row } from './rows.ts';
import { setUpright } from './upright.ts';

/** A page as read, still with the cells that facts are taken from. */
export interface ReadPage extends Omit<Page, 'number'> {
  rows: Row[];
  faults: Fault[];
}

const LONGEST = 2000;
/** Below this a line is not Latin print but a signature, a logo, another script. */
const LEGIBLE = 0.6;
/** Stamps lie across the page; what they say is no part of the report's text. */
const ASKEW = 7;

/** Reads one photographed or scanned page. */
export async function readPhoto(models: Models, photo: Raster): Promise<ReadPage> {
  const seen = await look(photo);
  const { image, quads, rotation } = await setUpright(models, photo);
  const flat = flatPage(quads, image, LONGEST);
  const read = await recognise(
    models,
    quads.map((q) => cut(image, q)),
  );
  const all = quads.map((quad, i) => cellOf(toPage(flat, quad), read[i]!));
  const cells = all.filter(
    (c) => c.text.trim() !== '' && c.confidence >= LEGIBLE && Math.abs(c.lean ?? 0) < ASKEW,
  );
  const rows = rowsOf(cells);
  const letters = all.reduce((n, c) => n + c.text.length, 0) || 1;
  const faults = faultsOf(seen, {
    lines: cells.length,
    textHeight: median(quads.map(heightOf)) * seen.scale,
    confidence: all.reduce((n, c) => n + c.confidence * c.text.length, 0) / letters,
  });
  return {
    ...pageFrom(rows, flat.width, flat.height, rotation, await picture(drawPage(flat, image))),
    rows,
    faults,
  };
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
  };
}

/** The page as people will see it. */
export const picture = (page: Raster): Promise<Uint8Array> =>
  sharp(page.data, { raw: { width: page.width, height: page.height, channels: 3 } })
    .resize(LONGEST, LONGEST, { fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 78, effort: 2 })
    .toBuffer();

function cellOf(quad: Quad, read: { text: string; sure: number[] }): Cell {
  const [x, y, w, h] = frame(quad).map(Math.round) as [number, number, number, number];
  const angle = lean(quad);
  const letters = read.sure.length || 1;
  return {
    text: read.text,
    // The frame of a leaning line is taller than the line: its own height keeps rows apart.
    box: [x, Math.round(y + (h - heightOf(quad)) / 2), w, Math.min(h, Math.round(heightOf(quad)))],
    confidence: read.sure.reduce((a, b) => a + b, 0) / letters,
    sure: read.sure,
    lean: (angle * 180) / Math.PI,
  };
}
