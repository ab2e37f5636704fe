import { readDicom } from './dicom.ts';
import { PARCELS, sniff } from './open.ts';
import type { ReadPage } from './page.ts';
import { unpack, type Part } from './parcel.ts';
import { MOST_PAGES } from './pdf.ts';
import type { ReadFact, ReadFailure, Reading } from './reading.ts';

type Half = Omit<Reading, 'ms'>;

/** What came out of a parcel: the pages of its papers as one document, its scans by their headers, and what would not open. */
export interface Inside {
  pages: ReadPage[];
  scans: Half[];
  spoilt: string[];
}

/** Reads what is in a parcel. A file that does not open is named and the others go on; only where none opens is that an end. */
export async function inside(
  bytes: Uint8Array,
  pagesOf: (file: Uint8Array, mime: string) => Promise<ReadPage[] | ReadFailure>,
): Promise<Inside | ReadFailure> {
  const parcel = unpack(bytes);
  if (typeof parcel === 'string') return parcel;
  const pages: ReadPage[] = [];
  const spoilt = [...parcel.spoilt];
  let why: ReadFailure | undefined;
  for (const { name, bytes: file } of parcel.papers) {
    const { mime, failure } = await sniff(file);
    const packed = PARCELS.has(mime) || mime === 'application/dicom';
    const got = failure ?? (packed ? 'unsupported' : await pagesOf(file, mime));
    if (typeof got === 'string') {
      why ??= got;
      spoilt.push(name);
    } else pages.push(...got);
    if (pages.length > MOST_PAGES) return 'too_many_pages';
  }
  const scans = await scansOf(parcel.scans);
  return pages.length + scans.length > 0 ? { pages, scans, spoilt } : (why ?? 'unsupported');
}

async function scansOf(parts: readonly Part[]): Promise<Half[]> {
  const out: Half[] = [];
  for (const { bytes } of parts) {
    if ((await sniff(bytes)).mime !== 'application/dicom') continue;
    const scan = await readDicom(bytes);
    if (typeof scan !== 'string') out.push(scan);
  }
  return out;
}

/**
 * A reading with scans of the same parcel behind its pages. Of a scan beside papers only the study is a fact, with its day:
 * its own date and name would stand among those of the paper.
 */
export function withScans(reading: Half | undefined, scans: readonly Half[], mime: string): Half {
  const [first, ...rest] = reading ? [reading, ...scans] : scans;
  const out: Half = { ...first!, mime, pages: [...first!.pages], facts: [...first!.facts] };
  for (const { pages, facts } of rest) {
    const number = out.pages.length + 1;
    out.pages.push({ ...pages[0]!, number });
    const study = facts.find(({ path }) => path === 'imaging.study');
    if (study) out.facts.push(dated(study, facts, number));
  }
  return out;
}

function dated(study: ReadFact, facts: readonly ReadFact[], page: number): ReadFact {
  const day = facts.find(({ path }) => path === 'report.date')?.value;
  return { ...study, page, value: [study.value, day].filter(Boolean).join(', ') };
}
