import { missingPapers } from '../cases/missing.ts';
import { knownCase, packFor } from './known.ts';
import { words, type Turn } from './turn.ts';

/** At most so many lines of what is needed: the rest can wait. */
const MOST_LINES = 5;

/** Names of the papers this case still needs, in the person's words, the weightiest first. */
export function needsOf(turn: Turn, level: 'all' | 'required' = 'all'): string[] {
  const { flow, state } = turn;
  const pack = packFor(flow, state);
  return missingPapers(pack, Object.keys(state.papers), knownCase(flow, state))
    .filter((item) => item.level === 'required' || (level === 'all' && item.level === 'conditional'))
    .map((item) => paperName(turn, item.need.replace('document.', ''), pack?.cancer))
    .filter((name, i, all) => all.indexOf(name) === i)
    .slice(0, MOST_LINES);
}

/** What people call this paper, for this cancer where it differs. */
export function paperName(turn: Turn, type: string, cancer?: string): string {
  const own = `needs.${cancer}.${type}`;
  if (cancer && turn.flow.words.has(turn.state.language, own)) return words(turn, own);
  const key = `documents.${type}`;
  return words(turn, turn.flow.words.has(turn.state.language, key) ? key : 'documents.other');
}

/** Whether anything required is missing and the person did not say that they have no more. */
export function waitsForPapers(turn: Turn): boolean {
  return !turn.state.noMore && needsOf(turn, 'required').length > 0;
}
