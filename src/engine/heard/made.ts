import { fold, prepare } from '../match.ts';
import type { Words } from '../words.ts';
import { aroundOf } from './picked.ts';

/** More words than this say more than one thing. */
const MOST = 7;

/** Whether every word of a text is of these lists or changes nothing, with at least one of each of the `needed`. */
export function isMadeOf(
  text: string,
  words: Words,
  needed: readonly string[],
  allowed: readonly string[],
): boolean {
  const said = fold(text).split(' ').filter(Boolean);
  if (said.length > MOST) return false;
  const has = (list: string, word: string) => prepare(words.everywhere(list)).exact.has(word);
  const idle = prepare(aroundOf(words).idle).exact;
  return (
    needed.every((list) => said.some((word) => has(list, word))) &&
    said.every((word) => idle.has(word) || [...needed, ...allowed].some((list) => has(list, word)))
  );
}
