import type { Row } from '../rows.ts';
import { rowsUnder } from './spans.ts';
import type { Found } from './spans.ts';

/** Words by which a report takes back what it said before. */
const TAKES_BACK =
  /\b(?:stands? (?:revised|amended|corrected|cancelled|withdrawn)|(?:is|are|be) (?:revised|read as|changed to)|revised (?:to|as|diagnosis|report)|instead of|please read|read as|supersed\w+|in place of|to be read|typed as|wrongly|erroneous\w*|inadvertent\w*)\b/i;
/** A slip of the tongue that was typed as it was dictated. */
const SLIP = /\b(?:sorry|i mean|strike (?:out|that)|scratch that)\b|[-–,.;]\s*correction\b/i;
/** What a report says of the tumour. */
const SAID = /^(?:pathology|stage|ihc|gene|imaging)\./;

/** How such a sentence names what it is about; where it names none of these it is about all. */
const TOPICS: readonly (readonly [RegExp, RegExp])[] = [
  [/\bgrade\b/i, /grade$/],
  [/\bsize\b|\bcm\b/i, /tumour_size$/],
  [/\bnodes?\b/i, /nodes$|N$/],
  [/\bmargins?\b/i, /margins$/],
  [/\bdiagnosis\b|histolog|\btype\b/i, /diagnosis$|histology$|grade$/],
  [/\bstag(?:e|ing)\b|\bp[TN]/i, /^stage\./],
  [/\b(?:ER|PR|HER|Ki)\b/i, /^ihc\./],
];

/** What stands above the sentence that takes something back: which part of it still holds a person sees. */
export function takenBack(facts: readonly Found[], rows: readonly Row[]): void {
  const slipped = rows.filter(({ text }) => SLIP.test(text));
  for (const f of facts)
    if (SAID.test(f.path) && rowsUnder(f.span, slipped).length > 0) f.doubt ??= 'ambiguous';
  const row = rows.find(({ text }) => TAKES_BACK.test(text));
  if (!row) return;
  const named = TOPICS.filter(([words]) => words.test(row.text)).map(([, path]) => path);
  for (const f of facts)
    if (
      SAID.test(f.path) &&
      !/^(?:pathology\.specimen|imaging\.study)$/.test(f.path) &&
      f.span.box[1] < row.box[1] &&
      (named.length === 0 || named.some((path) => path.test(f.path)))
    )
      f.doubt ??= 'ambiguous';
}

/** A mark that stands alone in a column of its own. */
const MARK = /^\W*(?:[xX✓√✔]|yes|no)\W*$/i;

/**
 * Rows of a form that is ticked in columns of "Yes" and "No", by their places on the page only: which was ticked the words
 * of the row do not say.
 */
export function tickedRows(rows: readonly Row[]): Row[] {
  let inside = false;
  return rows.filter(({ cells }) => {
    const marks = cells.filter(({ text }) => /^\W*(?:yes|present|no|absent)\W*$/i.test(text));
    if (marks.length > 1) inside = true;
    else if (!cells.slice(1).some(({ text }) => MARK.test(text))) inside = false;
    return inside;
  });
}
