import { type Lexicon, lexiconOf } from './flags/lexicon.ts';
import { goingOn, isSaid, signIn, signOf, type Sign } from './flags/match.ts';
import { acrossCommas, type Piece, piecesOf } from './flags/pieces.ts';
import { comesBack, endsInNo, isBare, isQuiet, saysNo, takesBack } from './flags/quiet.ts';
import { CONCEPTS, SIGNS } from './flags/signs.ts';
import type { Words } from './words.ts';

/** What is done: emergency numbers now; a doctor today; or the line for a mind in distress. The gravest first. */
export type Level = 'emergency' | 'distress' | 'today';

/** One red flag, with the words of all languages to find its signs by. */
export interface Flag {
  flag: string;
  level: Level;
  lexicon: Lexicon;
}

/** What the case knows of the patient that makes a sign graver: a child, or treated with drugs in the last weeks. */
export type Known = readonly ('child' | 'treated')[];

const LEVELS: readonly Level[] = ['emergency', 'distress', 'today'];
const TAKEN_APART: Readonly<Record<string, readonly Sign[]>> = Object.fromEntries(
  Object.entries(SIGNS).map(([flag, signs]) => [flag, signs.map(signOf)]),
);
/** So much of one message is looked at. */
const MOST_TEXT = 2000;

/** Reads the flow's table `flag: level`; the words of its signs are in the locales under `flags.<concept>`. */
export function flagsOf(raw: unknown, words: Words, fault: (reason: string) => Error): Flag[] {
  const lexicon = lexiconFor(words);
  const found = Object.entries(raw as Record<string, unknown>).map(([flag, level]): Flag => {
    if (!LEVELS.includes(level as Level)) throw fault(`${flag} has the unknown level "${String(level)}"`);
    return { flag, level: level as Level, lexicon };
  });
  return found.sort((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level));
}

/** Whether a language has all the words of at least one sign of this flag, for `check`. */
export function hasWords(flag: string, words: Words, language: string): boolean {
  const known = (one: string) => FIGURES.has(one) || words.list(language, `flags.${one}`).length > 0;
  return (SIGNS[flag] ?? []).some((sign) =>
    sign.split(' ').every((one) => one.startsWith('-') || known(one.replace('~', ''))),
  );
}

const FIGURES = new Set(['hot', 'low', 'eight', 'on']);

const made = new WeakMap<Words, Lexicon>();

function lexiconFor(words: Words): Lexicon {
  const lexicon =
    made.get(words) ??
    lexiconOf(words, [...CONCEPTS.map((one) => [one, `flags.${one}`] as const), ['dead', 'death']]);
  made.set(words, lexicon);
  return lexicon;
}

/**
 * The gravest red flag in a text, or null. What is denied, over, of years ago or only asked about does not count; what is
 * doubtful does. Fixed lists only: no model decides. `tongue`: the language of the conversation, where one was chosen.
 */
export function redFlag(
  text: string,
  flags: readonly Flag[],
  known: Known = [],
  tongue?: string,
): { flag: string; level: Level } | null {
  const lexicon = flags[0]?.lexicon;
  if (!lexicon) return null;
  const pieces = heardIn(text, lexicon, tongue);
  if (pieces.every(({ hits }) => !hits.length)) return null;
  const said = new Set<string>(known);
  for (const { hits } of pieces) for (const { concept } of hits) said.add(concept);
  // Any denial may be the "not" of a sign.
  if (said.has('no')) said.add('not');
  const raised = (among: readonly Piece[]) => flags.find(({ flag }) => isRaised(flag, among, said));
  const found = raised(pieces) ?? raised(acrossCommas(pieces));
  return found ? { flag: found.flag, level: found.level } : null;
}

const last = new WeakMap<Lexicon, { text: string; tongue: string; pieces: readonly Piece[] }>();

/** A text in pieces, with its double denials made one. A message is looked at for several things: the last one is kept. */
function heardIn(text: string, lexicon: Lexicon, tongue = ''): readonly Piece[] {
  const before = last.get(lexicon);
  if (before?.text === text && before.tongue === tongue) return before.pieces;
  const pieces = piecesOf(text.slice(0, MOST_TEXT), lexicon, tongue || undefined).map(goingOn);
  last.set(lexicon, { text, tongue, pieces });
  return pieces;
}

function isRaised(flag: string, pieces: readonly Piece[], said: ReadonlySet<string>): boolean {
  let before = false;
  const signs = (TAKEN_APART[flag] ?? []).filter((sign) => isSaid(sign, said));
  if (!signs.length) return false;
  const found = pieces.map((piece) => signs.flatMap((sign) => signIn(sign, piece)));
  if (found.every(({ length }) => !length)) return false;
  return pieces.some((piece, i) => {
    const loud =
      found[i]!.some((one) => !isQuiet(one, piece, flag)) ||
      (found[i]!.length > 0 && comesBack(pieces[i + 1]));
    const bare = isBare(piece);
    const inherited =
      (bare && piece.listed && before) || (bare ? endsInNo(pieces, i) : piece.asks && saysNo(pieces[i + 1]));
    before = inherited || (!loud && quietWhole(piece));
    return loud && !inherited && (isOfNow(piece) || !pieces.slice(i + 1).some(takesBack));
  });
}

function isOfNow({ hits }: Piece): boolean {
  return hits.some(({ concept }) => concept === 'now');
}

/** A piece under whose denial, question or past a list may go on: "no fever, cough or bleeding". */
function quietWhole({ hits }: Piece): boolean {
  return hits.some(({ concept }) => ['no', 'past', 'ask'].includes(concept));
}

/** Whether a death is told: not one of years ago, nor one that is feared or of which they are only asked. */
export function diedIn(text: string, flags: readonly Flag[], tongue?: string): boolean {
  return tells('dead', text, flags, tongue);
}

/** Whether it is told that the patient is in a hospital now: not on the way, nor far from it. */
export function arrivedIn(text: string, flags: readonly Flag[], tongue?: string): boolean {
  return tells('in_hospital', text, flags, tongue);
}

function tells(concept: string, text: string, flags: readonly Flag[], tongue?: string): boolean {
  const lexicon = flags[0]?.lexicon;
  if (!lexicon) return false;
  const told = heardIn(text, lexicon, tongue).filter(({ hits }) =>
    hits.some((one) => one.concept === concept),
  );
  return told.some((piece) =>
    signIn(signOf(concept), piece).some((found) => !isQuiet(found, piece, concept)),
  );
}
