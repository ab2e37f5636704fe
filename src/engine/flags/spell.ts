import { isCommon, plainDigits } from '../heard/plain.ts';

/** Nuktas of the Indian scripts, joiners, vowel points of Arabic letters: typed or left out at will. */
const SIGNS = /[\u093c\u09bc\u0a3c\u0abc\u0b3c]|[\u200b-\u200f]|\ufe0f|[\u064b-\u0655]|\u0670/gu;
/** Two ways of typing one letter. */
const LETTERS: readonly (readonly [RegExp, string])[] = [
  [/\u0d28\u0d4d\u200d/gu, 'ൻ'],
  [/\u0d30\u0d4d\u200d/gu, 'ർ'],
  [/\u0d32\u0d4d\u200d/gu, 'ൽ'],
  [/\u0d33\u0d4d\u200d/gu, 'ൾ'],
  [/\u0d23\u0d4d\u200d/gu, 'ൺ'],
  [/ँ/gu, 'ं'],
  [/ঁ/gu, ''],
  [/ੱ/gu, ''],
  [/[يى]/gu, 'ی'],
  [/ك/gu, 'ک'],
  [/[ةهھۃ]/gu, 'ہ'],
  [/[أإآ]/gu, 'ا'],
];

/** A text in one way of writing: plain digits, small letters, no signs that are typed or left out at will. */
export function written(text: string): string {
  return small(text).replace(/(?<=\p{L})['’‘`´](?=\p{L})/gu, '');
}

function small(text: string): string {
  if (isCommon(text)) return text.toLowerCase();
  let said = plainDigits(text.normalize('NFKC'));
  for (const [pattern, letter] of LETTERS) said = said.replace(pattern, letter);
  return said.normalize('NFD').replace(SIGNS, '').normalize('NFC').toLowerCase();
}

/** A Latin word with its doubled letters made single: "bleedding" is "bleding", and so is "bleeding". */
export function single(word: string): string {
  return word.replace(/([a-z])\1+/g, '$1');
}

/** How a romanised Indian word sounds: "khoon", "khun" and "kun" are one, and so are "saans" and "sans". */
export function sound(word: string): string {
  if (/^n(?:[ae]?hi+|ahee|ai|he+)n?$/.test(word)) return 'nahi';
  return word
    .replace(/aa/g, 'a')
    .replace(/ee|ii/g, 'i')
    .replace(/oo|ou/g, 'u')
    .replace(/ph/g, 'f')
    .replace(/ck/g, 'k')
    .replace(/c+h+/g, 'C')
    .replace(/sh/g, 's')
    .replace(/(?<=[kgjtdbC])h/g, '')
    .replace(/[cq]/g, 'k')
    .replace(/w/g, 'v')
    .replace(/z/g, 'j')
    .replace(/([a-zC])\1+/g, '$1');
}
