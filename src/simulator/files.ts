import { createHash } from 'node:crypto';

/** A file that somebody sent, or that the service uploaded. */
export interface Kept {
  id: string;
  bytes: Uint8Array;
  mime: string;
  name: string | null;
  /** Base64, as webhooks carry it. */
  sha256: string;
  /** Set when the service uploaded it: such an id may be sent, one of a person's may be sent too. */
  uploaded: boolean;
}

/** All bytes together, whatever the count allows. */
const MOST_BYTES = 400 * 1024 * 1024;

export interface Files {
  add(file: { bytes: Uint8Array; mime: string; name?: string | null; uploaded?: boolean }): Kept;
  get(id: string): Kept | undefined;
  drop(id: string): boolean;
}

/** Keeps the newest files in memory, bounded by count and by bytes. */
export function createFiles(most: number, newId: () => string): Files {
  const kept = new Map<string, Kept>();
  let total = 0;
  const drop = (id: string) => {
    const file = kept.get(id);
    if (file) total -= file.bytes.length;
    return kept.delete(id);
  };
  return {
    add({ bytes, mime, name = null, uploaded = false }) {
      const sha256 = createHash('sha256').update(bytes).digest('base64');
      const file = { id: newId(), bytes, mime, name, sha256, uploaded };
      kept.set(file.id, file);
      total += bytes.length;
      for (const id of kept.keys()) {
        if (id === file.id || (kept.size <= most && total <= MOST_BYTES)) break;
        drop(id);
      }
      return file;
    },
    get: (id) => kept.get(id),
    drop,
  };
}
