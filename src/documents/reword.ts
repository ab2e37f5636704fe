import { stepsOf } from './agree.ts';
import type { Mark } from './agree.ts';
import { chosen } from './choice.ts';
import type { Said } from './second.ts';
import { untorn } from './torn.ts';

/** A line's words and how sure each character is. */
interface Words {
  text: string;
  sure: readonly number[];
}

/** So sure must the second reader be of the line, to be believed or half believed, and so much of the line must both have seen alike. */
const CONVINCED = 0.85;
const HALF = 0.7;
const ALIKE = 0.6;
/** Between these the second reader's blanks count: not round hyphens, slashes and units, which it likes to close up. */
const WORDLY = /^(?:\p{L}\p{L}|\d\d|[(.,;].|.[).,;]|\d[snrt])$/u;
/** And between these it may add one. */
const PARTED = /^(?:\p{L}\p{L}|[,;].|.\()$/u;
/** What a stroke between the parts of an address is taken for, and what such a line holds. */
const STROKE = /^[Il1/]$/;
const ADDRESS = /\d{4}|@|www\./;
/** How sure a mark is that only the second reader saw. */
const MARKED = 0.9;

/**
 * The second reader, which knows words, makes out some that the first did not. What was taken over
 * is left to a person: it is cut out of `again`, or the second reader would be its own witness.
 */
export function reworded(first: Words, again: Said): Words & { again: string } {
  const { steps, own, theirs } = stepsOf(first.text, again.text);
  const alike = steps.filter(({ from, to }) => own[from ?? -1]?.char === theirs[to ?? -1]?.char).length;
  if (again.sure < HALF || alike < ALIKE * Math.max(own.length, theirs.length))
    return { ...first, again: again.text };
  const second = again.sure < CONVINCED ? 'half' : 'convinced';
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
    const other = between(again.text, heard);
    const as = closed(first, seen, other);
    // Behind the last word a dash would be a finding: no one reader is believed that.
    const mark = second === 'convinced' && n + 1 < parts.length && isMark(as.text, other, first.text);
    const taken = mark
      ? { text: other, sure: [MARKED], other: true }
      : chosen(as.text, as.sure, other, second);
    const { text, sure } = taken ?? as;
    const before = parts[n - 1];
    const blank =
      n > 0 &&
      text !== '' &&
      line.text !== '' &&
      (Boolean(taken?.other) ||
        before!.seen.length === 0 ||
        begins(first.text, seen[0]) ||
        (second === 'convinced' && PARTED.test(line.text.at(-1)! + text[0]!)));
    return {
      text: line.text + (blank ? ' ' : '') + text,
      sure: [...line.sure, ...(blank ? [1] : []), ...sure],
      again: taken?.other && !mark ? without(line.again, heard) : line.again,
    };
  }, out);
}

/** A dash that the first reader overlooked, or a stroke between the parts of an address that it took for a letter or a one. */
const isMark = (as: string, other: string, line: string): boolean =>
  (as === '' && other === '-') || (other === '|' && STROKE.test(as) && ADDRESS.test(line));

/** What the first reader has of a word, without blanks that the second, which knows words, does not see in it. */
function closed({ text, sure }: Words, seen: readonly Mark[], other: string): Words {
  if (seen.length === 0) return { text: '', sure: [] };
  const [from, to] = [seen[0]!.at, seen.at(-1)!.at + 1];
  const word = text.slice(from, to);
  const own = sure.slice(from, to);
  if (word.replace(/\s/g, '').toLowerCase() !== other.toLowerCase()) return { text: word, sure: own };
  const kept = [...word].map((char, i) => char.trim() !== '' || !WORDLY.test(`${word[i - 1]}${word[i + 1]}`));
  const torn = untorn(word, own, (i) => !kept[i]);
  return { text: [...word].filter((_, i) => kept[i]).join(''), sure: torn.filter((_, i) => kept[i]) };
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
