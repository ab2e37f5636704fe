import { isLike, isTypo } from './heard/alike.ts';
import { plain } from './heard/plain.ts';

export { plainDigits } from './heard/plain.ts';

/** Spellings of romanised Hindi that people use for one word. */
const SPELLINGS: Record<string, string> = {
  nhi: 'nahi',
  nahin: 'nahi',
  nai: 'nahi',
  nahee: 'nahi',
  nahi: 'nahi',
  h: 'hai',
  hain: 'hai',
  hn: 'ha',
  haan: 'ha',
  han: 'ha',
  mujhe: 'muje',
  mujhey: 'muje',
  mai: 'me',
  main: 'me',
  mein: 'me',
  kr: 'kar',
  rha: 'raha',
  rhi: 'rahi',
  rhe: 'rahe',
  bhot: 'bahut',
  bohot: 'bahut',
  bahot: 'bahut',
  khun: 'khon',
  sans: 'sans',
  saas: 'sans',
  bukhaar: 'bukhar',
  bukar: 'bukhar',
  hoon: 'hu',
  hon: 'hu',
  hun: 'hu',
  pta: 'pata',
  नही: 'नहीं',
  theek: 'thik',
  tek: 'thik',
  thek: 'thik',
  thk: 'thik',
  wo: 'vo',
  dawa: 'dava',
  dawai: 'dava',
  dawaai: 'dava',
};

const folded = new Map<string, string>();

/**
 * Text as it is compared: lower case, no accents of typing, marks and emoji gone, doubled Latin letters single
 * ("saans" is "sans"), the usual spellings of romanised Hindi made one.
 */
export function fold(text: string): string {
  const known = folded.get(text);
  if (known !== undefined) return known;
  const made = plain(text)
    .replace(/'/g, '')
    .replace(/[^\p{L}\p{M}\p{N}.+]+/gu, ' ')
    .replace(/\.(?!\d)|(?<!\d)\./g, ' ')
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => {
      const single = word.replace(/([a-z])\1+/g, '$1');
      return SPELLINGS[word] ?? SPELLINGS[single] ?? single;
    })
    .join(' ');
  // One message is compared many times; only short texts of late are remembered.
  if (folded.size > 500) folded.clear();
  if (text.length <= 300) folded.set(text, made);
  return made;
}

/** One thing that may be meant, with all the ways to say it. */
export interface Meaning {
  id: string;
  ways: readonly string[];
}

/** Ways of saying something, ready to be compared. */
interface Ways {
  exact: ReadonlySet<string>;
  /** Each as its words. */
  words: readonly (readonly string[])[];
}

const prepared = new WeakMap<readonly string[], Ways>();

/** The ways of a list, folded once: the same list comes again with every message. */
function prepare(ways: readonly string[]): Ways {
  const known = prepared.get(ways);
  if (known) return known;
  const exact = new Set(ways.map(fold).filter(Boolean));
  const made = { exact, words: [...exact].map((way) => way.split(' ')) };
  prepared.set(ways, made);
  return made;
}

/** Whether a text is, word for word, one of these ways. */
export function isOne(text: string, ways: readonly string[]): boolean {
  return prepare(ways).exact.has(fold(text));
}

/** Whether a text is one of these ways, with nothing but words that change nothing around it. */
export function isAmid(text: string, ways: readonly string[], idle: readonly string[]): boolean {
  const said = fold(text).split(' ');
  const empty = prepare(idle).exact;
  const { exact } = prepare(ways);
  for (let from = 0; from === 0 || (from < said.length && empty.has(said[from - 1]!)); from += 1)
    for (let to = said.length; to > from && (to === said.length || empty.has(said[to]!)); to -= 1)
      if (exact.has(said.slice(from, to).join(' '))) return true;
  return false;
}

/** Whether a folded word is a part of any of these ways. */
export function isWordOf(word: string, ways: readonly string[]): boolean {
  return prepare(ways).words.some((way) => way.includes(word));
}

/** The number somebody typed for an option: "2", "2.", "no 2", "option २". Null when it is more than a number. */
export function typedNumber(text: string): number | null {
  const found = /^(?:no|number|option|num|nambar|नंबर|विकल्प)? ?(\d{1,2})$/.exec(fold(text).replace(/\.$/, ''));
  return found ? Number(found[1]) : null;
}

/** Several numbers: "1,3", "1 and 4", "2 5". Null when there is anything else. `and`: words between them. */
export function typedNumbers(text: string, and: readonly string[] = ['and', 'aur', 'और']): number[] | null {
  const between = prepare(and).exact;
  const words = fold(text.replace(/[,&+/.]/g, ' '))
    .split(' ')
    .filter((word) => !between.has(word));
  return words.length > 1 && words.every((word) => /^\d{1,2}$/.test(word)) ? words.map(Number) : null;
}

/** The one meaning a text names exactly, word for word. */
export function exactly(text: string, meanings: readonly Meaning[]): string | null {
  const said = fold(text);
  if (!said) return null;
  return meanings.find(({ ways }) => prepare(ways).exact.has(said))?.id ?? null;
}

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
  /** Beginnings of a question: "is it". */
  openings: readonly string[];
}

const NOTHING: readonly string[] = [];
const PLAIN: Around = {
  denials: NOTHING,
  questions: NOTHING,
  bare: NOTHING,
  idle: NOTHING,
  and: NOTHING,
  or: NOTHING,
  openings: NOTHING,
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
  const parts = clauses(text, around);
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
  const near = meanings.filter(({ ways }) => [...prepare(ways).exact].some((way) => isTypo(fold(text), way)));
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
  const parts = clauses(text, around).map((part) => listed(part, meanings, around));
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
  /[,;!\n।|]+|(?<!\p{N})\.|\.(?!\p{N})|\b(?:but|lekin|par|magar)\b|(?<=\s)(?:लेकिन|पर|मगर|কিন্তু|ஆனால்)(?=\s)/iu;

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

function short(word: string, around: Around): boolean {
  const { denials, idle } = around;
  return prepare(denials).exact.has(word) || prepare(idle).exact.has(word) || word.length <= 3;
}

interface Hit {
  id: string;
  from: number;
  to: number;
  bare: boolean;
}

/** What one part of a sentence means; nothing when it denies or asks. `others`: the other parts. */
function meant(
  words: readonly string[],
  meanings: readonly Meaning[],
  around: Around,
  soft: boolean,
  others: readonly (readonly string[])[] = [],
): Hit[] {
  const bare = prepare(around.bare).exact;
  const all = meanings.flatMap(({ id, ways }) =>
    prepare(ways).words.flatMap((way) =>
      placesOf(words, way, soft).map((from) => ({
        id,
        from,
        to: from + way.length,
        bare: bare.has(way.join(' ')),
      })),
    ),
  );
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
  return free.some((word) => denials.has(word) || questions.has(word));
}

function placesOf(words: readonly string[], way: readonly string[], soft: boolean): number[] {
  const places: number[] = [];
  for (let from = 0; from + way.length <= words.length; from += 1)
    if (way.every((word, i) => words[from + i] === word || (soft && isLike(words[from + i]!, word))))
      places.push(from);
  // One letter is too little to be found inside a sentence.
  return way.length === 1 && way[0]!.length < 2 && words.length > 1 ? [] : places;
}
