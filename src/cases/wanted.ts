import type { Fact } from './facts.ts';
import { nameWords } from './name.ts';

/** Facts that are a name somebody may be looked for by. */
const NAMES = ['patient.name', 'family.name'];
const MOST_WORDS = 6;

/** Words by which a case is found once this is known of it. */
export function findableWords({ path, value }: Pick<Fact, 'path' | 'value'>): string[] {
  return NAMES.includes(path) ? wordsOf(value) : [];
}

/** What was typed into the search, as what it can be. */
export interface Wanted {
  /** The beginning of a reference. */
  reference?: string;
  /** In the form of an address: with its plus sign. */
  phone?: string;
  names: string[];
}

/** Reads a search: a reference, a phone as people write it in India, or words of a name. */
export function wanted(typed: string): Wanted {
  const text = typed.normalize('NFKC').trim().slice(0, 80);
  const digits = text.replace(/[\s()-]/g, '');
  const phone = /^(?:\+|00)\d{8,15}$/.test(digits)
    ? digits.replace(/^00/, '+')
    : /^0?[6-9]\d{9}$/.test(digits)
      ? `+91${digits.slice(-10)}`
      : /^91[6-9]\d{9}$/.test(digits)
        ? `+${digits}`
        : undefined;
  const reference = /^[a-z0-9]{2,6}$/i.test(text) ? text.toUpperCase() : undefined;
  return {
    ...(phone ? { phone } : {}),
    ...(reference ? { reference } : {}),
    names: phone ? [] : wordsOf(text),
  };
}

/** Words of two letters and more; of one letter only initials are left, which everybody has. */
function wordsOf(name: string): string[] {
  return nameWords(name)
    .filter((word) => [...word].length >= 2)
    .slice(0, MOST_WORDS);
}
