import { fold, prepare } from '../match.ts';
import type { Words } from '../words.ts';
import type { Around } from './sentence.ts';
import { lexiconOf } from './lexicon.ts';
import { idle, sense, tokensOf, type Token } from './tokens.ts';

/** The place of an option that was named in words: "two", "do", "second one", "dusra wala". Null when it is more than that. */
export function placeIn(text: string, words: Words): number | null {
  const lexicon = lexiconOf(words);
  const tokens = tokensOf(text, lexicon);
  // "2 din pehle", "7/10": a number of days or a mark is no place in a list.
  if (tokens.some(isMeasured)) return null;
  const ordinal = tokens.some((token) => sense(token, 'ordinal'));
  // In "the third one" the "one" is no number.
  const around = ({ said }: Token) =>
    ordinal && lexicon.find(said).some(({ of, is }) => of === 'filler' && is === 'pick');
  const rest = tokens.filter((token) => sense(token, 'ordinal') || !(idle(token, 'pick') || around(token)));
  const [one] = rest;
  if (rest.length !== 1 || !one) return null;
  const place = Number(sense(one, 'ordinal') ?? one.number ?? 0);
  return place >= 1 && place <= 99 && place % 1 === 0 ? place : null;
}

/** A word of time or measure. "Pehle" is "ago" and also "the first". */
function isMeasured(token: Token): boolean {
  if ((['unit', 'month', 'outof', 'fraction'] as const).some((of) => sense(token, of))) return true;
  return sense(token, 'when') !== undefined && sense(token, 'ordinal') === undefined;
}

/** Whether a text says yes or no by a sign alone: a thumb, a tick, a cross. */
export function signIn(text: string): 'yes' | 'no' | null {
  if (/[\p{L}\p{N}]/u.test(text)) return null;
  const yes = /[👍👌✅✔☑🙆]/u.test(text);
  const no = /[👎❌✖🙅]/u.test(text);
  return yes === no ? null : yes ? 'yes' : 'no';
}

const made = new WeakMap<Words, Around>();

const ofNow = new WeakMap<Words, Map<string, Around>>();

/** The words around an answer about what is there now: what was `earlier` is not, nor is an illness whose measure is `healthy`. */
export function aroundNow(words: Words, turning: 'earlier' | 'healthy'): Around {
  const made = ofNow.get(words) ?? new Map<string, Around>();
  ofNow.set(words, made);
  const now = made.get(turning) ?? { ...aroundOf(words), coming: words.everywhere(`lists.${turning}`) };
  made.set(turning, now);
  return now;
}

const ofPast = new WeakMap<Words, Around>();

/**
 * The words around an answer about what has happened: what is to come is none ("chemo to start"), and what was stopped
 * has happened all the same.
 */
export function aroundPast(words: Words): Around {
  const known = ofPast.get(words);
  if (known) return known;
  const ended = prepare(words.everywhere('lists.ended')).exact;
  const around = aroundOf(words);
  const denials = around.denials.filter((word) => !ended.has(fold(word)));
  const past = { ...around, denials, coming: words.everywhere('lists.coming') };
  ofPast.set(words, past);
  return past;
}

/** The words around an answer, of all languages. */
export function aroundOf(words: Words): Around {
  const known = made.get(words);
  if (known) return known;
  const around = {
    denials: words.everywhere('lists.denials'),
    questions: words.everywhere('lists.questions').filter((word) => !word.includes(' ')),
    bare: ['means.yes', 'means.no', 'lists.denials', 'lists.empty', 'lists.alone'].flatMap((key) =>
      words.everywhere(key),
    ),
    idle: ['filler.any', 'filler.pick', 'filler.count', 'lists.and'].flatMap((key) => words.everywhere(key)),
    and: words.everywhere('lists.and'),
    or: words.everywhere('lists.or'),
    copula: words.everywhere('lists.copula'),
    finished: words.everywhere('lists.finished'),
    coming: [],
    opening: words.everywhere('lists.opening'),
    openings: words.everywhere('lists.questions').filter((word) => word.includes(' ')),
    known: knownOf(words),
    unsure: words.everywhere('reserved.skip'),
  };
  made.set(words, around);
  return around;
}

/** Little words of every day and words of time, folded: none of them is another word with a letter wrong. */
function knownOf(words: Words): ReadonlySet<string> {
  const little = ['lists.and', 'lists.or', 'lists.denials', 'lists.questions', 'lists.sentence', 'particles'];
  const time = ['day', 'week', 'month', 'year', 'time'].map((unit) => `units.${unit}`);
  const when = 'ago since last this next today yesterday before_yesterday after before born'.split(' ');
  const keys = [...little, ...time, ...when.map((one) => `when.${one}`), 'filler.any', 'filler.pick'];
  return new Set(keys.flatMap((key) => words.everywhere(key)).map(fold));
}
