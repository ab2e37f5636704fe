import { distance } from '../../cases/name.ts';
import type { Words } from '../words.ts';
import { FESTIVALS } from './festivals.ts';
import { loose, plain } from './plain.ts';

/** What a word of numbers, measures and time may stand for. */
export interface Sense {
  of:
    | 'number'
    | 'fraction'
    | 'ordinal'
    | 'unit'
    | 'month'
    | 'calendar'
    | 'festival'
    | 'when'
    | 'filler'
    | 'outof';
  is: string;
}

/** A part of a word, and what it may stand for. */
export interface Part {
  said: string;
  senses: readonly Sense[];
}

/** All such words in all languages, ready to be looked up. */
export interface Lexicon {
  /** Most words in one entry. */
  longest: number;
  /** The senses of a word or phrase in `plain` writing; empty when it is not known. */
  find(phrase: string): readonly Sense[];
  /** A word that is two in one: "महिन्यांपासून" is months, since; "lastmonth". Null when it is known as it is, or is none. */
  apart(word: string): readonly Part[] | null;
}

/** Where each kind of word stands in `locales/heard`, and the names it may have there. */
const GROUPS: readonly [of: Sense['of'], tree: string, ids: readonly string[]][] = [
  ['number', 'numbers', [...Array.from({ length: 101 }, (_, n) => String(n)), '1000']],
  [
    'fraction',
    'fractions',
    'article half one_half two_half three_half four_half five_half six_half plus_half plus_quarter minus_quarter and_half'.split(
      ' ',
    ),
  ],
  ['ordinal', 'ordinals', Array.from({ length: 10 }, (_, n) => String(n + 1))],
  ['unit', 'units', 'day week month year kilo pound centimetre metre foot inch time'.split(' ')],
  ['month', 'months', Array.from({ length: 12 }, (_, n) => String(n + 1))],
  ['calendar', 'calendar', Array.from({ length: 12 }, (_, n) => String(n + 1))],
  ['festival', 'festivals', Object.keys(FESTIVALS)],
  ['when', 'when', 'ago since last this next today yesterday before_yesterday after before born'.split(' ')],
  ['filler', 'filler', 'any age date weight height scale count pick name'.split(' ')],
  ['outof', 'outof', ['of']],
];

/** Words that name somebody: beside an age or a weight they only say whose it is. */
const WHOSE = 'steps.who.means.relative';
const OWNED = ['age', 'weight', 'height', 'scale', 'count'];
/** Endings that mean "since" (Marathi "-pasun"), and those that only join a word to its sentence ("in", "to"). */
const ENDINGS = ['since', 'of', 'in'] as const;
const SAID_BY: Record<(typeof ENDINGS)[number], readonly Sense[]> = {
  since: [{ of: 'when', is: 'since' }],
  // "10க்கு 6" is six of ten; "62க்கு" is 62.
  of: [
    { of: 'outof', is: 'of' },
    { of: 'filler', is: 'any' },
  ],
  in: [],
};

const made = new WeakMap<Words, Lexicon>();

/** The lexicon of these words, made once. */
export function lexiconOf(words: Words): Lexicon {
  const known = made.get(words);
  if (known) return known;
  const lexicon = make(words);
  made.set(words, lexicon);
  return lexicon;
}

function make(words: Words): Lexicon {
  const exact = new Map<string, Sense[]>();
  const near = new Map<string, Sense[]>();
  const stems = new Map<string, Sense[]>();
  const add = (entry: string, sense: Sense): void => {
    const said = plain(entry).replace(/'/g, '').replace(/[-.]+/g, ' ').trim();
    // "மாத~" stands for every word that begins so: endings tell nothing here.
    if (said.endsWith('~')) return put(stems, said.slice(0, -1), sense);
    put(exact, said, sense);
    if (/^[a-z ]{3,}$/.test(said)) put(near, loose(said), sense);
  };
  for (const [of, tree, ids] of GROUPS)
    for (const is of ids) for (const entry of words.everywhere(`${tree}.${is}`)) add(entry, { of, is });
  for (const entry of words.everywhere(WHOSE)) for (const is of OWNED) add(entry, { of: 'filler', is });
  const longest = Math.max(1, ...[...exact.keys()].map((entry) => entry.split(' ').length));
  // "Mahila" is a woman, and no slip of "mahina".
  const meant = optionsIn(words);
  const found = new Map<string, readonly Sense[]>();
  const parted = new Map<string, readonly Part[] | null>();
  // The shortest first: what is left of a word is then the longest.
  const endings = ENDINGS.flatMap((is) =>
    words
      .everywhere(`endings.${is}`)
      .map((entry) => endingOf(entry, is))
      .sort((one, other) => one.from.length - other.from.length),
  );
  return {
    longest,
    apart(word) {
      const before = parted.get(word);
      if (before !== undefined) return before;
      const parts = exact.has(word) ? null : (unended(word, endings, exact) ?? glued(word, exact));
      if (parted.size < 5000) parted.set(word, parts);
      return parts;
    },
    find(phrase) {
      const before = found.get(phrase);
      if (before) return before;
      const senses =
        exact.get(phrase) ??
        (phrase.includes(' ')
          ? []
          : (joined(phrase, exact) ??
            begun(phrase, stems) ??
            alike(phrase, near) ??
            (meant.has(phrase) ? [] : slipped(phrase, exact))));
      // What people write is without end: only so much of it is remembered.
      if (found.size < 5000) found.set(phrase, senses);
      return senses;
    },
  };
}

/** Every word by which an option of any question is known. */
function optionsIn(words: Words): ReadonlySet<string> {
  const keys = new Set(words.understood.flatMap((language) => words.listed(language)));
  const means = [...keys].filter((key) => key.includes('means.'));
  return new Set(means.flatMap((key) => words.everywhere(key)).flatMap((way) => plain(way).split(' ')));
}

interface Ending {
  from: string;
  to: string;
  ending: readonly Sense[];
}

/** "மா>ம்": what a word ends in, and what stands there without the ending. */
function endingOf(entry: string, is: (typeof ENDINGS)[number]): Ending {
  const [from = '', to = ''] = plain(entry).split('>');
  return { from, to, ending: SAID_BY[is] };
}

/** "महिन्यांपासून": a known word and its ending. */
function unended(
  word: string,
  endings: readonly Ending[],
  exact: ReadonlyMap<string, Sense[]>,
): Part[] | null {
  for (const { from, to, ending } of endings) {
    const stem = word.endsWith(from) ? word.slice(0, word.length - from.length) + to : '';
    const senses = stem.length >= 2 ? exact.get(stem) : undefined;
    if (senses) return [{ said: stem, senses }, ...(ending.length ? [{ said: word, senses: ending }] : [])];
  }
  return null;
}

const TIMELY: ReadonlySet<Sense['of']> = new Set(['number', 'fraction', 'unit', 'when', 'month']);

/** "mahinepehle", "lastmonth": two words of numbers and time written as one. */
function glued(word: string, exact: ReadonlyMap<string, Sense[]>): Part[] | null {
  const least = /^[a-z]+$/.test(word) ? 3 : 2;
  const timely = (said: string) => exact.get(said)?.filter(({ of }) => TIMELY.has(of)) ?? [];
  for (let cut = word.length - least; cut >= least; cut -= 1) {
    const parts = [word.slice(0, cut), word.slice(cut)].map((said) => ({ said, senses: timely(said) }));
    if (parts.every(({ senses }) => senses.length)) return parts;
  }
  return null;
}

function put(map: Map<string, Sense[]>, key: string, sense: Sense): void {
  const senses = map.get(key) ?? [];
  if (!senses.some(({ of, is }) => of === sense.of && is === sense.is)) map.set(key, [...senses, sense]);
}

/** "ஐம்பத்திநாலு": a ten and a unit written as one word; "তিনটে": a number and the word for times. */
function joined(word: string, exact: ReadonlyMap<string, Sense[]>): Sense[] | null {
  const number = (part: string): number => {
    const sense = exact.get(part)?.find(({ of }) => of === 'number');
    return sense ? Number(sense.is) : 0;
  };
  for (let cut = word.length - 1; cut >= 2; cut -= 1) {
    const ten = number(word.slice(0, cut));
    if (ten > 0 && exact.get(word.slice(cut))?.some(({ is }) => is === 'time'))
      return [{ of: 'number', is: String(ten) }];
    if (ten < 20 || ten > 90 || ten % 10) continue;
    const unit = number(word.slice(cut));
    if (unit > 0 && unit < 10) return [{ of: 'number', is: String(ten + unit) }];
  }
  return null;
}

function begun(word: string, stems: ReadonlyMap<string, Sense[]>): Sense[] | null {
  for (let end = word.length; end >= 2; end -= 1) {
    const senses = stems.get(word.slice(0, end));
    if (senses) return senses;
  }
  return null;
}

/** Another spelling in Latin letters. Where two numbers are written alike, it is neither. */
function alike(word: string, near: ReadonlyMap<string, Sense[]>): Sense[] | null {
  const senses = /^[a-z]{3,}$/.test(word) ? near.get(loose(word)) : undefined;
  if (!senses) return null;
  const numbers = senses.filter(({ of }) => of === 'number');
  return numbers.length > 1 ? senses.filter(({ of }) => of !== 'number') : senses;
}

const LONG: ReadonlySet<Sense['of']> = new Set(['month', 'festival', 'unit']);

/** A long name with one letter wrong: "septmber". Never a number. */
function slipped(word: string, exact: ReadonlyMap<string, Sense[]>): Sense[] {
  if (!/^[a-z]{5,}$/.test(word)) return [];
  const found: Sense[] = [];
  for (const [entry, senses] of exact)
    if (entry.length >= 5 && entry[0] === word[0] && distance(word, entry, 1) <= 1)
      for (const sense of senses)
        if (!found.some(({ of, is }) => of === sense.of && is === sense.is)) found.push(sense);
  return found.length === 1 && LONG.has(found[0]!.of) ? found : [];
}
