import { fold, isAmid, isOne, prepare } from '../match.ts';
import type { Words } from '../words.ts';
import { aroundOf } from './picked.ts';
import { politely } from './polite.ts';

/** More words than this say more than that nothing is known. */
const MOST = 7;

/** Whether a text says no more than that it is not known: "pata nahi ji", "we dont know her weight", "தெரியலங்க". */
export function isUnknown(text: string, words: Words): boolean {
  if (/[?؟]/.test(text)) return false;
  const skip = words.everywhere('reserved.skip');
  return politely(text, words).some(
    (said) =>
      isAmid(said, skip, littleIn(words)) ||
      isMadeOf(said, words, ['lists.knowing', 'lists.denials'], ['lists.self', 'lists.questions']),
  );
}

/** Whether a text says no more than that there is none of what was asked for: "koi dawa nahi", "no illness", "மருந்து எதுவும் இல்லை". */
export function isNothing(text: string, words: Words, step: string): boolean {
  if (/[?؟]/.test(text)) return false;
  // The lists of problems differ by illness, and are all about problems.
  const subject = `subjects.${step.split('_')[0]}`;
  const named = words.everywhere(subject).length > 0;
  return politely(text, words).some(
    (said) =>
      isOne(said, words.everywhere('reserved.none')) ||
      (named && isMadeOf(said, words, [subject, 'lists.denials'], ['lists.self', 'lists.any'])),
  );
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

const little = new WeakMap<Words, readonly string[]>();

/** Words that change nothing, and those that only say who speaks: "mujhe", "we". */
function littleIn(words: Words): readonly string[] {
  const known = little.get(words);
  if (known) return known;
  const made = [...aroundOf(words).idle, ...words.everywhere('lists.self')];
  little.set(words, made);
  return made;
}
