import type { Box } from '../cases/facts.ts';
import type { Line } from './reading.ts';

/** A piece of text that stands by itself, such as one cell of a table. */
export interface Cell {
  text: string;
  box: Box;
  confidence: number;
  /** How sure each character is, 0 to 1; a text layer has none, being certain. */
  sure?: readonly number[];
  /** The same pixels read a second time, another way; only where there are digits. */
  again?: string;
  /** Degrees it leans against the page. */
  lean?: number;
}

/** Cells that stand on one line of the page, left to right. */
export interface Row extends Line {
  cells: readonly Cell[];
}

/**
 * Groups cells into rows. Paper bends, so a row is followed from cell to cell, each next one expected at the height
 * that the lines around it predict, and not cut by fixed heights across the page.
 */
export function rowsOf(cells: readonly Cell[]): Row[] {
  const right = new Map<number, number>();
  const taken = new Set<number>();
  for (const { from, to } of links(cells)) {
    if (right.has(from) || taken.has(to)) continue;
    right.set(from, to);
    taken.add(to);
  }
  const rows: Row[] = [];
  cells.forEach((_, i) => {
    if (taken.has(i)) return;
    const chain: Cell[] = [];
    for (let at: number | undefined = i; at !== undefined; at = right.get(at)) chain.push(cells[at]!);
    rows.push(rowFrom(chain));
  });
  return rows.sort((a, b) => a.box[1] + a.box[3] / 2 - (b.box[1] + b.box[3] / 2));
}

/** One row from its cells, left to right. */
export function rowFrom(cells: readonly Cell[]): Row {
  const x = Math.min(...cells.map((c) => c.box[0]));
  const y = Math.min(...cells.map((c) => c.box[1]));
  const right = Math.max(...cells.map((c) => c.box[0] + c.box[2]));
  const low = Math.max(...cells.map((c) => c.box[1] + c.box[3]));
  const letters = cells.reduce((n, c) => n + c.text.length, 0) || 1;
  return {
    text: cells.map((c) => c.text).join(' '),
    box: [x, y, right - x, low - y],
    confidence: cells.reduce((n, c) => n + c.confidence * c.text.length, 0) / letters,
    cells,
  };
}

/** Pairs of neighbours that may stand on one row, the most likely first. */
function links(cells: readonly Cell[]): { from: number; to: number }[] {
  const out: { from: number; to: number; cost: number }[] = [];
  cells.forEach((a, from) => {
    cells.forEach((b, to) => {
      if (from === to) return;
      const high = Math.min(a.box[3], b.box[3]);
      const gap = b.box[0] - (a.box[0] + a.box[2]);
      if (gap < -0.6 * high || b.box[0] <= a.box[0]) return;
      const off = Math.abs(
        b.box[1] + b.box[3] / 2 - a.box[1] - a.box[3] / 2 - slope(a, b) * (gap + (a.box[2] + b.box[2]) / 2),
      );
      if (off > 0.55 * high) return;
      out.push({ from, to, cost: off / high + Math.max(0, gap) / 1000 });
    });
  });
  return out.sort((a, b) => a.cost - b.cost);
}

/** How steeply the page's lines run between two cells, from the longer one's own lean. */
function slope(a: Cell, b: Cell): number {
  const known = [a, b].filter((c) => c.lean !== undefined && c.box[2] > 5 * c.box[3]);
  if (known.length === 0) return 0;
  const steep = known.reduce((n, c) => n + Math.tan((c.lean! * Math.PI) / 180) * c.box[2], 0);
  return steep / known.reduce((n, c) => n + c.box[2], 0);
}
