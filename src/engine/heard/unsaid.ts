import { isAmid, isOne } from '../match.ts';
import type { Words } from '../words.ts';
import { isMadeOf } from './made.ts';
import { aroundOf } from './picked.ts';
import { politely } from './polite.ts';

/** Who speaks, and what is not known: "mujhe wajan pata nahi". */
const ABOUT = [
  'lists.self',
  'subjects.medicines',
  ...['age', 'weight', 'height', 'date', 'name', 'scale'].map((kind) => `filler.${kind}`),
];

/** Whether a text says no more than that it is not known: "pata nahi ji", "we dont know her weight", "தெரியலங்க". */
export function isUnknown(text: string, words: Words): boolean {
  if (/[?؟]/.test(text)) return false;
  const skip = words.everywhere('reserved.skip');
  return politely(text, words).some(
    (said) =>
      isAmid(said, skip, littleIn(words)) ||
      isMadeOf(said, words, ['lists.knowing', 'lists.denials'], [...ABOUT, 'lists.questions']),
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

const little = new WeakMap<Words, readonly string[]>();

/** Words that change nothing, and those that only say who speaks and of what. */
function littleIn(words: Words): readonly string[] {
  const known = little.get(words);
  if (known) return known;
  const made = [...aroundOf(words).idle, ...ABOUT.flatMap((list) => words.everywhere(list))];
  little.set(words, made);
  return made;
}

/** Whether a text asks for somebody to talk to: "koi insaan baat kare", "can i talk to a person". */
export function wantsPerson(text: string, words: Words): boolean {
  return politely(text, words).some((said) =>
    NEEDED.some((needed) => isMadeOf(said, words, needed, ['lists.self', 'lists.request', 'lists.talk'])),
  );
}

const NEEDED = [
  ['lists.somebody', 'lists.talk'],
  ['lists.somebody', 'lists.request'],
];
