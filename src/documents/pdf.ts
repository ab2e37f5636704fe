import { PDFiumLibrary } from '@hyzyla/pdfium';
import type { PDFiumDocument, PDFiumPage } from '@hyzyla/pdfium';
import type { Raster } from './raster.ts';
import type { ReadFailure } from './reading.ts';

export const MOST_PAGES = 30;
const DPI = 200;
/** A page larger than A0 is a mistake or an attack. */
const LARGEST_POINTS = 3400;
const MOST_CHARACTERS = 40_000;

/** One character of a text layer, in pixels of the drawn page. */
export interface Glyph {
  char: string;
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface OpenPdf {
  pages: number;
  draw(page: number): Promise<Raster>;
  glyphs(page: number): Glyph[];
  close(): void;
}

/** The parts of PDFium's own interface used here; the wrapper declares only some of them. */
interface Pdfium {
  wasmExports: { malloc(bytes: number): number; free(at: number): void };
  HEAPU8: Uint8Array;
  _FPDF_GetPageSizeByIndexF(file: number, page: number, size: number): number;
  _FPDF_ClosePage(page: number): void;
  _FPDFText_LoadPage(page: number): number;
  _FPDFText_ClosePage(text: number): void;
  _FPDFText_CountChars(text: number): number;
  _FPDFText_GetUnicode(text: number, i: number): number;
  _FPDFText_GetCharBox(text: number, i: number, l: number, r: number, b: number, t: number): number;
  _FPDF_PageToDevice(...numbers: number[]): number;
}

let library: Promise<Awaited<ReturnType<typeof PDFiumLibrary.init>>> | undefined;

/** Opens a PDF; a file that would not open ends as a failure. Bombs are the pool's to stop, by time and memory. */
export async function openPdf(bytes: Uint8Array, password?: string): Promise<OpenPdf | ReadFailure> {
  library ??= PDFiumLibrary.init();
  let file: PDFiumDocument;
  try {
    file = await (await library).loadDocument(bytes, password);
  } catch (error) {
    return /password|security/i.test(String(error)) ? 'encrypted' : 'damaged';
  }
  const failure = refused(file);
  if (failure) {
    file.destroy();
    return failure;
  }
  return {
    pages: file.getPageCount(),
    // The wrapper closes a page that it has drawn, and no other.
    draw: (page) => drawn(file.getPage(page)),
    glyphs: (page) => closing(file.getPage(page), glyphsOf),
    close: () => file.destroy(),
  };
}

/** Why a file is not read, by its number of pages and their sizes: no page is opened for that. */
function refused(file: PDFiumDocument): ReadFailure | undefined {
  const pages = file.getPageCount();
  if (pages === 0) return 'damaged';
  if (pages > MOST_PAGES) return 'too_many_pages';
  const { module: lib, documentIdx } = file as unknown as { module: Pdfium; documentIdx: number };
  const room = lib.wasmExports.malloc(8);
  const sizes = Array.from({ length: pages }, (_, page) => {
    if (!lib._FPDF_GetPageSizeByIndexF(documentIdx, page, room)) return 0;
    const view = new DataView(lib.HEAPU8.buffer, room, 8);
    return Math.max(view.getFloat32(0, true), view.getFloat32(4, true));
  });
  lib.wasmExports.free(room);
  if (sizes.includes(0)) return 'damaged';
  return sizes.some((size) => size > LARGEST_POINTS) ? 'too_big' : undefined;
}

/** Uses a page and closes it: one left open outlives its file. */
function closing<T>(page: PDFiumPage, use: (page: PDFiumPage) => T): T {
  try {
    return use(page);
  } finally {
    const { module: lib, pageIdx } = page as unknown as { module: Pdfium; pageIdx: number };
    lib._FPDF_ClosePage(pageIdx);
  }
}

/** Longest side of a drawn page: a poster is drawn smaller, not a memory's worth of pixels. */
const LONGEST = 3500;

/** Pixels a point of this page is drawn with. */
function scaleOf(page: PDFiumPage): number {
  const { originalWidth, originalHeight } = page.getOriginalSize();
  return Math.min(DPI / 72, LONGEST / Math.max(originalWidth, originalHeight));
}

async function drawn(page: PDFiumPage): Promise<Raster> {
  const { width, height, data } = await page.render({
    scale: scaleOf(page),
    render: 'bitmap',
    renderFormFields: false,
  });
  const out = new Uint8Array(width * height * 3);
  for (let i = 0, p = 0; p < out.length; i += 4, p += 3) {
    out[p] = data[i]!;
    out[p + 1] = data[i + 1]!;
    out[p + 2] = data[i + 2]!;
  }
  return { width, height, data: out };
}

function glyphsOf(page: PDFiumPage): Glyph[] {
  const inside = page as unknown as { module: Pdfium; pageIdx: number };
  const { module: lib, pageIdx } = inside;
  const { originalWidth, originalHeight } = page.getOriginalSize();
  const scale = scaleOf(page);
  const [width, height] = [Math.floor(originalWidth * scale), Math.floor(originalHeight * scale)];
  const text = lib._FPDFText_LoadPage(pageIdx);
  if (!text) return [];
  const room = lib.wasmExports.malloc(48);
  const out: Glyph[] = [];
  try {
    const count = Math.min(lib._FPDFText_CountChars(text), MOST_CHARACTERS);
    for (let i = 0; i < count; i++) {
      const code = lib._FPDFText_GetUnicode(text, i);
      if (code === 0 || !lib._FPDFText_GetCharBox(text, i, room, room + 8, room + 16, room + 24)) continue;
      const view = new DataView(lib.HEAPU8.buffer, room, 48);
      const [l, r, b, t] = [0, 8, 16, 24].map((at) => view.getFloat64(at, true));
      const corner = (x: number, y: number) => {
        lib._FPDF_PageToDevice(pageIdx, 0, 0, width, height, 0, x, y, room + 32, room + 36);
        return [view.getInt32(32, true), view.getInt32(36, true)] as const;
      };
      const [[x0, y0], [x1, y1]] = [corner(l!, t!), corner(r!, b!)];
      out.push({
        char: String.fromCodePoint(code),
        left: Math.min(x0, x1),
        top: Math.min(y0, y1),
        right: Math.max(x0, x1),
        bottom: Math.max(y0, y1),
      });
    }
  } finally {
    lib.wasmExports.free(room);
    lib._FPDFText_ClosePage(text);
  }
  return out;
}
