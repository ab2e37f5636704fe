/** What a doctor needs at a glance, in types only. Read through `contract.ts`. */
import type { Conflict } from '../cases/conflicts.ts';
import type { CaseEvent } from '../cases/timeline.ts';

/** The case on one screen. Every word of it is a fact by its id, and a fact leads to its pixels or its message. */
export interface Glance {
  /** The disease and its treatment, the oldest first; what has no date stands at the end. */
  timeline: CaseEvent[];
  /** What two sources say differently, with both of them. */
  conflicts: Conflict[];
  /** The newest fact and paper of this answer, for `seen`. */
  newest: { fact: string | null; paper: string | null };
  /** Ids of what is new since the one who looks looked last; null at the first look. */
  news: { facts: string[]; papers: string[]; opinions: string[] } | null;
}
