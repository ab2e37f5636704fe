import type { Paper } from '../cases/paper.ts';
import { inner, remember } from './known.ts';
import { waitsForPapers } from './needs.ts';
import { submitted } from './submit.ts';
import { emit, MOST_SHEETS, settle, type Turn } from './turn.ts';
import type { Event } from './types.ts';

type Arranged = Extract<Event, { kind: 'papers_arranged' }>;

/**
 * The desk put papers together or apart, or said what one is, or whose. From now on the conversation goes by that, and not by
 * what a machine had made of them: what is asked for follows, and a case that only waited for papers goes on when none is
 * missing any more.
 */
export function papersArranged(turn: Turn, { papers, gone = [], facts = [], settled }: Arranged): void {
  const { state } = turn;
  const before = new Map((state.shelf ?? []).map((paper) => [paper.id, paper]));
  state.shelf = papers.slice(-MOST_SHEETS).map((paper) => ({ ...lookOf(before.get(paper.id)), ...paper }));
  state.papers = counted(papers);
  for (const path of gone) forgetRead(turn, path);
  if (settled) settle(turn, 'wrong_patient');
  if (state.stopped || state.consents.service !== true) return;
  for (const fact of facts) {
    emit(turn, { kind: 'learn', fact });
    if (fact.accepted && inner(turn.flow, fact.path)) remember(state, fact);
  }
  const silent = state.voice === 'staff' || state.ended || state.hold || state.prove;
  if (!silent && state.status === 'documents' && !waitsForPapers(turn)) submitted(turn);
}

/** By which a second photo of it is known: only the reading knows that. */
function lookOf({ print, says, flaws }: Paper = { type: '' }): Partial<Paper> {
  const all = { print, says, flaws };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

/** Files of each type; a file whose pages lie apart is one. */
function counted(papers: readonly Paper[]): Record<string, number> {
  const files = new Map(papers.map((paper) => [paper.id ?? paper, paper.type]));
  const counts: Record<string, number> = {};
  for (const type of files.values()) counts[type] = Math.min(99, (counts[type] ?? 0) + 1);
  return counts;
}

/** A value that no paper of this patient says any more is not known, and answers no question. */
function forgetRead({ state, flow }: Turn, path: string): void {
  delete state.known[path];
  for (const step of flow.steps)
    if (step.learn === path && state.answers[step.name]?.paper) delete state.answers[step.name];
}
