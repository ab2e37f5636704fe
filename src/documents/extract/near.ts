import type { Analyte } from '../catalogue.ts';

/** Shorter names are too like one another for a misread letter to be told. */
const SHORTEST = 6;
/** One letter of so many may be misread. */
const OF = 4;

/** A test whose printed name was misread by a letter or two, and how that name is spelled. Which letters, nobody knows for certain. */
export function nearest(
  label: string,
  analytes: readonly Analyte[],
): { analyte: Analyte; name: string } | undefined {
  const read = lettersOf(label);
  if (read.length < SHORTEST) return undefined;
  let best: { analyte: Analyte; name: string; off: number } | undefined;
  let next = Infinity;
  for (const analyte of analytes) {
    const own = analyte.spellings
      .flatMap((name) => [name, `serum ${name}`])
      .map((name) => ({ analyte, name, off: edits(read, lettersOf(name)) }))
      .reduce((a, b) => (b.off < a.off ? b : a), { analyte, name: '', off: Infinity });
    if (own.off < (best?.off ?? Infinity)) [best, next] = [own, best?.off ?? Infinity];
    else next = Math.min(next, own.off);
  }
  if (!best || best.off >= next) return undefined;
  const { analyte, name, off } = best;
  return lettersOf(name).length >= SHORTEST && off <= lettersOf(name).length / OF
    ? { analyte, name }
    : undefined;
}

const lettersOf = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');

/** Edits that turn one word into the other (Levenshtein). */
export function edits(a: string, b: string): number {
  let before = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++)
      row[j] = Math.min(before[j]! + 1, row[j - 1]! + 1, before[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
    before = row;
  }
  return before[b.length]!;
}
