import type { Raster } from './raster.ts';

/** How a hand moved while the shutter was open: which way (radians, down to the right is positive), and how many pixels far. */
export interface Shake {
  way: number;
  far: number;
}

/** A square of weights, row by row, `2 * reach + 1` on a side. */
export interface Weights {
  reach: number;
  taps: Float32Array;
}

/** The grid on which weights are reckoned; a shake is far shorter. */
const GRID = 32;
const REACH = 10;
/** A lens and a camera's pixels soften so much (sigma) besides. */
const SOFT = 0.5;
/** How much noise is expected against the print: at large and, growing with the square of the frequency, at fine detail. Less of it brings out the grain. */
const NOISE = { large: 0.006, fine: 0.6 };

/**
 * The weights that undo a shake as far as a photo's noise allows: Wiener's regularised inverse of the smear, cut to a small
 * square.
 */
export function unshaking({ way, far }: Shake): Weights {
  const smear = new Float64Array(GRID * GRID);
  const half = GRID / 2 - 1;
  for (let y = -half; y <= half; y++)
    for (let x = -half; x <= half; x++) {
      let weight = 0;
      for (let t = -far / 2; t <= far / 2; t += 0.25)
        weight += Math.exp(
          -((x - t * Math.cos(way)) ** 2 + (y - t * Math.sin(way)) ** 2) / (2 * SOFT * SOFT),
        );
      smear[wrapped(x, y)] = weight;
    }
  const whole = smear.reduce((a, b) => a + b, 0);
  const passed = cosines(smear.map((v) => v / whole));
  const back = cosines(
    passed.map((h, i) => {
      const [u, v] = [folded(i % GRID), folded(Math.floor(i / GRID))];
      return h / (h * h + NOISE.large + NOISE.fine * (u * u + v * v));
    }),
  );
  const taps: number[] = [];
  for (let y = -REACH; y <= REACH; y++) for (let x = -REACH; x <= REACH; x++) taps.push(back[wrapped(x, y)]!);
  const sum = taps.reduce((a, b) => a + b, 0);
  return { reach: REACH, taps: Float32Array.from(taps, (v) => v / sum) };
}

const wrapped = (x: number, y: number): number => ((y + GRID) % GRID) * GRID + ((x + GRID) % GRID);
/** Cycles a pixel of the n-th frequency. */
const folded = (n: number): number => Math.min(n, GRID - n) / GRID;

/** Fourier's transform of a square that is the same from its other end: it has no imaginary part, and is its own way back but for a factor. */
function cosines(square: Float64Array): Float64Array {
  const cos = Float64Array.from({ length: GRID }, (_, i) => Math.cos((2 * Math.PI * i) / GRID));
  const sin = Float64Array.from({ length: GRID }, (_, i) => Math.sin((2 * Math.PI * i) / GRID));
  const [even, odd] = [new Float64Array(GRID * GRID), new Float64Array(GRID * GRID)];
  for (let y = 0; y < GRID; y++)
    for (let u = 0; u < GRID; u++)
      for (let x = 0; x < GRID; x++) {
        even[y * GRID + u]! += square[y * GRID + x]! * cos[(u * x) % GRID]!;
        odd[y * GRID + u]! += square[y * GRID + x]! * sin[(u * x) % GRID]!;
      }
  const out = new Float64Array(GRID * GRID);
  for (let v = 0; v < GRID; v++)
    for (let u = 0; u < GRID; u++)
      for (let y = 0; y < GRID; y++)
        out[v * GRID + u]! +=
          even[y * GRID + u]! * cos[(v * y) % GRID]! - odd[y * GRID + u]! * sin[(v * y) % GRID]!;
  return out;
}

/** A part of an image in grey with weights laid over it; beyond the image its edge goes on. */
export function weighted(
  { width, height, data }: Raster,
  { reach, taps }: Weights,
  [left, top, wide, high]: readonly [number, number, number, number] = [0, 0, width, height],
): Raster {
  const row = wide + 2 * reach;
  const grey = new Float32Array(row * (high + 2 * reach));
  for (let y = 0, i = 0; y < high + 2 * reach; y++)
    for (let x = 0; x < row; x++, i++) {
      const [px, py] = [within(left + x - reach, width), within(top + y - reach, height)];
      const p = (py * width + px) * 3;
      grey[i] = 0.3 * data[p]! + 0.59 * data[p + 1]! + 0.11 * data[p + 2]!;
    }
  const out = new Uint8Array(wide * high * 3);
  const sums = new Float32Array(wide);
  const side = 2 * reach + 1;
  for (let y = 0, p = 0; y < high; y++) {
    sums.fill(0);
    for (let n = 0; n < taps.length; n++) {
      const from = (y + Math.floor(n / side)) * row + (n % side);
      const tap = taps[n]!;
      for (let x = 0; x < wide; x++) sums[x]! += tap * grey[from + x]!;
    }
    for (let x = 0; x < wide; x++, p += 3)
      out[p] = out[p + 1] = out[p + 2] = Math.max(0, Math.min(255, sums[x]!));
  }
  return { width: wide, height: high, data: out };
}

const within = (at: number, end: number): number => Math.min(end - 1, Math.max(0, at));
