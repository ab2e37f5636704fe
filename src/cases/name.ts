/** Words before or around a name that say nothing about who it is. */
const HONORIFICS = new Set(
  'mr mrs ms miss master baby smt shri sri shrimati kumari km dr prof late md mohd mohammad mohammed श्री श्रीमती कुमारी सुश्री डॉ जी ji so wo do co'.split(
    ' ',
  ),
);

/** Lower-case words of a name without honorifics, marks and relations (S/O, W/O and what follows). */
export function nameWords(name: string): string[] {
  const own = name.split(/\b[sdwc]\s*\/\s*o\b/i)[0] ?? name;
  return own
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\s]/gu, ' ')
    .split(/\s+/)
    .filter((word) => word && !HONORIFICS.has(word));
}

/**
 * Whether two written names can be the same person's: word order, initials, missing parts and small
 * misreadings are forgiven. Unknown scripts side by side (Devanagari against Latin) cannot be compared and pass.
 */
export function sameName(a: string, b: string): boolean {
  const [left, right] = [nameWords(a), nameWords(b)];
  if (!left.length || !right.length || isIndic(a) !== isIndic(b)) return true;
  const [few, many] = left.length <= right.length ? [left, right] : [right, left];
  const free = [...many];
  let strong = 0;
  for (const word of few) {
    const at = free.findIndex((other) => sameWord(word, other));
    if (at < 0) continue;
    if (word.length > 1 && free[at]!.length > 1) strong += 1;
    free.splice(at, 1);
  }
  const matched = many.length - free.length;
  return strong >= 1 && matched >= Math.max(1, few.length - (few.length > 2 ? 1 : 0));
}

/** Ages in years that may be of one person: papers are up to two years old or rounded. */
export function sameAge(a: number, b: number): boolean {
  return Math.abs(a - b) <= 2;
}

function sameWord(a: string, b: string): boolean {
  if (a.length === 1 || b.length === 1) return a[0] === b[0];
  const allowed = Math.min(a.length, b.length) >= 8 ? 2 : Math.min(a.length, b.length) >= 4 ? 1 : 0;
  return distance(a, b, allowed) <= allowed;
}

/** Edits between two words (insert, delete, change), stopping early above `most`. */
export function distance(a: string, b: string, most = 3): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1)
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
    row = next;
  }
  return row[b.length]!;
}

/** Letters of a script other than Latin: names in two scripts cannot be compared letter by letter. */
function isIndic(text: string): boolean {
  return /(?!\p{Script=Latin})\p{L}/u.test(text);
}
