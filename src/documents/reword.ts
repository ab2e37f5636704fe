import { stepsOf } from './agree.ts';
import type { Mark } from './agree.ts';
import type { Said } from './second.ts';

/** A line's words and how sure each character is. */
interface Words {
  text: string;
  sure: readonly number[];
}

/** A word with a letter less sure than this may give way to what the second reader saw. */
const UNSURE = 0.9;
/** So sure must the second reader be of the line, and so much of the line must both have seen alike. */
const CONVINCED = 0.85;
const ALIKE = 0.6;
/** How sure a letter is that only the second reader saw. */
const GUESSED = 0;
const WORD = /^[\p{L}.,:;()'-]{2,}$/u;

/**
 * On a page that is hard to read the second reader, which knows words, makes out some that the first did not. Words only:
 * where either saw a digit the first one's stands. What was taken over is left to a person: it is cut out of `again`, or
 * the second reader would be its own witness.
 */
export function reworded(first: Words, again: Said): Words & { again: string } {
  const { steps, own, theirs } = stepsOf(first.text, again.text);
  const alike = steps.filter(({ from, to }) => own[from ?? -1]?.char === theirs[to ?? -1]?.char).length;
  if (again.sure < CONVINCED || alike < ALIKE * Math.max(own.length, theirs.length))
    return { ...first, again: again.text };
  const words: (typeof steps)[] = [];
  for (const step of steps) {
    if (words.length === 0 || (step.to !== undefined && begins(again.text, theirs[step.to]!))) words.push([]);
    words.at(-1)!.push(step);
  }
  const out: Words & { again: string } = { text: '', sure: [], again: again.text };
  const parts = words.map((word) => ({
    seen: word.flatMap(({ from }) => (from === undefined ? [] : [own[from]!])),
    heard: word.flatMap(({ to }) => (to === undefined ? [] : [theirs[to]!])),
  }));
  return parts.reduce((line, { seen, heard }, n) => {
    const as = between(first.text, seen);
    const other = between(again.text, heard);
    const sure = seen.length > 0 ? first.sure.slice(seen[0]!.at, seen.at(-1)!.at + 1) : [];
    const taken =
      !/\d/.test(as + other) &&
      as.toLowerCase() !== other.toLowerCase() &&
      WORD.test(other) &&
      Math.min(...sure, 1) < UNSURE;
    // Blanks stay where the first reader has them, but round a word that was taken over.
    const blank = n > 0 && (taken || parts[n - 1]!.seen.length === 0 || begins(first.text, seen[0]));
    return {
      text: line.text + (blank ? ' ' : '') + (taken ? other : as),
      sure: [...line.sure, ...(blank ? [1] : []), ...(taken ? Array.from(other, () => GUESSED) : sure)],
      again: taken ? without(line.again, heard) : line.again,
    };
  }, out);
}

/** Whether a mark is the first after a blank. */
const begins = (text: string, mark: Mark | undefined): boolean =>
  mark !== undefined && mark.at > 0 && text[mark.at - 1]!.trim() === '';

const without = (text: string, marks: readonly Mark[]): string =>
  text.slice(0, marks[0]!.at) +
  ' '.repeat(marks.at(-1)!.at + 1 - marks[0]!.at) +
  text.slice(marks.at(-1)!.at + 1);

const between = (text: string, marks: readonly Mark[]): string =>
  marks.length > 0 ? text.slice(marks[0]!.at, marks.at(-1)!.at + 1) : '';
