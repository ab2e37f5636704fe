/** A stretch of text with the mark it stood between: `*bold*`, `_italic_`, `~struck~`. */
export interface Run {
  text: string;
  mark: 'b' | 'i' | 's' | null;
}

const MARKS = { '*': 'b', _: 'i', '~': 's' } as const;

/** Splits a message at the marks WhatsApp shows as styles. A lone mark stays a character. */
export function runsOf(text: string): Run[] {
  const runs: Run[] = [];
  let from = 0;
  for (const found of text.matchAll(/(?<![\p{L}\p{N}])([*_~])(?=\S)([^\n]*?\S)\1(?![\p{L}\p{N}])/gu)) {
    if (found.index > from) runs.push({ text: text.slice(from, found.index), mark: null });
    runs.push({ text: found[2]!, mark: MARKS[found[1] as keyof typeof MARKS] });
    from = found.index + found[0].length;
  }
  if (from < text.length) runs.push({ text: text.slice(from), mark: null });
  return runs;
}

/** The words without their marks, for a quotation. */
export const plainText = (text: string): string =>
  runsOf(text)
    .map((run) => run.text)
    .join('');
