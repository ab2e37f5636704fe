import { distance, heightOf, lean, widthOf } from './raster.ts';
import type { Point, Quad, Raster } from './raster.ts';

/** How far a line of a crumpled or curled page runs below the straight way from its left to its right end, in pixels, at even steps. */
export type Bow = readonly number[];

/** So many places tell how a line runs. */
const STEPS = 17;
/** Lines shorter than so many times their height are as good as straight. */
const LONG = 6;
/** A smaller part of a line's height is left alone. */
const LEAST = 0.16;
/** A larger one is two lines that the finder took for one. */
const MOST = 2.2;
/** No paper climbs like this within a line. */
const STEEPEST = 0.4;

/**
 * The middle of a patch of text from end to end, if it is bent: `rim` holds the upper and the lower pixel of each column. With it the
 * straight box that holds the line alone, without the room its bend takes.
 */
export function bowOf(quad: Quad, rim: readonly Point[]): { quad: Quad; bow: Bow } | undefined {
  const [wide, tall] = [widthOf(quad), heightOf(quad)];
  const thick = thickness(quad, rim);
  if (wide < LONG * thick || tall < 1.25 * thick) return undefined;
  const [a, , , d] = quad;
  const way = lean(quad);
  const [ux, uy] = [Math.cos(way), Math.sin(way)];
  const start: Point = [(a[0] + d[0]) / 2, (a[1] + d[1]) / 2];
  const bins = Array.from({ length: STEPS }, (): number[] => []);
  for (let i = 0; i + 1 < rim.length; i += 2) {
    const [x, y] = [rim[i]![0] - start[0], (rim[i]![1] + rim[i + 1]![1]) / 2 - start[1]];
    const along = (x * ux + y * uy) / wide;
    const at = Math.max(0, Math.min(STEPS - 1, Math.round(along * (STEPS - 1))));
    bins[at]!.push(-x * uy + y * ux);
  }
  const bow = smooth(bins);
  if (!bow) return undefined;
  const most = Math.max(...bow.map(Math.abs));
  const steep = bow.some((v, i) => i > 0 && Math.abs(v - bow[i - 1]!) > STEEPEST * (wide / (STEPS - 1)));
  return most < LEAST * thick || most > MOST * thick || steep
    ? undefined
    : { quad: thinned(quad, thick), bow };
}

/** How thick the patch is across its own way, in the middle of its columns. */
function thickness(quad: Quad, rim: readonly Point[]): number {
  const highs: number[] = [];
  for (let i = 0; i + 1 < rim.length; i += 2) highs.push(rim[i + 1]![1] - rim[i]![1] + 1);
  highs.sort((p, q) => p - q);
  return (highs[highs.length >> 1] ?? 0) * Math.cos(lean(quad));
}

/** The middle of each bin, gaps bridged and single outliers levelled; none where most of the line is a gap. */
function smooth(bins: readonly (readonly number[])[]): number[] | undefined {
  const middle = bins.map((all) => all.toSorted((p, q) => p - q)[all.length >> 1]);
  if (middle.filter((v) => v === undefined).length > STEPS / 4) return undefined;
  const known = middle.map((v, i) => {
    if (v !== undefined) return v;
    const left = middle.slice(0, i).findLast((one) => one !== undefined);
    const right = middle.slice(i).find((one) => one !== undefined);
    return left === undefined ? right! : right === undefined ? left : (left + right) / 2;
  });
  return known.map((v, i) => {
    const near = [known[i - 1] ?? v, v, known[i + 1] ?? v].sort((p, q) => p - q);
    return (near[1]! + (near[0]! + near[1]! + near[2]!) / 3) / 2;
  });
}

/** The same way through the middle, so thick. */
function thinned([a, b, c, d]: Quad, thick: number): Quad {
  const half = (p: Point, q: Point): [Point, Point] => {
    const long = distance(p, q) || 1;
    const by = thick / 2 / long;
    const [mx, my] = [(p[0] + q[0]) / 2, (p[1] + q[1]) / 2];
    return [
      [mx - (q[0] - p[0]) * by, my - (q[1] - p[1]) * by],
      [mx + (q[0] - p[0]) * by, my + (q[1] - p[1]) * by],
    ];
  };
  const [left, right] = [half(a, d), half(b, c)];
  return [left[0], right[0], right[1], left[1]];
}

/** Cuts a bent line out of an image and lays it straight, so many pixels wide and high. */
export function unbent(image: Raster, quad: Quad, bow: Bow, wide: number, high: number): Raster {
  const { width: w, height: h, data } = image;
  const [a, b, c, d] = quad;
  const tall = heightOf(quad) || 1;
  const down: Point = [(d[0] + c[0] - a[0] - b[0]) / 2 / tall, (d[1] + c[1] - a[1] - b[1]) / 2 / tall];
  const out = new Uint8Array(wide * high * 3);
  for (let x = 0; x < wide; x++) {
    const s = (x + 0.5) / wide;
    const off = along(bow, s);
    const top: Point = [a[0] + (b[0] - a[0]) * s + down[0] * off, a[1] + (b[1] - a[1]) * s + down[1] * off];
    const low: Point = [d[0] + (c[0] - d[0]) * s + down[0] * off, d[1] + (c[1] - d[1]) * s + down[1] * off];
    for (let y = 0; y < high; y++) {
      const t = y / high;
      const sx = Math.min(Math.max(top[0] + (low[0] - top[0]) * t, 0), w - 1.001);
      const sy = Math.min(Math.max(top[1] + (low[1] - top[1]) * t, 0), h - 1.001);
      const [ix, iy] = [sx | 0, sy | 0];
      const [fx, fy] = [sx - ix, sy - iy];
      const p = (iy * w + ix) * 3;
      const q = p + w * 3;
      for (let n = 0; n < 3; n++) {
        const upper = data[p + n]! + (data[p + 3 + n]! - data[p + n]!) * fx;
        const under = data[q + n]! + (data[q + 3 + n]! - data[q + n]!) * fx;
        out[(y * wide + x) * 3 + n] = upper + (under - upper) * fy + 0.5;
      }
    }
  }
  return { width: wide, height: high, data: out };
}

/** The bow between its steps, `at` 0 to 1. */
function along(bow: Bow, at: number): number {
  const place = Math.min(bow.length - 1, Math.max(0, at * (bow.length - 1)));
  const i = Math.min(bow.length - 2, Math.floor(place));
  return bow[i]! + (bow[i + 1]! - bow[i]!) * (place - i);
}
