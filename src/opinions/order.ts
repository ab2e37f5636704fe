import createBidi from 'bidi-js';

/** A stretch of a line that runs one way. */
export interface Stretch {
  text: string;
  leftward: boolean;
}

const bidi = createBidi();
const LEFTWARD = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;

/** Whether a text has letters that run from right to left. */
export function hasLeftward(text: string): boolean {
  return LEFTWARD.test(text);
}

/**
 * The stretches of one line in the order in which they stand on paper, from the left (UAX 9). The letters of a stretch
 * stay in the order of reading: shaping them turns them round.
 */
export function visual(line: string, base: 'ltr' | 'rtl'): Stretch[] {
  if (!hasLeftward(line)) return line ? [{ text: line, leftward: false }] : [];
  const whole = base === 'rtl' ? line.replace(RIGHTWARD, `${ISOLATE}$&${END}`) : line;
  return stretchesOf(whole, base).filter(({ text }) => text);
}

/** Marks that keep what is between them together, read from the left (UAX 9). They are never printed. */
const [ISOLATE, END] = ['\u2066', '\u2069'];

/** Latin words and numbers with the signs on them: "HER2 3+" must not be printed as "+HER2 3", nor "₹500" as "500₹". */
const RIGHTWARD =
  /[₹$<>=~≥≤]?[A-Za-z0-9][A-Za-z0-9+%°.,:/-]*(?<![.,:])(?: [A-Za-z0-9][A-Za-z0-9+%°.,:/-]*(?<![.,:]))*/g;

function stretchesOf(line: string, base: 'ltr' | 'rtl'): Stretch[] {
  const levels = bidi.getEmbeddingLevels(line, base);
  const places = Array.from({ length: line.length }, (_, i) => i);
  for (const [start, end] of bidi.getReorderSegments(line, levels)) {
    const part = places.slice(start, end + 1).toReversed();
    places.splice(start, part.length, ...part);
  }
  const stretches: { level: number; places: number[] }[] = [];
  for (const place of places) {
    const level = levels.levels[place]!;
    const last = stretches.at(-1);
    if (last?.level === level) last.places.push(place);
    else stretches.push({ level, places: [place] });
  }
  return stretches.map(({ level, places: own }) => ({
    leftward: level % 2 === 1,
    text: own
      .toSorted((a, b) => a - b)
      .map((place) => line[place])
      .join('')
      .replace(/[\u2066-\u2069]/g, ''),
  }));
}

/** Signs among letters from the right, as they stand from the left: turned round, and brackets facing the other way. */
export function turned(signs: string): string {
  return [...signs]
    .toReversed()
    .map((sign) => bidi.getMirroredCharacter(sign) ?? sign)
    .join('');
}
