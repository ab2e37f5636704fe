import sharp from 'sharp';
import { between } from '../src/documents/homography.ts';
import type { Point, Quad, Raster } from '../src/documents/raster.ts';
import { sample, smear } from './camera.ts';
import type { Dice } from './dice.ts';

/** What can go wrong with a photo of a sheet. Lengths are parts of the photo's width unless said otherwise. */
export interface Mishap {
  /** Degrees the sheet is turned on the table, how far its corners are from a square view, how much it fills. */
  tilt: number;
  askew: number;
  fill: number;
  /** Heights of a wave and of folds in the paper. */
  curl: number;
  crumple: number;
  /** Brightness of the lamp, what is lost towards the rim, and darkness of a shadow's edge. */
  light: number;
  fall: number;
  shadow: number;
  /** Radius and strength (1 burns) of a reflection; 0 for none. */
  glare: number;
  shine: number;
  /** How far a fingertip reaches over the sheet, 0 for none. */
  finger: number;
  /** Part of the sheet beyond the photo's rim. */
  cut: number;
  /** Pixels at a width of 1200: out of focus (sigma), and the way of a hand that moved. */
  defocus: number;
  motion: number;
  /** Spread of the sensor's noise, of 255. */
  noise: number;
  /** Pixels across in the end; 0 leaves them. */
  small: number;
  jpeg: number;
}

/** A photo as a careful person takes it: what is left is chance. */
export const careful = (dice: Dice): Mishap => ({
  tilt: dice.between(-2.5, 2.5),
  askew: dice.between(0.004, 0.03),
  fill: dice.between(0.88, 0.98),
  curl: dice.between(0, 0.004),
  crumple: 0,
  light: dice.between(0.82, 1.06),
  fall: dice.between(0.05, 0.35),
  shadow: 0,
  glare: 0,
  shine: 1,
  finger: 0,
  cut: 0,
  defocus: dice.between(0.3, 0.7),
  motion: 0,
  noise: dice.between(2, 7),
  small: 0,
  jpeg: dice.whole(60, 88),
});

/** Each fault by its dial: 0 harms nothing, 1 leaves little to read. */
export const FAULTS: Record<string, (strength: number, dice: Dice) => Partial<Mishap>> = {
  blurred: (s) => ({ defocus: 0.7 + 3.6 * s }),
  motion: (s) => ({ motion: 2 + 20 * s }),
  glare: (s, d) => ({ glare: 0.05 + 0.24 * s, shine: d.between(0.45, 1) }),
  dark: (s) => ({ light: 0.5 * 0.05 ** s, noise: 4 + 9 * s }),
  small: (s) => ({ small: Math.round(1100 * 0.32 ** s) }),
  far: (s) => ({ fill: 0.85 * 0.25 ** s }),
  cut: (s) => ({ cut: 0.01 + 0.36 * s }),
  finger: (s) => ({ finger: 0.04 + 0.4 * s }),
};

/** What looks bad and seldom harms. */
export const HARMLESS: Record<string, (strength: number, dice: Dice) => Partial<Mishap>> = {
  tilt: (s, d) => ({ tilt: d.pick([-1, 1]) * (3 + 14 * s), fill: 0.78 }),
  askew: (s) => ({ askew: 0.03 + 0.06 * s, fill: 0.8 }),
  curl: (s) => ({ curl: 0.004 + 0.01 * s }),
  crumple: (s) => ({ crumple: 0.3 + 0.7 * s }),
  shadow: (s) => ({ shadow: 0.3 + 0.5 * s }),
  dim: (s) => ({ light: 0.7 - 0.3 * s, noise: 5 + 9 * s }),
  grainy: (s) => ({ noise: 8 + 26 * s }),
  squeezed: (s) => ({ jpeg: Math.round(50 - 32 * s) }),
};

/** Photographs a sheet as a phone would send it. */
export async function photograph(page: Raster, how: Mishap, size: readonly [number, number], dice: Dice) {
  const [width, height] = size;
  const raw = { raw: { width, height, channels: 3 as const } };
  const unit = width / 1200;
  let lens = sharp(exposed(page, how, size, dice), raw);
  if (how.motion >= 1) lens = lens.convolve(smear(how.motion * unit, dice.between(0, Math.PI)));
  if (how.defocus * unit >= 0.3) lens = lens.blur(how.defocus * unit);
  const seen = await lens.raw().toBuffer();
  for (let i = 0; i < seen.length; i += 3) {
    const grain = (dice() + dice() + dice() - 1.5) * 2 * how.noise;
    for (let c = 0; c < 3; c++)
      seen[i + c] = Math.max(0, Math.min(255, seen[i + c]! + grain + (dice() - 0.5) * how.noise));
  }
  const photo = sharp(seen, raw);
  if (how.small) photo.resize(how.small);
  return photo.jpeg({ quality: how.jpeg }).toBuffer();
}

/** The sheet on its table, in its light. */
function exposed(page: Raster, how: Mishap, [w, h]: readonly [number, number], dice: Dice): Buffer {
  const sheet = cornersOf(how, w, h, dice);
  const flat: Quad = [
    [0, 0],
    [page.width, 0],
    [page.width, page.height],
    [0, page.height],
  ];
  const back = between(sheet, flat);
  const out = Buffer.alloc(w * h * 3);
  const table = dice.pick([
    [96, 72, 52],
    [176, 170, 162],
    [58, 62, 70],
    [138, 44, 46],
    [120, 130, 118],
    [210, 196, 170],
  ]);
  const cloth = dice.chance(40) ? dice.between(4, 18) : 0;
  const paper = dice.pick([
    [1, 0.985, 0.95],
    [1, 1, 1],
    [0.97, 0.95, 0.88],
    [0.95, 0.98, 1],
  ]);
  const lamp: Point = [dice.between(0.2, 0.8) * w, dice.between(0.2, 0.8) * h];
  const folds = Array.from({ length: 7 }, () => ({
    way: dice.between(0, Math.PI),
    at: dice.between(-0.4, 0.4) * w,
    deep: dice.between(-1, 1),
  }));
  const spots = Array.from({ length: dice.chance(25) ? 2 : 1 }, (): Point => within(sheet, dice));
  const stretch = dice.between(0.6, 1.6);
  const finger = fingerOf(sheet, how.finger * w, dice);
  const [band, slope, phase] = [dice.between(0.2, 0.75), dice.between(-0.6, 0.6), dice.between(0, 6)];
  for (let y = 0, p = 0; y < h; y++)
    for (let x = 0; x < w; x++, p += 3) {
      let light = how.light * (1 - how.fall * (Math.hypot(x - lamp[0], y - lamp[1]) / h));
      let bent = y + how.curl * w * Math.sin((Math.PI * 2 * x) / w + phase);
      if (how.crumple)
        for (const { way, at, deep } of folds) {
          const d = (x - w / 2) * Math.cos(way) + (y - h / 2) * Math.sin(way) - at;
          light *= 1 + how.crumple * 0.16 * deep * Math.exp(-Math.abs(d) / (0.05 * w)) * Math.sign(d);
          bent += how.crumple * 0.004 * w * deep * Math.exp(-Math.abs(d) / (0.08 * w));
        }
      if (how.shadow)
        light *= 1 - how.shadow / (1 + Math.exp(-((x / w - band + (y / h - 0.5) * slope) * 35)));
      const k = back[6]! * x + back[7]! * bent + back[8]!;
      const u = (back[0]! * x + back[1]! * bent + back[2]!) / k;
      const v = (back[3]! * x + back[4]! * bent + back[5]!) / k;
      let shine = 0;
      if (how.glare)
        for (const [gx, gy] of spots)
          shine += Math.exp(-((((x - gx) * stretch) ** 2 + (y - gy) ** 2) / (how.glare * w) ** 2));
      const tip = finger(x, y);
      const weave = cloth ? cloth * Math.sin(x * 0.7) * Math.sin(y * 0.6) : 0;
      for (let c = 0; c < 3; c++) {
        const ink = tip ? -1 : sample(page, u, v, c);
        const base = tip ? tip[c]! : ink < 0 ? table[c]! + weave : ink * paper[c]!;
        out[p + c] = Math.max(0, Math.min(255, base * light + shine * how.shine * 420));
      }
    }
  return out;
}

/** Where the sheet's corners fall; one side may lie beyond the rim. */
function cornersOf(how: Mishap, w: number, h: number, dice: Dice): Quad {
  const turned = (how.tilt * Math.PI) / 180;
  const jitter = () => dice.between(-how.askew, how.askew) * w;
  const [dx, dy] = dice.pick([[-1, 0] as const, [1, 0] as const, [0, 1] as const, [0, -1] as const]);
  // The sheet's rim first comes to the photo's, then goes over it.
  const beyond = (side: number) => (how.cut ? how.cut * side + (side * (1 - how.fill)) / 2 : 0);
  const corner = (sx: number, sy: number): Point => {
    const [x, y] = [(sx * how.fill * w) / 2, (sy * how.fill * h) / 2];
    return [
      w / 2 + dx * beyond(w) + x * Math.cos(turned) - y * Math.sin(turned) + jitter(),
      h / 2 + dy * beyond(h) + x * Math.sin(turned) + y * Math.cos(turned) + jitter(),
    ];
  };
  return [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)];
}

/** A place where something is printed. */
function within([a, b, c, d]: Quad, dice: Dice): Point {
  const [s, t] = [dice.between(0.15, 0.8), dice.between(0.08, 0.7)];
  const mix = (n: 0 | 1) => (a[n] * (1 - s) + b[n] * s) * (1 - t) + (d[n] * (1 - s) + c[n] * s) * t;
  return [mix(0), mix(1)];
}

/** A fingertip from the photo's left, right or lower side: its colour where it is, or nothing. */
function fingerOf(sheet: Quad, reach: number, dice: Dice) {
  const [x0, x1] = [(sheet[0][0] + sheet[3][0]) / 2, (sheet[1][0] + sheet[2][0]) / 2];
  const [y0, y1] = [(sheet[0][1] + sheet[1][1]) / 2, (sheet[2][1] + sheet[3][1]) / 2];
  const wide = dice.between(0.045, 0.075) * (x1 - x0);
  const side = dice.pick(['left', 'right', 'low']);
  const at = dice.between(0.1, 0.75);
  const skin = dice.pick([
    [202, 150, 122],
    [168, 116, 86],
    [132, 88, 64],
    [224, 180, 154],
  ]);
  return (x: number, y: number): number[] | undefined => {
    if (!reach) return undefined;
    const along = side === 'left' ? x - x0 : side === 'right' ? x1 - x : y1 - y;
    const across = side === 'low' ? x - (x0 + at * (x1 - x0)) : y - (y0 + at * (y1 - y0)) + along * 0.25;
    const tip = along > reach - wide ? Math.hypot(along - (reach - wide), across) : Math.abs(across);
    if (tip > wide || along > reach) return undefined;
    const round = 1 - 0.45 * (tip / wide) ** 2;
    return skin.map((tone) => tone * round);
  };
}
