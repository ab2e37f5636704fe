import type { Cell, Row } from '../rows.ts';
import { joined, spanOf } from './spans.ts';
import type { Span } from './spans.ts';

/** A label that fills a cell of its row by itself. */
interface Head {
  label: string;
  path: string;
  cell: number;
}

/**
 * Values that stand below a row of nothing but labels, each under its own: aligned left, in the middle or right as the
 * form has it. Empty where the next row is none of values: further away, or fewer cells than half the labels.
 */
export function valuesBelow(
  rows: readonly Row[],
  r: number,
  page: number,
  heads: readonly Head[],
): (Head & { span: Span })[] {
  const [above, below] = [rows[r]!, rows[r + 1]];
  if (!below || heads.length < 2 || heads.length < above.cells.length) return [];
  if (below.cells.length < Math.max(2, heads.length / 2)) return [];
  const near = below.box[1] - above.box[1] < 3.2 * Math.max(above.box[3], below.box[3]);
  if (!near) return [];
  const parts = new Map<Head, Span[]>();
  let at = 0;
  for (const cell of below.cells) {
    const head = nearest(heads, above, cell.box);
    const span = spanOf(below, page, at, at + cell.text.length);
    parts.set(head, [...(parts.get(head) ?? []), span]);
    at += cell.text.length + 1;
  }
  return [...parts].map(([head, spans]) => ({ ...head, span: joined(spans, page) }));
}

/** The label whose left edge, middle or right edge is nearest to the cell's own. */
function nearest(heads: readonly Head[], above: Row, box: Cell['box']): Head {
  const off = ({ cell }: Head) => {
    const [x, , w] = above.cells[cell]!.box;
    const ways = [0, 0.5, 1].map((part) => Math.abs(x + part * w - box[0] - part * box[2]));
    return Math.min(...ways);
  };
  return heads.reduce((best, head) => (off(head) < off(best) ? head : best));
}
