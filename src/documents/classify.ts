import type { Catalogue, Kind } from './catalogue.ts';
import type { Row } from './rows.ts';

/** Below this much evidence a document's kind is not guessed. */
const ENOUGH = 4;
const TITLE = 8;
/** A title is short; the same words in a sentence are only a mention. */
const TITLE_LENGTH = 70;

/** Names the kind of document from its words: a title weighs most, then headings and words typical of one kind. */
export function classify(
  pages: readonly (readonly Row[])[],
  catalogue: Catalogue,
): { type: string; confidence: number } {
  const rows = pages.flat();
  const scored = catalogue.kinds.map((kind) => ({ type: kind.type, score: scoreOf(kind, rows) }));
  scored.sort((a, b) => b.score - a.score);
  const [first, second] = scored;
  if (!first || first.score < ENOUGH) return { type: 'unsure', confidence: 0 };
  const lead = first.score / (first.score + Math.max(0, second?.score ?? 0));
  if (lead < 0.53) return { type: 'unsure', confidence: lead };
  return { type: first.type, confidence: Math.min(0.99, lead * Math.min(1, first.score / (2 * ENOUGH))) };
}

function scoreOf(kind: Kind, rows: readonly Row[]): number {
  const top = rows.slice(0, Math.max(9, Math.floor(rows.length * 0.3)));
  const texts = top
    .flatMap((r) => [r.text, ...r.cells.map((c) => c.text)])
    .filter((t) => t.length < TITLE_LENGTH);
  const title = texts.some((t) => kind.titles.some((p) => p.test(t)));
  const hits = kind.words.filter(({ pattern }) => rows.some((r) => pattern.test(r.text)));
  return (title ? TITLE : 0) + hits.reduce((n, h) => n + h.weight, 0);
}
