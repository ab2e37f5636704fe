import { blobs } from './blobs.ts';
import type { Tiles } from './blobs.ts';
import { frame, heightOf, widthOf } from './raster.ts';
import type { Quad } from './raster.ts';
import type { Sheet } from './sheet.ts';

/** A place where text must stand and cannot be seen. */
export interface Hidden {
  /** Share of the page's text that is lost there, as far as the rest of the page lets guess. */
  share: number;
  /** x, y, width, height as parts of the photo. */
  place: readonly [number, number, number, number];
}

/** Text ends or fades so many squares beside what hides it. */
const NEAR = 5;
/** Letters lighter than the page's dark ones by this are fading. */
const FADED = 55;
/** A reflection crosses more than a line or two: rows of squares. */
const LINES_HIT = 5;

/** The finger that hides most of the text, if one does: it comes in from the photo's rim, and nothing is printed on it. */
export function coveredBy(tiles: Tiles): Hidden | undefined {
  const { wide, high } = tiles;
  const { rows, columns, count } = textOf(tiles);
  return worstOf(tiles, count, tiles.skin, ({ cells, x, y, w, h }) => {
    const fromRim = x <= 1 || y <= 1 || x + w >= wide - 1 || y + h >= high - 1;
    if (!fromRim) return 0;
    return cells.reduce((sum, i) => sum + (rows[Math.floor(i / wide)]! ? columns[i % wide]! : 0), 0);
  });
}

/** The reflection that hides most of the text: letters fade where it begins. Beside a line that only ends there they do not. */
export function glareOn(tiles: Tiles): Hidden | undefined {
  const { wide, high, text, ink, paper, burnt } = tiles;
  const { rows, columns, count } = textOf(tiles);
  const rim = burnt.filter(
    (_, i) => i < wide || i >= (high - 1) * wide || i % wide === 0 || i % wide === wide - 1,
  );
  // A scan is white all over.
  if (rim.filter(Boolean).length > 0.6 * rim.length) return undefined;
  const tones = ink.filter((_, i) => text[i]).sort((a, b) => a - b);
  const dark = tones[Math.floor(tones.length * 0.2)] ?? 0;
  const letters = ink.map((_, i) =>
    Math.min(...[-2, -1, 0, 1, 2].map((c) => (text[i + c] ? ink[i + c]! : 255))),
  );
  const faded = (i: number) => text[i] && paper[i]! > 250 && letters[i]! > dark + FADED && letters[i]! < 235;
  return worstOf(tiles, count, burnt, ({ cells }) => {
    const own = new Set(cells);
    const edge = cells.filter((i) => !own.has(i - 1) || !own.has(i + 1));
    const hit = new Set<number>();
    for (const i of edge) for (let c = -NEAR; c <= NEAR; c++) if (faded(i + c)) hit.add(Math.floor(i / wide));
    if (hit.size < LINES_HIT) return 0;
    const [first, last] = [Math.min(...hit), Math.max(...hit)];
    const dense = rows.slice(first, last + 1).filter((n) => n > 0).length / (last - first + 1);
    return cells.reduce((sum, i) => {
      const row = Math.floor(i / wide);
      return row < first || row > last ? sum : sum + columns[i % wide]! * (rows[row]! ? 1 : dense);
    }, 0);
  });
}

/** Where the page's text stands: squares of each row, and how full each column is, the fullest being 1. */
function textOf({ wide, high, text }: Tiles) {
  const columns = Array.from({ length: wide }, () => 0);
  const rows = Array.from({ length: high }, () => 0);
  let count = 0;
  text.forEach((is, i) => {
    if (!is) return;
    count++;
    columns[i % wide]!++;
    rows[Math.floor(i / wide)]!++;
  });
  const most = Math.max(1, ...columns);
  return { rows, columns: columns.map((n) => n / most), count };
}

type Blob = ReturnType<typeof blobs>[number];

/** The blob under which most squares of text are lost. */
function worstOf(tiles: Tiles, count: number, mask: readonly boolean[], lostUnder: (blob: Blob) => number) {
  const { wide, high, text } = tiles;
  let worst: Hidden | undefined;
  if (count < 10) return undefined;
  for (const blob of blobs(mask, tiles)) {
    const { cells, size, x, y, w, h } = blob;
    if (size < 0.004 * wide * high || cells.filter((i) => text[i]).length > 0.15 * size) continue;
    const lost = lostUnder(blob);
    const share = lost / (count + lost);
    if (share > (worst?.share ?? 0.02)) worst = { share, place: [x / wide, y / high, w / wide, h / high] };
  }
  return worst;
}

/** Width of the sheets of the world, A4 and Letter, as a part of their height; and what of it is margin on either side. */
const SLIM = 0.72;
const MARGIN = 0.09;
/** Part of the lines that end at a rim where text goes on beyond it. */
const TOUCHED = 0.2;
/** The sides of a photo: upper, right, lower, left. */
const RIMS: readonly Hidden['place'][] = [
  [0, 0, 1, 0.06],
  [0.94, 0, 0.06, 1],
  [0, 0.94, 1, 0.06],
  [0, 0, 0.06, 1],
];

/**
 * The side at which text runs out of the photo, if there is one: lines end at its rim, or the sheet goes beyond it and what is
 * seen of it is too narrow for a sheet.
 */
export function cutOff(
  photo: { width: number; height: number },
  quads: readonly Quad[],
  sheet: Sheet | undefined,
): Hidden | undefined {
  const boxes = quads.filter((q) => widthOf(q) > heightOf(q)).map(frame);
  if (boxes.length < 5) return undefined;
  const { width, height } = photo;
  const rim = 0.01 * width;
  const part = (those: unknown[]) => those.length / boxes.length;
  const ends = [
    2 * part(boxes.filter(([, y]) => y < 2)),
    part(boxes.filter(([x, , w]) => x + w > width - rim)),
    2 * part(boxes.filter(([, y, , h]) => y + h > height - 2)),
    part(boxes.filter(([x]) => x < rim)),
  ];
  const near = boxes.some(([, y]) => y < 0.02 * height);
  const shares = ends.map((end, i) => {
    if (!sheet?.beyond[i]) return end;
    // On the right lines end where they like: where few of them end at the rim the sheet goes on and its text does not.
    if (i % 2) return i === 3 || end > TOUCHED ? Math.max(end, missingOf(sheet)) : end;
    // A short report leaves the foot of its sheet empty, never the head.
    return i === 0 && near && !sheet.beyond[2] ? Math.max(end, missingAbove(sheet)) : end;
  });
  const worst = shares.indexOf(Math.max(...shares));
  return shares[worst]! > 0.02 ? { share: shares[worst]!, place: RIMS[worst]! } : undefined;
}

/** Share of the text that is not on the photo because the head of the sheet is not. */
function missingAbove({ corners }: Sheet): number {
  const part = 1 - SLIM / (widthOf(corners) / heightOf(corners));
  return Math.max(0, part - MARGIN) / (1 - 2 * MARGIN);
}

/** Share of the text that is not on the photo because part of the sheet's width is not; a sheet that lies across is left alone. */
function missingOf({ corners }: Sheet): number {
  const slim = widthOf(corners) / heightOf(corners);
  return slim < SLIM ? Math.max(0, 1 - slim / SLIM - MARGIN) / (1 - 2 * MARGIN) : 0;
}
