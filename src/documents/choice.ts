/** A word as it is taken, letter by letter as sure as given. */
export interface Choice {
  text: string;
  sure: number[];
  /** It says something else than the first reader saw: the second cannot be its own witness. */
  other: boolean;
}

/** A word with a letter less sure than this may give way to what the second reader saw, where that one is convinced of the line or half so. */
const UNSURE = { convinced: 0.9, half: 0.7 } as const;
/** One with a figure only below this. */
const VERY_UNSURE = 0.8;
/** How sure a letter is that only the second reader saw. */
const GUESSED = 0;
/** How sure a comma or full stop is that the second reader puts behind a word. */
const STOPPED = 0.9;

/** A reading that is shorter than this part of the other has left something out. */
const WHOLE = 0.7;

const WORD = /^(?:[\p{L}.,:;()'/-]{2,}|I)$/u;
/** A number with its signs; letters in its place are digits misread. */
const NUMBER = /^[(<>]?\d[\d.,:/-]*%?[).,;:]*$/;
/** Letters and signs that digits are taken for. */
const LIKE_DIGITS = /^[\doOlI|SsBZz%., ]+$/;
/** Stages and numbered things, where a digit stands behind letters: `pN1a`, `A1`, `CD20`. */
const NUMBERED = /^\(?(?:[a-z]{0,2}[TNM]\d|\p{L}{1,3}\d+[a-z]?(?!\p{L}))/u;

const LAST = /[.,;:]$/;

/**
 * Which of two readings of one word stands, where it is not the first one's as it is. Counted on pages with known truth: of
 * the words whose least sure letter lies below 0.9 the second reader, which knows words, is right about nine times in ten. Numbers
 * are taken over only where the first reading is hardly one, and whatever is taken is left to a person.
 */
export function chosen(
  as: string,
  sure: readonly number[],
  other: string,
  second: keyof typeof UNSURE,
): Choice | undefined {
  if (as === other) return undefined;
  const unsure = UNSURE[second];
  const least = Math.min(...sure, 1);
  if (as.toLowerCase() === other.toLowerCase()) return inCase(as, sure, other, unsure);
  if (bare(as) === bare(other)) return undefined;
  const stopped = second === 'convinced' && punctuated(as, sure, other, least);
  if (stopped) return stopped;
  const better = /\d/.test(as + other)
    ? second === 'convinced' && isFigure(as, other, least)
    : least < unsure && isWord(as, other, second);
  return better ? { text: other, sure: Array.from(other, () => GUESSED), other: true } : undefined;
}

const bare = (text: string): string => text.replace(/\s/g, '');

/** Of letters that are alike large and small the first reader often guesses; the second knows which words are capitals. */
function inCase(as: string, sure: readonly number[], other: string, unsure: number): Choice | undefined {
  const text = [...as].map((char, i) => (sure[i]! < unsure ? other[i]! : char)).join('');
  return text === as ? undefined : { text, sure: [...sure], other: false };
}

/** The same word with another mark behind it, or with one that the finder cut off. */
function punctuated(as: string, sure: readonly number[], other: string, least: number): Choice | undefined {
  const [own, theirs] = [LAST.exec(as)?.[0], LAST.exec(other)?.[0]];
  const word = own ? as.slice(0, -1) : as;
  if (word !== (theirs ? other.slice(0, -1) : other) || word === '') return undefined;
  const letters = sure.slice(0, word.length);
  if (!theirs) return least < UNSURE.convinced ? { text: word, sure: letters, other: false } : undefined;
  const missing = !own && /[.,]/.test(theirs) && /[\p{L})%]$/u.test(word);
  if (!missing && !(own && sure.at(-1)! < VERY_UNSURE)) return undefined;
  return { text: other, sure: [...letters, STOPPED], other: false };
}

/** Whether the second reading is a word and leaves nothing out. Of abbreviations it knows no more than the first. */
const isWord = (as: string, other: string, second: keyof typeof UNSURE): boolean =>
  WORD.test(other) &&
  bare(other).length > WHOLE * bare(as).length &&
  (second === 'convinced' || /\p{Ll}{2}/u.test(other));

/** Whether the second reading is what the first one took for letters or left digits out of; or a word where the first saw digits in it. */
function isFigure(as: string, other: string, least: number): boolean {
  if (least >= VERY_UNSURE) return false;
  if (!/\d/.test(other)) return WORD.test(other) && !NUMBERED.test(as) && /\d[\p{L}.]|^\d$/u.test(as);
  if (!/\d/.test(as)) return NUMBER.test(other) && LIKE_DIGITS.test(as);
  return NUMBER.test(other) && marks(other) >= marks(as) && bare(other).length >= bare(as).length;
}

/** Signs that part the figures of a number. */
const marks = (text: string): number => (text.match(/[.,:/-]/g) ?? []).length;
