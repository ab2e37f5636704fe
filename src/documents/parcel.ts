import { unzipSync } from 'fflate';
import type { ReadFailure } from './reading.ts';

const MOST_FILES = 30;
/** Unpacked bytes of one file and of all: a parcel that swells beyond this is a bomb. */
const MOST_EACH = 24 * 1024 * 1024;
const MOST_ALL = 64 * 1024 * 1024;
const READABLE = /\.(?:jpe?g|png|webp|tiff?|heic|heif|pdf)$/i;
/** Pictures in a Word file; a letterhead's logo is smaller than any photo of a page. */
const MEDIA = /^word\/media\//;
const LEAST_PICTURE = 20_000;

/** The photos and PDFs inside a ZIP or Word file, by name, as people number them. Nothing is unpacked twice. */
export function unpack(bytes: Uint8Array): Uint8Array[] | ReadFailure {
  let [count, all] = [0, 0];
  // To send it again would not help.
  if (isLocked(bytes)) return 'unsupported';
  try {
    const files = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        const hidden = /(?:^|\/)[._]/.test(name);
        if (hidden || !READABLE.test(name)) return false;
        if (name.startsWith('word/') && !(MEDIA.test(name) && originalSize >= LEAST_PICTURE)) return false;
        count++;
        all += originalSize;
        if (originalSize > MOST_EACH || all > MOST_ALL) throw new TooBig();
        if (count > MOST_FILES) throw new TooMany();
        return true;
      },
    });
    const names = Object.keys(files).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
    return names.length > 0 ? names.map((name) => files[name]!) : 'unsupported';
  } catch (error) {
    return error instanceof TooBig ? 'too_big' : error instanceof TooMany ? 'too_many_pages' : 'damaged';
  }
}

/** What stands before each file in the list at a parcel's end, and the note in it that the file is locked with a password. */
const [ENTRY, NOTES, LOCKED] = [Buffer.from('504b0102', 'hex'), 8, 1];

function isLocked(bytes: Uint8Array): boolean {
  const parcel = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = parcel.lastIndexOf(ENTRY);
  return at >= 0 && (parcel[at + NOTES]! & LOCKED) !== 0;
}

class TooBig extends Error {}
class TooMany extends Error {}
