import { plan, type Ask } from '../cases/plan.ts';
import { packOf } from '../cases/site.ts';
import type { Level } from '../cases/missing.ts';
import type { Paper } from '../cases/paper.ts';
import { knownCase, packFor } from './known.ts';
import { words, type Turn } from './turn.ts';

/** At most so many lines of what is needed: the rest can wait. */
const MOST_LINES = 5;
/** A list longer than this says no reasons. */
const MOST_LETTERS = 300;

/** One paper to ask for. */
export type PaperAsk = Exclude<Ask, { kind: 'fact' }>;

/** The papers to ask for, the weightiest first: the fewest that bring the case as far as it can get. */
export function asksOf(turn: Turn, level: 'all' | Level = 'all'): PaperAsk[] {
  const { flow, state } = turn;
  const known = knownCase(flow, state);
  const circumstances = { today: turn.event.at.slice(0, 10), waived: Object.keys(state.lacking ?? {}) };
  return plan(packOf(flow.packs, known), shelfOf(turn), known, circumstances)
    .filter((ask): ask is PaperAsk => ask.kind !== 'fact')
    .filter((ask) => level === 'all' || ask.need.level === level);
}

/** The papers as they are remembered; of some only the number is known. */
function shelfOf({ state }: Turn): Paper[] {
  const shelf = state.shelf ?? [];
  const plain = Object.keys(state.papers).filter((type) => !shelf.some((paper) => paper.type === type));
  return [...shelf, ...plain.map((type) => ({ type }))];
}

/** Names of the papers this case still needs, in the person's words. */
export function needsOf(turn: Turn, level: 'all' | Level = 'all'): string[] {
  return namesOf(turn, asksOf(turn, level));
}

function namesOf(turn: Turn, asks: readonly PaperAsk[]): string[] {
  return asks
    .map((ask) => askName(turn, ask))
    .filter((name, i, all) => all.indexOf(name) === i)
    .slice(0, MOST_LINES);
}

/** The same as lines, the first with its reason where there is room. */
export function needLines(turn: Turn): string {
  const asks = asksOf(turn);
  const names = namesOf(turn, asks);
  const [first] = asks;
  const lines = names.map((name, i) => (i === 0 && first ? `• ${name}: ${whyOf(turn, first)}` : `• ${name}`));
  const text = lines.join('\n');
  return text.length <= MOST_LETTERS ? text : names.map((name) => `• ${name}`).join('\n');
}

/** The next paper in words: what, why, how it looks, who has it, and what if it was never done. Empty when none is needed. */
export function nextAsk(turn: Turn): string {
  const [ask] = asksOf(turn);
  if (!ask) return '';
  const say = (part: string) => words(turn, own(turn, part, ask));
  // Of what came in part or is old it was done: nothing is to be said on that.
  const never = ask.kind === 'paper' ? say('never') : '';
  const values = {
    what: askName(turn, ask),
    why: whyOf(turn, ask),
    looks: say('looks'),
    where: say('where'),
  };
  return words(turn, 'missing.next', { ...values, never }).trimEnd();
}

/** Who has a paper, for those who lost it. */
export function whereOf(turn: Turn, ask: PaperAsk): string {
  return words(turn, own(turn, 'where', ask));
}

function whyOf(turn: Turn, ask: PaperAsk): string {
  if (ask.kind === 'pages') return words(turn, 'missing.why.page');
  if (ask.kind === 'values') return words(turn, 'missing.why.values');
  if (ask.kind === 'fresh') return words(turn, `missing.why.fresh_${ask.type === 'lab' ? 'lab' : 'scan'}`);
  return words(turn, own(turn, 'why', ask));
}

/** Words for exactly this need, else for the kind of paper. */
function own(turn: Turn, part: string, { need, type }: PaperAsk): string {
  const key = `missing.${part}.${need.key}`;
  return need.key && turn.flow.words.has(turn.state.language, key) ? key : `missing.${part}.${type}`;
}

function askName(turn: Turn, ask: PaperAsk): string {
  const cancer = packFor(turn.flow, turn.state)?.cancer;
  const { need, type } = ask;
  const what = type === need.type ? paperName(turn, need.key ?? type, cancer) : paperName(turn, type);
  if (ask.kind === 'pages') return words(turn, 'missing.page', { what, page: ask.pages.join(', ') });
  if (ask.kind === 'fresh') return words(turn, 'missing.fresh', { what });
  if (ask.kind === 'paper') return what;
  const values = ask.paths.map((path) => path.split('.').at(-1)!.toUpperCase()).join(', ');
  return words(turn, 'missing.values', { what, values });
}

/** What people call this paper, for this cancer where it differs. */
export function paperName(turn: Turn, type: string, cancer?: string): string {
  const all = [...(cancer ? [`needs.${cancer}.${type}`] : []), `needs.every.${type}`, `documents.${type}`];
  return words(turn, all.find((key) => turn.flow.words.has(turn.state.language, key)) ?? 'documents.other');
}

/** Whether anything required is missing and the person did not say that they have no more. */
export function waitsForPapers(turn: Turn): boolean {
  return !turn.state.noMore && asksOf(turn, 'required').length > 0;
}
