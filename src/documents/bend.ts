import type { Cell } from './rows.ts';

/** How steeply a line runs at a place of the page, and how much that can be trusted. */
export interface Lean {
  x: number;
  y: number;
  slope: number;
  weight: number;
}

/** Lines long enough to show their own lean. */
export const leansOf = (cells: readonly Cell[]): Lean[] =>
  cells.flatMap(({ box: [x, y, w, h], lean }) =>
    lean === undefined || w <= 5 * h
      ? []
      : [{ x: x + w / 2, y: y + h / 2, slope: Math.tan((lean * Math.PI) / 180), weight: w }],
  );

/** The lean from one cell to its neighbour on the row. */
export function stepOf(a: Cell, b: Cell): Lean {
  const [ax, ay] = [a.box[0] + a.box[2] / 2, a.box[1] + a.box[3] / 2];
  const [bx, by] = [b.box[0] + b.box[2] / 2, b.box[1] + b.box[3] / 2];
  return { x: (ax + bx) / 2, y: (ay + by) / 2, slope: (by - ay) / Math.max(1, bx - ax), weight: bx - ax };
}

/** Nearer than these parts of the page a line speaks for a place with half its weight; along the line paper bends most. */
const [ALONG, ACROSS] = [0.1, 0.2];

/** How steeply lines run anywhere on the page: the weighted median of those around, so that a stamp changes nothing. */
export function bendOf(leans: readonly Lean[]): (x: number, y: number) => number {
  if (leans.length === 0) return () => 0;
  const wide = Math.max(...leans.map((l) => l.x + l.weight / 2), 1);
  const high = Math.max(...leans.map((l) => l.y), 1);
  const sorted = [...leans].sort((a, b) => a.slope - b.slope);
  return (x, y) => {
    const weights = sorted.map(
      (l) => l.weight / (1 + ((l.x - x) / (ALONG * wide)) ** 2 + ((l.y - y) / (ACROSS * high)) ** 2) ** 2,
    );
    let half = weights.reduce((a, b) => a + b, 0) / 2;
    return sorted.find((_, i) => (half -= weights[i]!) <= 0)?.slope ?? 0;
  };
}
