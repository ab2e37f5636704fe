import { createHash } from 'node:crypto';
import { canonical } from '../cases/canonical.ts';
import { groupsOf, sheetsIn, type Group } from '../cases/arrange.ts';
import { caseOf, type Case } from '../cases/case.ts';
import { conflictsIn } from '../cases/conflicts.ts';
import { isIdentity } from '../cases/identity.ts';
import { LEADS_ONLY } from '../cases/life.ts';
import type { Fact } from '../cases/facts.ts';
import type { Paper as Sheet } from '../cases/paper.ts';
import { heldPapers, othersPapers, standing } from '../cases/rejected.ts';
import { reportsOf, type Report } from '../cases/report.ts';
import { gate, missing, type Gate, type Missing } from '../cases/missing.ts';
import { packOf } from '../cases/site.ts';
import { arrangementsOf, type KeptArrangement } from '../db/arrangements.ts';
import { consentsOf, factsOf, type CaseRow } from '../db/cases.ts';
import type { Tx } from '../db/connect.ts';
import { opinionsOf, type Opinion } from '../db/opinions.ts';
import { papersOf, type Paper } from '../db/papers.ts';
import type { Reader } from '../db/reads.ts';
import { reviewersOf, type Reviewer } from '../db/reviewers.ts';
import { agreementsOf, isSecondAsked, type Agreement } from '../db/second.ts';
import { openTasks, type OpenTask } from '../db/tasks.ts';
import type { Deps } from './deps.ts';

/** Everything known of a case, read at one moment. */
export interface Known {
  facts: Fact[];
  known: Case;
  papers: Paper[];
  tasks: OpenTask[];
  opinions: Opinion[];
  consents: { purpose: string; given: boolean; version: string; at: Date }[];
  /** The papers that count for this patient, page by page where people put them so. */
  sheets: Sheet[];
  /** Papers that are kept apart until the desk says whose they are. */
  held: ReadonlySet<string>;
  /** The papers as documents, each with its pages in order. */
  reports: Report[];
  /** What people put together, and every act of it. */
  groups: Group[];
  arranged: KeptArrangement[];
  /** Papers of another person, as somebody at the desk said. */
  others: ReadonlySet<string>;
  missing: Missing[];
  gate: Gate;
  questions: { path: string; text: string }[];
  reviewers: Reviewer[];
  /** Somebody asked for a second reader, whatever the policy says. */
  secondAsked: boolean;
  agreements: Agreement[];
}

/** Reads a case whole, for somebody's `eyes` without what they must not know yet. @throws Erased when its key is destroyed. */
export async function knownOf(deps: Deps, one: CaseRow, eyes?: Reader): Promise<Known> {
  const { db, vault } = deps;
  const [facts, papers, tasks, opinions, consents, arranged, reviewers, secondAsked, agreements] =
    await Promise.all([
      factsOf(db, vault, one),
      papersOf(db, vault, one),
      // Complaints are on a lead's board, and nowhere else.
      openTasks(db, vault, one, LEADS_ONLY),
      opinionsOf(db, vault, one, eyes),
      consentsOf(db, one.id),
      arrangementsOf(db, one.id),
      reviewersOf(db, one.id),
      isSecondAsked(db, one.id),
      agreementsOf(db, one.id),
    ]);
  return folded(deps, {
    facts,
    papers,
    tasks,
    opinions,
    consents,
    arranged,
    reviewers,
    secondAsked,
    agreements,
  });
}

/** The same inside a transaction, one question after the other. */
export async function knownWithin(tx: Tx, deps: Deps, one: CaseRow): Promise<Known> {
  const facts = await factsOf(tx, deps.vault, one);
  const papers = await papersOf(tx, deps.vault, one);
  const tasks = await openTasks(tx, deps.vault, one, LEADS_ONLY);
  const opinions = await opinionsOf(tx, deps.vault, one);
  const consents = await consentsOf(tx, one.id);
  const arranged = await arrangementsOf(tx, one.id);
  const reviewers = await reviewersOf(tx, one.id);
  const secondAsked = await isSecondAsked(tx, one.id);
  const agreements = await agreementsOf(tx, one.id);
  return folded(deps, {
    facts,
    papers,
    tasks,
    opinions,
    consents,
    arranged,
    reviewers,
    secondAsked,
    agreements,
  });
}

type Folded =
  'known' | 'reports' | 'missing' | 'gate' | 'questions' | 'groups' | 'others' | 'sheets' | 'held';
type Read = Omit<Known, Folded>;

/** The same case if this were known of it as well. */
export const knownWith = (deps: Deps, all: Known, facts: readonly Fact[], papers = all.papers): Known =>
  folded(deps, { ...all, papers, facts: [...all.facts, ...facts] });

function folded({ packs, now }: Deps, read: Read): Known {
  const { facts, papers, tasks } = read;
  const known = caseOf(facts);
  const [counting, groups] = [standing(facts), groupsOf(read.arranged)];
  const [others, held] = [othersPapers(facts), heldPapers(facts)];
  const pack = packOf(packs, known);
  const sheets = papers
    .filter((paper) => !paper.failure && !paper.duplicateOf && !others.has(paper.id) && !held.has(paper.id))
    .flatMap((paper) => sheetsIn(paper, counting, groups));
  const today = now().toISOString().slice(0, 10);
  return {
    ...read,
    known,
    sheets,
    held,
    reports: reportsOf(sheets),
    groups,
    others,
    missing: missing(pack, sheets, known, today),
    gate: gate(pack, sheets, known, isOtherPerson(tasks), today),
    questions: questionsOf(known),
  };
}

/** A paper that may be somebody else's waits for an answer. */
export function isOtherPerson(tasks: readonly { what: string }[]): boolean {
  return tasks.some((task) => task.what === 'wrong_patient');
}

/** Two names of the patient that nobody settled yet: by confirming one, or by a word of the desk. */
export function isNameOpen({ known, tasks }: Pick<Known, 'known' | 'tasks'>): boolean {
  return isOtherPerson(tasks) || known.conflicts.includes('patient.name');
}

/**
 * What sources say differently, by topic, and nobody has seen yet. A name has a rule of its own; what tells who the patient is, is
 * for the desk.
 */
export function unseenConflicts({ facts }: Pick<Known, 'facts'>): string[] {
  return conflictsIn(standing(facts))
    .filter(({ topic, seen }) => !seen && !isIdentity({ path: topic }))
    .map(({ topic }) => topic);
}

/** Whether the newest word on this purpose is yes. */
export function agreed(consents: Known['consents'], purpose: string): boolean {
  return consents.findLast((consent) => consent.purpose === purpose)?.given ?? false;
}

/** SHA-256 over the case as it is known, the whole opinion, who signs it and when: what the doctor saw, and what was said about it. */
export function caseHash(known: Known, opinion: Opinion, at: Date): string {
  const { version, doctor, qualification, registration } = opinion;
  return sealOf(known, opinion, { version, doctor, qualification, registration, at: at.toISOString() });
}

/** SHA-256 over the case and the words of a draft, before anybody signs it: what a second reader agrees to. */
export function draftHash(known: Known, opinion: Opinion): string {
  return sealOf(known, opinion, { version: opinion.version, author: opinion.author });
}

function sealOf(known: Known, { findings, summary, answers }: Opinion, signer: object): string {
  const papers = known.papers.map(({ id, file }) => ({ id, hash: file }));
  const text = JSON.stringify([signer, findings ?? null, summary, answers]);
  return createHash('sha256').update(canonical(known.known, papers)).update('\n').update(text).digest('hex');
}

function questionsOf(known: Case): { path: string; text: string }[] {
  return Object.keys(known.current)
    .filter((path) => /^question\.\d+$/.test(path))
    .sort((a, b) => Number(a.slice(9)) - Number(b.slice(9)))
    .map((path) => ({ path, text: known.current[path]!.value }));
}
