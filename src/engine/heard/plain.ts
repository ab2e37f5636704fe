/** Signs that are typed or left out at will: nukta, joiners, the variant selector of emoji. */
const SIGNS = /\u093c|[\u200b-\u200f]|\ufe0f/gu;

/** What every keyboard types: there is nothing in it that could be written in another way. */
const COMMON = /^[\t\n\r -~]*$/;

/** Whether a text has Latin letters without accents, 0–9 and common marks only. */
export function isCommon(text: string): boolean {
  return COMMON.test(text);
}

/** Digits of Indian and Arabic scripts as 0–9. */
export function plainDigits(text: string): string {
  return text.replace(/(?![0-9])\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0)!;
    let zero = code;
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && code - zero < 9) zero -= 1;
    return String(code - zero);
  });
}

/** A text in one way of writing: plain digits, small letters, no signs that are typed or left out at will. Spelling stays. */
export function plain(text: string): string {
  return small(text)
    .replace(/[’‘´`′]/g, "'")
    .replace(/[“”″]|''/g, '"')
    .replace(/[–—−]/g, '-')
    .replace(/ँ/g, 'ं');
}

function small(text: string): string {
  if (isCommon(text)) return text.toLowerCase();
  return plainDigits(text.normalize('NFKC'))
    .normalize('NFD')
    .replace(SIGNS, '')
    .normalize('NFC')
    .toLowerCase();
}

/** How a romanised word sounds at the least: one spelling for those that people use for the same vowels and letters. */
export function loose(word: string): string {
  return word
    .replace(/ee/g, 'i')
    .replace(/oo/g, 'u')
    .replace(/ph/g, 'f')
    .replace(/w/g, 'v')
    .replace(/z/g, 'j')
    .replace(/([a-z])\1+/g, '$1');
}
