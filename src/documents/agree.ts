/**
 * For each character of a line, whether another reading of the same line has it too. Blanks and capitals do not count. A
 * digit, point or sign that only the other reading has is held against the digits beside it, and a digit inside a word
 * (`T2N1M0` read as `T2NM0`) against the letters too.
 */
export function shared(text: string, again: string): boolean[] {
  const { steps, own: a, theirs: b } = stepsOf(text, again);
  const out = [...text].map(() => false);
  let before: number | undefined;
  // Kinds of marks that only the other has since the last common one.
  let extra: RegExp[] = [];
  for (const { from, to } of steps) {
    if (from === undefined) {
      const kind = [FIGURE, LETTER].find((k) => k.test(b[to!]!.char));
      if (!kind) continue;
      extra.push(kind);
      if (before !== undefined && kind.test(a[before]!.char)) out[a[before]!.at] = false;
      if (!INSIDE.test(again.slice(Math.max(0, b[to!]!.at - 1), b[to!]!.at + 2))) continue;
      extra.push(LETTER);
      if (before !== undefined) out[a[before]!.at] = false;
      continue;
    }
    const { char, at } = a[from]!;
    const same = to !== undefined && char === b[to]!.char;
    out[at] = same && !extra.some((kind) => kind.test(char));
    before = from;
    extra = [];
  }
  return out;
}

/** What may change a number. */
const FIGURE = /[\d.,+<>]/;
const LETTER = /\p{L}/u;
const INSIDE = /^\p{L}\d\p{L}$/u;

/** A character that is no blank, in lower case, and its place in the text. */
export interface Mark {
  char: string;
  at: number;
}

/** The marks of two readings of one line, and which of them belong together. */
export function stepsOf(text: string, again: string) {
  const [own, theirs] = [marks(text), marks(again)];
  return { own, theirs, steps: path(own, theirs) };
}

const marks = (text: string): Mark[] =>
  [...text.toLowerCase()].flatMap((char, at) => (char.trim() === '' ? [] : [{ char, at }]));

/** The cheapest way from one row of characters to the other (Levenshtein), as pairs. */
function path(a: readonly { char: string }[], b: readonly { char: string }[]) {
  const wide = b.length + 1;
  const cost = new Uint16Array((a.length + 1) * wide);
  for (let i = 0; i <= a.length; i++)
    for (let j = 0; j <= b.length; j++)
      cost[i * wide + j] =
        i === 0 || j === 0
          ? i + j
          : Math.min(
              cost[(i - 1) * wide + j]! + 1,
              cost[i * wide + j - 1]! + 1,
              cost[(i - 1) * wide + j - 1]! + (a[i - 1]!.char === b[j - 1]!.char ? 0 : 1),
            );
  const out: { from?: number; to?: number }[] = [];
  for (let i = a.length, j = b.length; i > 0 || j > 0;) {
    const here = cost[i * wide + j]!;
    const same = i > 0 && j > 0 && a[i - 1]!.char === b[j - 1]!.char;
    if (i > 0 && j > 0 && here === cost[(i - 1) * wide + j - 1]! + (same ? 0 : 1))
      out.push({ from: --i, to: --j });
    else if (i > 0 && here === cost[(i - 1) * wide + j]! + 1) out.push({ from: --i });
    else out.push({ to: --j });
  }
  return out.reverse();
}
