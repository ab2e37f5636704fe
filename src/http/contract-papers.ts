import type { Box } from '../cases/facts.ts';

/** A paper as the desk sees it. Read through `contract.ts`. */
export interface DocumentView {
  id: string;
  type: string;
  typeConfidence: number;
  /** Somebody at the desk said what it is. */
  told: boolean;
  /** As the sender named it. Show as text only. */
  fileName: string | null;
  mime: string;
  at: string;
  faults: string[];
  failure: string | null;
  duplicateOf: string | null;
  /** Somebody at the desk said that it is of another person: the fact it was said of. */
  ofOther: string | null;
  /** Kept apart until the desk says whose it is: the first of its facts. */
  held: string | null;
  /** The file as it came, to be saved; null where nothing came, and for whoever reviews. */
  original: string | null;
  /** The family was asked to photograph it again, and has not yet. */
  retake: { fault: string; at: string } | null;
  pages: {
    number: number;
    width: number;
    height: number;
    /** Null where somebody at the desk must look first, before whoever reviews may. */
    image: string | null;
    /** Places that whoever reviews does not see; empty for them. */
    covers: { box: Box; by: 'machine' | 'staff' }[];
    /** Whoever reviews may see it, its covers painted over. */
    open: boolean;
  }[];
}

/** Papers that are one document: the pages of a report in their order. */
export interface ReportView {
  type: string;
  /** The day printed on it. */
  at: string | null;
  /** Its pages in their order. */
  pages: Leaf[];
  /** People at the desk put them together. */
  arranged: boolean;
  /** Numbers of the pages that nobody sent. */
  missing: number[];
  /** `amended`, `addendum` or `provisional`; null for a report that says nothing of the kind. */
  edition: string | null;
}

/** One page of one paper. */
export interface Leaf {
  document: string;
  page: number;
}
