import type { Case } from './case.ts';
import { isProven, openBasics, openNeeds, TISSUE, type Need, type Pack } from './missing.ts';
import { applies, isDoubtful, isOld, isThere, missingPages, papersFor, type Paper } from './paper.ts';

/** One thing to ask for. A paper may meet several needs: a discharge summary says what was operated and what was given. */
export type Ask =
  | { kind: 'fact'; path: string }
  | { kind: 'paper'; type: string; need: Need }
  /** The other pages of a report that came in part. */
  | { kind: 'pages'; type: string; need: Need; pages: number[]; of: number }
  /** The results that are not known yet, of a report that came in part. */
  | { kind: 'values'; type: string; need: Need; paths: string[] }
  /** A newer one. */
  | { kind: 'fresh'; type: string; need: Need };

/** What the planner goes by, beside the case. */
export interface Circumstances {
  /** ISO date. */
  today: string;
  /** What the family cannot send, as `nameOf` says it: the coordinator decides, and nobody is asked again. */
  waived?: readonly string[];
}

/** So many kinds of papers are weighed against each other; no list has more. */
const MOST_TYPES = 12;

/**
 * The smallest set of asks that, all fulfilled, lifts the case to the best gate it can reach; the weightiest first. Empty
 * when nothing that is asked for could change the gate.
 */
export function plan(
  pack: Pack | undefined,
  papers: readonly Paper[],
  known: Case,
  { today, waived = [] }: Circumstances,
): Ask[] {
  const facts = openBasics(papers, known).map(({ path }): Ask => ({ kind: 'fact', path }));
  if (!pack) return facts;
  const open = openNeeds(pack, papers, known, today).filter(
    (need) => need.level !== 'useful' && !isSettled(need, known, waived),
  );
  const exact = open.filter((need) => need.exact);
  const rest = open.filter((need) => !need.exact && !exact.some((one) => meets(one.type, need)));
  const proven = isProven(papers, known);
  // Found by a scan or by blood alone: there is no tissue to ask for.
  const none = applies('diagnosis.how = scan | blood', known) || waived.includes(PROOF.type);
  const chosen = cover(rest, proven || none || exact.some(({ type }) => TISSUE.includes(type)), waived);
  const proves =
    proven || [...chosen, ...exact.map(({ type }) => type)].some((type) => TISSUE.includes(type));
  if (!proves) return fromScans(pack, papers, waived);
  const asks = [
    ...chosen.map((type) =>
      askFor(type, rest.find((need) => meets(type, need)) ?? PROOF, papers, known, today),
    ),
    ...exact.map((need) => askFor(need.type, need, papers, known, today)),
  ].sort((a, b) => weight(pack, a) - weight(pack, b));
  // Tissue tells how it was found.
  return [...facts.filter((ask) => ask.kind !== 'fact' || ask.path !== 'diagnosis.how' || !proves), ...asks];
}

/** What an ask is waived by: the kind of paper, or the result where only that would do. */
export function nameOf(ask: Exclude<Ask, { kind: 'fact' }>): string {
  return ask.need.exact ? ask.need.facts![0]! : ask.type;
}

/** The next thing to send, if there is one. */
export function nextPaper(asks: readonly Ask[]): Exclude<Ask, { kind: 'fact' }> | undefined {
  return asks.find((ask) => ask.kind !== 'fact');
}

/** Asked for where no list names it: without tissue nobody can say what it is. */
const PROOF: Need = {
  type: 'histopathology',
  name: 'Report from tissue or cells',
  why: 'it says what the illness is',
  level: 'required',
  or: ['cytology', 'ihc_molecular'],
};

/** Given up by the family, or read but not surely: then a person looks. */
function isSettled(need: Need, known: Case, waived: readonly string[]): boolean {
  if (
    need.exact
      ? waived.includes(need.facts![0]!)
      : [need.type, ...(need.or ?? [])].every((type) => waived.includes(type))
  )
    return true;
  const facts = need.facts ?? [];
  return (
    facts.some((path) => isDoubtful(known, path)) &&
    facts.every((path) => isThere(known, path) || isDoubtful(known, path))
  );
}

function meets(type: string, need: Need): boolean {
  return need.type === type || need.or?.includes(type) === true;
}

/** The fewest kinds of papers that meet all needs, and prove the illness where nothing does; of equals those named first. */
function cover(needs: readonly Need[], proven: boolean, waived: readonly string[]): string[] {
  const all = [...needs, ...(proven ? [] : [PROOF])];
  const named = [...all.map(({ type }) => type), ...all.flatMap(({ or }) => or ?? [])];
  const types = [...new Set(named)].filter((type) => !waived.includes(type)).slice(0, MOST_TYPES);
  for (let size = 0; size <= types.length; size += 1)
    for (const some of subsets(types, size))
      if (all.every((need) => some.some((type) => meets(type, need)))) return some;
  return types;
}

/** All choices of so many, in the order of the list. */
function subsets(list: readonly string[], size: number): string[][] {
  if (size === 0) return [[]];
  return list.flatMap((first, i) => subsets(list.slice(i + 1), size - 1).map((others) => [first, ...others]));
}

/** Without tissue a scan may do, for a limited opinion; nothing else changes anything. */
function fromScans(pack: Pack, papers: readonly Paper[], waived: readonly string[]): Ask[] {
  const scan = pack.needs.find(({ type }) => type === 'radiology');
  const there = papers.some(({ type }) => type === 'radiology');
  return pack.scans && scan && !there && !waived.includes('radiology')
    ? [{ kind: 'paper', type: 'radiology', need: scan }]
    : [];
}

/** How this paper is asked for: its other pages, the results that are not known, a newer one, or the whole. */
function askFor(type: string, need: Need, papers: readonly Paper[], known: Case, today: string): Ask {
  const mine = papersFor(need, papers).filter((paper) => paper.type === type);
  const fresh = mine.filter((paper) => !isOld(need, paper, known, today));
  if (mine.length && !fresh.length) return { kind: 'fresh', type, need };
  const part = need.exact ? undefined : fresh.find((paper) => missingPages(paper, papers).length);
  if (part?.of) return { kind: 'pages', type, need, pages: missingPages(part, papers), of: part.of };
  const paths = (need.facts ?? []).filter((path) => !isThere(known, path));
  if (need.facts && paths.length < need.facts.length) return { kind: 'values', type, need, paths };
  return { kind: 'paper', type, need };
}

/** Tissue first, then by level, then in the order of the list. */
function weight(pack: Pack, ask: Ask): number {
  if (ask.kind === 'fact') return 0;
  const level = ask.need.level === 'required' ? 0 : 100;
  return level + (ask.need === PROOF ? 0 : 1 + pack.needs.indexOf(ask.need));
}
