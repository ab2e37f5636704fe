import type { Raster } from './raster.ts';

/** Something dark in a gap, in pixels of the gap as cut. */
export interface Speck {
  left: number;
  right: number;
  top: number;
  low: number;
}

/** Gaps are looked at so many pixels high, which is the height of a line with its margins. */
export const HIGH = 32;
/** A row of pixels so dark is no print. */
const RULED = 0.6;
/** Darker than paper by at least this part of its brightness. */
const DARK = 0.3;

/** What is dark in a gap, apart from what reaches into it from its ends. */
export function specksOf({ width, height, data }: Raster): Speck[] {
  const grey = Uint8Array.from({ length: width * height }, (_, i) => data[i * 3 + 1]!);
  const paper = grey.slice().sort()[Math.floor(grey.length * 0.7)]!;
  const ink = paper * (1 - DARK);
  // A table's rule runs through the whole gap.
  const ruled = Array.from({ length: height }, (_, y) => {
    const dark = grey.subarray(y * width, (y + 1) * width).reduce((n, v) => n + (v < ink ? 1 : 0), 0);
    return dark > RULED * width;
  });
  const out: Speck[] = [];
  let open: Speck | undefined;
  for (let x = 0; x < width; x++) {
    let [top, low] = [height, -1];
    for (let y = 1; y < height - 1; y++)
      if (!ruled[y] && grey[y * width + x]! < ink) [top, low] = [Math.min(top, y), Math.max(low, y)];
    if (low < 0) {
      if (open && x - open.right > 3) {
        out.push(open);
        open = undefined;
      }
    } else if (open)
      open = { left: open.left, right: x, top: Math.min(open.top, top), low: Math.max(open.low, low) };
    else open = { left: x, right: x, top, low };
  }
  if (open) out.push(open);
  return out.filter(({ left, right }) => left > 2 && right < width - 3);
}

/** Long, thin and at half the height of small letters. */
export function isDash({ left, right, top, low }: Speck): boolean {
  const [wide, high, middle] = [right - left + 1, low - top + 1, (top + low) / 2 / HIGH];
  return wide >= 5 && wide <= 20 && high <= 5 && wide >= 1.6 * high && middle > 0.4 && middle < 0.68;
}

/** As wide and high as a letter. */
export function isLetter({ left, right, top, low }: Speck): boolean {
  const [wide, high] = [right - left + 1, low - top + 1];
  return wide >= 5 && wide <= 26 && high >= 10 && high <= 24 && top > 1 && low < HIGH - 2;
}
