import sharp from 'sharp';
import type { Raster } from './raster.ts';
import type { Fault } from './reading.ts';

/** What a photo looks like in numbers, measured on a grey copy of at most 1600 pixels. */
export interface Look {
  shortSide: number;
  /** 90th percentile of brightness, 0 to 255. */
  bright: number;
  /** Share of pixels that are all but white. */
  burnt: number;
  /** Share of pixels on an edge, and how abrupt the stronger edges are (0 to 1). */
  edges: number;
  sharp: number;
}

/** What the reading of the page adds. */
export interface Found {
  /** Places that look like text, and those of them that could be read. */
  boxes: number;
  lines: number;
  /** Median height of a line of text, in pixels of the copy. */
  textHeight: number;
  confidence: number;
}

const SIDE = 1600;

/** Measures the middle of a photo; its rim is often table or floor. */
export async function look(photo: Raster): Promise<Look & { scale: number }> {
  const scale = Math.min(1, SIDE / Math.max(photo.width, photo.height));
  const { data, info } = await sharp(photo.data, {
    raw: { width: photo.width, height: photo.height, channels: 3 },
  })
    .greyscale()
    .resize(Math.max(1, Math.round(photo.width * scale)), Math.max(1, Math.round(photo.height * scale)), {
      fit: 'fill',
    })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const [w, h] = [info.width, info.height];
  const counts = new Uint32Array(256);
  let [n, edges, strong, abrupt] = [0, 0, 0, 0];
  for (let y = Math.max(2, Math.floor(h * 0.08)); y < Math.min(h - 2, h * 0.92); y++) {
    for (let x = Math.max(2, Math.floor(w * 0.1)); x < Math.min(w - 2, w * 0.9); x++) {
      const at = y * w + x;
      counts[data[at]!]!++;
      n++;
      // A sharp edge makes most of its climb within two pixels; a blurred one needs more.
      const near = Math.abs(data[at + 1]! - data[at - 1]!);
      const far = Math.abs(data[at + 2]! - data[at - 2]!);
      if (near > 24) edges++;
      if (far > 40) {
        strong++;
        abrupt += near / Math.max(far, near);
      }
    }
  }
  let [seen, bright] = [0, 0];
  while (bright < 255 && (seen += counts[bright]!) <= 0.9 * n) bright++;
  const burnt = (counts[252]! + counts[253]! + counts[254]! + counts[255]!) / Math.max(1, n);
  return {
    shortSide: Math.min(photo.width, photo.height),
    bright,
    burnt,
    edges: edges / Math.max(1, n),
    sharp: strong ? abrupt / strong : 0,
    scale,
  };
}

/** What a person could do better. Thresholds are those measured on invented photos. */
export function faultsOf(seen: Look, found: Found): Fault[] {
  const faults: Fault[] = [];
  if (seen.shortSide < 600) faults.push('small');
  if (seen.bright < 50) faults.push('dark');
  if (seen.burnt > 0.3 && seen.edges < 0.035) faults.push('glare');
  if (found.boxes < 5) faults.push('not_a_page');
  else if (found.textHeight < 11) faults.push('far');
  if (found.boxes >= 5 && (found.confidence < 0.9 || found.lines < 5) && faults.length === 0)
    faults.push('blurred');
  return faults;
}
