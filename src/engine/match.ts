import { distance } from '../cases/name.ts';

const NUKTA = /\u093c|[\u200b-\u200f]|\ufe0f/gu;

/** Digits of Indian and Arabic scripts as 0–9. */
export function plainDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => {
    let zero = digit.codePointAt(0)!;
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && digit.codePointAt(0)! - zero < 9) zero -= 1;
    return String(digit.codePointAt(0)! - zero);
  });
}

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
  theek: 'thik',
  tek: 'thik',
  thek: 'thik',
  wo: 'vo',
  dawa: 'dava',
  dawai: 'dava',
  dawaai: 'dava',
};

/**
 * Text as it is compared: lower case, no accents of typing, marks and emoji gone, doubled Latin letters single
 * ("saans" is "sans"), the usual spellings of romanised Hindi made one.
 */
export function fold(text: string): string {
  const plain = plainDigits(text.normalize('NFKC')).normalize('NFD').replace(NUKTA, '').normalize('NFC');
  return plain
    .toLowerCase()
    .replace(/[’'`´]/g, '')
    .replace(/ँ/g, 'ं')
    .replace(/[^\p{L}\p{M}\p{N}.+]+/gu, ' ')
    .replace(/\.(?!\d)|(?<!\d)\./g, ' ')
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => {
      const single = word.replace(/([a-z])\1+/g, '$1');
      return SPELLINGS[word] ?? SPELLINGS[single] ?? single;
    })
    .join(' ');
}

/** One thing that may be meant, with all the ways to say it. */
export interface Meaning {
  id: string;
  ways: readonly string[];
}

/** The number somebody typed for an option: "2", "2.", "no 2", "option २". Null when it is more than a number. */
export function typedNumber(text: string): number | null {
  const found = /^(?:no|number|option|num|nambar|नंबर|विकल्प)? ?(\d{1,2})$/.exec(fold(text).replace(/\.$/, ''));
  return found ? Number(found[1]) : null;
}

/** Several numbers: "1,3", "1 and 4", "2 5". Null when there is anything else. */
export function typedNumbers(text: string): number[] | null {
  const words = fold(text.replace(/[,&+/]/g, ' '))
    .split(' ')
    .filter((word) => !['and', 'aur', 'और', 'or', 'ya'].includes(word));
  return words.length > 1 && words.every((word) => /^\d{1,2}$/.test(word)) ? words.map(Number) : null;
}

/** The one meaning a text names exactly, word for word. */
export function exactly(text: string, meanings: readonly Meaning[]): string | null {
  const said = fold(text);
  if (!said) return null;
  return meanings.find(({ ways }) => ways.some((way) => fold(way) === said))?.id ?? null;
}

/**
 * The one meaning a short text points at: exact, then as a phrase inside it, then with a letter wrong.
 * Two candidates of the same weight are no answer.
 */
export function loosely(text: string, meanings: readonly Meaning[]): string | null {
  const exact = exactly(text, meanings);
  const said = fold(text);
  const words = said.split(' ');
  if (exact || !said || words.length > 12) return exact;
  const scored = meanings.map(({ id, ways }) => ({
    id,
    score: Math.max(0, ...ways.map((way) => inside(` ${said} `, fold(way)))),
  }));
  const best = Math.max(0, ...scored.map(({ score }) => score));
  const top = best > 0 ? scored.filter(({ score }) => score === best) : [];
  if (top.length === 1) return top[0]!.id;
  if (top.length > 1 || words.length > 4) return null;
  const near = meanings.filter(({ ways }) => ways.some((way) => isTypo(said, fold(way))));
  return near.length === 1 ? near[0]!.id : null;
}

/** All meanings a text names: "sugar aur bp" are two. */
export function allIn(text: string, meanings: readonly Meaning[]): string[] {
  const said = ` ${fold(text)} `;
  return meanings.filter(({ ways }) => ways.some((way) => inside(said, fold(way)) > 0)).map(({ id }) => id);
}

function inside(said: string, way: string): number {
  // A short word such as "nahi" or "yes" says little inside a long sentence.
  const enough = way.length > 4 || way.includes(' ') || said.split(' ').length <= 6;
  return way.length >= 2 && enough && said.includes(` ${way} `) ? way.length : 0;
}

function isTypo(said: string, way: string): boolean {
  return way.length >= 5 && distance(said, way, 2) <= (way.length >= 8 ? 2 : 1);
}
