import type { Box } from '../cases/facts.ts';
import { bendOf, leansOf, stepOf } from './bend.ts';
import type { Line } from './reading.ts';

/** A piece of text that stands by itself, such as one cell of a table. */
export interface Cell {
  text: string;
  box: Box;
  confidence: number;
  /** How sure each character is, 0 to 1; a text layer has none, being certain. */
  sure?: readonly number[];
  /** The line as a second reader saw it; where there are digits, and where the first was unsure. */
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
 * that the lines around it predict, and not cut by fixed heights across the page. What is linked at first sight shows
 * how the paper bends; with that the rows are followed again.
 */
export function rowsOf(cells: readonly Cell[]): Row[] {
  const leans = leansOf(cells);
  const first = chosen(links(cells, bendOf(leans)));
  const steps = first.map(({ from, to }) => stepOf(cells[from]!, cells[to]!));
  const right = new Map(chosen(links(cells, bendOf([...leans, ...steps]))).map(({ from, to }) => [from, to]));
  const taken = new Set(right.values());
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

interface Link {
  from: number;
  to: number;
}

/** Pairs of neighbours that may stand on one row, the most likely first. */
function links(cells: readonly Cell[], bend: (x: number, y: number) => number): Link[] {
  const out: (Link & { cost: number })[] = [];
  cells.forEach((a, from) => {
    cells.forEach((b, to) => {
      if (from === to) return;
      const high = Math.min(a.box[3], b.box[3]);
      const gap = b.box[0] - (a.box[0] + a.box[2]);
      if (gap < -0.6 * high || b.box[0] <= a.box[0]) return;
      const { x, y, across, down } = between(a, b);
      if (Math.abs(down) > 4 * high) return;
      const off = Math.abs(down - bend(x, y) * across);
      if (off > 0.55 * high) return;
      out.push({ from, to, cost: off / high + Math.max(0, gap) / 1000 });
    });
  });
  return out.sort((a, b) => a.cost - b.cost);
}

/** The best links, each cell having at most one neighbour on either side. */
function chosen(all: readonly Link[]): Link[] {
  const [left, right] = [new Set<number>(), new Set<number>()];
  return all.filter(({ from, to }) => {
    if (left.has(from) || right.has(to)) return false;
    left.add(from);
    right.add(to);
    return true;
  });
}

/** From the middle of one cell to the middle of the other: how far, and where halfway is. */
function between(a: Cell, b: Cell) {
  const [ax, ay] = [a.box[0] + a.box[2] / 2, a.box[1] + a.box[3] / 2];
  const [bx, by] = [b.box[0] + b.box[2] / 2, b.box[1] + b.box[3] / 2];
  return { x: (ax + bx) / 2, y: (ay + by) / 2, across: bx - ax, down: by - ay };
}
