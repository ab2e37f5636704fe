import type { Point, Quad } from './raster.ts';
import type { Row } from './rows.ts';

/** Between the cells of a row and beside them, in pixels of the page: the middle of its left end, and how wide and high it is. */
export interface Gap {
  x: number;
  y: number;
  wide: number;
  high: number;
  /** How much lower its right end is than its left one. */
  drop: number;
}

/** Narrower ones, in heights, hold nothing. */
const NARROW = 0.9;
/** How far before a row a dash or a dot may stand that makes it a point of a list. */
const BULLET = 2.2;

/** Before the first cell of a row, between its cells, and after the last as far as the page has text. */
export function gapsOf({ cells }: Row, right: number, bend: (x: number, y: number) => number): Gap[] {
  const gaps = cells.map((cell, i): Gap => {
    const next = cells[i + 1];
    const [x, y, w, h] = cell.box;
    const high = next ? Math.min(h, next.box[3]) : h;
    const wide = (next ? next.box[0] : right) - (x + w);
    const drop = next ? next.box[1] + next.box[3] / 2 - (y + h / 2) : bend(x + w + wide / 2, y) * wide;
    return { x: x + w, y: y + h / 2, wide, high, drop };
  });
  // Behind a line that stands alone nothing is missing.
  if (cells.length === 1) gaps.pop();
  const [x, y, , h] = cells[0]!.box;
  const [wide, rise] = [BULLET * h, bend(x, y) * BULLET * h];
  const before = { x: x - wide, y: y + h / 2 - rise, wide, high: h, drop: rise };
  return [before, ...gaps].filter((gap) => gap.wide >= NARROW * gap.high);
}

/** The corners of a gap. */
export function quadOf({ x, y, wide, high, drop }: Gap): Quad {
  const [up, down] = [-high / 2, high / 2];
  const at = (px: number, py: number): Point => [px, py];
  return [at(x, y + up), at(x + wide, y + drop + up), at(x + wide, y + drop + down), at(x, y + down)];
}

/** The place of a speck with some paper round it. */
export function partOf(gap: Gap, { left, right }: { left: number; right: number }, scale: number): Gap {
  const room = 5;
  const [from, to] = [Math.max(0, left - room) * scale, Math.min(gap.wide, (right + room) * scale)];
  const along = from / gap.wide;
  return {
    x: gap.x + from,
    y: gap.y + gap.drop * along,
    wide: to - from,
    high: gap.high,
    drop: (gap.drop * (to - from)) / gap.wide,
  };
}
