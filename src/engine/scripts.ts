import { isCommon } from './heard/plain.ts';

/** The scripts in which a language is written, by its code; the first is the usual one. Names are those of Unicode. */
export const SCRIPTS: Readonly<Record<string, string>> = {
  en: 'Latin',
  hi: 'Devanagari',
  mr: 'Devanagari',
  bn: 'Bengali',
  pa: 'Gurmukhi',
  gu: 'Gujarati',
  or: 'Oriya',
  ta: 'Tamil',
  te: 'Telugu',
  kn: 'Kannada',
  ml: 'Malayalam',
  ur: 'Arabic',
};

/** Languages that are written from right to left. */
const LEFTWARD = new Set(['ur']);

/** Words that tell Marathi from Hindi, which share a script: is, no, me, my, what, and a letter Hindi does not write. */
const MARATHI = /ळ|(?<!\p{L})(?:आहे|आहेत|नाही|मला|माझ\p{L}*|काय|आणि|पाहिजे)(?![\p{L}\p{M}])/u;

/** Whether a language runs from right to left. */
export function runsLeft(language: string): boolean {
  return LEFTWARD.has(language);
}

/** The languages whose script a text is written in, the likelier first; none for Latin letters, which all languages borrow. */
export function languagesOf(text: string): string[] {
  if (isCommon(text)) return [];
  const counted = Object.entries(SCRIPTS)
    .filter(([, script]) => script !== 'Latin')
    .map(([language, script]) => ({ language, letters: text.match(letterOf(script))?.length ?? 0 }));
  const most = Math.max(0, ...counted.map(({ letters }) => letters));
  const found = counted.filter(({ letters }) => most > 0 && letters === most).map(({ language }) => language);
  return MARATHI.test(text) ? found.toReversed() : found;
}

/** Every letter of a text that belongs to another script than that of the language; Latin is told apart by the caller. */
export function strangeLetters(text: string, language: string): string[] {
  const own = letterOf(SCRIPTS[language] ?? 'Latin');
  return text.replace(own, '').match(/\p{L}/gu) ?? [];
}

const patterns = new Map<string, RegExp>();

/** Letters of a script with their signs; a danda or a joiner is common to several. */
function letterOf(script: string): RegExp {
  const known = patterns.get(script);
  if (known) return known;
  const pattern = new RegExp(`\\p{Script_Extensions=${script}}`, 'gu');
  patterns.set(script, pattern);
  return pattern;
}
