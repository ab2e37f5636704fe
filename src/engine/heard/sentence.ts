import { fold, exactly, isWordOf, prepare, type Meaning } from '../match.ts';
import { isLike, isTypo } from './alike.ts';
import { apart, longest } from './apart.ts';

/** Words around an answer that turn it: denials, questions, and the bare yes and no that say little inside a sentence. */
export interface Around {
  denials: readonly string[];
  questions: readonly string[];
  bare: readonly string[];
  /** Words that change nothing. */
  idle: readonly string[];
  /** Words that join, and words that leave a choice. */
  and: readonly string[];
  or: readonly string[];
  /** "Is" and "has", where they end what is said. */
  copula: readonly string[];
  /** "Done", "is to be", and words that open a part of a sentence: "only". `coming` is empty where what is to come may be meant. */
  finished: readonly string[];
  coming: readonly string[];
  opening: readonly string[];
  /** Beginnings of a question: "is it". */
  openings: readonly string[];
  /** Words that are themselves known: they are no slip of another word. */
  known: ReadonlySet<string>;
  /** Ways to say that one does not know. */
  unsure: readonly string[];
}

const NOTHING: readonly string[] = [];
const PLAIN: Around = {
  denials: NOTHING,
  questions: NOTHING,
  bare: NOTHING,
  idle: NOTHING,
  and: NOTHING,
  or: NOTHING,
  copula: NOTHING,
  finished: NOTHING,
  coming: NOTHING,
  opening: NOTHING,
  openings: NOTHING,
  known: new Set(),
  unsure: NOTHING,
};

/** More words than this are a story, not an answer. */
const MOST = 12;

/**
 * The one meaning a short text points at: exact, then as a phrase inside it, then with a letter wrong. A part of the
 * sentence that denies or asks says nothing; two meanings are no answer.
 */
export function loosely(text: string, meanings: readonly Meaning[], around: Around = PLAIN): string | null {
  if (around !== PLAIN && text.includes('?')) return null;
  const exact = exactly(text, meanings);
  if (!exact && around.openings.some((way) => fold(text).startsWith(`${fold(way)} `))) return null;
  if (exact || !fold(text) || fold(text).split(' ').length > MOST) return exact;
  const parts = clauses(text, around).flatMap((part) => verbwise(whole(part, meanings), meanings, around));
  for (const soft of [false, true]) {
    const hits = parts.flatMap((part) => {
      const others = parts.filter(
        (other) => other !== part && turned(other, [], around) === turned(part, [], around),
      );
      return meant(part, meanings, around, soft, others);
    });
    const found = new Set(hits.map(({ id }) => id));
    if (found.size === 1) return [...found][0]!;
    if (found.size > 1) return null;
  }
  const said = fold(text);
  // "I am" is no "aam" with a letter wrong.
  const known =
    around.known.has(said) || said.split(' ').every((word) => word.length < 2 || around.known.has(word));
  const near = meanings.filter(
    ({ ways, near: own }) => !known && [...prepare(own ?? ways).exact].some((way) => isTypo(said, way)),
  );
  const alone = near.length === 1 && parts.every((words) => !turned(words, [], around));
  return alone ? near[0]!.id : null;
}

/**
 * All meanings a text names: "sugar aur bp" are two. Null when one part of the list is not understood, or there is a choice
 * in it ("chemo or radiation").
 */
export function allIn(text: string, meanings: readonly Meaning[], around: Around = PLAIN): string[] | null {
  if (
    text.includes('?') ||
    fold(text)
      .split(' ')
      .some((word) => prepare(around.or).exact.has(word))
  )
    return null;
  const parts = clauses(text, around)
    .flatMap((part) => verbwise(whole(part, meanings), meanings, around))
    .map((part) => listed(part, meanings, around));
  const found = new Set(parts.flatMap((ids) => ids ?? []));
  if (found.size && parts.includes(null)) return null;
  return meanings.filter(({ id }) => found.has(id)).map(({ id }) => id);
}

/** What one part of a list names; null when it, or what follows an "and" in it, is something else. */
function listed(words: readonly string[], meanings: readonly Meaning[], around: Around): string[] | null {
  const join = words.findIndex((word) => prepare(around.and).exact.has(word));
  const [left, right] = [words.slice(0, join), words.slice(join + 1)];
  const real = (part: readonly string[]) => part.some((word) => !prepare(around.idle).exact.has(word));
  if (join > 0 && real(left) && real(right)) {
    const both = [listed(left, meanings, around), listed(right, meanings, around)];
    // An "and" may also stand inside of one name.
    if (both.every((ids) => ids?.length)) return both.flatMap((ids) => ids!);
    if (both[0]?.length && !both[1]) return null;
  }
  const hits = meant(words, meanings, around, false);
  const more = meant(words, meanings, around, true).filter(
    (one) => !hits.some((hit) => one.from < hit.to && hit.from < one.to),
  );
  const all = [...hits, ...more];
  if (!all.length && !turned(words, [], around)) return null;
  return all.map(({ id }) => id);
}

const CLAUSE =
  /[,;!\n।|]+|(?<=[\p{L}\p{M}])\s*[+&]\s*(?=\p{L})|(?<!\p{N})\.|\.(?!\p{N})|\b(?:but|lekin|par|magar)\b|(?<=\s)(?:लेकिन|पर|मगर|কিন্তু|ஆனால்)(?=\s)/iu;

/** The parts of a sentence, each as its folded words. */
function clauses(text: string, around: Around): string[][] {
  const parts = text.split(CLAUSE).map(fold).filter(Boolean);
  const words = parts.map((part) => part.split(' '));
  // "Chemo, nahi hua": a part that only denies belongs to the one before it.
  return words.reduce<string[][]>((joined, part) => {
    const before = joined.at(-1);
    const denies = part.some((word) => prepare(around.denials).exact.has(word));
    if (before && denies && part.length <= 2 && part.every((word) => short(word, around)))
      before.push(...part);
    else joined.push(part);
    return joined;
  }, []);
}

/** Words that were torn in two are made whole: "bache dani" is "bachedani". */
function whole(words: readonly string[], meanings: readonly Meaning[]): string[] {
  return words.reduce<string[]>((made, word) => {
    const joint = (made.at(-1) ?? '') + word;
    const known =
      made.length > 0 && joint.length >= LONG && meanings.some(({ ways }) => isWordOf(joint, ways));
    if (known) made[made.length - 1] = joint;
    else made.push(word);
    return made;
  }, []);
}

/** Shorter words come together by chance. */
const LONG = 6;

/** The parts of a clause that have a verb each. */
function verbwise(words: readonly string[], meanings: readonly Meaning[], around: Around): string[][] {
  const named = new Map<number, number>();
  for (const { from, to } of placesIn(words, meanings)) named.set(from, Math.max(to, named.get(from) ?? 0));
  return apart(words, named, around);
}

function short(word: string, around: Around): boolean {
  const { denials, idle } = around;
  return prepare(denials).exact.has(word) || prepare(idle).exact.has(word);
}

interface Hit {
  id: string;
  from: number;
  to: number;
  /** Says something only where nothing else is said. */
  bare: boolean;
  weak: boolean;
}

/** What one part of a sentence means; nothing when it denies or asks. `others`: the other parts. */
function meant(
  words: readonly string[],
  meanings: readonly Meaning[],
  around: Around,
  soft: boolean,
  others: readonly (readonly string[])[] = [],
): Hit[] {
  const all = soft ? alikeIn(words, meanings, around) : placesIn(words, meanings);
  const bare = prepare(around.bare).exact;
  const unsure = prepare(around.unsure).exact;
  for (const hit of all) {
    const said = words.slice(hit.from, hit.to).join(' ');
    hit.bare = bare.has(said) || (hit.weak && unsure.has(said));
  }
  const hits = all.filter(
    (one) =>
      !all.some(
        (other) => other.to - other.from > one.to - one.from && other.from <= one.from && one.to <= other.to,
      ),
  );
  // A bare "yes" or "no" inside a sentence about something else says nothing about the question.
  const idle = prepare(around.idle).exact;
  const covered = (i: number) => hits.some((hit) => hit.bare && hit.from <= i && i < hit.to);
  const whole =
    words.every((word, i) => idle.has(word) || covered(i)) &&
    others.every((part) => part.every((word) => idle.has(word)));
  const kept = whole ? hits : hits.filter((hit) => !hit.bare);
  const same = kept.length > 0 && new Set(hits.map(({ id }) => id)).size === 1;
  // "Nahi, unko nahi pata": a no beside what means no.
  if (turned(words, same ? hits : kept, around)) return [];
  return kept;
}

/** Whether a word outside of what was understood denies it or asks. */
function turned(words: readonly string[], hits: readonly Hit[], around: Around): boolean {
  const free = words.map((word, i) => (hits.some(({ from, to }) => from <= i && i < to) ? '' : word));
  const denials = prepare(around.denials).exact;
  const questions = prepare(around.questions).exact;
  const coming = prepare(around.coming).exact;
  return free.some((word, i) => denials.has(word) || questions.has(word) || longest(free, i, coming) > 0);
}

/** Where ways stand in a text, word for word. */
function placesIn(words: readonly string[], meanings: readonly Meaning[]): Hit[] {
  const hits: Hit[] = [];
  for (const { id, ways, weak = false } of meanings) {
    const { first } = prepare(ways);
    for (const [from, word] of words.entries())
      for (const way of first.get(word) ?? []) {
        // One letter is too little to be found inside a sentence.
        if (way.length === 1 && word.length < 2 && words.length > 1) continue;
        if (way.every((one, i) => words[from + i] === one))
          hits.push({ id, from, to: from + way.length, bare: false, weak });
      }
  }
  return hits;
}

/** More words than this are not searched for slips. */
const FEW = 7;

/** Where something much like a way stands in a short text. */
function alikeIn(words: readonly string[], meanings: readonly Meaning[], { known }: Around): Hit[] {
  if (words.length > FEW) return [];
  const slip = (said: string, word: string) => said === word || (!known.has(said) && isLike(said, word));
  const hits: Hit[] = [];
  for (const { id, ways, near, weak = false } of meanings)
    for (const way of prepare(near ?? ways).words)
      for (let from = 0; from + way.length <= words.length; from += 1)
        if (way.every((one, i) => slip(words[from + i]!, one)))
          hits.push({ id, from, to: from + way.length, bare: false, weak });
  return hits;
}
