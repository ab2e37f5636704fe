import type { Fact } from './facts.ts';
import { sameName } from './name.ts';
import { standing } from './rejected.ts';

/** What is known of a case now, and what was known before. */
export interface Case {
  /**
   * The newest accepted fact of each path; where none is accepted, the newest. What the desk
   * set aside is only history. What is said of one specimen or side of several
   * stands under `path@of`, and the first of them under the path as well.
   */
  current: Record<string, Fact>;
  /** All facts of each path, newest first. */
  history: Record<string, Fact[]>;
  /** Paths where two sources say different things and nobody settled it. */
  conflicts: string[];
}

/** Folds facts, in any order, into a case. Nothing is dropped: what is not current is history. */
export function caseOf(facts: readonly Fact[]): Case {
  const history: Record<string, Fact[]> = {};
  for (const fact of [...facts].sort(newestFirst)) (history[keyOf(fact)] ??= []).push(fact);
  const current: Record<string, Fact> = {};
  const conflicts: string[] = [];
  const counts = new Set(standing(facts));
  for (const [key, told] of Object.entries(history)) {
    const all = told.filter((fact) => counts.has(fact));
    if (!all.length) continue;
    current[key] = all.find((fact) => fact.accepted && !isAside(fact, all)) ?? all[0]!;
    if (isConflict(current[key], all)) conflicts.push(key);
  }
  for (const key of Object.keys(current)
    .filter((one) => one.includes('@'))
    .sort())
    current[current[key]!.path] ??= current[key]!;
  return { current, history, conflicts: conflicts.sort() };
}

/** Two specimens of one paper, or two sides, are two things. */
const keyOf = ({ path, of }: Fact): string => (of ? `${path}@${of}` : path);

/** The value as compared and counted: normalised where it is, else the words. */
export function valueOf(known: Case, path: string): string | undefined {
  const fact = known.current[path];
  return fact ? String(fact.normal ?? fact.value) : undefined;
}

/** Who the patient is, people know better than a paper: its spelling of a name never replaces theirs. */
function isAside(fact: Fact, all: readonly Fact[]): boolean {
  if (fact.from.kind !== 'page' || !fact.path.startsWith('patient.')) return false;
  return all.some((one) => one.accepted && one.from.kind !== 'page');
}

/** Newer time first; at the same time by paper, then by id, so that the order of arrival or of reading never matters. */
function newestFirst(a: Fact, b: Fact): number {
  return (
    b.at.localeCompare(a.at) ||
    paperOf(b).localeCompare(paperOf(a)) ||
    (b.id < a.id ? -1 : b.id > a.id ? 1 : 0)
  );
}

const paperOf = ({ from }: Fact) => (from.kind === 'page' ? from.document : '');

function isConflict(current: Fact, all: readonly Fact[]): boolean {
  if (current.confirmed || current.from.kind === 'staff') return false;
  const corrected = new Set(all.map((fact) => fact.corrects));
  const said = all.filter((fact) => !corrected.has(fact.id) && fact.accepted);
  if (current.path === 'patient.name') return said.some((fact) => !sameName(fact.value, current.value));
  return new Set(said.map((fact) => String(fact.normal ?? fact.value).toLowerCase())).size > 1;
}
