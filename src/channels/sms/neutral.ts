/** What a neutral text must keep to: words of health by language, and what may stand in it. */
export interface Rules {
  /** `word`, `word*`, `*word` or `=word`, by language. */
  telling: Readonly<Record<string, readonly string[]>>;
  /** Words that may begin with a capital inside a sentence; any other may be a name. */
  capitals: readonly string[];
}

/** Why a text gives something away; empty when it is neutral. Checked against every language, since people mix them. */
export function givesAway(text: string, rules: Rules): string[] {
  const words = wordsOf(text);
  const told = Object.entries(rules.telling).flatMap(([language, patterns]) =>
    patterns.filter((pattern) => holds(words, pattern)).map((pattern) => `"${pattern}" (${language})`),
  );
  return [
    ...told,
    ...names(text, rules.capitals).map((name) => `"${name}" may be a name`),
    ...(/https?:|www\.|\b[a-z0-9-]+\.(com|in|org|net|app|me)\b/i.test(text) ? ['a link'] : []),
  ];
}

/** Joiners make no difference to a reader, and may hide a word from us. */
function wordsOf(text: string): string[] {
  const plain = text.normalize('NFC').replaceAll(/[\u200B-\u200D\u2060\u00AD]/g, '');
  return plain.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}

function holds(words: readonly string[], pattern: string): boolean {
  const [first, ...rest] = wordsOf(pattern);
  if (!first) return false;
  // Several words together: the first as it is, the last with any ending.
  if (rest.length) return ` ${words.join(' ')}`.includes(` ${[first, ...rest].join(' ')}`);
  if (pattern.startsWith('*')) return words.some((word) => word.endsWith(first));
  const any = pattern.endsWith('*') || (!pattern.startsWith('=') && !/\p{Script=Latin}/u.test(first));
  const stem = any ? stemOf(first) : first;
  return words.some((word) => (any ? word.startsWith(stem) : word === first));
}

/** Endings replace the last vowel sign of an Indian word; a short word would then be the beginning of too many others. */
function stemOf(word: string): string {
  const stem = word.replace(/\p{M}+$/u, '');
  return stem.length >= 4 ? stem : word;
}

/** Latin words with a capital that do not begin a sentence and are none of the known ones. */
function names(text: string, known: readonly string[]): string[] {
  const inside = text.matchAll(/(?<=[^\s.:!?।]\s+)\p{Lu}[\p{L}\p{M}]+/gu);
  return [...inside].map(([word]) => word).filter((word) => !known.includes(word));
}
