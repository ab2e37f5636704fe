import { Blob, Buffer as Letters, Face, Font, shape } from 'harfbuzzjs';
import { fontFiles } from './faces.ts';
import { unpacked } from './sfnt.ts';

/** The part of a font that fontkit opened for PDFKit. */
export interface Opened {
  getGlyph(id: number, codePoints?: number[]): { advanceWidth: number };
  layout(text: string): Shaped;
}

interface Shaped {
  glyphs: { advanceWidth: number }[];
  positions: { xAdvance: number; yAdvance: number; xOffset: number; yOffset: number }[];
  advanceWidth: number;
}

const shapers = new Map<string, Font>();

/**
 * Lets HarfBuzz choose and place the letters of a font. fontkit, which PDFKit uses, fails on vowel signs of Gurmukhi and
 * on some conjuncts; it still opens the file and embeds what is used of it.
 */
export function shapedByHarfBuzz(opened: Opened, name: string): void {
  opened.layout = (text) => {
    const letters = new Letters();
    letters.addText(text);
    letters.guessSegmentProperties();
    shape(shaperOf(name), letters);
    const infos = letters.getGlyphInfos();
    const glyphs = infos.map(({ codepoint: id, cluster }, i) => {
      const first = !infos.slice(0, i).some((other) => other.cluster === cluster);
      return opened.getGlyph(id, first ? [text.codePointAt(cluster) ?? 0] : []);
    });
    const positions = letters
      .getGlyphPositions()
      .map(({ xAdvance, yAdvance, xOffset, yOffset }) => ({ xAdvance, yAdvance, xOffset, yOffset }));
    return { glyphs, positions, advanceWidth: positions.reduce((sum, { xAdvance }) => sum + xAdvance, 0) };
  };
}

function shaperOf(name: string): Font {
  const known = shapers.get(name);
  if (known) return known;
  const font = new Font(new Face(new Blob(unpacked(fontFiles.get(name)!) as Uint8Array<ArrayBuffer>)));
  shapers.set(name, font);
  return font;
}
