import type { Words } from '../words.ts';
import { lexiconOf } from './lexicon.ts';
import { plainDigits } from './plain.ts';
import { sense, tokensOf } from './tokens.ts';

/** An Indian mobile number as `+91…`: ten digits from 6 to 9, with or without +91 or 0, in digits or in words. Null when it is none. */
export function phoneIn(text: string, words: Words): string | null {
  const typed = plainDigits(text).replace(/\D/g, '');
  const digits = (typed || spoken(text, words)).replace(/^(?:0091|91(?=\d{10}$)|0)/, '');
  return /^[6-9]\d{9}$/.test(digits) ? `+91${digits}` : null;
}

/** "nine eight seven …": one digit after the other. */
function spoken(text: string, words: Words): string {
  const digits = text
    .split(/[\s,.-]+/)
    .filter(Boolean)
    .map((word) => tokensOf(word, lexiconOf(words))[0])
    .map((token) => (token?.number !== undefined && !sense(token, 'unit') ? String(token.number) : 'x'));
  return digits.every((digit) => /^\d$/.test(digit)) ? digits.join('') : '';
}
