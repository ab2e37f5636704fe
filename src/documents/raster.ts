/** Pixels of an opaque image, three bytes (red, green, blue) each, row by row. */
export interface Raster {
  width: number;
  height: number;
  data: Uint8Array;
}

/** Four corners, clockwise from the top left of the text they frame. */
export type Quad = readonly [Point, Point, Point, Point];
export type Point = readonly [x: number, y: number];

export const distance = (a: Point, b: Point): number => Math.hypot(a[0] - b[0], a[1] - b[1]);

/** How far a quad's text leans, in radians; positive runs down to the right. */
export const lean = ([a, b, c, d]: Quad): number =>
  Math.atan2((b[1] + c[1] - a[1] - d[1]) / 2, (b[0] + c[0] - a[0] - d[0]) / 2);

export const widthOf = ([a, b, c, d]: Quad): number => (distance(a, b) + distance(d, c)) / 2;
export const heightOf = ([a, b, c, d]: Quad): number => (distance(a, d) + distance(b, c)) / 2;

/** The upright rectangle round some points: x, y, width, height. */
export function frame(points: readonly Point[]): [number, number, number, number] {
  const xs = points.map((p) => p[0]);
  const ys = points.map((p) => p[1]);
  const x = Math.min(...xs);
  const y = Math.min(...ys);
  return [x, y, Math.max(...xs) - x, Math.max(...ys) - y];
}

/** Turns an image clockwise by 90, 180 or 270 degrees. */
export function turn(image: Raster, degrees: number): Raster {
  if (degrees === 0) return image;
  const { width: w, height: h, data } = image;
  const swap = degrees !== 180;
  const out = new Uint8Array(data.length);
  const [ow, oh] = swap ? [h, w] : [w, h];
  for (let y = 0; y < oh; y++) {
    for (let x = 0; x < ow; x++) {
      const [sx, sy] =
        degrees === 90 ? [y, h - 1 - x] : degrees === 180 ? [w - 1 - x, h - 1 - y] : [w - 1 - y, x];
      const from = (sy * w + sx) * 3;
      const to = (y * ow + x) * 3;
      out[to] = data[from]!;
      out[to + 1] = data[from + 1]!;
      out[to + 2] = data[from + 2]!;
    }
  }
  return { width: ow, height: oh, data: out };
}
