import type { Hit } from './lexicon.ts';
import type { Piece } from './pieces.ts';

/** A sign found in a piece: the hits it is made of, and the words from the first to the last of them. */
export interface Found {
  hits: readonly Hit[];
  from: number;
  to: number;
}

/** So many other words may stand between two concepts of one sign. */
const BETWEEN = 5;
/** So near stand a denial and the end it denies: "is not coming down". */
const NEAR = 2;

/**
 * The piece with its double denials made one: "not" and "stopped" near each other are `on`, the complaint itself. So is a
 * plea: who begs that the bleeding be stopped tells that it goes on.
 */
export function goingOn(piece: Piece): Piece {
  const used = new Set<Hit>();
  const on: Hit[] = [];
  for (const end of piece.hits.filter(({ concept }) => ['stopped', 'fine', 'less'].includes(concept))) {
    const not = piece.hits.find(
      (one) =>
        isDenial(one) &&
        !used.has(one) &&
        together(one, end) &&
        apart(one, end) <= NEAR &&
        !split(piece, one, end) &&
        !goneNow(piece, end, one),
    );
    if (!not || used.has(end)) continue;
    used.add(not).add(end);
    on.push({
      concept: 'on',
      from: Math.min(not.from, end.from),
      to: Math.max(not.to, end.to),
      languages: [...not.languages, ...end.languages],
    });
  }
  const pleas = piece.hits.filter(({ concept }) => concept === 'plea');
  on.push(...pleas.map((one) => ({ ...one, concept: 'on' })));
  const spent = (one: Hit) =>
    used.has(one) ||
    pleas.includes(one) ||
    (isDenial(one) && on.some((whole) => within(one, whole))) ||
    // "How to stop it" asks about what is, not about what may come.
    (one.concept === 'ask' && pleas.some((plea) => within(one, plea)));
  const left = piece.hits.filter((one) => !spent(one));
  return { ...piece, hits: [...left, ...on].sort((a, b) => a.from - b.from) };
}

function within(one: Hit, whole: Hit): boolean {
  return one.from >= whole.from && one.to <= whole.to;
}

/** A sign, taken apart. */
export interface Sign {
  near: readonly string[];
  /** Not when one of these is near as well. */
  without: readonly string[];
  /** All that must be said, some of it anywhere in the message, or be known of the patient. */
  needs: readonly string[];
}

/** Takes a sign apart, as it is written in `signs.ts`. */
export function signOf(written: string): Sign {
  const parts = written.split(' ');
  const marked = (mark: string) => parts.filter((part) => part.startsWith(mark)).map((part) => part.slice(1));
  const near = parts.filter((part) => !/^[-~]/.test(part));
  return { near, without: marked('-'), needs: [...near, ...marked('~')] };
}

/** Whether all of a sign is said in the message, or known. */
export function isSaid({ needs }: Sign, said: ReadonlySet<string>): boolean {
  return needs.every((part) => said.has(part));
}

/** Where a sign that is said stands in a piece; empty when it does not. */
export function signIn({ near, without }: Sign, piece: Piece): Found[] {
  if (!piece.hits.some(({ concept }) => concept === near[0])) return [];
  return piece.hits
    .filter(({ concept }) => concept === near[0])
    .map((first) => around(first, near.slice(1), piece))
    .filter((found): found is Found => found !== null)
    .filter(({ from, to }) => piece.seam === undefined || (from < piece.seam && to >= piece.seam))
    .filter(
      ({ from, to }) =>
        !piece.hits.some(
          (one) => without.includes(one.concept) && one.from <= to + BETWEEN && one.to >= from - BETWEEN,
        ),
    );
}

function around(first: Hit, others: readonly string[], { hits }: Piece): Found | null {
  const found = [first];
  for (const concept of others) {
    const fits = (one: Hit) =>
      (concept === 'not' ? isDenial(one) : one.concept === concept) &&
      !found.includes(one) &&
      together(one, first);
    const near = hits.filter(fits).sort((a, b) => reach(a, found) - reach(b, found))[0];
    if (!near || reach(near, found) > BETWEEN + 1) return null;
    found.push(near);
  }
  return {
    hits: found,
    from: Math.min(...found.map(({ from }) => from)),
    to: Math.max(...found.map(({ to }) => to)),
  };
}

/** How far one hit is from the nearest of the others. */
function reach(one: Hit, others: readonly Hit[]): number {
  return Math.min(...others.map((other) => apart(one, other)));
}

/** Steps from one hit to the other; 0 when they share a word. */
export function apart(a: Hit, b: Hit): number {
  return a.from > b.to ? a.from - b.to : b.from > a.to ? b.from - a.to : 0;
}

/** Whether two words may be of one sentence: one language, or English in any. */
export function together(a: Hit, b: Hit): boolean {
  return (
    [a, b].some(({ languages }) => languages.includes('en')) ||
    a.languages.some((one) => b.languages.includes(one))
  );
}

export function isDenial({ concept }: Hit): boolean {
  return concept === 'no' || concept === 'not';
}

/** "Jor kome geche ekhon nei", it has gone, now there is none: said twice, and no double denial. "Still" is none of these. */
function goneNow({ words }: Piece, end: Hit, not: Hit): boolean {
  return not.to === words.length - 1 && not.from - end.to === 2 && NOW.test(words[not.from - 1]!);
}

const NOW =
  /^(?:now|ab|अब|ekhon|এখন|ippo|ipo|ippothu|இப்போ|இப்போது|இப்ப|ippudu|ఇప్పుడు|aata|आता|have|હવે|eega|iga|ಈಗ|ippol|ഇപ്പോൾ|hun|ਹੁਣ|ebe|ଏବେ|اب)$/u;

function split({ hits }: Piece, a: Hit, b: Hit): boolean {
  const [from, to] = [Math.min(a.to, b.to), Math.max(a.from, b.from)];
  return hits.some(({ concept, from: at }) => concept === 'and' && at > from && at < to);
}
