/** A condition of a flow or of a cancer's list, taken apart. */
export interface Condition {
  path: string;
  sign: Sign;
  /** In small letters; for `<` and its like exactly one, a number. */
  wanted: string[];
  /** Those of them that are figures. */
  figures: number[];
}

type Sign = '=' | '!=' | '~' | '<' | '<=' | '>' | '>=';

/**
 * Reads `path = a | b`, `path != a | b`, `path ~ word | word` (the words occur in it) and `path < 5`, `<=`, `>`, `>=`.
 * Undefined where it is none of these.
 */
export function conditionIn(text: string): Condition | undefined {
  if (!read.has(text)) read.set(text, taken(text));
  return read.get(text);
}

/** Conditions stand in flows and packs, so there are not many, and each is looked at again with every message. */
const read = new Map<string, Condition | undefined>();

function taken(text: string): Condition | undefined {
  const [, path, sign, right] = /^\s*([\w.]+)\s*(!=|<=|>=|=|~|<|>)\s*(.+?)\s*$/.exec(text) ?? [];
  if (!path || !right) return undefined;
  const wanted = right.split('|').map((one) => one.trim().toLowerCase());
  if (wanted.includes('') || /^[=<>~!]/.test(right)) return undefined;
  if (/[<>]/.test(sign!) && (wanted.length > 1 || numberOf(right) === undefined)) return undefined;
  const figures = wanted.map(numberOf).filter((one) => one !== undefined);
  return { path, sign: sign as Sign, wanted, figures };
}

/**
 * Whether a condition holds. A value may be several joined by commas. What is unknown equals nothing and is not less
 * or more than anything, so only `!=` holds for it; figures compare as figures, and words never as figures.
 */
export function holds(condition: string, value: (path: string) => string | undefined): boolean {
  const read = conditionIn(condition);
  if (!read) return false;
  const { path, sign, wanted, figures } = read;
  const known = value(path)?.toLowerCase();
  if (known === undefined) return sign === '!=';
  if (sign === '~') return wanted.some((word) => occurs(word, known));
  if (sign === '=' || sign === '!=') {
    const parts = known.includes(',') ? known.split(',') : [known];
    const hit = parts.map((one) => one.trim()).some((one) => wanted.includes(one) || isFigure(one, figures));
    return (sign === '=') === hit;
  }
  const [left, right] = [numberOf(known), Number(wanted[0])];
  if (left === undefined) return false;
  return sign === '<'
    ? left < right
    : sign === '<='
      ? left <= right
      : sign === '>'
        ? left > right
        : left >= right;
}

function isFigure(one: string, figures: readonly number[]): boolean {
  return figures.some((figure) => figure === numberOf(one));
}

/** As a word of its own: `2+` is in "Score 2+", and not in "12+" or "2++". */
function occurs(word: string, text: string): boolean {
  const plain = word.replace(/[^\w\s]/g, '\\$&');
  return new RegExp(`(?<![\\w+])${plain}(?![\\w+])`).test(text);
}

/** A plain figure; "<1%", "2+" and "" are words. */
function numberOf(text: string): number | undefined {
  return /^\s*-?\d+(?:\.\d+)?\s*$/.test(text) ? Number(text) : undefined;
}
