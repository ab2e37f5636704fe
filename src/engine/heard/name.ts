import { fold, isOne, prepare } from '../match.ts';
import type { Words } from '../words.ts';
import { lexiconOf, type Sense } from './lexicon.ts';
import { aroundOf } from './picked.ts';
import { plain, plainDigits } from './plain.ts';
import { politely } from './polite.ts';
import { tokensOf } from './tokens.ts';

/** Lists in which a word stands that is no name by itself: answers, greetings, wishes. */
const REPLIES =
  'lists.empty means.yes means.no means.agree means.refuse reserved.hello reserved.skip reserved.none reserved.help steps.who.means.relative steps.who.means.patient steps.who.means.doctor steps.sex.means.female steps.sex.means.male'.split(
    ' ',
  );
/** Lists of words that no name has in it: it is a sentence then. */
const SENTENCE = ['lists.questions', 'lists.denials', 'lists.sentence', 'lists.named'];

/** Most words of a name. */
const MOST = 6;

/**
 * The name in a text: without the words around it ("mera naam … hai"). Null when there is none, or more than a name. `doubt`: it is
 * a word that answers another question as well ("Varsha" is a year, "Das" is ten), and counts after a yes.
 */
export function nameIn(text: string, words: Words): { name: string; doubt: boolean } | null {
  const said = text.replace(WHOSE, '').replace(/\s+/g, ' ').trim();
  const own = without(afterNoun(said, words), words.everywhere('filler.name'));
  const parts = own.split(' ');
  const letters = own.replace(/[^\p{L}\p{M}]/gu, '');
  if (letters.length < 2 || own.length > 60 || parts.length > MOST || /[\d?@/]/.test(plainDigits(own)))
    return null;
  if (REPLIES.some((key) => [own, said].some((one) => isOne(one, words.everywhere(key))))) return null;
  if (saysWhose(own, words)) return null;
  if (parts.some((part) => SENTENCE.some((key) => isOne(part, words.everywhere(key))))) return null;
  const doubt = isMeasure(own, words) || isElsewhere(own, words);
  return doubt && parts.length > 1 ? null : { name: own, doubt };
}

/** "Mummy ka", "his son": whose it is, and no name. */
function saysWhose(text: string, words: Words): boolean {
  const lexicon = lexiconOf(words);
  const parts = fold(text).split(' ');
  const relative = words.everywhere('steps.who.means.relative');
  const idle = (part: string) => lexicon.find(part).some(({ of }) => of === 'filler');
  return parts.length > 1 && parts.some((part) => isOne(part, relative)) && parts.every(idle);
}

/** "Kamla Devi w/o Ramesh": wife, daughter, son or care of somebody, as reports have it. */
const WHOSE = /\s+[wdsc]\s*\/\s*o\b.*$/iu;

/** Senses that make a text a time, an age or a place in a list. Months and festivals are names as well: Kartik, Pooja. */
const MEASURES: ReadonlySet<Sense['of']> = new Set(['fraction', 'ordinal', 'unit', 'when', 'outof']);

/** Nothing but numbers, their units and the words around them. */
function isMeasure(text: string, words: Words): boolean {
  const tokens = tokensOf(text, lexiconOf(words));
  const measures = tokens.some(
    ({ number, senses }) => number !== undefined || senses.some(({ of }) => MEASURES.has(of)),
  );
  return measures && tokens.every(({ number, senses }) => number !== undefined || senses.length > 0);
}

/** What answers another question, and nothing beside it: a part of the body, a treatment, an illness. */
function isElsewhere(text: string, words: Words): boolean {
  const idle = prepare(aroundOf(words).idle).exact;
  const { first } = prepare(elsewhere(words));
  const parts = fold(text).split(' ');
  const covered = parts.map((part) => idle.has(part));
  for (const [from, part] of parts.entries())
    for (const way of first.get(part) ?? [])
      if (way.every((word, i) => parts[from + i] === word)) covered.fill(true, from, from + way.length);
  return covered.every(Boolean);
}

/** Questions whose answers people send one message early or late. */
const OTHERS = 'cancer belly blood other treatment spread_where problems illness side found question'.split(
  ' ',
);
const others = new WeakMap<Words, readonly string[]>();

/** All that answers one of them, in all languages. */
function elsewhere(words: Words): readonly string[] {
  const known = others.get(words);
  if (known) return known;
  const keys = new Set(words.understood.flatMap((language) => words.listed(language)));
  const own = [...keys].filter((key) => OTHERS.some((step) => key.startsWith(`steps.${step}.means.`)));
  const made = own.flatMap((key) => words.everywhere(key));
  others.set(words, made);
  return made;
}

/** "Mummy ka naam Geeta": what follows the word for name, when all before it says only whose. */
function afterNoun(text: string, words: Words): string {
  const parts = text.split(' ');
  const noun = parts.findIndex((part) => isOne(part, words.everywhere('lists.named')));
  const lexicon = lexiconOf(words);
  const idle = (part: string) =>
    lexicon.find(bare(part)).some(({ of, is }) => of === 'filler' && is !== 'scale');
  if (noun < 1 || noun === parts.length - 1 || !parts.slice(0, noun).every(idle)) return text;
  return parts.slice(noun + 1).join(' ');
}

/** Whether a text is nothing but a yes, a thank you or "that is all". */
export function saysNothing(text: string, words: Words): boolean {
  const empty = ['lists.empty', 'means.yes', 'means.enough', 'reserved.hello'];
  return politely(text, words).some((said) => empty.some((key) => isOne(said, words.everywhere(key))));
}

/** A text without the phrases of a list at its beginning and end. */
function without(text: string, phrases: readonly string[]): string {
  const known = barely(phrases);
  let parts = text.split(' ').filter((part) => /[\p{L}\p{N}]/u.test(part));
  for (let cut = 4; cut > 0; cut -= 1) {
    if (parts.length > cut && known.has(bare(parts.slice(0, cut).join(' ')))) {
      parts = parts.slice(cut);
      cut = 5;
    } else if (parts.length > cut && known.has(bare(parts.slice(-cut).join(' ')))) {
      parts = parts.slice(0, -cut);
      cut = 5;
    }
  }
  return parts
    .join(' ')
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{M}\p{N}.)]+$/gu, '')
    .replace(/[.।]+$/u, '')
    .trim();
}

const bared = new WeakMap<readonly string[], ReadonlySet<string>>();

/** The phrases of a list without marks: the same list comes again with every name. */
function barely(phrases: readonly string[]): ReadonlySet<string> {
  const known = bared.get(phrases) ?? new Set(phrases.map(bare));
  bared.set(phrases, known);
  return known;
}

function bare(text: string): string {
  return plain(text)
    .replace(/[^\p{L}\p{M}\p{N} ]/gu, '')
    .trim();
}
