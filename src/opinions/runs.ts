import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create, type Font } from 'fontkit';

/** Subsets of one family, so that heights and weights fit together. The first that has a letter draws it. */
const SUBSETS = ['latin', 'devanagari', 'latin-ext', 'greek'] as const;
const WEIGHTS = { plain: 400, bold: 700 } as const;

export type Weight = keyof typeof WEIGHTS;

/** A piece of a line that one font can draw. */
export interface Run {
  /** `latin-plain`, `devanagari-bold` … as registered with the document. */
  font: string;
  text: string;
}

const require = createRequire(import.meta.url);

/** All font files by the name under which a document knows them; read once. */
export const fontFiles: ReadonlyMap<string, Buffer> = new Map(
  SUBSETS.flatMap((subset) =>
    (Object.keys(WEIGHTS) as Weight[]).map((weight): [string, Buffer] => {
      const file = `@fontsource/noto-sans/files/noto-sans-${subset}-${WEIGHTS[weight]}-normal.woff`;
      return [`${subset}-${weight}`, readFileSync(require.resolve(file))];
    }),
  ),
);

const faces = SUBSETS.map((subset) => ({
  subset,
  face: create(fontFiles.get(`${subset}-plain`)!),
}));

/** What stands in for signs that no font of ours has. */
const SPELLED: Record<string, string> = {
  '≥': '>=',
  '≤': '<=',
  '→': '->',
  '←': '<-',
  '≈': '~',
  '−': '-',
  '‑': '-',
  '✓': '+',
  '\t': ' ',
};

/** Text without what cannot be printed: composed, controls and unknown signs taken out or spelled. */
export function printable(text: string): string {
  return [...text.normalize('NFC').replace(/\r\n?/g, '\n')]
    .map((sign) => {
      if (sign === '\n' || subsetFor(sign)) return sign;
      return SPELLED[sign] ?? (/[\p{C}\p{M}]/u.test(sign) ? '' : '?');
    })
    .join('');
}

/** Splits printable text where the font must change. Spaces and marks stay with what they follow. */
export function runsOf(text: string, weight: Weight): Run[] {
  const runs: (Run & { subset: string })[] = [];
  for (const sign of text) {
    const last = runs.at(-1);
    if (last && faces.some(({ subset, face }) => subset === last.subset && has(face, sign)))
      last.text += sign;
    else {
      const subset = subsetFor(sign) ?? 'latin';
      runs.push({ subset, font: `${subset}-${weight}`, text: sign });
    }
  }
  return runs.map(({ font, text }) => ({ font, text }));
}

function subsetFor(sign: string): string | undefined {
  return faces.find(({ face }) => has(face, sign))?.subset;
}

function has(face: Font, sign: string): boolean {
  return face.hasGlyphForCodePoint(sign.codePointAt(0)!);
}
