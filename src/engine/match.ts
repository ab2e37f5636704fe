import { plain } from './heard/plain.ts';
import type { Words } from './words.ts';

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
  dva: 'dava',
  kro: 'karo',
  kru: 'karu',
  btao: 'batao',
  btaya: 'bataya',
  // Mother, which is not Bengali "ami" (I).
  ammi: 'ammi',
  amii: 'ammi',
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
  // The words of the locales and the message of the moment come again and again; what is long is not kept.
  if (folded.size > 20_000) folded.clear();
  if (text.length <= 80) folded.set(text, made);
  return made;
}

/** One thing that may be meant, with all the ways to say it. */
export interface Meaning {
  id: string;
  ways: readonly string[];
  /** Those of the ways a slip of the pen is looked for in; all of them where this is absent. */
  near?: readonly string[];
  /** It stands for "none" or "I do not know": inside a longer sentence "I do not know" is not meant for the question. */
  weak?: boolean;
}

/** Ways of saying something, ready to be compared. */
export interface Ways {
  exact: ReadonlySet<string>;
  /** Each as its words; and by their first word. */
  words: readonly (readonly string[])[];
  first: ReadonlyMap<string, readonly (readonly string[])[]>;
  /** Every word of any of them. */
  parts: ReadonlySet<string>;
}

const prepared = new WeakMap<readonly string[], Ways>();

/** The ways of a list, folded once: the same list comes again with every message. */
export function prepare(ways: readonly string[]): Ways {
  const known = prepared.get(ways);
  if (known) return known;
  const exact = new Set(ways.map(fold).filter(Boolean));
  const words = [...exact].map((way) => way.split(' '));
  const made = { exact, words, first: Map.groupBy(words, ([one]) => one!), parts: new Set(words.flat()) };
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
  return prepare(ways).parts.has(word);
}

/** The number somebody typed for an option: "2", "2.", "no 2", "option २". Null when it is more than a number. */
export function typedNumber(text: string): number | null {
  const found = /^(?:no|number|option|num|nambar|नंबर|विकल्प)? ?(\d{1,2})$/.exec(fold(text).replace(/\.$/, ''));
  return found ? Number(found[1]) : null;
}

/** Several numbers: "1,3", "1 and 4", "2 5". Null when there is anything else. `and`: words between them. */
export function typedNumbers(text: string, and: readonly string[] = ['and', 'aur', 'और']): number[] | null {
  const between = prepare(and).exact;
  const words = fold(text.replace(/\d\/10\b/g, '? ').replace(/[,&+/.]/g, ' '))
    .split(' ')
    .filter((word) => !between.has(word));
  return words.length > 1 && words.every((word) => /^\d{1,2}$/.test(word)) ? words.map(Number) : null;
}

const named = new WeakMap<Words, Map<string, readonly Meaning[]>>();

/** What stands under `<tree>.<id>` of the locales, in all languages. Of one tree always the same ids are looked for. */
export function meaningsUnder(words: Words, tree: string, ids: readonly string[]): readonly Meaning[] {
  const trees = named.get(words) ?? new Map<string, readonly Meaning[]>();
  named.set(words, trees);
  const made = trees.get(tree) ?? ids.map((id) => ({ id, ways: words.everywhere(`${tree}.${id}`) }));
  trees.set(tree, made);
  return made;
}

/** The one meaning a text names exactly, word for word. */
export function exactly(text: string, meanings: readonly Meaning[]): string | null {
  const said = fold(text);
  if (!said) return null;
  return meanings.find(({ ways }) => prepare(ways).exact.has(said))?.id ?? null;
}
