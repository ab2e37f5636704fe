import fs from 'node:fs';
import { onPaper } from './greymap.ts';
import type { Raster } from './raster.ts';

/** The scripts in which papers of India are printed. */
export const SCRIPTS = [
  'Latin',
  'Devanagari',
  'Bengali',
  'Telugu',
  'Tamil',
  'Gujarati',
  'Kannada',
  'Malayalam',
  'Gurmukhi',
  'Oriya',
  'Arabic',
] as const;
export type Script = (typeof SCRIPTS)[number];

/** Made by `samples/scripts.ts`. */
const LEARNED = JSON.parse(fs.readFileSync(new URL('./scripts.json', import.meta.url), 'utf8')) as Record<
  Script,
  { bias: number; weights: number[] }
>;

/** How much a line looks like each script: logarithms of odds that add up over lines. */
export function scriptOdds(line: Raster): number[] {
  const looks = looksOf(line);
  const said = SCRIPTS.map((script) => {
    const { bias, weights } = LEARNED[script];
    return looks.reduce((s, v, i) => s + (v * weights[i]!) / 100, bias);
  });
  const most = Math.max(...said);
  const whole = Math.log(said.reduce((s, v) => s + Math.exp(v - most), 0)) + most;
  return said.map((v) => v - whole);
}

const BANDS = 8;
const TURNS = 8;
const STEPS = [1, 2, 4];

/**
 * What a script looks like without reading it: which way its strokes turn at each height of the line, where its ink lies, and
 * how often each pattern of eight neighbours occurs, near and farther (local binary patterns).
 */
export function looksOf(line: Raster): number[] {
  const ink = inked(line);
  return [
    ...strokes(ink, line.width, line.height),
    ...STEPS.flatMap((r) => patterns(ink, line.width, line.height, r)),
  ];
}

/** Darkness of each pixel, 0 for the paper and 1 for the print. */
function inked(line: Raster): Float32Array {
  const { grey, dark, light } = onPaper(line);
  const reach = Math.max(10, light - dark);
  return Float32Array.from(grey, (v) => Math.min(1, Math.max(0, (light - v) / reach)));
}

function strokes(ink: Float32Array, w: number, h: number): number[] {
  const turns = Array.from({ length: BANDS * TURNS }, () => 0);
  const dark = Array.from({ length: BANDS }, () => 0);
  const edges = Array.from({ length: BANDS }, () => 0);
  for (let y = 1; y < h - 1; y++) {
    const band = Math.floor((y * BANDS) / h);
    for (let x = 1, i = y * w + 1; x < w - 1; x++, i++) {
      dark[band]! += ink[i]!;
      if (ink[i]! > 0.5 !== ink[i - 1]! > 0.5) edges[band]!++;
      const [gx, gy] = [ink[i + 1]! - ink[i - 1]!, ink[i + w]! - ink[i - w]!];
      const steep = Math.hypot(gx, gy);
      if (steep < 0.1) continue;
      const turn = Math.atan2(gy, gx) / (2 * Math.PI) + (gy < 0 ? 1 : 0);
      turns[band * TURNS + Math.min(TURNS - 1, Math.floor(turn * TURNS))]! += steep;
    }
  }
  const [allTurns, allDark] = [total(turns), total(dark)];
  return [
    ...turns.map((v) => Math.sqrt(v / allTurns)),
    ...dark.map((v) => v / allDark),
    ...edges.map((v) => (v / w) * 0.6),
  ];
}

function patterns(ink: Float32Array, w: number, h: number, r: number): number[] {
  const seen = Array.from({ length: 256 }, () => 0);
  const around = [-r - r * w, -r * w, r - r * w, r, r + r * w, r * w, r * w - r, -r];
  for (let y = r; y < h - r; y++)
    for (let x = r, i = y * w + r; x < w - r; x++, i++) {
      let code = 0;
      for (let k = 0; k < 8; k++) if (ink[i + around[k]!]! > 0.5) code |= 1 << k;
      if (code !== 0 && code !== 255) seen[code]!++;
    }
  const all = total(seen);
  return seen.map((v) => Math.sqrt(v / all));
}

const total = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0) || 1;
