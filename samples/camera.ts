import sharp from 'sharp';
import { between } from '../src/documents/homography.ts';
import type { Quad, Raster } from '../src/documents/raster.ts';
import type { Dice } from './dice.ts';

/** How one photo of a sheet is taken. Lengths are parts of the photo's width, turns are degrees. */
export interface Shot {
  width: number;
  height: number;
  /** How far the corners are from a square view. */
  askew: number;
  /** Degrees the sheet is turned on the table. */
  tilt: number;
  /** Part of the photo that the sheet fills, side by side. */
  fill: number;
  /** Height of the wave of a bent sheet. */
  curl: number;
  /** Brightness at the light's middle, and how much of it is lost towards the rim. */
  light: number;
  fall: number;
  /** Darkness of a shadow's band, 0 for none. */
  shadow: number;
  /** Radius of a burnt spot, 0 for none. */
  glare: number;
  /** Radius of a fingertip over the sheet, 0 for none. */
  finger: number;
  /** Part of the sheet that is outside the photo on one side. */
  cut: number;
  grain: number;
  /** Strength of the stripes of a photographed screen. */
  moire: number;
  /** Pixels of blur, and of a hand that moved. */
  blur: number;
  motion: number;
  jpeg: number;
}

/** A careful photo, as most people take it; what varies is chance. */
export function carefulShot(dice: Dice): Shot {
  return {
    width: 1500,
    height: 2000,
    askew: dice.between(0.005, 0.03),
    tilt: dice.between(-2, 2),
    fill: dice.between(0.9, 0.97),
    curl: dice.between(0, 0.004),
    light: dice.between(0.9, 1.05),
    fall: dice.between(0.05, 0.3),
    shadow: 0,
    glare: 0,
    finger: 0,
    cut: 0,
    grain: dice.between(4, 14),
    moire: 0,
    blur: dice.between(0.4, 0.8),
    motion: 0,
    jpeg: dice.whole(65, 88),
  };
}

/** Photographs a sheet; the answer is a JPEG as a phone would send it. */
export async function shoot(page: Raster, shot: Shot, dice: Dice): Promise<Buffer> {
  const seen = exposed(page, shot, dice);
  let photo = sharp(seen.data, { raw: { width: seen.width, height: seen.height, channels: 3 } });
  if (shot.motion >= 2) photo = photo.convolve(smear(shot.motion, dice.between(0, Math.PI)));
  if (shot.blur >= 0.3) photo = photo.blur(shot.blur);
  return photo.jpeg({ quality: shot.jpeg }).toBuffer();
}

function exposed(page: Raster, shot: Shot, dice: Dice): Raster {
  const { width: w, height: h } = shot;
  const back = between(sheetOf(shot, dice), [
    [0, 0],
    [page.width, 0],
    [page.width, page.height],
    [0, page.height],
  ]);
  const out = new Uint8Array(w * h * 3);
  const table = dice.pick([
    [96, 72, 52],
    [180, 176, 170],
    [60, 64, 70],
    [140, 40, 44],
  ]);
  const [cx, cy] = [dice.between(0.2, 0.8), dice.between(0.2, 0.8)];
  const [gx, gy] = [dice.between(0.35, 0.65), dice.between(0.3, 0.6)];
  const [fx, fy] = [dice.pick([0.12, 0.86]), dice.between(0.3, 0.8)];
  const band = dice.between(0.2, 0.7);
  const [phase, turn] = [dice.between(0, 6), dice.between(0.8, 1.3)];
  for (let y = 0, p = 0; y < h; y++) {
    for (let x = 0; x < w; x++, p += 3) {
      const bent = y + shot.curl * w * Math.sin((Math.PI * 2 * x) / w + phase);
      const k = back[6]! * x + back[7]! * bent + back[8]!;
      const u = (back[0]! * x + back[1]! * bent + back[2]!) / k;
      const v = (back[3]! * x + back[4]! * bent + back[5]!) / k;
      let light = shot.light * (1 - shot.fall * Math.hypot(x / w - cx, y / h - cy));
      const dist = (x / w - band) * 0.9 + (y / h - 0.5) * 0.45;
      if (shot.shadow) light *= 1 - shot.shadow / (1 + Math.exp(-dist * 40));
      const shine = shot.glare
        ? 520 * Math.exp(-(((x / w - gx) ** 2 + ((y - gy * h) / w) ** 2) / shot.glare ** 2))
        : 0;
      const stripes = shot.moire
        ? 1 + shot.moire * Math.sin(0.9 * x * turn + 0.13 * y) * Math.sin(0.8 * y)
        : 1;
      const grain = (dice() + dice() - 1) * shot.grain;
      const skin = shot.finger && Math.hypot((x / w - fx) * 1.1, (y / h - fy) * (h / w) * 0.8) < shot.finger;
      for (let c = 0; c < 3; c++) {
        const paper = sample(page, u, v, c);
        const base = skin ? [198, 146, 122][c]! : paper < 0 ? table[c]! : paper * [1, 0.985, 0.95][c]!;
        out[p + c] = Math.max(0, Math.min(255, base * light * stripes + shine + grain));
      }
    }
  }
  return { width: w, height: h, data: out };
}

/** Where the sheet's corners fall on the photo. */
function sheetOf(shot: Shot, dice: Dice): Quad {
  const { width: w, height: h } = shot;
  const turned = (shot.tilt * Math.PI) / 180;
  const jitter = () => dice.between(-shot.askew, shot.askew) * w;
  const shift = shot.cut * w * dice.pick([-1, 1]);
  const corner = (sx: number, sy: number) => {
    const [x, y] = [(sx * shot.fill * w) / 2, (sy * shot.fill * h) / 2];
    return [
      w / 2 + shift + x * Math.cos(turned) - y * Math.sin(turned) + jitter(),
      h / 2 + x * Math.sin(turned) + y * Math.cos(turned) + jitter(),
    ] as const;
  };
  return [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)];
}

/** One channel of the page at a place between its pixels; below 0 beside the page. */
export function sample(page: Raster, u: number, v: number, c: number): number {
  if (u < 0 || v < 0 || u >= page.width - 1 || v >= page.height - 1) return -1;
  const [x, y] = [u | 0, v | 0];
  const [a, b] = [u - x, v - y];
  const at = (y * page.width + x) * 3 + c;
  const down = at + page.width * 3;
  const { data } = page;
  return (
    (data[at]! * (1 - a) + data[at + 3]! * a) * (1 - b) + (data[down]! * (1 - a) + data[down + 3]! * a) * b
  );
}

/** The kernel of a hand that moved so many pixels in one direction. */
export function smear(pixels: number, way: number) {
  const size = Math.ceil(pixels) | 1;
  const kernel = Array.from({ length: size * size }, () => 0);
  for (let t = -pixels / 2; t <= pixels / 2; t += 0.25) {
    const x = Math.round(size / 2 - 0.5 + t * Math.cos(way));
    const y = Math.round(size / 2 - 0.5 + t * Math.sin(way));
    if (x >= 0 && y >= 0 && x < size && y < size) kernel[y * size + x]!++;
  }
  return { width: size, height: size, kernel, scale: kernel.reduce((a, b) => a + b, 0) };
}
