import type { Point, Quad } from './raster.ts';

/** Corners of the convex hull, by Andrew's monotone chain. Points come sorted by x, then y. */
export function hull(points: readonly Point[]): Point[] {
  const turn = (o: Point, a: Point, b: Point) =>
    (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0]);
  const half = (list: readonly Point[]) => {
    const out: Point[] = [];
    for (const p of list) {
      while (out.length > 1 && turn(out.at(-2)!, out.at(-1)!, p) <= 0) out.pop();
      out.push(p);
    }
    return out.slice(0, -1);
  };
  return points.length < 3 ? [...points] : [...half(points), ...half([...points].reverse())];
}

/** The smallest rectangle, at any angle, that holds the points; its long way need not be the text's. */
export function smallestBox(points: readonly Point[]): Quad {
  const edge = hull(points);
  let best: { area: number; quad: Quad } | undefined;
  for (let i = 0; i < edge.length; i++) {
    const [a, b] = [edge[i]!, edge[(i + 1) % edge.length]!];
    const length = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1;
    const [ux, uy] = [(b[0] - a[0]) / length, (b[1] - a[1]) / length];
    let [low, high, near, far] = [Infinity, -Infinity, Infinity, -Infinity];
    for (const [x, y] of edge) {
      const along = x * ux + y * uy;
      const across = -x * uy + y * ux;
      low = Math.min(low, along);
      high = Math.max(high, along);
      near = Math.min(near, across);
      far = Math.max(far, across);
    }
    const area = (high - low) * (far - near);
    if (best && area >= best.area) continue;
    const at = (s: number, t: number): Point => [s * ux - t * uy, s * uy + t * ux];
    best = { area, quad: [at(low, near), at(high, near), at(high, far), at(low, far)] };
  }
  return clockwise(best!.quad);
}

/** Starts a rectangle's corners at the one from which its upper side runs most nearly to the right. */
export function clockwise(quad: Quad): Quad {
  const toRight = (i: number) => {
    const [a, b] = [quad[i]!, quad[(i + 1) % 4]!];
    return (b[0] - a[0]) / (Math.hypot(b[0] - a[0], b[1] - a[1]) || 1);
  };
  const start = [0, 1, 2, 3].reduce((best, i) => (toRight(i) > toRight(best) ? i : best), 0);
  return [0, 1, 2, 3].map((i) => quad[(start + i) % 4]!) as unknown as Quad;
}

/** Pushes every side outwards by so many pixels. */
export function grow([a, b, c, d]: Quad, by: number): Quad {
  const unit = (p: Point, q: Point): Point => {
    const n = Math.hypot(q[0] - p[0], q[1] - p[1]) || 1;
    return [(q[0] - p[0]) / n, (q[1] - p[1]) / n];
  };
  const [along, down] = [unit(a, b), unit(a, d)];
  const move = (p: Point, s: number, t: number): Point => [
    p[0] + by * (s * along[0] + t * down[0]),
    p[1] + by * (s * along[1] + t * down[1]),
  ];
  return [move(a, -1, -1), move(b, 1, -1), move(c, 1, 1), move(d, -1, 1)];
}
