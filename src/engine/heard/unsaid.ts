import { fold, isAmid, prepare } from '../match.ts';
import type { Words } from '../words.ts';
import { aroundOf } from './picked.ts';
import { politely } from './polite.ts';

/** More words than this say more than that nothing is known. */
const MOST = 7;

/** Whether a text says no more than that it is not known: "pata nahi ji", "we dont know her weight", "தெரியலங்க". */
export function isUnknown(text: string, words: Words): boolean {
  if (/[?؟]/.test(text)) return false;
  const skip = words.everywhere('reserved.skip');
  const { idle } = aroundOf(words);
  const bare = politely(text, words);
  if (isAmid(text, skip, idle) || isAmid(bare, skip, idle)) return true;
  return isMadeOf(bare, words, ['lists.knowing', 'lists.denials'], ['lists.self', 'lists.questions']);
}

/** Whether a text says no more than that there is none of what was asked for: "koi dawa nahi", "no illness", "மருந்து எதுவும் இல்லை". */
export function isNothing(text: string, words: Words, step: string): boolean {
  if (/[?؟]/.test(text)) return false;
  // The lists of problems differ by illness, and are all about problems.
  const subject = `subjects.${step.split('_')[0]}`;
  const bare = politely(text, words);
  const named = words.everywhere(subject).length > 0;
  return named && isMadeOf(bare, words, [subject, 'lists.denials'], ['lists.self', 'lists.any']);
}

/** Whether every word is of these lists or changes nothing, and every one of the first lists is among them. */
function isMadeOf(
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
