/** One character as the recogniser saw it. */
export interface Letter {
  char: string;
  sure: number;
  /** Where its peak lies, 0 to 1 along the input. */
  at: number;
  /** The most the network ever thought of a space between the letter before and this one. */
  space: number;
}

/** Characters of printed English reports; the network's alphabet is mostly Chinese, which never stands on one. */
const LATIN = /^[\x21-\x7e°±×≤≥²³µμβαγ↑↓–—’‘“”•·]$/u;

/** Which of the network's classes may be read: blank, space and Latin. */
export function allowed(alphabet: readonly string[]): number[] {
  return alphabet.flatMap((c, i) => (i === 0 || c === ' ' || LATIN.test(c) ? [i] : []));
}

/** Greedy CTC over the allowed classes. Spaces are left out here: see `spaces.ts`. */
export function letters(
  odds: Float32Array,
  offset: number,
  steps: number,
  alphabet: readonly string[],
  classes: readonly number[],
): Letter[] {
  const size = alphabet.length;
  const blank = size - 1;
  const out: Letter[] = [];
  let [last, space] = [0, 0];
  for (let t = 0; t < steps; t++) {
    const row = offset + t * size;
    let best = 0;
    for (const c of classes) if (odds[row + c]! > odds[row + best]!) best = c;
    const sure = odds[row + best]!;
    space = Math.max(space, odds[row + blank]!);
    if (best !== 0 && best !== blank) {
      const before = out.at(-1);
      if (best === last && before) before.sure = Math.max(before.sure, sure);
      else {
        out.push({ char: alphabet[best]!, sure, at: (t + 0.5) / steps, space });
        space = odds[row + blank]!;
      }
    }
    last = best;
  }
  return out;
}
