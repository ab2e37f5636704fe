import type { Hit } from './lexicon.ts';
import { apart, isDenial, together, type Found } from './match.ts';
import type { Piece } from './pieces.ts';
import { STATES } from './signs.ts';

/** So far does a denial reach. */
const REACH = 4;
/** Words between a complaint and a denial that belong to neither: "khoon aa to nahi raha". */
const LOOSE = new Set([
  'flow',
  'since',
  'now',
  'severe',
  'and',
  'year',
  'none',
  'nothing',
  'sudden',
  'long',
  'again',
  'no',
  'not',
  'less',
  'kin',
  'was',
  'many',
  'pills',
  'unaware',
  'stay',
  'bear',
  'better',
]);

/** Whether a sign is denied, over, of long ago, or only asked about. */
export function isQuiet(found: Found, piece: Piece, flag: string): boolean {
  return (
    denied(found, piece) ||
    (flag !== 'sad' && over(found, piece, flag)) ||
    past(found, piece) ||
    asked(piece, flag)
  );
}

function others(found: Found, { hits }: Piece): Hit[] {
  return hits.filter((one) => !found.hits.includes(one) && found.hits.some((own) => together(one, own)));
}

function denied(found: Found, piece: Piece): boolean {
  return others(found, piece).some((one) => {
    if (!isDenial(one)) return false;
    if (one.from >= found.from && one.to <= found.to) return !found.hits.some((own) => isDenial(own));
    if (one.to < found.from) return one.concept === 'no' && reachesOn(piece, one, found);
    return (
      one.concept === 'not' &&
      one.from - found.to <= REACH &&
      !barred(piece, found.to, one.from, false) &&
      !isOfNext(piece, one)
    );
  });
}

/**
 * "No complaints of chest pain or fever": a denial reaches over other complaints. "No fever vomiting blood since morning":
 * it does not when what comes last is of now.
 */
function reachesOn(piece: Piece, no: Hit, found: Found): boolean {
  if (barred(piece, no.to, found.from, true)) return false;
  const between = piece.hits.filter((one) => one.from > no.to && one.to < found.from);
  const said = new Set(
    between.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, i) => from + i)),
  );
  if (found.from - no.to - 1 - said.size >= REACH) return false;
  const another = between.some(({ concept }) => !LOOSE.has(concept));
  const joined = between.some(({ concept }) => concept === 'and');
  return (
    !another ||
    joined ||
    !piece.hits.some((one) => one.from > found.to && ['now', 'since', 'severe', 'long'].includes(one.concept))
  );
}

/** "Fever, eats nothing" without the comma: a denial right before another complaint is of that one, unless it has one of its own: "kaichal illa vali illa". */
function isOfNext({ hits }: Piece, not: Hit): boolean {
  const first = hits.find((one) => one.from > not.to);
  // "Cannot stand" is of a leg, and also of what cannot be borne.
  const another = ({ from, concept }: Hit) =>
    from === first?.from && !LOOSE.has(concept) && !STATES.includes(concept);
  const next = hits.find(another);
  return (
    next !== undefined &&
    next.from - not.to <= 2 &&
    !hits.some((one) => one.concept === not.concept && one.from > next.to && one.from - next.to <= 2)
  );
}

/** Between the two stands the end of a sentence, or something else that the denial is of. */
function barred({ hits }: Piece, from: number, to: number, before: boolean): boolean {
  return hits.some(
    (one) =>
      one.from > from && one.to < to && (one.concept === 'copula' || (!before && !LOOSE.has(one.concept))),
  );
}

function over(found: Found, piece: Piece, flag: string): boolean {
  const mild = ['feverish', 'fever', 'vomit', 'pain'].includes(flag);
  const ends = mild ? ['stopped', 'fine', 'less', 'cool'] : ['stopped', 'fine'];
  const rest = others(found, piece);
  if (notNow(found, piece)) return true;
  // "She bleeds, the rest is fine": what is fine is something else.
  if (rest.some(({ concept }) => concept === 'else')) return false;
  return rest.some((one) => {
    if (!ends.includes(one.concept) || found.hits.some((own) => apart(own, one) === 0)) return false;
    if (one.concept === 'cool' || (one.to >= found.from && one.from <= found.to)) return true;
    if (one.from > found.to) return one.from - found.to <= REACH + 1 && !between(piece, found.to, one.from);
    // "Stopped bleeding", with nothing before it that stopped.
    return one.concept === 'stopped' && found.from - one.to <= 2 && !between(piece, -1, one.from);
  });
}

/** "It came before, now it does not": the end of a piece takes back its beginning. */
function notNow(found: Found, piece: Piece): boolean {
  return piece.hits.some((now) => {
    if (now.concept !== 'now' || now.from <= found.to) return false;
    // "Dard ho raha hai so nahi pa rahe": a verb's "now" ends what was said before it.
    if (piece.hits.some((one) => one.concept === 'copula' && one.from === now.from)) return false;
    const after = piece.hits.filter((one) => one.from > now.to && one.from - now.to <= REACH);
    return (
      after.some((one) => isDenial(one) && one.from - now.to <= 2) &&
      after.every((one) => LOOSE.has(one.concept) || one.concept === 'copula')
    );
  });
}

/** Another complaint, or a treatment, between two words. */
function between({ hits }: Piece, from: number, to: number): boolean {
  return hits.some(
    (one) => one.from > from && one.to < to && !LOOSE.has(one.concept) && one.concept !== 'copula',
  );
}

function past(found: Found, piece: Piece): boolean {
  const rest = others(found, piece);
  if (
    piece.hits.some(
      (one) => ['again', 'on'].includes(one.concept) || (one.concept === 'now' && !begins(one, found, piece)),
    )
  )
    return false;
  // "My uncle had a stroke", "dadi ko lakwa tha": somebody else's, and over.
  const has = (concept: string) => piece.hits.some((one) => one.concept === concept);
  if (has('kin') && (has('was') || has('dead'))) return true;
  return rest.some(
    (one) =>
      (one.concept === 'past' && !isOfTreatment(one, found, piece)) ||
      (one.concept === 'year' && !rest.some((since) => isSince(since, one))),
  );
}

/** "Years ago a stroke, now walks": a now that begins what comes after. "Now too" and a verb's now are of what was before. */
function begins(now: Hit, found: Found, { hits, words }: Piece): boolean {
  const verb = hits.some((one) => one.concept === 'copula' && one.from === now.from);
  const earlier = hits.some((one) => one.concept === 'past' && one.from < found.from);
  return (
    earlier && !verb && now.from > found.to && now.to < words.length - 1 && !TOO.test(words[now.to + 1]!)
  );
}

const TOO = /^(?:bhi|also|too|भी|पण|પણ|ও|கூட|ਵੀ|بھی)$/u;

/** "Fever, chemo was last month": what is past is the treatment. */
function isOfTreatment(past: Hit, found: Found, { hits }: Piece): boolean {
  const near = Math.min(...found.hits.map((own) => apart(own, past)));
  return hits.some((one) => one.concept === 'treated' && apart(one, past) <= 2 && apart(one, past) < near);
}

/** English says "since 2021", others "2021 se". */
function isSince(since: Hit, year: Hit): boolean {
  if (since.concept !== 'since' || apart(since, year) !== 1) return false;
  return since.from < year.from || !since.languages.includes('en');
}

/** A question about what may come. Nobody who thinks of dying is only asking. */
function asked(piece: Piece, flag: string): boolean {
  const { hits } = piece;
  return (
    flag !== 'sad' &&
    (hits.some(({ concept }) => concept === 'ask') || isOfAnybody(piece)) &&
    !hits.some(({ concept }) => concept === 'now')
  );
}

const YES_OR_NO = /^(?:is|are|does|do|can|could|will|would|may|should|any)$/;
const SOMEBODY =
  /^(?:i|me|my|we|us|our|he|him|his|she|her|mother|father|mom|mum|dad|mummy|papa|amma|appa|wife|husband|son|daughter|baby|child|patient)$/;

/** "Kya chemo ke baad bukhar aata hai": what happens as a rule. */
const HABIT = /(?:t[aei]|ता|ती|ते) (?:hai|hain|h|है|हैं)$/u;

/** The same, asked in Bengali, Gujarati and Punjabi: "kemor pore ki jor hoy?" */
const HABIT_ASKED = /(?: |^)(?:হয়?|আসে|hoy|ase|આવે|થાય|aave|ave|thay|ਹੁੰਦਾ|ਹੁੰਦੀ|ਆਉਂਦਾ|hunda|hundi|aunda)$/u;

/** "Is bleeding common after this?": a question in which there is nobody. */
function isOfAnybody({ asks, words, hits }: Piece): boolean {
  if (asks && HABIT_ASKED.test(words.slice(-1).join('')) && !hits.some(isDenial)) return true;
  if (/^(?:kya|क्या)$/u.test(words[0]!) && HABIT.test(words.slice(-2).join(' '))) return true;
  const general = YES_OR_NO.test(words[0]!) || (words[0] === 'what' && /^(?:is|are)$/.test(words[1] ?? ''));
  return asks && general && !words.some((word) => SOMEBODY.test(word));
}

/** "Now it is fine", "not now": what follows a complaint and takes it back. */
export function takesBack({ hits, words }: Piece): boolean {
  const has = (...concepts: string[]) => hits.some(({ concept }) => concepts.includes(concept));
  const only = hits.every(({ concept }) => STATES.includes(concept) || LOOSE.has(concept));
  return words.length <= 6 && only && has('now') && has('fine', 'stopped', 'no', 'not') && !has('on');
}

/** "It started again now": what was over is not. */
export function comesBack(next: Piece | undefined): boolean {
  const has = (concept: string) => next?.hits.some((one) => one.concept === concept) ?? false;
  return has('again') && has('now') && !next!.hits.some(isDenial);
}

/** "No." after the name of a complaint, as in a list that is filled in. */
export function saysNo(next: Piece | undefined): boolean {
  return (
    next !== undefined &&
    next.words.length <= 2 &&
    next.hits.length > 0 &&
    next.hits.every((one) => isDenial(one) || one.concept === 'none')
  );
}

/** A piece of a list that says nothing but complaints: what was said of the piece before holds for it as well. */
export function isBare(piece: Piece): boolean {
  return namesOnly(piece) && !piece.hits.some(isDenial);
}

/** "Bukhar, khansi kuch nahi", "fever, cough, bleeding: none": what ends a list of bare complaints denies all of it. */
export function endsInNo(pieces: readonly Piece[], i: number): boolean {
  for (const next of pieces.slice(i + 1)) {
    if (saysNo(next)) return true;
    if (!next.listed || !namesOnly(next)) return false;
    const last = next.hits.at(-1);
    if (last && isDenial(last)) return true;
  }
  return false;
}

/** Nothing but names of complaints, and perhaps a denial. */
function namesOnly({ hits, words }: Piece): boolean {
  const said = new Set(
    hits.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, i) => from + i)),
  );
  const free = words.filter((word, i) => !said.has(i) && !FILLER.has(word)).length;
  return free === 0 && !hits.some(({ concept }) => TOLD.includes(concept));
}

/** What makes more of a name than a name. */
const TOLD = [
  'now',
  'since',
  'copula',
  'hot',
  'on',
  'severe',
  'year',
  'was',
  'kin',
  'bear',
  'drink',
  'eat',
  'awake',
];

const FILLER = new Set(
  'any of in the ki ka ke me or nor etc cold cough nausea pain weakness loss appetite headache body ache burning itching loose swelling की का में या'.split(
    ' ',
  ),
);
