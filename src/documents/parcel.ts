import { unzipSync } from 'fflate';
import type { ReadFailure } from './reading.ts';

const MOST_FILES = 30;
/** Unpacked bytes of one file and of all: what swells beyond this is left packed. */
const MOST_EACH = 24 * 1024 * 1024;
const MOST_ALL = 64 * 1024 * 1024;
const READABLE = /\.(?:jpe?g|png|webp|tiff?|heic|heif|pdf)$/i;
/** How the files on a CD from radiology are called: with this ending or with none. */
const SCAN = /(?:\.(?:dcm|dicom)|(?:^|\/)(?!DICOMDIR$)[^./]+)$/i;
/** Of so many folders of a CD one file's header is read; a folder holds hundreds of pictures of one series. */
const MOST_SCANS = 3;
/** Pictures in a Word file; a letterhead's logo is smaller than any photo of a page. */
const MEDIA = /^word\/media\//;
const LEAST_PICTURE = 20_000;
const LONGEST_NAME = 40;

/** One file out of a parcel, by a name that can be shown. */
export interface Part {
  name: string;
  bytes: Uint8Array;
}

/** What a parcel holds: papers as people number them, a few files of scans, and the names of papers that did not come out. */
export interface Parcel {
  papers: Part[];
  scans: Part[];
  spoilt: string[];
}

interface Entry {
  name: string;
  originalSize: number;
}

/** The photos, PDFs and scans inside a ZIP or Word file. One that is damaged or swollen stays behind alone. Nothing is unpacked twice. */
export function unpack(bytes: Uint8Array): Parcel | ReadFailure {
  // To send it again would not help.
  if (isLocked(bytes)) return 'unsupported';
  const listed = entriesOf(bytes);
  if (!listed) return 'damaged';
  const papers = listed.filter(isPaper).sort(byName);
  if (papers.length > MOST_FILES) return 'too_many_pages';
  const parcel: Parcel = { papers: [], scans: [], spoilt: [] };
  const left = { bytes: MOST_ALL };
  let why: ReadFailure = 'unsupported';
  for (const [i, entry] of papers.entries()) {
    const got = take(bytes, entry, left);
    const name = safeName(entry.name, i);
    if (typeof got !== 'string') parcel.papers.push({ name, bytes: got });
    else {
      if (parcel.spoilt.length === 0) why = got;
      parcel.spoilt.push(name);
    }
  }
  for (const [i, entry] of oneOfEachFolder(listed.filter(isScan)).entries()) {
    const got = take(bytes, entry, left);
    if (typeof got !== 'string') parcel.scans.push({ name: safeName(entry.name, i), bytes: got });
  }
  return parcel.papers.length + parcel.scans.length > 0 ? parcel : why;
}

/** What is listed at the parcel's end, without unpacking any of it; undefined where there is no list. */
function entriesOf(bytes: Uint8Array): Entry[] | undefined {
  const all: Entry[] = [];
  try {
    unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (!/(?:^|\/)[._]/.test(name)) all.push({ name, originalSize });
        return false;
      },
    });
    return all;
  } catch {
    return undefined;
  }
}

function isPaper({ name, originalSize }: Entry): boolean {
  return (
    READABLE.test(name) && (!name.startsWith('word/') || (MEDIA.test(name) && originalSize >= LEAST_PICTURE))
  );
}

const isScan = ({ name, originalSize }: Entry): boolean => originalSize > 0 && SCAN.test(name);

const byName = (a: Entry, b: Entry) => a.name.localeCompare(b.name, 'en', { numeric: true });

function oneOfEachFolder(scans: readonly Entry[]): Entry[] {
  const folders = new Map<string, Entry>();
  for (const one of scans.toSorted(byName)) {
    const folder = one.name.slice(0, one.name.lastIndexOf('/') + 1);
    if (!folders.has(folder)) folders.set(folder, one);
    if (folders.size === MOST_SCANS) break;
  }
  return [...folders.values()];
}

function take(bytes: Uint8Array, entry: Entry, left: { bytes: number }): Uint8Array | ReadFailure {
  if (entry.originalSize > Math.min(MOST_EACH, left.bytes)) return 'too_big';
  left.bytes -= entry.originalSize;
  let met = false;
  try {
    // Two entries may have one name: the first is taken, or the bounds would not hold.
    const only = ({ name, originalSize }: Entry) =>
      !met && (met = name === entry.name && originalSize === entry.originalSize);
    return unzipSync(bytes, { filter: only })[entry.name] ?? 'damaged';
  } catch {
    return 'damaged';
  }
}

/** A file's name as it may be shown in a chat: its last part, without marks that turn or break a line; else its number. */
function safeName(name: string, at: number): string {
  const last = name.normalize('NFC').split(/[\\/]/).at(-1)!;
  const safe = last.replace(/[^\p{L}\p{M}\p{N} ._()-]/gu, '').trim();
  return [...safe].slice(0, LONGEST_NAME).join('') || String(at + 1);
}

/** What stands before each file in the list at a parcel's end, and the note in it that the file is locked with a password. */
const [ENTRY, NOTES, LOCKED] = [Buffer.from('504b0102', 'hex'), 8, 1];

function isLocked(bytes: Uint8Array): boolean {
  const parcel = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = parcel.lastIndexOf(ENTRY);
  return at >= 0 && (parcel[at + NOTES]! & LOCKED) !== 0;
}
