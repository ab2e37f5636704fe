/** A text's sentences with their places; a point between digits parts nothing. */
export function sentences(text: string): { text: string; start: number }[] {
  const out: { text: string; start: number }[] = [];
  let start = 0;
  for (const m of text.matchAll(
    /(?<!\b(?:Mrs?|Ms|Dr|Smt|Prof|No|vs|approx|Lt|Rt|Inj|Tab|Cap))[.;](?=\s|$)/g,
  )) {
    out.push({ text: text.slice(start, m.index), start });
    start = m.index + 1;
  }
  out.push({ text: text.slice(start), start });
  return out.filter((s) => s.text.trim() !== '');
}
