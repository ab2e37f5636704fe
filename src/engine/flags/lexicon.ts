import { distance } from '../../cases/name.ts';
import type { Words } from '../words.ts';
import { STATES } from './signs.ts';
import { single, sound, written } from './spell.ts';

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
  /** The concepts in the words of each piece of a message. A longer phrase hides what is inside it: "blood group" is no blood. */
  find(pieces: readonly (readonly string[])[]): Hit[][];
}

interface Entry {
  concept: string;
  parts: readonly string[];
  language: string;
  /** Letters of the phrase, without endings: few make a romanised word one that may be of another language. */
  letters: number;
  /** Letters of its first word, without the ending. */
  stem: number;
}

type Raw = Pick<Hit, 'concept' | 'from' | 'to'> & Pick<Entry, 'language' | 'letters'>;

/** From so many letters on, one letter may be wrong; the first one never. */
const LONG = 6;
/** A romanised phrase of so few letters counts only where other words are of its language. */
const SHORT = 4;

/**
 * Reads the words for each concept from the locales, with commas between them. `x*` is any word that begins with x, `*x` one
 * that ends with it; several words are a phrase. English is compared as it is spelled, other languages in Latin letters as
 * they sound ("feet" is no "fit").
 */
export function lexiconOf(
  words: Words,
  concepts: readonly (readonly [concept: string, key: string])[],
): Lexicon {
  const plain = new Set(words.list('en', 'flags.plain').flatMap((line) => line.split(/,\s*/)));
  const english = new Book(single, new Set());
  const others = new Book((word) => (/^[a-z]/.test(word) ? sound(word) : word), plain);
  for (const language of words.understood)
    for (const [concept, key] of concepts)
      for (const line of words.list(language, key))
        for (const phrase of line.split(','))
          (language === 'en' ? english : others).add(concept, phrase, language);
  return {
    find: (pieces) => {
      const raw = pieces.map((said) => [...english.find(said), ...others.find(said)]);
      const spoken = supportOf(pieces, raw, plain);
      return raw.map((hits) => longest(hits.filter((hit) => counts(hit, spoken))));
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
  for (const [i, said] of pieces.entries())
    for (const [at, word] of said.entries()) {
      const here = raw[i]!.filter(({ from, to }) => from <= at && at <= to).map(({ language }) => language);
      for (const language of new Set(here)) support.set(language, (support.get(language) ?? 0) + 1);
      if (!plain.has(word) && !here.includes('en')) continue;
      for (const language of new Set(raw.flat().map((one) => one.language)))
        if (!here.includes(language)) support.set(language, (support.get(language) ?? 0) - 1);
    }
  return support;
}

function counts({ language, letters }: Raw, support: ReadonlyMap<string, number>): boolean {
  if (language === 'en' || letters > SHORT) return true;
  const own = support.get(language) ?? 0;
  return own > (letters === SHORT ? -1 : 0) && own >= Math.max(...support.values()) / 2;
}

/** Words compared in one way. */
class Book {
  private readonly exact = new Map<string, Entry[]>();
  private readonly starts = new Map<string, Entry[]>();
  private readonly ends = new Map<string, Entry[]>();
  private readonly slips = new Map<string, string[]>();
  private readonly heard: (word: string) => string;
  private readonly foreign: ReadonlySet<string>;

  /** `heard`: how a word is compared; `foreign`: words that stand for nothing here by themselves. */
  constructor(heard: (word: string) => string, foreign: ReadonlySet<string>) {
    this.heard = heard;
    this.foreign = foreign;
  }

  add(concept: string, phrase: string, language: string): void {
    const parts = written(phrase)
      .replace(/[^\p{L}\p{M}\p{N}*]+/gu, ' ')
      .trim()
      .split(' ')
      .map((part) => this.part(part));
    const first = parts[0]!;
    const letters = /^\*?[a-z]/.test(first) ? parts.join('').replaceAll('*', '').length : Infinity;
    const entry = { concept, parts, language, letters, stem: first.replaceAll('*', '').length };
    if (first.startsWith('*')) put(this.ends, first.slice(1), entry);
    else if (first.endsWith('*')) put(this.starts, first.slice(0, -1), entry);
    if (first.startsWith('*')) return;
    const word = first.replace('*', '');
    if (!this.exact.has(word) && word.length >= LONG && /^[a-z]/.test(word))
      for (const slip of slips(word)) put(this.slips, slip, word);
    put(this.exact, word, entry);
  }

  find(said: readonly string[]): Raw[] {
    const words = said.map(this.heard);
    return words.flatMap((word, from) =>
      this.entries(word)
        .filter(({ parts }) => parts.length > 1 || !this.foreign.has(said[from]!))
        .filter(({ parts }) => parts.every((part, i) => i === 0 || fits(words[from + i], part)))
        .map(({ parts, ...entry }) => ({ ...entry, from, to: from + parts.length - 1 })),
    );
  }

  private part(part: string): string {
    const bare = this.heard(part.replaceAll('*', ''));
    return part.startsWith('*') ? `*${bare}` : part.endsWith('*') ? `${bare}*` : bare;
  }

  /** All entries whose first word may be this one. */
  private entries(word: string): Entry[] {
    const found = [...(this.exact.get(word) ?? [])];
    for (let n = 2; n <= word.length; n += 1) found.push(...(this.starts.get(word.slice(0, n)) ?? []));
    // An ending of "not" that is a part of the word itself is none: Bengali "khichuni".
    const stems = found.filter(({ concept }) => !STATES.includes(concept));
    for (let n = 2; n <= word.length; n += 1)
      for (const ending of this.ends.get(word.slice(word.length - n)) ?? [])
        if (!stems.some((one) => one.language === ending.language && one.stem + n > word.length))
          found.push(ending);
    if (!found.length && word.length >= LONG - 1 && /^[a-z]/.test(word))
      for (const near of this.near(word)) found.push(...this.exact.get(near)!);
    return found;
  }

  private near(word: string): Set<string> {
    const all = slips(word).flatMap((slip) => this.slips.get(slip) ?? []);
    return new Set(
      all.filter((one) => one[0] === word[0] && (distance(one, word, 1) <= 1 || swapped(one, word))),
    );
  }
}

function put<V>(map: Map<string, V[]>, key: string, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** The word, and the word with any one letter left out: two words one letter apart share one of these. */
function slips(word: string): string[] {
  return [word, ...Array.from(word, (_, i) => word.slice(0, i) + word.slice(i + 1))];
}

function swapped(one: string, other: string): boolean {
  if (one.length !== other.length) return false;
  const at = [...one].findIndex((letter, i) => letter !== other[i]);
  return one.slice(0, at) + one[at + 1] + one[at] + one.slice(at + 2) === other;
}

function fits(word: string | undefined, part: string): boolean {
  if (word === undefined) return false;
  if (part.startsWith('*')) return word.endsWith(part.slice(1));
  return part.endsWith('*') ? word.startsWith(part.slice(0, -1)) : word === part;
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
  return all.filter((one) => !all.some((other) => hides(other, one))).sort((a, b) => a.from - b.from);
}

function hides(b: Hit, a: Hit): boolean {
  if (a.from < b.from || a.to > b.to || a.concept === b.concept) return false;
  if (b.concept === 'skip') return true;
  return a.to - a.from < b.to - b.from && (!STATES.includes(b.concept) || STATES.includes(a.concept));
}
