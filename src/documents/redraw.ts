import { readDicom } from './dicom.ts';
import { inverse, warp } from './homography.ts';
import { openImage, PARCELS, sniff } from './open.ts';
import { picture } from './page.ts';
import { unpack } from './parcel.ts';
import { openPdf } from './pdf.ts';
import type { Raster } from './raster.ts';
import type { Page } from './reading.ts';

/** What of a page is needed to draw its picture again. */
export type Drawn = Pick<Page, 'way' | 'width' | 'height'>;

/** The pages' pictures once more, from the original: upright and flat as they were, so that every box lies where it lay. */
export async function redraw(bytes: Uint8Array, pages: readonly Drawn[]): Promise<Uint8Array[]> {
  const scan = (await sniff(bytes)).mime === 'application/dicom' ? await readDicom(bytes) : undefined;
  if (scan) return typeof scan === 'string' ? [] : scan.pages.map(({ image }) => image);
  const out: Uint8Array[] = [];
  for await (const seen of rastersOf(bytes)) {
    const page = pages[out.length];
    if (!page) break;
    out.push(await picture(warp(seen, inverse(page.way), page.width, page.height)));
  }
  return out;
}

/** Every page of a file as it is read, in the same order. A file that does not open any more, such as a locked one, has none. */
async function* rastersOf(bytes: Uint8Array): AsyncGenerator<Raster> {
  const { mime, failure } = await sniff(bytes);
  if (failure) return;
  if (PARCELS.has(mime)) {
    const files = unpack(bytes);
    if (typeof files !== 'string') for (const file of files) yield* rastersOf(file);
  } else if (mime === 'application/pdf') {
    const pdf = await openPdf(bytes);
    if (typeof pdf === 'string') return;
    for (let i = 0; i < pdf.pages; i++) yield await pdf.draw(i);
    pdf.close();
  } else
    for (let i = 0, pages = 1; i < pages; i++) {
      const opened = await openImage(bytes, mime, i);
      if (typeof opened === 'string') return;
      pages = opened.pages;
      yield opened.image;
    }
}
