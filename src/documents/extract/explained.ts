import type { Vocabulary } from '../catalogue.ts';
import type { Cell, Row } from '../rows.ts';
import { HARMLESS } from './context.ts';
import { sentences } from './sentences.ts';
import { rowsUnder } from './spans.ts';
import type { Found } from './spans.ts';

/**
 * A fact is accepted only where every word beside it is one we know. Rules take a value by the words they know; what they
 * do not know may deny it, date it, give it to somebody else or compare it, in ways nobody thought of. A doubt costs a
 * person ten seconds, a wrong value may harm.
 */
export function onlyExplained(facts: readonly Found[], rows: readonly Row[], known: Vocabulary): void {
  for (const f of facts) {
    const family = familyOf(f.path);
    if (f.doubt || !family || OPEN.test(String(f.normal))) continue;
    // A result with words of which no rule made anything.
    if (f.normal === undefined && JUDGED.test(f.path) && !/\d/.test(f.span.text.replace(/\([^)]*\)/g, '')))
      f.doubt = 'unexplained';
    const words = known.get(family) ?? new Set();
    const around = rowsUnder(f.span, rows).map((row) => besideOn(row, f));
    const text = around.join(' ').replace(nameOf(f), ' ').replace(HARMLESS, ' ');
    if (wordsIn(text).some((word) => !isKnown(word, words))) f.doubt = 'unexplained';
  }
}

/** Facts that are nothing without what they mean. */
const JUDGED = /^(?:ihc|gene)\.|^pathology\.(?:grade|nodes|lvi|pni|ene|margins)$/;

/** Answers that are themselves a doubt. */
const OPEN = /^(?:uncertain|not_assessed|equivocal|not_done)$/;

/** Whose words are needed to understand a fact; undefined where it is kept as printed and nothing is made of it. */
export function familyOf(path: string): string | undefined {
  if (/^(?:pathology\.(?:specimen|diagnosis)|imaging\.(?:impression|study)|treatment\.procedure)$/.test(path))
    return undefined;
  if (/^(?:ihc|gene)\./.test(path)) return 'markers';
  if (/^(?:pathology|stage)\./.test(path)) return 'tissue';
  if (path.startsWith('imaging.')) return 'pictures';
  if (/^(?:treatment|medicine)\./.test(path)) return 'treatment';
  return path.startsWith('lab.') ? 'laboratory' : undefined;
}

/** Medicines and tests have names that no list holds: what is said beside the name must be understood. */
const nameOf = ({ path, label }: Found): string =>
  /^(?:medicine|lab)\./.test(path) ? (label ?? '\n') : '\n';

/** A label of its own: the column that begins with it speaks of something else. */
const LABEL = /^\W{0,3}[A-Z][A-Za-z0-9 /().,&'-]{1,45}?\s*:/;

/** The cells of a row that belong together with those of a fact. */
export function columnsOn(row: Row, { span }: Found): Cell[] {
  const groups: Cell[][] = [];
  for (const cell of row.cells)
    if (groups.length === 0 || LABEL.test(cell.text)) groups.push([cell]);
    else groups.at(-1)!.push(cell);
  return groups.filter((cells) => cells.some((cell) => span.cells.includes(cell))).flat();
}

/** What a row says beside a fact: the sentences it stands in, of the columns that belong together. */
export function besideOn(row: Row, f: Found): string {
  const text = columnsOn(row, f)
    .map((cell) => cell.text)
    .join(' ');
  return /^(?:lab|medicine|treatment)\./.test(f.path) ? text : sentencesOf(text, f.span.text);
}

function sentencesOf(text: string, words: string): string {
  const at = text.indexOf(words);
  if (at < 0) return text;
  return sentences(text)
    .filter((one) => one.start < at + words.length && one.start + one.text.length > at)
    .map((one) => one.text)
    .join(' ');
}

/** Words in small letters and the shapes of figures: `60%` and `5 %` are both `#%`. */
export const wordsIn = (text: string): string[] =>
  text
    .toLowerCase()
    .replace(/\d+(?:\.\d+)?/g, '#')
    .replace(/#\s+%/g, '#%')
    .replace(/-+>/g, '→')
    .replace(/(?<!#)-|-(?!#)/g, ' ')
    .replace(/\bno\b(?=\W{0,4}#)/g, ' ')
    .match(/[\p{L}\p{M}]+(?:'[a-z]+)?|[#%+/?<>≤≥→=*×^±-]+/gu) ?? [];

/** Fewer letters are too like one another for a misread one to be told. */
const SPELLED = 7;

/** A long word of which one letter was misread is still known; "atypical" begins otherwise than "typical". */
export function isKnown(word: string, words: ReadonlySet<string>): boolean {
  if (words.has(word)) return true;
  if (word.length < SPELLED) return false;
  return [...words].some(
    (one) =>
      one.length === word.length &&
      one[0] === word[0] &&
      [...one].filter((letter, i) => letter !== word[i]).length === 1,
  );
}
