import { valueOf, type Case } from './case.ts';
import { holds } from './condition.ts';

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
}

/** What a case of one kind of cancer needs, with its source. */
export interface Pack {
  cancer: string;
  source: string;
  needs: Need[];
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

/** Facts without which nobody can review, whatever the cancer (intake notes, section 2). */
const FACTS: readonly [path: string, label: string, why: string][] = [
  ['patient.name', "Patient's name", 'to be sure the papers are of the right person'],
  ['patient.age', "Patient's age", 'treatment depends on it'],
  ['patient.sex', 'Woman or man', 'treatment depends on it'],
  ['question.1', 'A question for the expert', 'the opinion answers it'],
  ['cancer.site', 'Where the cancer is', 'it decides which papers are needed'],
  ['diagnosis.how', 'How it was found', 'without tissue the opinion is limited'],
  ['health.ecog', 'How the patient is on most days', 'treatment depends on it'],
];

/** Papers that prove the illness from tissue or blood. */
const TISSUE = ['histopathology', 'cytology', 'ihc_molecular'];

/**
 * What is missing, the smallest next ask first: facts of one answer, then papers by weight in the pack's order.
 * `papers` are the document types that are in the case, readable and of this patient.
 */
export function missing(pack: Pack | undefined, papers: readonly string[], known: Case): Missing[] {
  const facts = FACTS.filter(([path]) => !known.current[path]).map(([path, label, why]): Missing => ({
    need: `fact.${path}`,
    label,
    why,
    level: 'required',
  }));
  return [...facts, ...missingPapers(pack, papers, known)];
}

/** Only the papers of it, for the conversation. */
export function missingPapers(pack: Pack | undefined, papers: readonly string[], known: Case): Missing[] {
  const order: Level[] = ['required', 'conditional', 'useful'];
  const open = (pack?.needs ?? []).filter((need) => applies(need, known) && !served(need, papers, known));
  return order.flatMap((level) =>
    open
      .filter((need) => need.level === level)
      .map((need) => ({ need: `document.${need.key ?? need.type}`, label: need.name, why: need.why, level })),
  );
}

/**
 * G0: nobody can review it yet. G1: a limited opinion, which test next. G2: an opinion on treatment.
 * `otherPerson` is true while a paper seems to be somebody else's.
 */
export function gate(
  pack: Pack | undefined,
  papers: readonly string[],
  known: Case,
  otherPerson = false,
): Gate {
  const proof = papers.some((type) => TISSUE.includes(type)) || isThere(known, 'pathology.histology');
  const scanOnly = pack?.cancer === 'unknown' && papers.includes('radiology');
  if (otherPerson || !pack || !(proof || scanOnly)) return 'G0';
  const weighty = missing(pack, papers, known).some((item) => item.level !== 'useful');
  return weighty || !proof ? 'G1' : 'G2';
}

function served(need: Need, papers: readonly string[], known: Case): boolean {
  if (!need.exact && [need.type, ...(need.or ?? [])].some((type) => papers.includes(type))) return true;
  return !!need.facts?.length && need.facts.every((path) => isThere(known, path));
}

function applies(need: Need, known: Case): boolean {
  // What a machine was unsure of sends nobody to a new test: a person looks first.
  const accepted = (path: string) => (known.current[path]?.accepted ? valueOf(known, path) : undefined);
  return !need.when || holds(need.when, accepted);
}

/** A result: not the note that the test was not done. */
function isThere(known: Case, path: string): boolean {
  return known.current[path]?.accepted === true && valueOf(known, path) !== 'not_done';
}
