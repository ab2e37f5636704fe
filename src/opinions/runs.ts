import { faces, type Face, type Weight } from './faces.ts';
import { hasLeftward, turned, visual } from './order.ts';

/** A piece of a line that one font can draw. */
export interface Run {
  /** `latin-plain`, `devanagari-bold` … as registered with the document. */
  font: string;
  text: string;
}

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
    if (last && faces.some((face) => face.subset === last.subset && has(face, sign))) last.text += sign;
    else {
      const subset = subsetFor(sign) ?? 'latin';
      runs.push({ subset, font: `${subset}-${weight}`, text: sign });
    }
  }
  return runs.map(({ font, text }) => ({ font, text }));
}

/** The runs of a line in the order in which they stand on paper, from the left. */
export function runsOnPaper(line: string, weight: Weight, base: 'ltr' | 'rtl'): Run[] {
  return visual(line, base).flatMap(({ text, leftward }) => {
    if (!leftward) return runsOf(text, weight);
    const runs = runsOf(text, weight).toReversed();
    // Shaping turns letters round, and the brackets among them; a run of signs only is turned here.
    return runs.map((run) => (hasLeftward(run.text) ? run : { ...run, text: turned(run.text) }));
  });
}

function subsetFor(sign: string): string | undefined {
  return faces.find((face) => has(face, sign))?.subset;
}

function has({ font }: Face, sign: string): boolean {
  return font.hasGlyphForCodePoint(sign.codePointAt(0)!);
}
