import type { Paper } from './paper.ts';
import { agreement, likeness } from './print.ts';

/** Several papers that are one document: the pages of a report, in their order. */
export interface Report {
  type: string;
  /** ISO date printed as the day of the report. */
  at?: string;
  pages: Paper[];
  /** Numbers of the pages that nobody sent. */
  missing: number[];
  /** It changes or goes on from an earlier report. */
  edition?: string;
  /** People put its pages together, and the machine says nothing against it. */
  together?: string;
}

/** Words alike from which two papers are one page; and where number, or day and house, are one as well. */
const ALIKE = 0.6;
const NAMED = 0.35;

/**
 * Whether two papers are one page photographed twice. What is printed must not speak against it: another number, day, page,
 * edition or value is another paper, however much a laboratory's forms are alike.
 */
export function isCopy(a: Paper, b: Paper): boolean {
  if (a.id !== undefined && a.id === b.id) return false;
  if (!sameKind(a, b) || a.edition !== b.edition) return false;
  if (differ(a.page, b.page) || differ(a.of, b.of) || differ(a.at, b.at) || differ(a.number, b.number))
    return false;
  const { same, other } = agreement(a.says, b.says);
  // One value of many may be misread; of few it is another day's.
  if (other > 0 && other * 6 > same) return false;
  const alike = likeness(a.print, b.print);
  const named = equal(a.number, b.number) || (equal(a.at, b.at) && equal(a.house, b.house));
  return alike >= ALIKE || (named && (alike >= NAMED || same >= 4));
}

/** The paper of these that this one is a second photo of. */
export function copyOf(paper: Paper, papers: readonly Paper[]): Paper | undefined {
  return papers.find((other) => isCopy(paper, other));
}

/** The papers as documents. Whatever order the photos came in, the pages stand in theirs. */
export function reportsOf(papers: readonly Paper[]): Report[] {
  const groups: Paper[][] = [];
  papers.forEach((paper, i) => {
    const group = groups.find(
      (own) => own.every((other) => !clash(paper, other)) && own.some((o) => belongs(paper, o)),
    );
    const before = papers[i - 1];
    const above = before && groups.find((own) => own.includes(before));
    const goesOn =
      above !== undefined &&
      isBare(paper) &&
      paper.together === undefined &&
      above.every((own) => own.type === paper.type && own.page === undefined && !own.together) &&
      above.some((own) => !isBare(own));
    if (group) group.push(paper);
    else if (goesOn) above.push(paper);
    else groups.push([paper]);
  });
  return joined(groups).map(reportFrom);
}

/** Groups that a later page showed to be one: page 3 bears the number of page 1, and came between them. */
function joined(groups: readonly Paper[][]): Paper[][] {
  const out: Paper[][] = [];
  for (const group of groups) {
    const kin = out.find(
      (own) =>
        own.every((a) => group.every((b) => !clash(a, b))) &&
        own.some((a) => group.some((b) => belongs(a, b))),
    );
    if (kin) kin.push(...group);
    else out.push([...group]);
  }
  return out;
}

function reportFrom(pages: readonly Paper[]): Report {
  const together = pages[0]!.together;
  const own = pages.toSorted((a, b) =>
    together === undefined ? (a.page ?? 0) - (b.page ?? 0) : (a.rank ?? 0) - (b.rank ?? 0),
  );
  const of = own.find((p) => p.of)?.of ?? 0;
  const seen = new Set(own.map((p) => p.page));
  const missing = Array.from({ length: of }, (_, i) => i + 1).filter((page) => !seen.has(page));
  const at = own.find((p) => p.at)?.at;
  const edition = own.find((p) => p.edition)?.edition;
  const type = (own.find((p) => p.type !== 'unsure') ?? own[0]!).type;
  return {
    type,
    pages: own,
    missing,
    ...(at ? { at } : {}),
    ...(edition ? { edition } : {}),
    ...(together === undefined ? {} : { together }),
  };
}

/** Whether two papers are pages of one report. */
function belongs(a: Paper, b: Paper): boolean {
  if (a.together !== undefined || (a.id !== undefined && a.id === b.id)) return true;
  if (equal(a.number, b.number)) return true;
  // "Page 2 of 3" without a number belongs to the report of three pages that lacks its second.
  return a.of !== undefined && a.of === b.of && a.page !== b.page && !(a.number && b.number);
}

/** What keeps two papers from being pages of one report. */
function clash(a: Paper, b: Paper): boolean {
  // What people said of it goes before all that is printed.
  if (a.together !== undefined || b.together !== undefined) return a.together !== b.together;
  if (!sameKind(a, b) || differ(a.of, b.of) || differ(a.number, b.number)) return true;
  if (differ(a.at, b.at) || differ(a.house, b.house)) return true;
  const samePage = a.page !== undefined && a.page === b.page;
  return samePage || (a.edition !== b.edition && (a.page === undefined || b.page === undefined));
}

/** A page without a head goes on from the one before it. */
const isBare = ({ number, at, house, page }: Paper): boolean =>
  number === undefined && at === undefined && house === undefined && page === undefined;

const sameKind = (a: Paper, b: Paper): boolean =>
  a.type === b.type || a.type === 'unsure' || b.type === 'unsure';
const differ = (a: unknown, b: unknown): boolean => a !== undefined && b !== undefined && a !== b;
const equal = (a: unknown, b: unknown): boolean => a !== undefined && a === b;
