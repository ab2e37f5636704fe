import { readDicom } from './dicom.ts';
import { failed } from './failure.ts';
import { inverse, STAY, warp } from './homography.ts';
import { openImage, PARCELS, sniff } from './open.ts';
import { picture } from './page.ts';
import { unpack } from './parcel.ts';
import { MOST_PAGES, openPdf } from './pdf.ts';
import type { Raster } from './raster.ts';
import type { Page, ReadFailure, Reading } from './reading.ts';

/** What of a page is needed to draw its picture again. */
export type Drawn = Pick<Page, 'way' | 'width' | 'height'>;

/** The pages' pictures once more, from the original: upright and flat as they were, so that every box lies where it lay. */
export async function redraw(bytes: Uint8Array, pages: readonly Drawn[]): Promise<Uint8Array[]> {
  const scan = (await sniff(bytes)).mime === 'application/dicom' ? await readDicom(bytes) : undefined;
  if (scan) return typeof scan === 'string' ? [] : scan.pages.map(({ image }) => image);
  const out: Uint8Array[] = [];
  try {
    for await (const seen of rastersOf(bytes)) {
      const page = pages[out.length];
      if (!page) break;
      out.push(await picture(warp(seen, inverse(page.way), page.width, page.height)));
    }
  } catch (error) {
    // A file that does not open any more, such as a locked one, has no further pages.
    if (!(error instanceof Shut)) throw error;
  }
  return out;
}

/** The pages of a file as pictures and nothing else, for people to look at: no word of them is read. */
export async function drawn(bytes: Uint8Array): Promise<Omit<Reading, 'ms'>> {
  const { mime } = await sniff(bytes);
  const pages: Page[] = [];
  try {
    for await (const { width, height, ...seen } of rastersOf(bytes)) {
      if (pages.length >= MOST_PAGES) return failed(mime, 'too_many_pages');
      const image = await picture({ width, height, ...seen });
      pages.push({
        number: pages.length + 1,
        width,
        height,
        rotation: 0,
        text: '',
        lines: [],
        image,
        way: STAY,
      });
    }
  } catch (error) {
    if (error instanceof Shut) return failed(mime, error.failure);
    throw error;
  }
  return { type: 'unsure', typeConfidence: 0, mime, quality: { ok: true, faults: [] }, pages, facts: [] };
}

class Shut extends Error {
  readonly failure: ReadFailure;
  constructor(failure: ReadFailure) {
    super(failure);
    this.failure = failure;
  }
}

/** Every page of a file as it is read, in the same order. @throws Shut where it does not open. */
async function* rastersOf(bytes: Uint8Array): AsyncGenerator<Raster> {
  const { mime, failure } = await sniff(bytes);
  if (failure) throw new Shut(failure);
  if (PARCELS.has(mime)) {
    const parcel = unpack(bytes);
    if (typeof parcel === 'string') throw new Shut(parcel);
    for (const { bytes: file } of parcel.papers) yield* openOnes(file);
  } else if (mime === 'application/pdf') {
    const pdf = await openPdf(bytes);
    if (typeof pdf === 'string') throw new Shut(pdf);
    for (let i = 0; i < pdf.pages; i++) yield await pdf.draw(i);
    pdf.close();
  } else
    for (let i = 0, pages = 1; i < pages; i++) {
      const opened = await openImage(bytes, mime, i);
      if (typeof opened === 'string') throw new Shut(opened);
      pages = opened.pages;
      yield opened.image;
    }
}

/** A file of a parcel: one that does not open is passed over, as it was when it was read. */
async function* openOnes(file: Uint8Array): AsyncGenerator<Raster> {
  try {
    yield* rastersOf(file);
  } catch (error) {
    if (!(error instanceof Shut)) throw error;
  }
}
