import decode from 'heic-decode';
import type { Raster } from './raster.ts';
import type { ReadFailure } from './reading.ts';

/** Decodes an iPhone's photo, upright; sharp's own build has no HEVC. Slow: some seconds for 12 megapixels. */
export async function openHeic(bytes: Uint8Array, mostPixels: number): Promise<Raster | ReadFailure> {
  let photos: Awaited<ReturnType<typeof decode.all>> | undefined;
  try {
    // The size is known before the pixels are made.
    photos = await decode.all({ buffer: bytes });
    const [photo] = photos;
    if (!photo) return 'damaged';
    if (photo.width * photo.height > mostPixels) return 'too_big';
    const { width, height, data } = await photo.decode();
    const out = new Uint8Array(width * height * 3);
    for (let i = 0, p = 0; p < out.length; i += 4, p += 3) {
      out[p] = data[i]!;
      out[p + 1] = data[i + 1]!;
      out[p + 2] = data[i + 2]!;
    }
    return { width, height, data: out };
  } catch {
    return 'damaged';
  } finally {
    photos?.dispose();
  }
}
