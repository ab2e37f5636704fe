import { distance } from '../../cases/name.ts';
import { STATES } from './signs.ts';
import { written } from './spell.ts';

/** One word or phrase for a concept, in one language. */
interface Entry {
  concept: string;
  parts: readonly string[];
  language: string;
  /** Letters of the phrase, without endings: few make a romanised word one that may be of another language. */
  letters: number;
  /** Letters of its first word, without the ending. */
  stem: number;
}

/** A phrase found among words, from one to the other, the last included. */
export type Raw = Pick<Entry, 'concept' | 'language' | 'letters'> & { from: number; to: number };

/** From so many letters on, one letter may be wrong; the first one never. */
const LONG = 6;
/** Letters that more than one of the languages is written in: Latin (with the C that stands for "ch"), and the Devanagari of Hindi and Marathi. */
const SHARED = /^\*?[a-zC\u0900-\u097f]/u;
/** So many looked-up words are remembered: the same ones come again and again. */
const MOST_KNOWN = 5000;

/** Words compared in one way. */
export class Book {
  private readonly exact = new Map<string, Entry[]>();
  private readonly starts = new Map<string, Entry[]>();
  private readonly ends = new Map<string, Entry[]>();
  private readonly slips = new Map<string, string[]>();
  private readonly typed = new Map<string, string[]>();
  private readonly memo = new Map<string, readonly Entry[]>();
  private readonly heard: (word: string) => string;
  private readonly foreign: ReadonlySet<string>;
  /** Spellings that sound alike are one entry. */
  private readonly added = new Set<string>();

  /** `heard`: how a word is compared; `foreign`: words that stand for nothing here by themselves. */
  constructor(heard: (word: string) => string, foreign: ReadonlySet<string>) {
    this.heard = heard;
    this.foreign = foreign;
  }

  add(concept: string, phrase: string, language: string): void {
    const parts = written(phrase)
      .replace(/[^\p{L}\p{M}\p{N}*]+|(?<=\p{L})(?=\d)|(?<=\d)(?=\p{L})/gu, ' ')
      .trim()
      .split(' ')
      .map((part) => this.part(part));
    const key = [concept, language, ...parts].join(' ');
    if (this.added.has(key)) return;
    this.added.add(key);
    const first = parts[0]!;
    const letters = SHARED.test(first) ? parts.join('').replaceAll('*', '').length : Infinity;
    const entry = { concept, parts, language, letters, stem: first.replaceAll('*', '').length };
    if (first.startsWith('*')) put(this.ends, first.slice(1), entry);
    else if (first.endsWith('*')) put(this.starts, first.slice(0, -1), entry);
    if (first.startsWith('*')) return;
    const word = first.replace('*', '');
    if (!this.exact.has(word) && word.length >= LONG && /^[a-z]/.test(word))
      for (const slip of slips(word)) put(this.slips, slip, word);
    if (language === 'en' && parts.length === 1 && !this.exact.has(word))
      for (const typed of hurried(word)) put(this.typed, typed, word);
    put(this.exact, word, entry);
  }

  find(said: readonly string[]): Raw[] {
    const words = said.map(this.heard);
    return words.flatMap((word, from) =>
      this.known(word)
        .filter(({ parts }) => parts.length > 1 || !this.foreign.has(said[from]!))
        .filter(({ parts }) => parts.every((part, i) => i === 0 || fits(words[from + i], part)))
        .map(({ parts, ...entry }) => ({ ...entry, from, to: from + parts.length - 1 })),
    );
  }

  private part(part: string): string {
    const bare = this.heard(part.replaceAll('*', ''));
    return part.startsWith('*') ? `*${bare}` : part.endsWith('*') ? `${bare}*` : bare;
  }

  private known(word: string): readonly Entry[] {
    const before = this.memo.get(word);
    if (before) return before;
    if (this.memo.size >= MOST_KNOWN) this.memo.clear();
    const found = this.entries(word);
    this.memo.set(word, found);
    return found;
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
    if (!found.length) for (const whole of this.typed.get(word) ?? []) found.push(...this.exact.get(whole)!);
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

/** How a hurried thumb types a word: without some of its vowels, "fver", "fvr". What is left may not be shorter than other words are. */
function hurried(word: string): string[] {
  if (!/^[a-z]{4,9}$/.test(word)) return [];
  let typed = [word];
  for (let i = word.length - 1; i > 0; i -= 1)
    if (/[aeiou]/.test(word[i]!)) typed = typed.flatMap((one) => [one, one.slice(0, i) + one.slice(i + 1)]);
  return typed.filter((one) => one !== word && (one.length > 3 || /^[^aeiouy]{3}$/.test(one)));
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
