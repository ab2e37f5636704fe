import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create, type Font } from 'fontkit';

const WEIGHTS = { plain: 400, bold: 700 } as const;

export type Weight = keyof typeof WEIGHTS;

/** Subsets of the Noto family, so that heights and weights fit together. The first that has a letter draws it. */
const SUBSETS = [
  ['noto-sans', 'latin'],
  ['noto-sans', 'devanagari'],
  ['noto-sans-bengali', 'bengali'],
  ['noto-sans-gurmukhi', 'gurmukhi'],
  ['noto-sans-gujarati', 'gujarati'],
  ['noto-sans-oriya', 'oriya'],
  ['noto-sans-tamil', 'tamil'],
  ['noto-sans-telugu', 'telugu'],
  ['noto-sans-kannada', 'kannada'],
  ['noto-sans-malayalam', 'malayalam'],
  ['noto-naskh-arabic', 'arabic'],
  ['noto-sans', 'latin-ext'],
  ['noto-sans', 'greek'],
] as const;

/** One subset, able to say which letters it has. */
export interface Face {
  subset: string;
  font: Font;
}

const require = createRequire(import.meta.url);

/** All font files by the name under which a document knows them (`tamil-bold`); read once. */
export const fontFiles: ReadonlyMap<string, Buffer> = new Map(
  SUBSETS.flatMap(([family, subset]) =>
    (Object.keys(WEIGHTS) as Weight[]).map((weight): [string, Buffer] => {
      const file = `@fontsource/${family}/files/${family}-${subset}-${WEIGHTS[weight]}-normal.woff`;
      return [`${subset}-${weight}`, readFileSync(require.resolve(file))];
    }),
  ),
);

export const faces: readonly Face[] = SUBSETS.map(([, subset]) => ({
  subset,
  font: create(fontFiles.get(`${subset}-plain`)!),
}));
