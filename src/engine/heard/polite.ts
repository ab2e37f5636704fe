import { fold, prepare } from '../match.ts';
import type { Words } from '../words.ts';

/** Letters a word keeps at the least when its ending is taken away. */
const LEAST = 3;

const made = new WeakMap<Words, Map<string, string[]>>();
/** Longer texts are not kept, nor more than so many. */
const KEPT = { letters: 80, texts: 5000 };

/**
 * A text as it is, without the words that only make it kind ("ji", "please"), and without such endings as well (Tamil "-nga",
 * Telugu "-andi"): one of them may be known.
 */
export function politely(text: string, words: Words): string[] {
  const known = made.get(words) ?? new Map<string, string[]>();
  made.set(words, known);
  const before = known.get(text);
  if (before) return before;
  const all = waysOf(text, words);
  // One message is looked at for several things.
  if (text.length <= KEPT.letters && known.size < KEPT.texts) known.set(text, all);
  return all;
}

function waysOf(text: string, words: Words): string[] {
  const polite = prepare(words.everywhere('lists.polite')).exact;
  const said = fold(text).split(' ').filter(Boolean);
  const rest = said.filter((word) => !polite.has(word));
  const bare = rest.length ? rest : said;
  const all = [said, bare, bare.map((word) => plainly(word, words))];
  return [...new Set(all.map((one) => one.join(' ')))];
}

/** A word without its kind ending. */
function plainly(word: string, words: Words): string {
  for (const ending of words.everywhere('endings.polite')) {
    const bare = word.slice(0, -ending.length);
    if (word.endsWith(ending) && [...bare].length >= LEAST) return bare;
  }
  return word;
}
