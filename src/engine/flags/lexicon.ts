import type { Words } from '../words.ts';
import { Book, type Raw } from './book.ts';
import { MANNERS, STATES } from './signs.ts';
import { single, sound } from './spell.ts';

/** A concept ("blood", "vomit", "not") found in a piece of text, from word to word, the last included. */
export interface Hit {
  concept: string;
  from: number;
  to: number;
  /** The languages it may be said in. */
  languages: readonly string[];
}

/** All words for the concepts of the red flags, in all languages, ready to be looked up. */
export interface Lexicon {
  /**
   * The concepts in the words of each piece of a message. A longer phrase hides what is inside it: "blood group" is no blood.
   * `tongue`: the language of the conversation, where one was chosen.
   */
  find(pieces: readonly (readonly string[])[], tongue?: string): Hit[][];
}

/** A romanised phrase of so few letters counts only where other words are of its language. */
const SHORT = 4;
/** So few, where the conversation is in another language: "pani" is fever, water and work. */
const STRANGE = 5;
/** Languages that people of every language mix in. */
const MIXED_IN: ReadonlySet<string> = new Set(['en', 'hi']);
const STATE: ReadonlySet<string> = new Set(STATES);
const MANNER: ReadonlySet<string> = new Set(MANNERS);

/**
 * Reads the words for each concept from the locales, with commas between them. `x*` is any word that begins with x, `*x` one
 * that ends with it; several words are a phrase. English is compared as it is spelled, other languages in Latin letters as
 * they sound ("feet" is no "fit"). A whole English word that only looks like one ("cooking", "genetic") is none.
 */
export function lexiconOf(
  words: Words,
  concepts: readonly (readonly [concept: string, key: string])[],
): Lexicon {
  const listed = (key: string) => words.list('en', key).flatMap((line) => line.trim().split(/,\s*/));
  const real = new Set(listed('flags.real'));
  const plain = new Set([...listed('flags.plain'), ...real]);
  const english = new Book(single, real);
  const others = new Book((word) => (/^[a-z]/.test(word) ? sound(word) : word), plain);
  for (const language of words.understood)
    for (const [concept, key] of concepts)
      for (const line of words.list(language, key))
        for (const phrase of line.split(','))
          (language === 'en' ? english : others).add(concept, phrase, language);
  return {
    find: (pieces, tongue) => {
      const raw = pieces.map((said) => [...english.find(said), ...others.find(said)]);
      const spoken = supportOf(pieces, raw, plain);
      const most = Math.max(...spoken.values());
      return raw.map((hits) => longest(hits.filter((hit) => counts(hit, spoken, most, tongue))));
    },
  };
}

/** How many more words of a message are of each language than are only English. */
function supportOf(
  pieces: readonly (readonly string[])[],
  raw: readonly (readonly Raw[])[],
  plain: ReadonlySet<string>,
): ReadonlyMap<string, number> {
  const support = new Map<string, number>();
  // Without a short word in doubt, nobody asks.
  if (!raw.some((hits) => hits.some(({ language, letters }) => language !== 'en' && letters <= STRANGE)))
    return support;
  const languages = new Set(raw.flat().map(({ language }) => language));
  for (const [i, said] of pieces.entries())
    for (const [at, word] of said.entries()) {
      const here = raw[i]!.filter(({ from, to }) => from <= at && at <= to).map(({ language }) => language);
      for (const language of new Set(here)) support.set(language, (support.get(language) ?? 0) + 1);
      if (!plain.has(word) && !here.includes('en')) continue;
      for (const language of languages)
        if (!here.includes(language)) support.set(language, (support.get(language) ?? 0) - 1);
    }
  return support;
}

function counts(
  { language, letters }: Raw,
  support: ReadonlyMap<string, number>,
  most: number,
  tongue?: string,
): boolean {
  const strange = tongue !== undefined && tongue !== language && !MIXED_IN.has(language);
  if (language === 'en' || letters > (strange ? STRANGE : SHORT)) return true;
  const own = support.get(language) ?? 0;
  // A word of a language they do not write in needs a second one beside it.
  if (strange) return own > 1 && own >= most / 2;
  return own > (letters === SHORT ? -1 : 0) && own >= most / 2;
}

/**
 * Without the hits that lie inside a longer phrase, and each concept once; of the same words more than one may stay.
 * A phrase of time or doubt hides only its like: in "is bleeding" the bleeding stays.
 */
function longest(hits: readonly Raw[]): Hit[] {
  const once = new Map<string, Hit & { languages: string[] }>();
  for (const { concept, from, to, language } of hits) {
    const key = `${concept} ${from} ${to}`;
    const known = once.get(key);
    if (known) known.languages.push(language);
    else once.set(key, { concept, from, to, languages: [language] });
  }
  const all = [...once.values()];
  if (all.length < 2) return all;
  return all.filter((one) => !all.some((other) => hides(other, one))).sort((a, b) => a.from - b.from);
}

function hides(b: Hit, a: Hit): boolean {
  if (a.from < b.from || a.to > b.to || a.concept === b.concept) return false;
  if (b.concept === 'skip') return true;
  if (MANNER.has(b.concept) && a.concept !== 'no' && a.concept !== 'not') return false;
  return a.to - a.from < b.to - b.from && (!STATE.has(b.concept) || STATE.has(a.concept));
}
