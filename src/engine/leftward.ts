/** Marks of Unicode's bidirectional algorithm (UAX 9): a stretch of its own until its end, and a letter from the right that nobody sees. */
const ISOLATE = '\u2068';
const END = '\u2069';
const RIGHT = '\u200f';

/** Names of values that choose a form of a sentence and are never shown. */
const CHOOSING = new Set(['who', 'sex']);

/**
 * Values for a sentence from right to left. A name in Latin letters, a reference or "2 / 7" would otherwise pull the
 * words beside it to the wrong side.
 */
export function isolated(values: Record<string, string | number>): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      // A stretch ends with its line: each line of a value is one of its own.
      CHOOSING.has(name) || typeof value === 'number'
        ? value
        : value.replace(/[^\n]+/g, `${ISOLATE}$&${END}`),
    ]),
  );
}

/** Latin words and numbers with a sign at an end, which would jump to the other side: "HER2 3+", "₹500". */
const SIGNED = /(?:[A-Za-z][A-Za-z0-9 .-]*)?\d[\d.,]*[+%°]+|[₹$<>]\d[\d.,]*\d|[₹$<>]\d/g;

/** A sentence that is shown from the right even when it begins with a Latin word: phones look at the first letter only. */
export function led(text: string): string {
  text = text.replace(SIGNED, `${ISOLATE}$&${END}`);
  const first = /\p{L}/u.exec(text.replace(/\u2068[^\u2069]*\u2069/gu, ''))?.[0] ?? '';
  return /\p{Script=Latin}/u.test(first) && /\p{Script=Arabic}/u.test(text) ? RIGHT + text : text;
}
