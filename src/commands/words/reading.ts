import { syllable } from 'syllable';
import { wordsOf } from '../../engine/words.ts';
import type { Locale } from './locale.ts';

/** The highest school year whose reader must be able to read our English. */
const GRADE = 6;
/** Fewer words than this say nothing about the level: then all sentences of the step are taken together. */
const ENOUGH = 25;

/** English that is too hard to read: longer sentences one by one, shorter ones by the step they belong to. */
export function readingFaults(english: Locale): string[] {
  return [...groups(english)]
    .map(([name, texts]) => ({ name, grade: gradeOf(texts) }))
    .filter(({ grade }) => grade > GRADE)
    .map(({ name, grade }) => `en: ${name} reads like grade ${grade.toFixed(1)}; ${GRADE} is the most.`);
}

/** Flesch–Kincaid grade: 0.39 × words per sentence + 11.8 × syllables per word − 15.59 (Kincaid et al., 1975). */
export function gradeOf(texts: readonly string[]): number {
  // A line, or what follows a colon, is read as a sentence of its own.
  const sentences = texts
    .flatMap((text) => text.split(/[.!?:;…]+(?=\s|$)|\n+/))
    .map((one) => one.match(WORD) ?? []);
  const said = sentences.filter((words) => words.length > 0);
  const words = said.flat();
  if (!words.length) return 0;
  const syllables = words.reduce((sum, word) => sum + Math.max(1, /\d/.test(word) ? 1 : syllable(word)), 0);
  return 0.39 * (words.length / said.length) + 11.8 * (syllables / words.length) - 15.59;
}

const WORD = /[\p{L}\d][\p{L}\d'’]*/gu;

function groups({ tree, sentences }: Locale): Map<string, string[]> {
  const words = wordsOf({ en: tree });
  const found = new Map<string, string[]>();
  for (const key of sentences.keys()) {
    // Labels, and names of papers and of the service, are words and no sentences.
    if (/\.(options|short|about)\b|^(name|documents)\b/.test(key)) continue;
    const values = words.values('en', key).filter((name) => name !== 'who' && name !== 'sex');
    const text = words.say(
      'en',
      key,
      Object.fromEntries(values.map((name) => [name, name === 'count' ? 2 : 'this'])),
    );
    const long = (text.match(WORD) ?? []).length >= ENOUGH;
    const group = long
      ? key
      : key
          .split('.')
          .slice(0, key.startsWith('steps.') ? 2 : 1)
          .join('.');
    found.set(group, [...(found.get(group) ?? []), text]);
  }
  return found;
}
