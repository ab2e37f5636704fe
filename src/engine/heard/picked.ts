import type { Words } from '../words.ts';
import type { Around } from './sentence.ts';
import { lexiconOf } from './lexicon.ts';
import { idle, sense, tokensOf, type Token } from './tokens.ts';

/** The place of an option that was named in words: "two", "do", "second one", "dusra wala". Null when it is more than that. */
export function placeIn(text: string, words: Words): number | null {
  const lexicon = lexiconOf(words);
  const tokens = tokensOf(text, lexicon);
  const ordinal = tokens.some((token) => sense(token, 'ordinal'));
  // In "the third one" the "one" is no number.
  const around = ({ said }: Token) =>
    ordinal && lexicon.find(said).some(({ of, is }) => of === 'filler' && is === 'pick');
  const rest = tokens.filter((token) => sense(token, 'ordinal') || !(idle(token, 'pick') || around(token)));
  const [one] = rest;
  if (rest.length !== 1 || !one) return null;
  const place = Number(sense(one, 'ordinal') ?? one.number ?? 0);
  return place >= 1 && place <= 99 && place % 1 === 0 ? place : null;
}

/** Whether a text says yes or no by a sign alone: a thumb, a tick, a cross. */
export function signIn(text: string): 'yes' | 'no' | null {
  if (/[\p{L}\p{N}]/u.test(text)) return null;
  const yes = /[👍👌✅✔☑🙆]/u.test(text);
  const no = /[👎❌✖🙅]/u.test(text);
  return yes === no ? null : yes ? 'yes' : 'no';
}

const made = new WeakMap<Words, Around>();

/** The words around an answer, of all languages. */
export function aroundOf(words: Words): Around {
  const known = made.get(words);
  if (known) return known;
  const around = {
    denials: words.everywhere('lists.denials'),
    questions: words.everywhere('lists.questions').filter((word) => !word.includes(' ')),
    bare: ['means.yes', 'means.no', 'lists.denials', 'lists.empty'].flatMap((key) => words.everywhere(key)),
    idle: ['filler.any', 'filler.pick', 'lists.and'].flatMap((key) => words.everywhere(key)),
    and: words.everywhere('lists.and'),
    or: words.everywhere('lists.or'),
    openings: words.everywhere('lists.questions').filter((word) => word.includes(' ')),
  };
  made.set(words, around);
  return around;
}
