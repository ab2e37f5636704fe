import sharp from 'sharp';
import type { Box } from '../cases/facts.ts';

/** Pixels the page is looked at in: a code's squares are some pixels wide then, and its frame is found quickly. */
const WIDTH = 1_000;
const BLOCK = 12;
/** Ink and paper of a code are far apart, and about as much of each; of words a fifth or so is ink. */
const CONTRAST = 90;
const INK = [0.3, 0.7] as const;
/** Along a line through a block the shade changes more than once: the edge of a dark bar is no code. */
const CHANGES = 1.3;
/** Of the blocks in a code's frame so many are such. */
const FULL = 0.72;
const MOST = 20;

/** Bar codes and QR codes on a page: close fields of as much ink as paper, larger than words. They may hold whose page it is. */
export async function codesOn(page: Uint8Array): Promise<Box[]> {
  const { width: real } = await sharp(page).metadata();
  const { data, info } = await sharp(page)
    .greyscale()
    // A strip of one column would else become as high as a tower.
    .resize(WIDTH, 4 * WIDTH, { fit: 'inside' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const scale = real / info.width;
  const [wide, high] = [Math.floor(info.width / BLOCK), Math.floor(info.height / BLOCK)];
  const dense = Array.from({ length: wide * high }, (_, i) =>
    kindOf(data, info.width, (i % wide) * BLOCK, Math.floor(i / wide) * BLOCK),
  );
  return fields(dense, wide)
    .filter(isCode)
    .slice(0, MOST)
    .map(({ x, y, w, h }) => {
      const [left, top] = [Math.max(0, x - 1) * BLOCK, Math.max(0, y - 1) * BLOCK];
      const [right, low] = [
        Math.min(info.width, (x + w + 1) * BLOCK),
        Math.min(info.height, (y + h + 1) * BLOCK),
      ];
      return [left, top, right - left, low - top].map((n) => Math.round(n * scale)) as unknown as Box;
    });
}

/** A square of four blocks and more, or a band of bars: a heading in bold letters is as dense, but no line runs through it. */
function isCode({ w, h, blocks, bars }: Field): boolean {
  if (blocks < FULL * w * h) return false;
  return (h >= 4 && w >= 4 && w < 2 * h && h < 2 * w) || (h >= 2 && w >= 8 && bars > 0.7 * blocks);
}

/** What a block is part of: of nothing, of squares or letters, or of bars, which run through it. */
type Kind = 0 | 'grid' | 'bars';

function kindOf(data: Uint8Array, stride: number, left: number, top: number): Kind {
  let [least, most] = [255, 0];
  for (let y = top; y < top + BLOCK; y++)
    for (let x = left; x < left + BLOCK; x++) {
      const value = data[y * stride + x]!;
      if (value < least) least = value;
      if (value > most) most = value;
    }
  if (most - least < CONTRAST) return 0;
  const dark = (x: number, y: number) => data[y * stride + x]! < (least + most) / 2;
  let [ink, across, down] = [0, 0, 0];
  for (let y = top; y < top + BLOCK; y++)
    for (let x = left; x < left + BLOCK; x++) {
      if (dark(x, y)) ink++;
      if (x > left && dark(x, y) !== dark(x - 1, y)) across++;
      if (y > top && dark(x, y) !== dark(x, y - 1)) down++;
    }
  const share = ink / BLOCK ** 2;
  if (share < INK[0] || share > INK[1]) return 0;
  const [less, more] = [Math.min(across, down), Math.max(across, down)];
  return more > CHANGES * BLOCK && less < 0.35 * more ? 'bars' : 'grid';
}

interface Field {
  x: number;
  y: number;
  w: number;
  h: number;
  blocks: number;
  /** How many of them are part of bars. */
  bars: number;
}

/** Blocks that touch at a side, with their frames. */
function fields(dense: Kind[], wide: number): Field[] {
  const out: Field[] = [];
  for (let start = 0; start < dense.length; start++) {
    if (!dense[start]) continue;
    const todo = [start];
    let [left, right, top, low, blocks, bars] = [wide, 0, dense.length, 0, 0, 0];
    for (let at = todo.pop(); at !== undefined; at = todo.pop()) {
      const [x, y] = [at % wide, Math.floor(at / wide)];
      [left, right, top, low] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(low, y)];
      if (!dense[at]) continue;
      if (dense[at] === 'bars') bars++;
      dense[at] = 0;
      blocks++;
      for (const [next, ok] of [
        [at - 1, x > 0],
        [at + 1, x < wide - 1],
        [at - wide, true],
        [at + wide, true],
      ] as const)
        if (ok && dense[next]) todo.push(next);
    }
    out.push({ x: left, y: top, w: right - left + 1, h: low - top + 1, blocks, bars });
  }
  return out;
}
