import sharp from 'sharp';
import { bowOf } from './bow.ts';
import type { Bow } from './bow.ts';
import type { Models } from './models.ts';
import { grow, smallestBox } from './quads.ts';
import { distance } from './raster.ts';
import type { Point, Quad, Raster } from './raster.ts';

/** Longest side the detector sees. 1280 was no faster and lost recall. */
const SIDE = 1600;
/** It sees no more than of a page of 4 by 3: a square one would want a third more room than any other. */
const SHAPE = 3 / 4;
const INK = 0.3;
const SURE = 0.5;
const UNCLIP = 1.6;
const MOST = 1500;

/** Lines of text, in no order, and how those run that are bent. */
export interface Lines {
  quads: Quad[];
  bows: ReadonlyMap<Quad, Bow>;
}

/** Where lines of text are, in pixels of the image. */
export const findText = async (models: Models, image: Raster, side = SIDE): Promise<Quad[]> =>
  (await findLines(models, image, side)).quads;

/** Lines of text in pixels of the image; of bent ones the box is as thick as the line. */
export async function findLines(models: Models, image: Raster, side = SIDE): Promise<Lines> {
  const area = side * Math.sqrt(SHAPE / (image.width * image.height));
  const scale = Math.min(side / Math.max(image.width, image.height), area, 2.5);
  const width = Math.max(32, Math.round((image.width * scale) / 32) * 32);
  const height = Math.max(32, Math.round((image.height * scale) / 32) * 32);
  const small = await sharp(image.data, { raw: { width: image.width, height: image.height, channels: 3 } })
    .resize(width, height, { fit: 'fill', kernel: 'linear' })
    .raw()
    .toBuffer();
  const answer = await models.find.answer(normalise(small, width * height), [1, 3, height, width]);
  const [sx, sy] = [image.width / width, image.height / height];
  const bows = new Map<Quad, Bow>();
  const quads = boxes(answer.data as Float32Array, width, height).map((box) => {
    const quad = box.quad.map(([x, y]) => [x * sx, y * sy] as Point) as unknown as Quad;
    if (box.bow)
      bows.set(
        quad,
        box.bow.map((off) => off * sy),
      );
    return quad;
  });
  return { quads, bows };
}

function normalise(rgb: Uint8Array, n: number): Float32Array {
  const out = new Float32Array(n * 3);
  const [mean, std] = [
    [0.485, 0.456, 0.406],
    [0.229, 0.224, 0.225],
  ];
  // The network was trained on blue, green, red.
  for (let c = 0; c < 3; c++) {
    const from = 2 - c;
    const [m, s] = [mean![c]! * 255, std![c]! * 255];
    for (let i = 0, p = from, o = c * n; i < n; i++, p += 3) out[o + i] = (rgb[p]! - m) / s;
  }
  return out;
}

/** Boxes round the connected patches of a probability map (the DB method: threshold, box, grow). */
function boxes(map: Float32Array, width: number, height: number): { quad: Quad; bow?: Bow }[] {
  const seen = new Uint8Array(map.length);
  const stack = new Int32Array(map.length);
  const out: { quad: Quad; bow?: Bow }[] = [];
  for (let start = 0; start < map.length && out.length < MOST; start++) {
    if (seen[start] || map[start]! < INK) continue;
    const patch = flood(map, width, height, start, seen, stack);
    if (patch.count < 12 || patch.sum / patch.count < SURE) continue;
    const straight = smallestBox(patch.rim);
    const bent = bowOf(straight, patch.rim);
    const quad = bent?.quad ?? straight;
    const [w, h] = [distance(quad[0], quad[1]), distance(quad[1], quad[2])];
    if (Math.min(w, h) < 2) continue;
    const whole = grow(quad, (w * h * UNCLIP) / (2 * (w + h)));
    out.push(bent ? { quad: whole, bow: bent.bow } : { quad: whole });
  }
  return out;
}

/** One patch: its size, summed probability, and leftmost and rightmost pixel of each of its columns' ends. */
function flood(
  map: Float32Array,
  width: number,
  height: number,
  start: number,
  seen: Uint8Array,
  stack: Int32Array,
) {
  const ends = new Map<number, [number, number]>();
  let [top, count, sum] = [0, 0, 0];
  stack[top++] = start;
  seen[start] = 1;
  while (top > 0) {
    const at = stack[--top]!;
    const x = at % width;
    const y = (at - x) / width;
    count++;
    sum += map[at]!;
    const end = ends.get(x);
    if (!end) ends.set(x, [y, y]);
    else if (y < end[0]) end[0] = y;
    else if (y > end[1]) end[1] = y;
    for (let dy = -1; dy <= 1; dy++) {
      for (let dx = -1; dx <= 1; dx++) {
        const [nx, ny] = [x + dx, y + dy];
        if (nx < 0 || ny < 0 || nx >= width || ny >= height) continue;
        const next = ny * width + nx;
        if (seen[next] || map[next]! < INK) continue;
        seen[next] = 1;
        stack[top++] = next;
      }
    }
  }
  const rim: Point[] = [];
  for (const x of [...ends.keys()].sort((a, b) => a - b)) {
    const [y0, y1] = ends.get(x)!;
    rim.push([x, y0], [x, y1]);
  }
  return { count, sum, rim };
}
