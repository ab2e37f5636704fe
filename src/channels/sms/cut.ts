const LETTERS = new Intl.Segmenter('und', { granularity: 'grapheme' });

/**
 * A text in pieces of at most `most` UTF-16 units, which put together are the text again. Cut after a line or a word
 * where there is one in the second half of a piece, else between two letters as people see them: a vowel sign stays
 * with its consonant, an emoji with its colour. Only a single letter longer than `most` is parted.
 */
export function cut(text: string, most: number): string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > most) {
    const end = border(rest, most);
    pieces.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return rest || !pieces.length ? [...pieces, rest] : pieces;
}

/** Where the first piece of `text` ends. */
function border(text: string, most: number): number {
  const ends = [...LETTERS.segment(text.slice(0, most + 64))].map(
    ({ index, segment }) => index + segment.length,
  );
  // A sign may stand on a space, and is no word's beginning then.
  const after = (gap: string) => ends.findLast((at) => at <= most && at > most / 2 && text[at - 1] === gap);
  const gap = after('\n') ?? after(' ');
  if (gap !== undefined) return gap;
  const end = ends.findLast((at) => at <= most) ?? most;
  // Never half of a surrogate pair, even in a letter longer than a piece.
  return /[\uD800-\uDBFF]/.test(text[end - 1]!) && most > 1 ? end - 1 : end;
}
