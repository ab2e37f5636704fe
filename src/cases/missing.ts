import type { Case } from './case.ts';
import { applies, isThere, served, type Paper } from './paper.ts';

/** How much the review depends on it. */
export type Level = 'required' | 'conditional' | 'useful';

/** One thing a case of this cancer should have, as `flows/cancers/*.yaml` says it. */
export interface Need {
  /** A document type of `flows/documents`. */
  type: string;
  /** Names this need where it is not simply its type: words of its own in the locales. */
  key?: string;
  /** What it is, in a nurse's words. */
  name: string;
  why: string;
  level: Level;
  /** A condition on an accepted fact, as `condition.ts` reads it; the need counts only when it holds. */
  when?: string;
  /** Other document types that serve as well. */
  or?: string[];
  /** Facts that serve as well: when all are known from any paper, the paper itself is not asked for. */
  facts?: string[];
  /** Only those facts serve: another paper of the same type does not. */
  exact?: boolean;
  /** A paper older than so many days does not serve, where the condition holds. */
  fresh?: { days: number; when?: string };
  /** Where this need is said, if not where the whole list comes from. */
  source?: string;
}

/** What a case of one kind of cancer needs, with its source. */
export interface Pack {
  cancer: string;
  source: string;
  needs: Need[];
  /** Where no tissue can be had, scans alone may do for a limited opinion. */
  scans?: boolean;
  /** Values the reviewer looks for, by fact path. */
  biomarkers: string[];
}

/** Something the case still needs; the shape of the desk's contract. */
export interface Missing {
  need: string;
  label: string;
  why: string;
  level: Level;
}

export type Gate = 'G0' | 'G1' | 'G2';

/** A fact without which nobody can review. Another path may tell the same; a proof of tissue may make it needless. */
interface Basic {
  path: string;
  label: string;
  why: string;
  or?: string;
  unlessProof?: true;
}

/** Facts without which nobody can review, whatever the cancer (intake notes, section 2). */
export const BASICS: readonly Basic[] = [
  { path: 'patient.name', label: "Patient's name", why: 'to be sure the papers are of the right person' },
  { path: 'patient.age', label: "Patient's age", why: 'treatment depends on it' },
  { path: 'patient.sex', label: 'Woman or man', why: 'treatment depends on it' },
  { path: 'question.1', label: 'A question for the expert', why: 'the opinion answers it', or: 'question.n' },
  { path: 'cancer.site', label: 'Where the cancer is', why: 'it decides which papers are needed' },
  {
    path: 'diagnosis.how',
    label: 'How it was found',
    why: 'without tissue the opinion is limited',
    unlessProof: true,
  },
  {
    path: 'health.ecog',
    label: 'How the patient is on most days',
    why: 'treatment depends on it',
    or: 'health.lansky',
  },
];

/** Papers that prove the illness from tissue or blood. */
export const TISSUE = ['histopathology', 'cytology', 'ihc_molecular'];

/**
 * What is missing, facts of one answer first, then papers by weight in the pack's order.
 * `papers` are those in the case, readable and of this patient: with what is printed on them, or only by their types.
 */
export function missing(
  pack: Pack | undefined,
  papers: readonly (string | Paper)[],
  known: Case,
  today?: string,
): Missing[] {
  const facts = openBasics(papers, known).map(({ path, label, why }): Missing => ({
    need: `fact.${path}`,
    label,
    why,
    level: 'required',
  }));
  return [...facts, ...missingPapers(pack, papers, known, today)];
}

/** The facts of one answer that nobody gave. */
export function openBasics(papers: readonly (string | Paper)[], known: Case): Basic[] {
  const given = (path: string) => known.current[path] !== undefined;
  return BASICS.filter(({ path, or, unlessProof }) => {
    if (given(path) || (or && given(or))) return false;
    return !(unlessProof && isProven(sheets(papers), known));
  });
}

/** Only the papers of it, for the conversation. */
export function missingPapers(
  pack: Pack | undefined,
  papers: readonly (string | Paper)[],
  known: Case,
  today?: string,
): Missing[] {
  const order: Level[] = ['required', 'conditional', 'useful'];
  const open = openNeeds(pack, sheets(papers), known, today);
  return order.flatMap((level) =>
    open
      .filter((need) => need.level === level)
      .map((need) => ({ need: `document.${need.key ?? need.type}`, label: need.name, why: need.why, level })),
  );
}

/** The needs that count in this case and are not met. */
export function openNeeds(
  pack: Pack | undefined,
  papers: readonly Paper[],
  known: Case,
  today?: string,
): Need[] {
  return (pack?.needs ?? []).filter(
    (need) => applies(need.when, known) && !served(need, papers, known, today),
  );
}

/** Papers of which only the type is known stand without pages and dates. */
export function sheets(papers: readonly (string | Paper)[]): Paper[] {
  return papers.map((paper) => (typeof paper === 'string' ? { type: paper } : paper));
}

/** Whether tissue or blood proves the illness. */
export function isProven(papers: readonly Paper[], known: Case): boolean {
  return papers.some(({ type }) => TISSUE.includes(type)) || isThere(known, 'pathology.histology');
}

/**
 * G0: nobody can review it yet. G1: a limited opinion, which test next. G2: an opinion on treatment.
 * `otherPerson` is true while a paper seems to be somebody else's.
 */
export function gate(
  pack: Pack | undefined,
  papers: readonly (string | Paper)[],
  known: Case,
  otherPerson = false,
  today?: string,
): Gate {
  const proof = isProven(sheets(papers), known);
  const scanOnly = pack?.scans === true && sheets(papers).some(({ type }) => type === 'radiology');
  if (otherPerson || !pack || !(proof || scanOnly)) return 'G0';
  const weighty = missing(pack, papers, known, today).some((item) => item.level !== 'useful');
  return weighty || !proof ? 'G1' : 'G2';
}
