import type { Point, Quad, Raster } from './raster.ts';

/** Nine numbers of a perspective mapping, row by row. */
export type Homography = readonly number[];

/** Nothing moves. */
export const STAY: Homography = [1, 0, 0, 0, 1, 0, 0, 0, 1];

/** Where `turn` takes a place of an image: clockwise by 90, 180, 270 or 360 degrees. */
export function turning(
  { width: w, height: h }: { width: number; height: number },
  degrees: number,
): Homography {
  if (degrees === 90) return [0, -1, h - 1, 1, 0, 0, 0, 0, 1];
  if (degrees === 180) return [-1, 0, w - 1, 0, -1, h - 1, 0, 0, 1];
  return degrees === 270 ? [0, 1, 0, -1, 0, w - 1, 0, 0, 1] : STAY;
}

/** The mapping that takes each corner of one quad to the same corner of the other. */
export function between(from: Quad, to: Quad): Homography {
  const rows: number[][] = [];
  for (let i = 0; i < 4; i++) {
    const [x, y] = from[i]!;
    const [u, v] = to[i]!;
    rows.push([x, y, 1, 0, 0, 0, -u * x, -u * y, u], [0, 0, 0, x, y, 1, -v * x, -v * y, v]);
  }
  return [...solve(rows), 1];
}

export function apply(h: Homography, [x, y]: Point): Point {
  const w = h[6]! * x + h[7]! * y + h[8]!;
  return [(h[0]! * x + h[1]! * y + h[2]!) / w, (h[3]! * x + h[4]! * y + h[5]!) / w];
}

/** First `b`, then `a`. */
export function compose(a: Homography, b: Homography): Homography {
  const out: number[] = [];
  for (let r = 0; r < 3; r++)
    for (let c = 0; c < 3; c++)
      out.push(a[r * 3]! * b[c]! + a[r * 3 + 1]! * b[3 + c]! + a[r * 3 + 2]! * b[6 + c]!);
  return out;
}

/** The mapping back (by the adjugate: scale does not matter for a homography). */
export function inverse([a, b, c, d, e, f, g, h, i]: Homography): Homography {
  return [
    e! * i! - f! * h!,
    c! * h! - b! * i!,
    b! * f! - c! * e!,
    f! * g! - d! * i!,
    a! * i! - c! * g!,
    c! * d! - a! * f!,
    d! * h! - e! * g!,
    b! * g! - a! * h!,
    a! * e! - b! * d!,
  ];
}

/**
 * Draws the image as seen through a mapping: `back` takes a pixel of the result to a place in the source.
 * Outside the source the nearest edge is repeated.
 */
export function warp(source: Raster, back: Homography, width: number, height: number): Raster {
  const { width: w, height: h, data } = source;
  const out = new Uint8Array(width * height * 3);
  let at = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const k = back[6]! * x + back[7]! * y + back[8]!;
      const sx = Math.min(Math.max((back[0]! * x + back[1]! * y + back[2]!) / k, 0), w - 1.001);
      const sy = Math.min(Math.max((back[3]! * x + back[4]! * y + back[5]!) / k, 0), h - 1.001);
      const ix = sx | 0;
      const iy = sy | 0;
      const fx = sx - ix;
      const fy = sy - iy;
      const p = (iy * w + ix) * 3;
      const q = p + w * 3;
      for (let c = 0; c < 3; c++) {
        const top = data[p + c]! + (data[p + 3 + c]! - data[p + c]!) * fx;
        const low = data[q + c]! + (data[q + 3 + c]! - data[q + c]!) * fx;
        out[at++] = top + (low - top) * fy + 0.5;
      }
    }
  }
  return { width, height, data: out };
}

/** Gauss elimination with pivoting; each row ends with its right hand side. */
export function solve(rows: number[][]): number[] {
  const n = rows.length;
  for (let i = 0; i < n; i++) {
    let best = i;
    for (let r = i + 1; r < n; r++) if (Math.abs(rows[r]![i]!) > Math.abs(rows[best]![i]!)) best = r;
    [rows[i], rows[best]] = [rows[best]!, rows[i]!];
    const pivot = rows[i]![i]! || 1e-12;
    for (let r = 0; r < n; r++) {
      if (r === i) continue;
      const times = rows[r]![i]! / pivot;
      if (times) for (let c = i; c <= n; c++) rows[r]![c]! -= times * rows[i]![c]!;
    }
  }
  return rows.map((row, i) => row[n]! / (row[i]! || 1e-12));
}
