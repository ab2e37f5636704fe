import type { Box, Fact } from '../cases/facts.ts';

/** One line of text on an upright page. */
export interface Line {
  text: string;
  box: Box;
  /** 0 to 1. */
  confidence: number;
  /** The pieces it was read in, left to right; its text is theirs with a blank between them. */
  cells?: readonly { text: string; box: Box }[];
}

export interface Page {
  /** 1 for the first. */
  number: number;
  /** Pixels of the upright, flattened page; boxes are on it. */
  width: number;
  height: number;
  /** Clockwise degrees that were undone to set it upright: 0, 90, 180 or 270. */
  rotation: number;
  text: string;
  lines: Line[];
  /** Bar codes and QR codes: nobody reads them here, and they may hold whose page it is. */
  codes?: Box[];
  /** The upright page as WebP, for people to look at. */
  image: Uint8Array;
  /** Nine numbers that take a place on the original to this page: by them its picture can be drawn again. */
  way: readonly number[];
}

/** What is wrong with a photo that a person can do better. */
export type Fault = 'blurred' | 'dark' | 'glare' | 'small' | 'far' | 'cut' | 'covered' | 'not_a_page';

/** Why nothing could be read. Each has a kind sentence in the locales. */
export type ReadFailure =
  'empty' | 'encrypted' | 'too_big' | 'unsupported' | 'damaged' | 'too_many_pages' | 'timeout' | 'crashed';

/** A fact as read from a page: without the ids that the case gives it. */
export type ReadFact = Omit<Fact, 'id' | 'at' | 'from'> & { page: number; box: Box };

/** Everything that was read from one file. */
export interface Reading {
  /** One of `flows/documents`, or `other` or `unsure`. */
  type: string;
  typeConfidence: number;
  /** What the bytes are, by content: `image/jpeg`, `application/pdf` … */
  mime: string;
  quality: { ok: boolean; faults: Fault[] };
  pages: Page[];
  facts: ReadFact[];
  failure?: ReadFailure;
  /** Names of files in a parcel that did not open, made safe to show; the others were read. */
  spoilt?: string[];
  ms: number;
}

/** What a quick look at a photo found. */
export interface Sight {
  /** Worst first; empty when it can be read. */
  faults: Fault[];
  /** The photo with the bad place marked, as JPEG. */
  picture?: Uint8Array;
}

export interface ReadOptions {
  /** yyyy-mm-dd, what dates are held against. */
  today: string;
  /** Before all that waits. */
  urgent?: boolean;
  /** Of a locked PDF. */
  password?: string;
}

/** Reads files in processes of its own, which may crash or hang without harm. */
export interface Reader {
  /** Never throws for what is in the file: such an ending is `failure`. */
  read(bytes: Uint8Array, options: ReadOptions): Promise<Reading>;
  /** Tells within a second or so whether a photo can be read. Never throws; what cannot be looked at has no faults. */
  look(bytes: Uint8Array): Promise<Sight>;
  /** The pages as pictures only, of what no machine may read. Never throws for what is in the file. */
  draw(bytes: Uint8Array): Promise<Reading>;
  /** The pictures of a file's pages once more; fewer where it does not open any more. Never throws. */
  redraw(bytes: Uint8Array, pages: readonly Pick<Page, 'way' | 'width' | 'height'>[]): Promise<Uint8Array[]>;
  /** Working, waiting and dead processes, for `/readyz`. */
  health(): { alive: number; waiting: number; restarts: number };
  /** The processes that read and look, by number: any of them may die at any time. */
  pids(): number[];
  close(): Promise<void>;
}
