/**
 * Words in which a letter is now and then read as a digit that looks like it, or a digit as a letter. Only where no other
 * reading is possible, and never inside a number: each keeps its length, so that places in the line stay true.
 */
const WORDS: readonly (readonly [RegExp, (found: string) => string])[] = [
  [/\bA[1Il|][1Il|]red\b/g, () => 'Allred'],
  [/\b0ct(?=[\s./-]|\d|$)/gi, () => 'Oct'],
  // Between small letters stands a letter; stages and variants (`pN0mi`, `c.350del`) do not look like this.
  [/(?<=[a-z]{2})0(?=[a-z])/g, () => 'o'],
  [/\b0(?=[a-z]{3})/g, () => 'O'],
  [/(?<=[a-z]{2})1(?=[a-z]{2})/g, () => 'l'],
  [/\bN0S\b/g, () => 'NOS'],
  [/\bH(?:ER|er)[Zz](?=\W|neu|$)/g, (w) => w.slice(0, 3) + '2'],
  [/\bKi\s?-?\s?G7\b/g, (w) => w.replace('G', '6')],
  [/\bScore\s?[Oo](?![A-Za-z])/g, (w) => w.replace(/[Oo]$/, '0')],
  [/\bScore\s?[lI](?=\s?\+)/g, (w) => w.replace(/[lI]$/, '1')],
  // In brackets a percentage is followed by more of the same sentence.
  [/(?<=\([^()]*\d%)\.(?=\s?[A-Z])/g, () => ','],
  // No English word begins so.
  [/\bl(?=[bcdfghjkmnp-tvwxz][a-z]*[aeiou][a-z]*\b)/g, () => 'I'],
  [/\bI(?=(?:[eu]|y[mst])[a-z]{2})/g, () => 'l'],
  // A person's name begins with a capital.
  [/(?<=\b(?:Mrs?|Ms|Smt|Shri|Sri|Kum|Dr|Prof)\b\.? ?(?:\p{Lu}[\p{Ll}.]* ){0,4})l(?=y\p{Ll}+$)/gu, () => 'I'],
  // Among capitals stands a capital.
  [/(?<=\p{Lu}{2})[cosvwxz](?=\p{Lu})/gu, (c) => c.toUpperCase()],
  [/\bSp02\b/g, () => 'SpO2'],
  [/\b(?:Il|lI)\b/g, () => 'II'],
  [/[×✕](?=\s?\d)/g, () => 'x'],
  [/\bm[gq]\/d[1Il]\b/g, () => 'mg/dL'],
  [/\bg\/d[1Il]\b/g, () => 'g/dL'],
];

/** The text with such words put right. */
export const mended = (text: string): string =>
  WORDS.reduce((t, [pattern, to]) => t.replace(pattern, to), text);
