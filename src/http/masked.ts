import { createHash } from 'node:crypto';
import type { Deps } from './deps.ts';
import type { Veil } from './veil.ts';

/** Painted pages are kept in memory only, and so many bytes of them at most: a doctor leafs to and fro. */
const MOST_BYTES = 24_000_000;

/** Pages as whoever reviews sees them. The original is never changed, and the painted one is written nowhere. */
export function maskedPages(cover: Deps['cover']) {
  const kept = new Map<string, Buffer>();
  let bytes = 0;
  return async (page: Buffer, width: number, { covers }: Veil): Promise<Buffer> => {
    const boxes = covers.map(({ box }) => box);
    const name = createHash('sha256')
      .update(page)
      .update(JSON.stringify([width, boxes]))
      .digest('base64');
    const known = kept.get(name);
    if (known) return known;
    const made = await cover(page, width, boxes);
    kept.set(name, made);
    bytes += made.length;
    for (const [old, { length }] of kept) {
      if (bytes <= MOST_BYTES) break;
      kept.delete(old);
      bytes -= length;
    }
    return made;
  };
}
