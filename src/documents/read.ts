import type { Catalogue } from './catalogue.ts';
import { classify } from './classify.ts';
import { codesOn } from './codes.ts';
import { readDicom } from './dicom.ts';
import { extract } from './extract.ts';
import { failed } from './failure.ts';
import { inside, withScans } from './inside.ts';
import { cellsOf, goodLayer } from './layer.ts';
import { loadModels } from './models.ts';
import { openImage, PARCELS, sniff } from './open.ts';
import { pageFrom, picture, readPhoto } from './page.ts';
import type { Readers, ReadPage } from './page.ts';
import { MOST_PAGES, openPdf } from './pdf.ts';
import type { OpenPdf } from './pdf.ts';
import type { ReadFailure, Reading } from './reading.ts';
import { rowsOf } from './rows.ts';
import { startSecond } from './second.ts';

let readers: Promise<Readers> | undefined;
/** Started with the first page that is a picture. */
const reading = () =>
  (readers ??= Promise.all([loadModels(), startSecond()]).then(([models, second]) => ({ models, second })));

type Half = Omit<Reading, 'ms'>;

/** Reads one file from bytes to facts. Slow and hungry: meant for a process of its own. `today` is yyyy-mm-dd; `progress` is told after each page. */
export async function readFile(
  bytes: Uint8Array,
  catalogue: Catalogue,
  today: string,
  progress: () => void,
  password?: string,
): Promise<Half> {
  const { mime, failure } = await sniff(bytes);
  if (failure) return failed(mime, failure);
  if (mime === 'application/dicom') {
    const scan = await readDicom(bytes);
    return typeof scan === 'string' ? failed(mime, scan) : scan;
  }
  const one = (file: Uint8Array, kind: string) => pagesOf(file, kind, progress, password);
  const opened = PARCELS.has(mime) ? await inside(bytes, one) : await one(bytes, mime);
  if (typeof opened === 'string') return failed(mime, opened);
  if (Array.isArray(opened)) return readingOf(opened, mime, catalogue, today);
  const { pages, scans, spoilt } = opened;
  const papers = pages.length ? await readingOf(pages, mime, catalogue, today) : undefined;
  return { ...withScans(papers, scans, mime), ...(spoilt.length ? { spoilt } : {}) };
}

/** What pages of one document say together. */
async function readingOf(
  pages: readonly ReadPage[],
  mime: string,
  catalogue: Catalogue,
  today: string,
): Promise<Half> {
  const sheets = pages.map((page) => page.rows);
  const { type, confidence } = classify(sheets, catalogue);
  const faults = [...new Set(pages.flatMap((page) => page.faults))];
  return {
    type,
    typeConfidence: confidence,
    mime,
    quality: { ok: faults.length === 0, faults },
    pages: await Promise.all(
      pages.map(async ({ rows: _rows, faults: _faults, restored: _restored, ...page }, i) => ({
        number: i + 1,
        ...page,
        codes: await codesOn(page.image),
      })),
    ),
    facts: extract(
      type,
      sheets,
      catalogue,
      today,
      pages.map(({ faults, restored }) => faults.length > 0 || restored === true),
    ),
  };
}

/** The pages of whatever can be read by itself. */
async function pagesOf(
  bytes: Uint8Array,
  mime: string,
  progress: () => void,
  password?: string,
): Promise<ReadPage[] | ReadFailure> {
  if (mime === 'application/pdf') return pdfPages(bytes, progress, password);
  return imagePages(bytes, mime, progress);
}

async function imagePages(
  bytes: Uint8Array,
  mime: string,
  progress: () => void,
): Promise<ReadPage[] | ReadFailure> {
  const out: ReadPage[] = [];
  for (let i = 0, pages = 1; i < pages; i++) {
    const opened = await openImage(bytes, mime, i);
    if (typeof opened === 'string') return opened;
    pages = opened.pages;
    if (pages > MOST_PAGES) return 'too_many_pages';
    out.push(await readPhoto(await reading(), opened.image));
    progress();
  }
  return out;
}

async function pdfPages(
  bytes: Uint8Array,
  progress: () => void,
  password: string | undefined,
): Promise<ReadPage[] | ReadFailure> {
  const pdf = await openPdf(bytes, password);
  if (typeof pdf === 'string') return pdf;
  const out: ReadPage[] = [];
  for (let i = 0; i < pdf.pages; i++) {
    out.push(await pdfPage(pdf, i));
    progress();
  }
  pdf.close();
  return out;
}

/** A page's text layer where it has a good one; otherwise its picture is read like a photo. */
async function pdfPage(pdf: OpenPdf, page: number): Promise<ReadPage> {
  const glyphs = pdf.glyphs(page);
  const image = await pdf.draw(page);
  if (!goodLayer(glyphs)) return readPhoto(await reading(), image);
  const rows = rowsOf(cellsOf(glyphs));
  return { ...pageFrom(rows, image.width, image.height, 0, await picture(image)), rows, faults: [] };
}
