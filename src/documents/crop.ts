import sharp from 'sharp';
import type { Box } from '../cases/facts.ts';

/** Of the page's width at least this much is shown, and of its height: a figure without its row says nothing. */
const WIDE = 0.55;
const HIGH = 0.035;
/** Pixels the picture is wide, so that a phone shows the words large enough. */
const WIDTH = 900;
const BORDER = '#d9480f';

/** A picture of one place on a page with its row around it, the place itself framed. JPEG. */
export async function crop(page: Uint8Array, box: Box): Promise<Uint8Array> {
  const { width, height } = await sharp(page).metadata();
  const [x, y, w, h] = box;
  const wide = Math.min(width, Math.max(w * 1.2, width * WIDE));
  const high = Math.min(height, Math.max(h * 3, height * HIGH));
  // What a value is called stands to its left.
  const left = Math.round(clamp(x + w + width * 0.06 - wide, 0, width - wide));
  const top = Math.round(clamp(y + h / 2 - high / 2, 0, height - high));
  const area = {
    left,
    top,
    width: Math.floor(Math.min(wide, width - left)),
    height: Math.floor(Math.min(high, height - top)),
  };
  const scale = WIDTH / area.width;
  const size = { width: WIDTH, height: Math.max(1, Math.round(area.height * scale)) };
  const mark = [x - left, y - top, w, h].map((n) => Math.round(n * scale));
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}"><rect x="${mark[0]! - 6}" y="${mark[1]! - 6}" width="${mark[2]! + 12}" height="${mark[3]! + 12}" fill="none" stroke="${BORDER}" stroke-width="4" rx="6"/></svg>`;
  const cut = await sharp(page).extract(area).resize(size).toBuffer();
  return sharp(cut)
    .composite([{ input: Buffer.from(svg) }])
    .flatten({ background: '#fff' })
    .jpeg({ quality: 82 })
    .toBuffer();
}

const clamp = (n: number, least: number, most: number): number => Math.max(least, Math.min(n, most));
