import { prepare } from '../match.ts';
import type { Around } from './sentence.ts';

/** A phrase about time has so many words at the most. */
const MOST = 4;

/**
 * Words in the parts that have a verb each: "chemo ho gayi operation nahi hua" is "chemo ho gayi" and "operation nahi hua".
 * What was named is over with its verb ("done", "is to be", "not"); the next thing that is named begins another part, and takes
 * with it the words that open one: "only surgery no chemo". `named`: where something is named, by its first word, and its end.
 */
export function apart(
  words: readonly string[],
  named: ReadonlyMap<number, number>,
  around: Around,
): string[][] {
  const opening = prepare(around.opening).exact;
  const closing = [around.coming, around.denials, around.finished, around.copula].map(
    (list) => prepare(list).exact,
  );
  const denials = prepare(around.denials).exact;
  const parts: string[][] = [[]];
  let closed = false;
  let holds = false;
  // "Na sugar na bp": a denial that led a part leads the next one.
  let led = '';
  for (let i = 0; i < words.length;) {
    const end = named.get(i);
    const word = words[i]!;
    const opens = holds && (word === led || (opening.has(word) && beginsAfter(words, i, named, opening)));
    // "4 chemo done 2 pending": another number, of what is not done.
    if (opens || (closed && (end || (/^\p{Nd}/u.test(word) && leftIn(words, i, named, closing))))) {
      parts.push([]);
      closed = holds = false;
      led = '';
    }
    if (!holds && denials.has(word)) led = word;
    const length = end ? end - i : Math.max(1, ...closing.map((list) => longest(words, i, list)));
    parts.at(-1)!.push(...words.slice(i, i + length));
    if (end) holds = true;
    // A verb may be a part of what was named: "sugar hai".
    const last = end ? lastOf(words, i, end, closing) : closing.some((list) => longest(words, i, list));
    if (holds && last) closed = true;
    i += length;
  }
  return parts;
}

/** Whether it is told from here on, before something else is named, that something is to come or is not. */
function leftIn(
  words: readonly string[],
  from: number,
  named: ReadonlyMap<number, number>,
  [coming, denials]: readonly ReadonlySet<string>[],
): boolean {
  for (let i = from; i < words.length && !named.has(i); i += 1)
    if (longest(words, i, coming!) || denials!.has(words[i]!)) return true;
  return false;
}

/** Whether what is named ends in one of these phrases. */
function lastOf(
  words: readonly string[],
  from: number,
  end: number,
  lists: readonly ReadonlySet<string>[],
): boolean {
  return lists.some((list) => {
    for (let i = from + 1; i < end; i += 1) if (list.has(words.slice(i, end).join(' '))) return true;
    return false;
  });
}

/** Whether what is named next comes right after the words that open a part. */
function beginsAfter(
  words: readonly string[],
  from: number,
  named: ReadonlyMap<number, number>,
  opening: ReadonlySet<string>,
): boolean {
  let i = from;
  while (i < words.length && opening.has(words[i]!)) i += 1;
  return named.has(i);
}

/** How many words from here on are one of these phrases; 0 where they are none. */
export function longest(words: readonly string[], from: number, phrases: ReadonlySet<string>): number {
  for (let length = Math.min(MOST, words.length - from); length > 0; length -= 1)
    if (phrases.has(words.slice(from, from + length).join(' '))) return length;
  return 0;
}
