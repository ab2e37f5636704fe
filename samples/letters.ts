import { faces, fontFiles } from '../src/opinions/faces.ts';
import type { Weight } from '../src/opinions/faces.ts';
import { hasLeftward } from '../src/opinions/order.ts';
import { runsOnPaper } from '../src/opinions/runs.ts';
import { shapedByHarfBuzz } from '../src/opinions/shape.ts';
import type { Opened } from '../src/opinions/shape.ts';

/** From the top of a line to where its letters stand, in sizes. */
const ASCENT = 1.02;
const LATIN = /^[\x20-\x7e\u00a0-\u00ff–—’‘“”•…]*$/;

/** Writes words of any script into a PDF: Latin in the font asked for, every other in the Noto font that has it. */
export interface Letters {
  width(text: string, font: string, size: number): number;
  put(text: string, x: number, y: number, font: string, size: number): void;
}

export function lettersFor(doc: PDFKit.PDFDocument): Letters {
  const shaping = new Set<string>();
  for (const [name, bytes] of fontFiles) doc.registerFont(name, bytes);
  const choose = (name: string) => {
    doc.font(name);
    if (shaping.has(name)) return;
    shaping.add(name);
    // PDFKit shows the font it opened nowhere in its types.
    shapedByHarfBuzz((doc as unknown as { _font: { font: Opened } })._font.font, name);
  };
  /** Each piece with the font that draws it, told to `each` once that is chosen. */
  function pieces(text: string, font: string, size: number, each: (part: string, how: object) => void): void {
    doc.fontSize(size);
    const parts = LATIN.test(text)
      ? [{ font: 'latin', text }]
      : runsOnPaper(text, weightOf(font), hasLeftward(text) ? 'rtl' : 'ltr');
    for (const part of parts) {
      if (part.font.startsWith('latin')) doc.font(font);
      else choose(part.font);
      each(part.text, hasLeftward(part.text) ? { features: [] } : {});
    }
  }
  return {
    width(text, font, size) {
      let sum = 0;
      pieces(text, font, size, (part, how) => (sum += doc.widthOfString(part, how)));
      return sum;
    },
    put(text, x, y, font, size) {
      let at = x;
      pieces(text, font, size, (part, how) => {
        doc.text(part, at, y + size * ASCENT, { lineBreak: false, baseline: 'alphabetic', ...how });
        at += doc.widthOfString(part, how);
      });
      // PDFKit goes on to the next line by itself, by its own idea of a line.
      [doc.x, doc.y] = [x, y];
    },
  };
}

const weightOf = (font: string): Weight => (/bold|700/i.test(font) ? 'bold' : 'plain');

/** Whether one of the fonts at hand draws every letter of a text. */
export const drawable = (text: string): boolean =>
  [...text].every((sign) => faces.some((face) => face.font.hasGlyphForCodePoint(sign.codePointAt(0)!)));
