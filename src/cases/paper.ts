import { valueOf, type Case } from './case.ts';
import { holds } from './condition.ts';
import type { Fact } from './facts.ts';
import type { Need } from './missing.ts';
import { saysOf } from './print.ts';
import { reportsOf } from './report.ts';

/** One readable paper of this patient, as far as the planner has to know it. */
export interface Paper {
  /** A document type of `flows/documents`. */
  type: string;
  /** ISO date printed as the day of the report. */
  at?: string;
  /** "Page 1 of 2" as printed: which page this is, and how many there are. */
  page?: number;
  of?: number;
  /** Document it is in. */
  id?: string;
  /** Number of the report and the house that made it, in small letters and figures only. */
  number?: string;
  house?: string;
  /** `amended`, `addendum` or `provisional`. */
  edition?: string;
  /** People at the desk put it together with those that bear the same; its place among them. */
  together?: string;
  rank?: number;
  /** How its words look, what it says, and how badly it was to be read: for telling a second photo of it. */
  print?: string;
  says?: string;
  flaws?: number;
}

/** What is known of a file beside its facts. */
export interface Sheet {
  id?: string;
  print?: string;
  faults?: number;
}

/** Where the result of a paper stands: once it is known, its other pages are not needed. */
export const RESULTS: Readonly<Record<string, string>> = {
  histopathology: 'pathology.histology',
  cytology: 'pathology.histology',
  radiology: 'imaging.impression',
};

/** What is printed on one file of so many pages: day, number and house of the report, and which of its pages these are. */
export function sheetsOf(
  type: string,
  facts: readonly Pick<Fact, 'path' | 'value' | 'normal' | 'accepted' | 'of'>[],
  pages: number,
  { id, print, faults = 0 }: Sheet = {},
): Paper[] {
  const one = (path: string) => facts.find((fact) => fact.path === path && fact.accepted);
  const plain = (text: string | undefined) =>
    text
      ?.toLowerCase()
      .replace(/[^a-z0-9]/g, '')
      .slice(0, 24);
  const [day, status] = [one('report.date')?.normal, one('report.status')];
  const doubts = facts.filter(({ accepted }) => !accepted).length / (facts.length || 1);
  const all = {
    type,
    at: typeof day === 'string' ? day : undefined,
    id,
    number: plain(one('report.id')?.value),
    house: plain(one('report.facility')?.value),
    edition: (status?.normal ?? status?.value)?.toString(),
    print: print || undefined,
    says: (print && saysOf(facts)) || undefined,
    flaws: print ? faults + Math.round(doubts * 100) / 100 : undefined,
  };
  const paper = Object.fromEntries(
    Object.entries(all).filter(([, value]) => value !== undefined),
  ) as unknown as Paper;
  const printed = facts
    .filter(({ path, accepted }) => path === 'sheet.page' && accepted)
    .map(({ normal, value }) =>
      String(normal ?? value)
        .split('/')
        .map(Number),
    );
  const whole = printed.length === 0 || printed.some(([, of = 0]) => pages >= of);
  if (whole) return [paper];
  return printed.map(([page, of]) => ({ ...paper, page: page!, of: of! }));
}

const DAY = 86_400_000;

/**
 * Whether a need is met: by its facts, or by a paper that is whole and not too old. `today` is an ISO date; without it
 * nothing is too old, and what bears no date never is: nobody is sent to a new test on a guess.
 */
export function served(need: Need, papers: readonly Paper[], known: Case, today?: string): boolean {
  if (need.facts?.length && need.facts.every((path) => isThere(known, path))) return true;
  return !need.exact && papersFor(need, papers).some((paper) => serves(need, paper, papers, known, today));
}

/** Whether this one paper is all that a need asks for. */
function serves(need: Need, paper: Paper, papers: readonly Paper[], known: Case, today?: string): boolean {
  if (isOld(need, paper, known, today)) return false;
  const result = RESULTS[paper.type];
  return !missingPages(paper, papers).length || (result !== undefined && isThere(known, result));
}

/** The papers of the kinds that could meet a need. */
export function papersFor(need: Need, papers: readonly Paper[]): Paper[] {
  return papers.filter(({ type }) => type === need.type || need.or?.includes(type));
}

/** Whether a paper is older than this need allows, in a case where that matters. */
export function isOld(need: Need, paper: Paper, known: Case, today?: string): boolean {
  if (!need.fresh || !paper.at || !today || !applies(need.fresh.when, known)) return false;
  return Date.parse(today) - Date.parse(paper.at) > need.fresh.days * DAY;
}

/** Pages of a report that nobody sent: it says "1 of 2", and none of its papers says "2 of 2". */
export function missingPages(paper: Paper, papers: readonly Paper[]): number[] {
  if (!paper.of) return [];
  const all = papers.includes(paper) ? papers : [...papers, paper];
  return reportsOf(all).find(({ pages }) => pages.includes(paper))?.missing ?? [];
}

/** Whether a condition holds on what is accepted. What a machine was unsure of sends nobody to a new test: a person looks first. */
export function applies(when: string | undefined, known: Case): boolean {
  return !when || holds(when, (path) => accepted(known, path));
}

/** `question.n` stands for all questions of the family together. */
function accepted(known: Case, path: string): string | undefined {
  if (path !== 'question.n') return known.current[path]?.accepted ? valueOf(known, path) : undefined;
  const all = Object.keys(known.current).filter((one) => /^question\.\w+$/.test(one));
  return all.length ? all.map((one) => valueOf(known, one)).join(',') : undefined;
}

/** A result: not the note that the test was not done, and not "I do not know". */
export function isThere(known: Case, path: string): boolean {
  return known.current[path]?.accepted === true && !['not_done', 'unknown'].includes(valueOf(known, path)!);
}

/** Read, but not surely: a person looks at it, and nobody is asked for it again. */
export function isDoubtful(known: Case, path: string): boolean {
  return known.current[path]?.accepted === false && valueOf(known, path) !== 'not_done';
}
