import { plainDigits } from './match.ts';
import type { Words } from './words.ts';

/** What is longer tells something else as well. */
const MOST_WORDS = 12;
/** A mark, or a short word such as "is", between the word for it and the password itself. */
const BETWEEN = /^(?:[\s:=–-]*(?:[\p{L}\p{M}]{1,5}(?=[\s:=–-]))?)[\s:=–-]*/u;
const QUOTES = /^["'“”‘’(]+|["'“”‘’).,!]+$/gu;

/**
 * The password that a text names as one: "password is RAVI1960", "pw: 05-08-1971", "05081971 पासवर्ड है". Null where it speaks of a
 * password and names none, and where it does not speak of one.
 */
export function secretIn(typed: string, words: Words): string | null {
  const text = plainDigits(typed.normalize('NFC')).trim();
  if (/[?？؟]/.test(text) || text.split(/\s+/).length > MOST_WORDS) return null;
  const found = wordFor(words).exec(text);
  if (!found) return null;
  const after = text.slice(found.index + found[0].length);
  const behind = after.replace(BETWEEN, '').replace(QUOTES, '');
  const [figures] = /^\d[\d ./-]{2,20}(?=\s+\p{L}[\p{L}\p{M}]{0,4}$|$)/u.exec(behind) ?? [];
  if (figures) return figures.replace(/\D/g, '');
  const [first = '', ...more] = behind.split(/\s+/).map((word) => word.replace(QUOTES, ''));
  if (isSecret(first) && (/\d/.test(first) || !more.length)) return first;
  const before = text.slice(0, found.index).split(/\s+/).reverse();
  return (
    before.map((word) => word.replace(QUOTES, '')).find((word) => isSecret(word) && /\d/.test(word)) ?? null
  );
}

const isSecret = (word: string): boolean => /^\S{4,64}$/.test(word);

const known = new WeakMap<Words, RegExp>();

/** What people call it, in any of our languages. */
function wordFor(words: Words): RegExp {
  const there = known.get(words);
  if (there) return there;
  const ways = words
    .everywhere('lists.password')
    .toSorted((a, b) => b.length - a.length)
    .map((way) => way.normalize('NFC').replace(/[^\p{L}\p{M}\p{N}]+/gu, '[\\s\\u200c\\u200d-]*'));
  const made = new RegExp(`(?<![\\p{L}\\p{M}\\p{N}])(?:${ways.join('|') || '(?!)'})(?![\\p{L}\\p{M}])`, 'iu');
  known.set(words, made);
  return made;
}
