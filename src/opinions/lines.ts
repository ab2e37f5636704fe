const segmenter = new Intl.Segmenter('hi', { granularity: 'grapheme' });

/**
 * Breaks one paragraph into lines no wider than `width`, as `measure` sees them. A word that is too long for a line
 * is broken between letters as a reader sees them, never inside a Devanagari syllable.
 */
export function wrap(paragraph: string, width: number, measure: (text: string) => number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of paragraph.split(/ +/).filter(Boolean)) {
    const longer = line ? `${line} ${word}` : word;
    if (measure(longer) <= width) {
      line = longer;
      continue;
    }
    if (line) lines.push(line);
    const parts = measure(word) <= width ? [word] : broken(word, width, measure);
    lines.push(...parts.slice(0, -1));
    line = parts.at(-1)!;
  }
  return [...lines, line];
}

function broken(word: string, width: number, measure: (text: string) => number): string[] {
  const parts = [''];
  for (const { segment } of segmenter.segment(word)) {
    if (parts.at(-1) && measure(parts.at(-1)! + segment) > width) parts.push(segment);
    else parts[parts.length - 1] += segment;
  }
  return parts;
}
