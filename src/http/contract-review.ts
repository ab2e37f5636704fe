/** What a doctor needs at a glance, in types only. Read through `contract.ts`. */
import type { Line } from '../cases/agreement.ts';
import type { Ask } from '../cases/asks.ts';
import type { Conflict } from '../cases/conflicts.ts';
import type { Findings, Lack } from '../cases/opinion.ts';
import type { CaseEvent } from '../cases/timeline.ts';

/** The case on one screen. Every word of it is a fact by its id, and a fact leads to its pixels or its message. */
export interface Glance {
  /** The disease and its treatment, the oldest first; what has no date stands at the end. */
  timeline: CaseEvent[];
  /** What doctors asked of the family, with the ids of the answers. */
  asks: Ask[];
  /** What two sources say differently, with both of them. */
  conflicts: Conflict[];
  /** The newest fact and paper of this answer, for `seen`. */
  newest: { fact: string | null; paper: string | null };
  /** Ids of what is new since the one who looks looked last; null at the first look. */
  news: { facts: string[]; papers: string[]; opinions: string[] } | null;
}

/** One's own reading of a case that several read apart. */
interface FirstReadView {
  findings: Findings;
  answers: { path: string; question: string; answer: string }[];
  handedIn: boolean;
  lacks: Record<string, Lack>;
}

/** Another doctor who must agree to the very words before they are signed. */
export interface SecondView {
  needed: boolean;
  /** By the rules of the house, not only because somebody asked. */
  policy: boolean;
  agreed: { by: string; at: string } | null;
  /** Somebody agreed to what stood there before. */
  stale: boolean;
  /** Of the open draft over the case as it is now. */
  hash: string | null;
  mayAsk: boolean;
  mayAgree: boolean;
}

/** Who reviews a case, and what the one who looks may know of their readings. */
export interface Review {
  /** The responsible one first. */
  reviewers: { id: string; name: string; responsible: boolean; handedIn: boolean }[];
  mayName: boolean;
  /** The one who looks reads this case apart, and has not handed in yet. */
  reads: boolean;
  own: FirstReadView | null;
  /** Where the readings agree; empty as long as the one who looks may not know, or fewer than two were handed in. */
  agreement: Line[];
  second: SecondView;
}
