import type { Fact } from './facts.ts';

/** What an event of the disease or its treatment is about, in the order they stand on one day. */
export const EVENTS = [
  'diagnosis',
  'stage',
  'markers',
  'imaging',
  'surgery',
  'chemo',
  'radiation',
  'treatment',
  'medicine',
  'lab',
  'now',
] as const;

export type EventKind = (typeof EVENTS)[number];

/** One thing that happened, with the ids of all facts that tell of it. */
export interface CaseEvent {
  kind: EventKind;
  /** As exact as it is known: `2025`, `2025-08` or `2025-08-12`; null where no date is known. */
  at: string | null;
  facts: string[];
}

const KINDS: readonly (readonly [RegExp, EventKind])[] = [
  [/^stage\.|^diagnosis\.(?:spread|stage)/, 'stage'],
  [/^(?:diagnosis|pathology|cancer)\./, 'diagnosis'],
  [/^(?:ihc|gene)\./, 'markers'],
  [/^imaging\./, 'imaging'],
  [/^treatment\.procedure/, 'surgery'],
  [/^treatment\.(?:regimen|cycles|last_drug)/, 'chemo'],
  [/^treatment\.(?:dose|fractions|technique|site)/, 'radiation'],
  [/^treatment\./, 'treatment'],
  [/^medicine\./, 'medicine'],
  [/^lab\./, 'lab'],
  [/^(?:health|plan)\./, 'now'],
];

/** What a fact tells of; undefined for who the patient is, what a paper is, and what the family asks. */
export const kindOf = (path: string): EventKind | undefined => KINDS.find(([paths]) => paths.test(path))?.[1];

/** The facts that count: accepted, not corrected by another one, not taken back. */
export function standing(facts: readonly Fact[]): Fact[] {
  const corrected = new Set(facts.map((fact) => fact.corrects));
  return facts.filter(({ id, accepted, normal }) => accepted && !corrected.has(id) && normal !== 'withdrawn');
}

const DATE = /^\d{4}(?:-\d\d(?:-\d\d)?)?$/;

/**
 * The disease and its treatment as events, the dated ones first and the oldest of them first; what has no date stands apart
 * at the end. What a paper says happened at the latest on the day it bears; what is said of today on the day it was said.
 * `days`: the day of a paper whose own pages do not bear it, from the other pages of its report.
 */
export function timelineOf(
  facts: readonly Fact[],
  days: ReadonlyMap<string, string> = new Map(),
): CaseEvent[] {
  const origin = originsOf(facts);
  const printed = printedDays(facts);
  const events = new Map<string, CaseEvent>();
  for (const fact of standing(facts).toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const kind = kindOf(fact.path);
    if (!kind) continue;
    const at = dayOf(fact, kind, origin(fact), printed, days);
    const key = `${at} ${kind}`;
    const event = events.get(key);
    if (event) event.facts.push(fact.id);
    else events.set(key, { kind, at, facts: [fact.id] });
  }
  return [...events.values()].sort(inOrder);
}

/** A year alone stands before its months, a month before its days. */
function inOrder(a: CaseEvent, b: CaseEvent): number {
  if (a.at !== b.at) return a.at === null ? 1 : b.at === null || a.at < b.at ? -1 : 1;
  return EVENTS.indexOf(a.kind) - EVENTS.indexOf(b.kind);
}

/** Where a fact first came from: what the desk corrected or confirmed stays on its paper's day. */
function originsOf(facts: readonly Fact[]): (fact: Fact) => Fact {
  const known = new Map(facts.map((fact) => [fact.id, fact]));
  return (fact) => {
    const met = new Set<string>();
    let one = fact;
    while (one.corrects && one.from.kind === 'staff' && !met.has(one.id)) {
      met.add(one.id);
      one = known.get(one.corrects) ?? one;
      if (met.has(one.id)) break;
    }
    return one;
  };
}

type Printed = { document: string; page: number; day: string }[];

/** Days printed on the papers: that of the report, else that of the sample. */
function printedDays(facts: readonly Fact[]): Printed {
  const all = standing(facts);
  const of = (path: string): Printed =>
    all.flatMap(({ path: own, from, normal }) =>
      own === path && from.kind === 'page' && typeof normal === 'string' && DATE.test(normal)
        ? [{ document: from.document, page: from.page, day: normal }]
        : [],
    );
  const days = of('report.date');
  const dated = new Set(days.map(({ document }) => document));
  return [...days, ...of('report.collected').filter(({ document }) => !dated.has(document))];
}

function dayOf(
  fact: Fact,
  kind: EventKind,
  { from }: Fact,
  printed: Printed,
  days: ReadonlyMap<string, string>,
): string | null {
  if (fact.path.endsWith('.date')) return DATE.test(String(fact.normal)) ? String(fact.normal) : null;
  if (from.kind === 'page') {
    const { document, page } = from;
    const own = printed.filter((one) => one.document === document);
    // A file of several reports: the day of the fact's own page, where that bears one.
    const here = own.filter((one) => one.page === page);
    const found = new Set((here.length ? here : own).map(({ day }) => day));
    // Two days on one paper: which of them it is nobody guesses.
    return found.size > 1 ? null : ([...found][0] ?? days.get(document) ?? null);
  }
  return kind === 'now' ? fact.at.slice(0, 10) : null;
}
