/** Words before or around a name that say nothing about who it is. */
const HONORIFICS = new Set(
  'mr mrs ms miss master baby smt shri sri shrimati srimati kumari km kum dr prof late md mohd mohammad mohammed muhammad sheikh shaikh श्री श्रीमती कुमारी सुश्री डॉ जी ji so wo do co'.split(
    ' ',
  ),
);
/** Names so many bear that they part nobody: where another word is left, they may be missing or another. */
const COMMON = new Set(
  'devi bai ben behn bhai kumar kumari singh kaur begum bibi bano banu khatoon khatun lal rani amma appa rao ji'.split(
    ' ',
  ),
);
/** The same as part of a word: Hansaben, Rameshbhai. */
const ENDING = /(?<=[a-z]{3})(?:ben|bhai|behn|bai|lal|rao|amma|kumar)$/;

/** Lower-case words of a name without honorifics, marks and relations (S/O, "wife of" and what follows). */
export function nameWords(name: string): string[] {
  const own = name.split(/\b[sdwch]\s*[/.]\s*[o0]\b|\b(?:son|daughter|wife|husband|care) of\b/i)[0] ?? name;
  return own
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’`]/g, '')
    .replace(/[^\p{L}\p{M}\s]/gu, ' ')
    .split(/\s+/)
    .filter((word) => word && !HONORIFICS.has(word));
}

/**
 * Whether two written names can be the same person's: word order, initials, missing parts, a father's or husband's name,
 * spellings that sound alike and small misreadings are forgiven. Unknown scripts side by side (Devanagari against Latin)
 * cannot be compared and pass.
 */
export function sameName(a: string, b: string): boolean {
  const [all, others] = [nameWords(a), nameWords(b)];
  if (!all.length || !others.length || isIndic(a) !== isIndic(b)) return true;
  if (sound(all.join('')) === sound(others.join(''))) return true;
  const [own, theirs] = [telling(all), telling(others)];
  const [left, right] = own && theirs ? [own, theirs] : [all, others];
  const [few, many] = left.length <= right.length ? [left, right] : [right, left];
  const free = [...many];
  const met = few.map((word) => {
    const at = free.findIndex((other) => sameWord(word, other));
    return at < 0 ? undefined : free.splice(at, 1)[0]!;
  });
  const matched = met.filter((other) => other !== undefined).length;
  // Initials alone are enough where each of them fits.
  if ([few, many].some((words) => words.every((word) => word.length === 1))) return matched === few.length;
  const strong = met.some((other, i) => other !== undefined && other.length > 1 && few[i]!.length > 1);
  // The given names of both left over: one family, two persons.
  const apart = met[0] === undefined && free.includes(many[0]!) && few[0]!.length > 1 && many[0]!.length > 1;
  return strong && !apart && matched >= Math.max(1, few.length - (few.length > 2 ? 1 : 0));
}

/** The words that part one person from another; undefined where there are none but initials. */
function telling(words: readonly string[]): string[] | undefined {
  const own = words.filter((word) => !COMMON.has(word)).map((word) => word.replace(ENDING, ''));
  return own.some((word) => word.length > 1) ? own : undefined;
}

/** Ages in years that may be of one person: papers are up to two years old or rounded. */
export function sameAge(a: number, b: number): boolean {
  return Math.abs(a - b) <= 2;
}

function sameWord(a: string, b: string): boolean {
  if (a.length === 1 || b.length === 1) return a[0] === b[0];
  if (a === b) return true;
  const [x, y] = [sound(a), sound(b)];
  if (x === y) return true;
  if (x.length < 3 || y.length < 3 || !sameBeginning(x, y)) return false;
  const short = Math.min(x.length, y.length);
  // Meena and Mira are two names, Rekha and Rakha one: in a short word only vowels may differ.
  if (short < 6) return bones(x) === bones(y) && distance(x, y, 1) <= 1;
  return distance(x, y, short >= 8 ? 2 : 1) <= (short >= 8 ? 2 : 1);
}

/** Another first letter is another name (Geeta, Seeta), unless the two look or sound alike. */
function sameBeginning(x: string, y: string): boolean {
  const [a, b] = [x[0]!, y[0]!];
  return (
    a === b ||
    ['cg', 'bh', 'bv', 'ae', 'iy', 'ei', 'il', 'ou', 'gj', 'ck'].some(
      (pair) => pair.includes(a) && pair.includes(b),
    )
  );
}

/** How a word sounds, whichever way it is spelt in Latin letters: Lakshmi, Laxmi; Geeta, Gita; Vijay, Wijai. */
function sound(word: string): string {
  return word
    .replace(/x/g, 'ks')
    .replace(/ph/g, 'f')
    .replace(/([bcdgjkst])h+/g, '$1')
    .replace(/ow(?=[^aeiou])|au/g, 'u')
    .replace(/w/g, 'v')
    .replace(/z/g, 'j')
    .replace(/q/g, 'k')
    .replace(/ee|ea|ie/g, 'i')
    .replace(/oo|ou/g, 'u')
    .replace(/aa/g, 'a')
    .replace(/y/g, 'i')
    .replace(/(.)\1+/g, '$1')
    .replace(/(?<=[a-z]{3})h$/, '');
}

const bones = (word: string): string => word.replace(/(?!^)[aeiou]/g, '');

/** Edits between two words (insert, delete, change), stopping early above `most`. */
export function distance(a: string, b: string, most = 3): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1)
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
    row = next;
  }
  return row[b.length]!;
}

/** Letters of a script other than Latin: names in two scripts cannot be compared letter by letter. */
function isIndic(text: string): boolean {
  return /(?!\p{Script=Latin})\p{L}/u.test(text);
}
