/** A line as the recogniser read it: text, and for each character how sure and where (0 to 1 along the line). */
export interface Spelled {
  text: string;
  sure: number[];
  at: number[];
}

/** Characters of printed English reports; the network's alphabet is mostly Chinese, which never stands on one. */
const LATIN = /^[\x21-\x7e°±×≤≥²³µμβαγ↑↓–—’‘“”•·]$/u;

/** Which of the network's classes may be read: blank, space and Latin. */
export function allowed(alphabet: readonly string[]): number[] {
  return alphabet.flatMap((c, i) => (i === 0 || c === ' ' || LATIN.test(c) ? [i] : []));
}

/**
 * Greedy CTC over the allowed classes. The network hides spaces: its space class seldom wins, so a space is put back
 * where it was at least likely between two characters.
 */
export function spell(
  odds: Float32Array,
  offset: number,
  steps: number,
  alphabet: readonly string[],
  classes: readonly number[],
  likely = 0.06,
): Spelled {
  const size = alphabet.length;
  const space = size - 1;
  const out: Spelled = { text: '', sure: [], at: [] };
  let last = 0;
  let gap = 0;
  const add = (c: string, p: number, t: number) => {
    out.text += c;
    out.sure.push(p);
    out.at.push((t + 0.5) / steps);
  };
  for (let t = 0; t < steps; t++) {
    const row = offset + t * size;
    let best = 0;
    for (const c of classes) if (odds[row + c]! > odds[row + best]!) best = c;
    const p = odds[row + best]!;
    gap = Math.max(gap, odds[row + space]!);
    if (best !== 0 && best !== space && best !== last) {
      if (gap > likely && out.text !== '') add(' ', 1, t);
      gap = 0;
      add(alphabet[best]!, p, t);
    } else if (best !== 0 && best === last && out.sure.length > 0) {
      out.sure[out.sure.length - 1] = Math.max(out.sure.at(-1)!, p);
    }
    if (best === last && best !== 0 && best !== space) gap = 0;
    last = best;
  }
  return out;
}
