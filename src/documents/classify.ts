import type { Catalogue, Kind } from './catalogue.ts';
import type { Row } from './rows.ts';

/** Below this much evidence a document's kind is not guessed. */
const ENOUGH = 3;
const TITLE = 6;
/** A title is short; the same words in a sentence are only a mention. */
const TITLE_LENGTH = 60;

/** Names the kind of document from its words: a title weighs most, then headings and words typical of one kind. */
export function classify(
  pages: readonly (readonly Row[])[],
  catalogue: Catalogue,
): { type: string; confidence: number } {
  const rows = pages.flat();
  const scored = catalogue.kinds
    .map((kind) => ({ type: kind.type, score: scoreOf(kind, rows) }))
    .sort((a, b) => b.score - a.score);
  const [first, second] = scored;
  if (!first || first.score < ENOUGH) return { type: 'unsure', confidence: 0 };
  const lead = first.score / (first.score + (second?.score ?? 0));
  if (lead < 0.52) return { type: 'unsure', confidence: lead };
  return { type: first.type, confidence: Math.min(0.99, lead * Math.min(1, first.score / (2 * ENOUGH))) };
}

function scoreOf(kind: Kind, rows: readonly Row[]): number {
  const top = rows.slice(0, Math.max(8, Math.floor(rows.length * 0.3)));
  const title = top.some((r) => r.text.length < TITLE_LENGTH && kind.titles.some((t) => t.test(r.text)));
  const words = kind.words.reduce(
    (n, { pattern, weight }) => n + (rows.some((r) => pattern.test(r.text)) ? weight : 0),
    0,
  );
  return (title ? TITLE : 0) + words;
}
