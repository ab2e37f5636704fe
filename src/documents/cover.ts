import sharp from 'sharp';
import type { Box } from '../cases/facts.ts';

/** The page with places painted over. `width` of the page the boxes are on: the picture may be smaller. */
export async function cover(page: Uint8Array, width: number, boxes: readonly Box[]): Promise<Buffer> {
  const picture = sharp(page);
  const size = await picture.metadata();
  const scale = size.width / width;
  const rects = boxes.map(([x, y, w, h]) => {
    const [left, top] = [Math.floor(x * scale), Math.floor(y * scale)];
    const [right, low] = [Math.ceil((x + w) * scale), Math.ceil((y + h) * scale)];
    return `<rect x="${left}" y="${top}" width="${right - left}" height="${low - top}"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" fill="#2b3636" shape-rendering="crispEdges">${rects.join('')}</svg>`;
  return picture
    .composite([{ input: Buffer.from(svg) }])
    .webp({ quality: 80, effort: 2 })
    .toBuffer();
}

/** Pixels of the longer side of a page that is sent back to a phone: a look is enough. */
const SIDE = 900;

/** The page as a small photo: WhatsApp takes no WebP but as a sticker. */
export const photo = (page: Uint8Array): Promise<Buffer> =>
  sharp(page)
    .resize(SIDE, SIDE, { fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#fff' })
    .jpeg({ quality: 72 })
    .toBuffer();
