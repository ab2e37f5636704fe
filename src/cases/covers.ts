import type { Box } from './facts.ts';

/** What somebody at the desk said of a page's covers. Rows are only ever added; the newest word on a place counts. */
export type CoverAct = { do: 'cover'; box: Box } | { do: 'uncover'; box: Box } | { do: 'clear' };

/** A place that whoever reviews does not see. */
export interface Cover {
  box: Box;
  by: 'machine' | 'staff';
}

/** The covers of a page: what the reading found, and what people drew or took away since. */
export function coversOf(found: readonly Box[], acts: readonly CoverAct[]): Cover[] {
  const covers = new Map(found.map((box) => [String(box), { box, by: 'machine' } as Cover]));
  for (const act of acts) {
    if (act.do === 'cover') covers.set(String(act.box), { box: act.box, by: 'staff' });
    if (act.do === 'uncover') covers.delete(String(act.box));
  }
  return [...covers.values()];
}

/** What is known of a page before anybody looked at it. */
export interface SeenPage {
  /** A document type of `flows/documents`. */
  type: string;
  faults: readonly string[];
  lines: number;
  covers: number;
}

/**
 * Whether a page may be shown to who reviews. What was not read, was read badly without a name found, or is no report (an
 * identity card, a bill) waits until somebody at the desk has looked at it.
 */
export function isOpen({ type, faults, lines, covers }: SeenPage, acts: readonly CoverAct[]): boolean {
  if (acts.some((act) => act.do === 'clear')) return true;
  if (!lines || type === 'other' || type === 'unsure') return false;
  return !faults.length || covers > 0;
}
