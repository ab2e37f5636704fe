import { apply, between, compose, inverse, solve, warp } from './homography.ts';
import type { Homography } from './homography.ts';
import { frame, heightOf, lean, widthOf } from './raster.ts';
import type { Point, Quad, Raster } from './raster.ts';
import type { Sheet } from './sheet.ts';

/** Where the flat page lies: `to` takes a place on the photo to the page, `width` and `height` are the page's. */
export interface Flat {
  to: Homography;
  width: number;
  height: number;
  /** Degrees the lines were turned. */
  skew: number;
}

const MARGIN = 0.05;
/** A stronger perspective than this is a wrong guess rather than a photo someone took. */
const STEEPEST = 0.35;
/** Radians of a line that nobody sees. */
const AS_STRAIGHT = 0.002;

/**
 * Lays the page flat. By its own lines of text: printed lines are parallel, so on a photo they run through one vanishing
 * point, and this needs no visible edge. By the corners of the sheet where those are known and its lines come out as straight:
 * then columns stand upright as well. Neither cuts text off: the frame is put round the text found.
 */
export function flatPage(
  quads: readonly Quad[],
  photo: { width: number; height: number },
  longest: number,
  sheet?: Sheet,
): Flat {
  const centre: Point = [photo.width / 2, photo.height / 2];
  const { tilt, pull } = vanishing(quads, centre, photo);
  const [cos, sin] = [Math.cos(tilt), Math.sin(tilt)];
  const middle = [1, 0, -centre[0], 0, 1, -centre[1], 0, 0, 1];
  const turned = [cos, sin, 0, -sin, cos, 0, 0, 0, 1];
  const byLines = compose([1, 0, 0, 0, 1, 0, -pull, 0, 1], compose(turned, middle));
  const bySheet = sheet && squared(sheet);
  const worse = bySheet ? crooked(quads, bySheet) > crooked(quads, byLines) + AS_STRAIGHT : true;
  const straight = bySheet && !worse ? bySheet : byLines;
  const [x, y, w, h] = bounds(quads, straight, photo);
  const scale = Math.min(1.5, longest / Math.max(w, h));
  const to = compose([scale, 0, -x * scale, 0, scale, -y * scale, 0, 0, 1], straight);
  const [width, height] = [Math.max(1, Math.round(w * scale)), Math.max(1, Math.round(h * scale))];
  return { to, width, height, skew: (tilt * 180) / Math.PI };
}

/** Takes the sheet to a rectangle of about its own size; none where a side of it lies beyond the photo and is only guessed. */
function squared({ corners, beyond }: Sheet): Homography | undefined {
  if (beyond.some(Boolean)) return undefined;
  const [w, h] = [widthOf(corners), heightOf(corners)];
  return between(corners, [
    [0, 0],
    [w, 0],
    [w, h],
    [0, h],
  ]);
}

/** How far longer lines are from level in the middle, in radians. */
function crooked(quads: readonly Quad[], to: Homography): number {
  const long = quads.filter((q) => widthOf(q) > 4 * heightOf(q));
  return median(long.map((q) => Math.abs(lean(q.map((p) => apply(to, p)) as unknown as Quad))));
}

export const toPage = (flat: Flat, quad: Quad): Quad => quad.map((p) => apply(flat.to, p)) as unknown as Quad;

export const drawPage = (flat: Flat, photo: Raster): Raster =>
  warp(photo, inverse(flat.to), flat.width, flat.height);

/**
 * Least squares for slope = tilt + pull · (x · slope − y), the slope of a line through the vanishing point, twice:
 * the second time without the lines that disagree (stamps, handwriting).
 */
function vanishing(quads: readonly Quad[], centre: Point, photo: { width: number; height: number }) {
  const long = quads.filter((q) => widthOf(q) > 4 * heightOf(q));
  const size = Math.max(photo.width, photo.height);
  let lines = long.map((q) => {
    const [x, y, w, h] = frame(q);
    return {
      x: (x + w / 2 - centre[0]) / size,
      y: (y + h / 2 - centre[1]) / size,
      slope: Math.tan(lean(q)),
      weight: widthOf(q),
    };
  });
  if (lines.length < 3) return { tilt: 0, pull: 0 };
  const mid = median(lines.map((l) => l.slope));
  lines = lines.filter((l) => Math.abs(l.slope - mid) < 0.12);
  if (lines.length < 12) return { tilt: Math.atan(mid), pull: 0 };
  let fit = fitted(lines);
  const off = (l: (typeof lines)[number]) => Math.abs(l.slope - fit.b - fit.c * (l.x * l.slope - l.y));
  const usual = median(lines.map(off));
  fit = fitted(lines.filter((l) => off(l) <= 3 * usual + 1e-4));
  if (Math.abs(fit.c) > STEEPEST) return { tilt: Math.atan(mid), pull: 0 };
  const tilt = Math.atan(fit.b);
  // Turning the axes by the tilt leaves the pull, to first order.
  return { tilt, pull: fit.c / size };
}

function fitted(lines: readonly { x: number; y: number; slope: number; weight: number }[]): {
  b: number;
  c: number;
} {
  let [n, u, uu, s, us] = [0, 0, 0, 0, 0];
  for (const l of lines) {
    const k = l.x * l.slope - l.y;
    n += l.weight;
    u += l.weight * k;
    uu += l.weight * k * k;
    s += l.weight * l.slope;
    us += l.weight * k * l.slope;
  }
  const [b, c] = solve([
    [n, u, s],
    [u, uu, us],
  ]);
  return { b: b!, c: c! };
}

/** The text with a margin, but no more than the photo shows. */
function bounds(quads: readonly Quad[], h: Homography, photo: { width: number; height: number }) {
  const corners: Point[] = [
    [0, 0],
    [photo.width, 0],
    [photo.width, photo.height],
    [0, photo.height],
  ];
  const whole = frame(corners.map((p) => apply(h, p)));
  if (quads.length < 3) return whole;
  const text = frame(quads.flatMap((q) => q.map((p) => apply(h, p))));
  const room = MARGIN * Math.max(text[2], text[3]);
  const x = Math.max(whole[0], text[0] - room);
  const y = Math.max(whole[1], text[1] - room);
  const right = Math.min(whole[0] + whole[2], text[0] + text[2] + room);
  const low = Math.min(whole[1] + whole[3], text[1] + text[3] + room);
  return [x, y, right - x, low - y] as const;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}
