import { fileTypeFromBuffer } from 'file-type';
import sharp from 'sharp';
import { openHeic } from './heic.ts';
import type { Raster } from './raster.ts';
import type { ReadFailure } from './reading.ts';

const HEIC = new Set(['image/heic', 'image/heif', 'image/heic-sequence', 'image/heif-sequence']);
export const PARCELS = new Set([
  'application/zip',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
]);
const OTHERS = new Set(['application/pdf', 'application/dicom']);
const IMAGES = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/tiff', 'image/gif', 'image/avif']);
/** More than any phone's camera makes in one photo that WhatsApp lets through. */
const MOST_PIXELS = 60_000_000;
const MOST_BYTES = 64 * 1024 * 1024;
/** Lines are read from at most so many pixels a side; finer print than that is rare. */
const LONGEST = 3000;

export type Sniffed = { mime: string; failure?: ReadFailure };

/** What the bytes are, by their own beginning: names and declared types are not believed. */
export async function sniff(bytes: Uint8Array): Promise<Sniffed> {
  if (bytes.length === 0) return { mime: 'application/octet-stream', failure: 'empty' };
  if (bytes.length > MOST_BYTES) return { mime: 'application/octet-stream', failure: 'too_big' };
  const type = await fileTypeFromBuffer(bytes).catch(() => undefined);
  const mime = type?.mime ?? 'application/octet-stream';
  if ([OTHERS, IMAGES, HEIC, PARCELS].some((kinds) => kinds.has(mime))) return { mime };
  return { mime, failure: 'unsupported' };
}

/** Decodes a picture, upright by its EXIF note and small enough to hold; TIFF may have several pages. */
export async function openImage(
  bytes: Uint8Array,
  mime: string,
  page = 0,
  longest = LONGEST,
): Promise<{ image: Raster; pages: number } | ReadFailure> {
  if (HEIC.has(mime)) return opened(await openHeic(bytes, MOST_PIXELS));
  try {
    const about = await sharp(bytes, { limitInputPixels: false }).metadata();
    if (about.width * about.height > MOST_PIXELS) return 'too_big';
    const { data, info } = await sharp(bytes, { limitInputPixels: MOST_PIXELS, page, failOn: 'error' })
      .autoOrient()
      .flatten({ background: '#fff' })
      .resize(longest, longest, { fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    return {
      image: { width: info.width, height: info.height, data },
      pages: about.format === 'tiff' ? (about.pages ?? 1) : 1,
    };
  } catch {
    // The decoder's words may hold what is in the file; the code says enough.
    return 'damaged';
  }
}

/** Made small enough to hold, as other photos are. */
async function opened(photo: Raster | ReadFailure): Promise<{ image: Raster; pages: number } | ReadFailure> {
  if (typeof photo === 'string') return photo;
  const raw = { width: photo.width, height: photo.height, channels: 3 as const };
  const { data, info } = await sharp(photo.data, { raw })
    .resize(LONGEST, LONGEST, { fit: 'inside', withoutEnlargement: true })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { image: { width: info.width, height: info.height, data }, pages: 1 };
}
