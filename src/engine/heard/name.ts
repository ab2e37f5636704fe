import { fold, isOne, isWordOf, prepare } from '../match.ts';
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
  if (parts.some((part) => SENTENCE.some((key) => isWord(part, words.everywhere(key))))) return null;
  const doubt = isMeasure(own, words) || isElsewhere(own, words) || isLittle(own, words);
  return doubt && parts.length > 1 ? null : { name: own, doubt };
}

/** Whether a part of a name is a word of a list. With a doubled letter it must be the very word: "Noor" is not "nor". */
function isWord(part: string, list: readonly string[]): boolean {
  return /([a-z])\1/i.test(part) ? barely(list).has(bare(part)) : isOne(part, list);
}

/** "Mummy ka", "his son": whose it is, and no name. */
function saysWhose(text: string, words: Words): boolean {
  const lexicon = lexiconOf(words);
  const parts = fold(text).split(' ');
  const relative = words.everywhere('steps.who.means.relative');
  const idle = (part: string) =>
    (lexicon.apart(part)?.[0]?.senses ?? lexicon.find(part)).some(({ of }) => of === 'filler');
  return parts.length > 1 && parts.some((part) => isOne(part, relative)) && parts.every(idle);
}

/** Words that stand around answers and requests: "bahut thoda", "kisi se". */
const LITTLE =
  'filler.any filler.scale filler.count lists.self lists.any lists.request lists.somebody lists.talk lists.knowing subjects.medicines subjects.treatment'.split(
    ' ',
  );

/** Nothing but such words. */
function isLittle(text: string, words: Words): boolean {
  const parts = fold(text).split(' ');
  return parts.every((part) => LITTLE.some((list) => isWord(part, words.everywhere(list))));
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

/** "Mummy ka naam Geeta", "Geeta naam hai unka": the name beside the word for it, when all else says only whose; "mere papa Ramlal". */
function afterNoun(text: string, words: Words): string {
  const parts = text.split(' ');
  const noun = parts.findIndex((part) => isOne(part, words.everywhere('lists.named')));
  const lexicon = lexiconOf(words);
  const senses = (part: string) => lexicon.apart(part)?.[0]?.senses ?? lexicon.find(part);
  const idle = (part: string) => senses(bare(part)).some(({ of, is }) => of === 'filler' && is !== 'scale');
  if (noun < 1) return afterWhose(parts, words).join(' ');
  const [before, after] = [parts.slice(0, noun), parts.slice(noun + 1)];
  if (after.length && before.every(idle)) return after.join(' ');
  return after.length > 1 && after.every(idle) ? before.join(' ') : text;
}

/** "Mere papa Ramlal": without "my" and whom it names. */
function afterWhose(parts: readonly string[], words: Words): readonly string[] {
  const [mine = '', whom = ''] = parts;
  const relative = words.everywhere('steps.who.means.relative');
  const named = isOne(mine, words.everywhere('lists.mine')) && isOne(whom, relative);
  return named && parts.length > 2 ? parts.slice(2) : parts;
}

/** Whether a text is nothing but a yes, a thank you or "that is all". */
export function saysNothing(text: string, words: Words): boolean {
  const empty = ['lists.empty', 'means.yes', 'means.enough', 'reserved.hello'];
  return (
    politely(text, words).some((said) => empty.some((key) => isOne(said, words.everywhere(key)))) ||
    fold(text)
      .split(' ')
      .every((word) => ['lists.empty', 'lists.polite'].some((list) => isWordOf(word, words.everywhere(list))))
  );
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
