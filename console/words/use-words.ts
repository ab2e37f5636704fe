import { createContext, use } from 'react';
import { WORDS, type Word } from './words.ts';

export type Tongue = 'en' | 'hi';

/** Which language the desk speaks. It is the one thing the console keeps in the browser. */
export const TongueContext = createContext<{ tongue: Tongue; change(to: Tongue): void }>({
  tongue: 'en',
  change: () => undefined,
});

/** Says a word of the interface, with its blanks filled in. */
export type Say = (word: Word, blanks?: Record<string, string | number>) => string;

export function useWords(): Say {
  const { tongue } = use(TongueContext);
  return (word, blanks = {}) =>
    WORDS[word][tongue === 'hi' ? 1 : 0].replace(/\{(\w+)\}/g, (blank, name: string) =>
      String(blanks[name] ?? blank),
    );
}
