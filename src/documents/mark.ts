import sharp from 'sharp';
import type { OverlayOptions } from 'sharp';
import type { Glance } from './glance.ts';
import { median } from './flatten.ts';
import type { Look } from './quality.ts';
import { frame, heightOf, widthOf } from './raster.ts';
import type { Quad, Raster } from './raster.ts';
import type { Fault } from './reading.ts';

/** Pixels of the longer side of what is sent back: a look is enough. */
const SIDE = 900;
/** How many times the words are enlarged that nobody can read. */
const LENS = 3;

type Box = readonly [x: number, y: number, width: number, height: number];

/**
 * The photo, upright and small, with the bad place framed in red. Where the whole of it is bad, some words are shown as large
 * as under a lens, so that anybody sees that they cannot be read.
 */
export async function marked({ image, samples }: Glance, seen: Look, fault: Fault): Promise<Uint8Array> {
  const scale = Math.min(1, SIDE / Math.max(image.width, image.height));
  const [w, h] = [image.width, image.height].map((side) => Math.max(1, Math.round(side * scale))) as [
    number,
    number,
  ];
  const place = fault === 'cut' || fault === 'covered' || fault === 'glare' ? seen[fault]?.place : undefined;
  const small = rawOf(image).resize(w, h, { fit: 'fill' });
  const layers: OverlayOptions[] = [];
  if (place) {
    const [x, y, wide, high] = place;
    layers.push(frameOn(w, h, [x * w, y * h, wide * w, high * h]));
  } else if (fault !== 'dark' && fault !== 'not_a_page') {
    const words = typical(samples.map(({ quad }) => quad));
    if (words) layers.push(...(await underLens(image, words, scale, w, h)));
  }
  return small.composite(layers).jpeg({ quality: 70 }).toBuffer();
}

const rawOf = ({ data, width, height }: Raster) => sharp(data, { raw: { width, height, channels: 3 } });

/** The piece of middle height that is longest. */
function typical(quads: readonly Quad[]): Quad | undefined {
  const high = median(quads.map(heightOf));
  const usual = quads.filter((quad) => Math.abs(heightOf(quad) - high) <= 0.3 * high);
  return usual.sort((a, b) => widthOf(b) - widthOf(a))[0];
}

/** Some words as large as fits, at the foot or the head of the picture, and a frame where they come from. */
async function underLens(image: Raster, quad: Quad, scale: number, w: number, h: number) {
  const [x, y, wide, high] = frame(quad);
  const left = Math.max(0, Math.floor(x));
  const top = Math.max(0, Math.floor(y));
  const width = Math.min(image.width - left, Math.ceil(wide));
  const height = Math.min(image.height - top, Math.ceil(high));
  if (width < 4 || height < 4) return [];
  const large = Math.min((0.9 * w) / width, LENS * Math.max(1, 24 / (height * scale)));
  const lens = await rawOf(image)
    .extract({ left, top, width, height })
    .resize(Math.round(width * large), Math.max(1, Math.round(height * large)), {
      fit: 'fill',
      kernel: 'cubic',
    })
    .extend({ top: 5, bottom: 5, left: 5, right: 5, background: '#d11' })
    .png()
    .toBuffer({ resolveWithObject: true });
  const far = (top + height / 2) * scale > h / 2;
  const place = {
    input: lens.data,
    left: Math.max(0, Math.round((w - lens.info.width) / 2)),
    top: far ? Math.round(h * 0.08) : Math.max(0, Math.round(h * 0.92) - lens.info.height),
  };
  const fits = lens.info.width <= w && lens.info.height <= h;
  const from: Box = [left * scale, top * scale, width * scale, height * scale];
  return [frameOn(w, h, from), ...(fits ? [place] : [])];
}

/** A red frame, a little larger than what it frames. */
function frameOn(w: number, h: number, [x, y, wide, high]: Box): OverlayOptions {
  const room = 6;
  const [left, top] = [Math.max(3, x - room), Math.max(3, y - room)];
  const [right, low] = [Math.min(w - 3, x + wide + room), Math.min(h - 3, y + high + room)];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}"><rect x="${left}" y="${top}" width="${right - left}" height="${low - top}" rx="8" fill="none" stroke="#d11" stroke-width="6"/></svg>`;
  return { input: Buffer.from(svg), left: 0, top: 0 };
}
