import { randomBytes } from 'node:crypto';

/** Letters and digits that nobody mistakes for each other (Crockford's base 32). */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 12;

/** A code of sixty random bits, to verify a paper with. It says nothing by itself. */
export function newCode(): string {
  return Array.from(randomBytes(LENGTH), (byte) => LETTERS[byte % 32]).join('');
}

/** As it is printed: in three groups of four. */
export const spelled = (code: string): string => code.replace(/(.{4})(?=.)/g, '$1-');

/** What somebody typed from the paper as a code; null when it cannot be one. */
export function codeFrom(typed: string): string | null {
  const code = typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  return code.length === LENGTH && [...code].every((letter) => LETTERS.includes(letter)) ? code : null;
}
