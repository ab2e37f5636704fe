import type { Hit } from './lexicon.ts';
import { apart, isDenial, together, type Found } from './match.ts';
import type { Piece } from './pieces.ts';

/** So far does a denial reach. */
const REACH = 4;
/** Words between a complaint and a denial that belong to neither: "khoon aa to nahi raha". */
const LOOSE = new Set(['flow', 'since', 'now', 'severe', 'and', 'year', 'none', 'no', 'not', 'less']);

/** Whether a sign is denied, over, of long ago, or only asked about. */
export function isQuiet(found: Found, piece: Piece, flag: string): boolean {
  return denied(found, piece) || over(found, piece, flag) || past(found, piece) || asked(piece, flag);
}

function others(found: Found, { hits }: Piece): Hit[] {
  return hits.filter((one) => !found.hits.includes(one) && found.hits.some((own) => together(one, own)));
}

function denied(found: Found, piece: Piece): boolean {
  return others(found, piece).some((one) => {
    if (!isDenial(one)) return false;
    if (one.from >= found.from && one.to <= found.to) return !found.hits.some((own) => isDenial(own));
    if (one.to < found.from)
      return one.concept === 'no' && found.from - one.to <= REACH && !barred(piece, one.to, found.from, true);
    return one.concept === 'not' && one.from - found.to <= REACH && !barred(piece, found.to, one.from, false);
  });
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

/** Another complaint, or a treatment, between two words. */
function between({ hits }: Piece, from: number, to: number): boolean {
  return hits.some(
    (one) => one.from > from && one.to < to && !LOOSE.has(one.concept) && one.concept !== 'copula',
  );
}

function past(found: Found, piece: Piece): boolean {
  const rest = others(found, piece);
  if (piece.hits.some(({ concept }) => concept === 'now' || concept === 'on')) return false;
  return rest.some(
    (one) =>
      one.concept === 'past' ||
      (one.concept === 'year' && !rest.some((since) => since.concept === 'since' && apart(since, one) === 1)),
  );
}

/** A question about what may come. Nobody who thinks of dying is only asking. */
function asked({ hits }: Piece, flag: string): boolean {
  return (
    flag !== 'sad' &&
    hits.some(({ concept }) => concept === 'ask') &&
    !hits.some(({ concept }) => concept === 'now')
  );
}

/** "Now it is fine", "not now": what follows a complaint and takes it back. */
export function takesBack({ hits, words }: Piece): boolean {
  const has = (...concepts: string[]) => hits.some(({ concept }) => concepts.includes(concept));
  const short = words.length <= 5;
  return short && has('now') && (has('fine', 'stopped') || has('no', 'not')) && !has('on');
}

/** A piece of a list that says nothing but complaints: what was said of the piece before holds for it as well. */
export function isBare({ hits, words }: Piece): boolean {
  const said = new Set(
    hits.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, i) => from + i)),
  );
  const free = words.filter((word, i) => !said.has(i) && !FILLER.has(word)).length;
  return (
    free === 0 &&
    !hits.some(
      (one) =>
        ['now', 'since', 'copula', 'hot', 'on', 'severe', 'year'].includes(one.concept) || isDenial(one),
    )
  );
}

const FILLER = new Set([
  'any',
  'of',
  'in',
  'the',
  'ki',
  'ka',
  'ke',
  'me',
  'or',
  'nor',
  'etc',
  'की',
  'का',
  'में',
  'या',
]);
