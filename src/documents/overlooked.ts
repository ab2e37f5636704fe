import { bendOf, leansOf } from './bend.ts';
import { apply, inverse } from './homography.ts';
import type { Flat } from './flatten.ts';
import type { Point, Quad, Raster } from './raster.ts';
import { cut } from './recognise.ts';
import type { Cell, Row } from './rows.ts';
import type { Spelled } from './spaces.ts';

/** Between the cells of a row and beside them, in pixels of the page: the middle of its left end, and how wide and high it is. */
interface Gap {
  x: number;
  y: number;
  wide: number;
  high: number;
  /** How much lower its right end is than its left one. */
  drop: number;
}

/** Something dark in a gap, in pixels of the gap as cut. */
interface Speck {
  left: number;
  right: number;
  top: number;
  low: number;
}

/** Gaps are looked at so many pixels high, which is the height of a line with its margins. */
const HIGH = 32;
/** Narrower ones, in heights, hold nothing. */
const NARROW = 0.9;
/** How far before a row a dash or a dot may stand that makes it a point of a list. */
const BULLET = 2.2;
/** A row of pixels so dark is no print. */
const RULED = 0.6;
/** Rows of a table are no farther apart than so many heights of a line. */
const NEIGHBOURS = 8;
/** More in one gap are a dotted line. */
const FEW = 2;
/** Darker than paper by at least this part of its brightness. */
const DARK = 0.3;
/** No page has more of them than this. */
const MOST = 60;
/** As sure as a reading can be that nothing else bears out: a person looks at what is taken from it. */
const ONCE = 0.9;
const READ = 0.9;
/** A letter that stands alone on a report is a flag, a score or a sign of a unit. Figures are never read from so little. */
const ALONE = /^(?:[A-Z]|%)$/;

/**
 * Marks that the finder of lines overlooks because they are so small: a dash in an empty cell of a table or before a point of a list,
 * a lonely H or L. Looked for where rows have gaps.
 */
export async function overlooked(
  read: (print: Raster) => Promise<Pick<Spelled, 'text' | 'sure'>>,
  image: Raster,
  flat: Flat,
  rows: readonly Row[],
): Promise<Cell[]> {
  const cells = rows.flatMap((row) => row.cells);
  const right = Math.max(...rows.map((row) => row.box[0] + row.box[2]));
  const bend = bendOf(leansOf(cells));
  const back = inverse(flat.to);
  const found = rows
    .flatMap((row) => gapsOf(row, right, bend))
    .flatMap((gap) => {
      const print = cut(image, quadOf(gap).map((p) => apply(back, p)) as unknown as Quad, { high: HIGH });
      const specks = specksOf(print).filter((speck) => isDash(speck) || isLetter(speck));
      const scale = gap.wide / print.width;
      return specks.length > FEW ? [] : specks.map((speck) => ({ gap, speck, scale }));
    })
    .filter(({ gap, speck, scale }) => inColumn(cells, gap, speck, scale))
    .slice(0, MOST);
  const out: Cell[] = [];
  for (const { gap, speck, scale } of found) {
    const at = partOf(gap, speck, scale);
    const box = [at.x, at.y - at.high / 2, at.wide, at.high].map(Math.round) as unknown as Cell['box'];
    if (isDash(speck)) out.push({ text: '-', box, confidence: ONCE, sure: [ONCE] });
    else {
      const quad = quadOf(at).map((p) => apply(back, p)) as unknown as Quad;
      const letter = await read(cut(image, quad));
      if (ALONE.test(letter.text) && letter.sure[0]! >= READ)
        out.push({ text: letter.text, box, confidence: ONCE, sure: [Math.min(ONCE, letter.sure[0]!)] });
    }
  }
  return out;
}

/** Whether other text of the page begins at the same place, or stands above or below it: a column, the margin. */
function inColumn(cells: readonly Cell[], gap: Gap, { left, right }: Speck, scale: number): boolean {
  const [from, to] = [gap.x + left * scale, gap.x + right * scale];
  return cells.some(({ box: [x, y, w, h] }) => {
    const near = Math.abs(y + h / 2 - gap.y);
    if (near < h / 2 || near > NEIGHBOURS * gap.high) return false;
    return Math.abs(x - from) < gap.high / 2 || Math.abs(x + w / 2 - (from + to) / 2) < gap.high / 2;
  });
}

/** Before the first cell of a row, between its cells, and after the last as far as the page has text. */
function gapsOf({ cells }: Row, right: number, bend: (x: number, y: number) => number): Gap[] {
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

function quadOf({ x, y, wide, high, drop }: Gap): Quad {
  const [up, down] = [-high / 2, high / 2];
  const at = (px: number, py: number): Point => [px, py];
  return [at(x, y + up), at(x + wide, y + drop + up), at(x + wide, y + drop + down), at(x, y + down)];
}

/** The place of a speck with some paper round it. */
function partOf(gap: Gap, { left, right }: Speck, scale: number): Gap {
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

/** What is dark in a gap, apart from what reaches into it from its ends. */
function specksOf({ width, height, data }: Raster): Speck[] {
  const grey = Uint8Array.from({ length: width * height }, (_, i) => data[i * 3 + 1]!);
  const paper = grey.slice().sort()[Math.floor(grey.length * 0.7)]!;
  const ink = paper * (1 - DARK);
  // A table's rule runs through the whole gap.
  const ruled = Array.from({ length: height }, (_, y) => {
    const dark = grey.subarray(y * width, (y + 1) * width).reduce((n, v) => n + (v < ink ? 1 : 0), 0);
    return dark > RULED * width;
  });
  const out: Speck[] = [];
  let open: Speck | undefined;
  for (let x = 0; x < width; x++) {
    let [top, low] = [height, -1];
    for (let y = 1; y < height - 1; y++)
      if (!ruled[y] && grey[y * width + x]! < ink) [top, low] = [Math.min(top, y), Math.max(low, y)];
    if (low < 0) {
      if (open && x - open.right > 3) {
        out.push(open);
        open = undefined;
      }
    } else if (open)
      open = { left: open.left, right: x, top: Math.min(open.top, top), low: Math.max(open.low, low) };
    else open = { left: x, right: x, top, low };
  }
  if (open) out.push(open);
  return out.filter(({ left, right }) => left > 2 && right < width - 3);
}

/** Long, thin and at half the height of small letters. */
function isDash({ left, right, top, low }: Speck): boolean {
  const [wide, high, middle] = [right - left + 1, low - top + 1, (top + low) / 2 / HIGH];
  return wide >= 5 && wide <= 20 && high <= 5 && wide >= 1.6 * high && middle > 0.4 && middle < 0.68;
}

function isLetter({ left, right, top, low }: Speck): boolean {
  const [wide, high] = [right - left + 1, low - top + 1];
  return wide >= 5 && wide <= 26 && high >= 10 && high <= 24 && top > 1 && low < HIGH - 2;
}
