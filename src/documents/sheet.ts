import sharp from 'sharp';
import { solve } from './homography.ts';
import { hull } from './quads.ts';
import { distance, frame, heightOf, lean } from './raster.ts';
import type { Point, Quad, Raster } from './raster.ts';

/** The sheet of paper on a photo. */
export interface Sheet {
  /** Its corners, clockwise from the one at the text's upper left; they may lie beyond the photo. */
  corners: Quad;
  /** Which sides run out of the photo: upper, right, lower, left. */
  beyond: readonly [boolean, boolean, boolean, boolean];
}

/** Pixels of the longer side of the copy on which paper is told from table. */
const SIDE = 240;
/** Paper changes no faster than this part of its brightness from one pixel of the copy to the next; its edge does. Where it leaks into the table a finer step is tried. */
const STEPS = [0.04, 0.026, 0.018, 0.012];
/** A sheet fills at least this part of the photo. */
const LEAST = 0.05;

/**
 * Finds the sheet by the paper between and beside the lines of text: it spreads from there until it meets an edge. Nothing
 * comes back where that is no quadrilateral with all of the text on it, such as where the paper is as bright as the table.
 */
export async function findSheet(photo: Raster, quads: readonly Quad[]): Promise<Sheet | undefined> {
  if (quads.length < 5) return undefined;
  const scale = SIDE / Math.max(photo.width, photo.height);
  const [w, h] = [Math.round(photo.width * scale), Math.round(photo.height * scale)];
  const copy = await sharp(photo.data, { raw: { width: photo.width, height: photo.height, channels: 3 } })
    .resize(w, h, { fit: 'fill' })
    .median(3)
    .raw()
    .toBuffer();
  const small = quads.map((quad) => quad.map(([x, y]) => [x * scale, y * scale] as Point) as unknown as Quad);
  for (const step of STEPS) {
    const paper = spread({ width: w, height: h, data: copy }, small, step);
    if (paper.length < LEAST * w * h) return undefined;
    const sheet = quadOf(hull(rimOf(paper, w)), angleOf(quads), w, h);
    if (!sheet || !holds(sheet.corners, small) || sheet.beyond.filter(Boolean).length > 2) continue;
    const corners = sheet.corners.map(([x, y]) => [x / scale, y / scale] as Point) as unknown as Quad;
    return { corners, beyond: sheet.beyond };
  }
  return undefined;
}

/** Pixels that the paper reaches, beginning just above and below the lines. */
function spread({ width: w, height: h, data }: Raster, quads: readonly Quad[], step: number): number[] {
  const seen = new Uint8Array(w * h);
  const reached: number[] = [];
  const put = (x: number, y: number) => {
    const at = Math.round(y) * w + Math.round(x);
    if (x < 0 || y < 0 || x > w - 1 || y > h - 1 || seen[at]) return;
    seen[at] = 1;
    reached.push(at);
  };
  const lightest = data.filter((_, i) => i % 3 === 1).sort((a, b) => a - b);
  const middle = lightest[Math.floor(lightest.length / 2)]!;
  const least = middle * 0.4;
  for (const quad of quads) {
    const [x, y, wide, high] = frame(quad);
    for (const at of [y - 1.5, y + high + 1.5]) {
      const p = (Math.round(at) * w + Math.round(x + wide / 2)) * 3;
      if ((data[p + 1] ?? 0) > least) put(x + wide / 2, at);
    }
  }
  for (let i = 0; i < reached.length; i++) {
    const at = reached[i]!;
    const [x, y] = [at % w, Math.floor(at / w)];
    for (const [nx, ny] of [
      [x + 1, y],
      [x - 1, y],
      [x, y + 1],
      [x, y - 1],
    ] as const) {
      if (nx < 0 || ny < 0 || nx >= w || ny >= h) continue;
      const next = ny * w + nx;
      if (seen[next]) continue;
      const steps = [0, 1, 2].map((c) => Math.abs(data[next * 3 + c]! - data[at * 3 + c]!));
      if (Math.max(...steps) <= Math.max(1, step * data[at * 3 + 1]!)) put(nx, ny);
    }
  }
  return reached;
}

/** First and last pixel of each row, sorted as the hull wants them. */
function rimOf(pixels: readonly number[], w: number): Point[] {
  const rows = new Map<number, [number, number]>();
  for (const at of pixels) {
    const [x, y] = [at % w, Math.floor(at / w)];
    const row = rows.get(y);
    if (!row) rows.set(y, [x, x]);
    else if (x < row[0]) row[0] = x;
    else if (x > row[1]) row[1] = x;
  }
  return [...rows]
    .flatMap(([y, [a, b]]): Point[] => [
      [a, y],
      [b, y],
    ])
    .sort((a, b) => a[0] - b[0] || a[1] - b[1]);
}

/** How the lines lean in the middle. */
function angleOf(quads: readonly Quad[]): number {
  const long = quads.filter((q) => distance(q[0], q[1]) > 3 * heightOf(q)).map(lean);
  return long.sort((a, b) => a - b)[long.length >> 1] ?? 0;
}

/** Four straight sides laid along the hull, and where they meet. */
function quadOf(edge: readonly Point[], angle: number, w: number, h: number): Sheet | undefined {
  const sides: Point[][] = [[], [], [], []];
  const atRim = [0, 0, 0, 0];
  edge.forEach((p, i) => {
    const q = edge[(i + 1) % edge.length]!;
    const long = distance(p, q);
    // The hull runs clockwise on the screen: an upper side runs to the right.
    const way = Math.atan2(q[1] - p[1], q[0] - p[0]) - angle;
    const side = ((Math.round(way / (Math.PI / 2)) % 4) + 4) % 4;
    const slant = Math.abs(way / (Math.PI / 2) - Math.round(way / (Math.PI / 2)));
    if (slant > 0.3) return;
    const rim = [p, q].every(([x, y]) => x < 2 || y < 2 || x > w - 3 || y > h - 3);
    const count = Math.max(1, Math.round(long));
    if (rim) atRim[side]! += count;
    for (let t = 0; t <= count; t++)
      sides[side]!.push([p[0] + ((q[0] - p[0]) * t) / count, p[1] + ((q[1] - p[1]) * t) / count]);
  });
  if (sides.some((points) => points.length < 8)) return undefined;
  const lines = sides.map(lineOf);
  const corners = [3, 0, 1, 2].map((i) => meet(lines[i]!, lines[(i + 1) % 4]!)) as unknown as Quad;
  if (corners.some(([x, y]) => !(x > -w && y > -h && x < 2 * w && y < 2 * h))) return undefined;
  return { corners, beyond: atRim.map((n, i) => n > 0.4 * sides[i]!.length) as unknown as Sheet['beyond'] };
}

type Straight = [a: number, b: number, c: number];

/** The straight line a·x + b·y = c nearest to some points, laid a second time without those far from it. */
function lineOf(points: readonly Point[]): Straight {
  const first = fitted(points);
  const off = ([x, y]: Point) => Math.abs(first[0] * x + first[1] * y - first[2]);
  const near = points.filter((p) => off(p) < 1.5);
  return near.length > points.length / 2 ? fitted(near) : first;
}

function fitted(points: readonly Point[]): Straight {
  const n = points.length;
  const [mx, my] = [0, 1].map((k) => points.reduce((sum, p) => sum + p[k as 0 | 1], 0) / n) as [
    number,
    number,
  ];
  let [xx, xy, yy] = [0, 0, 0];
  for (const [x, y] of points) {
    xx += (x - mx) ** 2;
    xy += (x - mx) * (y - my);
    yy += (y - my) ** 2;
  }
  const way = Math.atan2(2 * xy, xx - yy) / 2;
  const [a, b] = [-Math.sin(way), Math.cos(way)];
  return [a, b, a * mx + b * my];
}

function meet(p: Straight, q: Straight): Point {
  const [x, y] = solve([[...p], [...q]]);
  return [x!, y!];
}

/** Whether all but a few of the lines' ends lie on the sheet, give or take a little. */
function holds(corners: Quad, quads: readonly Quad[]): boolean {
  const inside = ([x, y]: Point) =>
    corners.every((p, i) => {
      const q = corners[(i + 1) % 4]!;
      const long = distance(p, q) || 1;
      return ((q[0] - p[0]) * (y - p[1]) - (q[1] - p[1]) * (x - p[0])) / long > -2;
    });
  const ends = quads.flatMap((q) => [...q]);
  return ends.filter((p) => !inside(p)).length <= 0.015 * ends.length;
}
