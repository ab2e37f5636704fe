import { fold, prepare } from '../match.ts';
import type { Words } from '../words.ts';

/** Letters a word keeps at the least when its ending is taken away. */
const LEAST = 3;

/** A text without what only makes it kind: "ji" and "please" around it, and endings such as Tamil "-nga" and Telugu "-andi". */
export function politely(text: string, words: Words): string {
  const polite = prepare(words.everywhere('lists.polite')).exact;
  const said = fold(text).split(' ').filter(Boolean);
  const rest = said.filter((word) => !polite.has(word));
  return (rest.length ? rest : said).map((word) => plainly(word, words)).join(' ');
}

/** A word without its kind ending. */
function plainly(word: string, words: Words): string {
  for (const ending of words.everywhere('endings.polite')) {
    const bare = word.slice(0, -ending.length);
    if (word.endsWith(ending) && [...bare].length >= LEAST) return bare;
  }
  return word;
}
