import type { Row } from '../rows.ts';
import { spanOf } from './spans.ts';
import type { Span } from './spans.ts';

const TITLE = /\b(?:[fc]ish|in[\s-]?situ hybridi[sz]ation)\b/i;
const HER2 = /\bher\s?-?\s?2|erb\s?-?b\s?-?2/i;
const CONCLUSION =
  /^\W*(?:final )?(?:results?|interpretation|impression|conclusion|opinion|diagnosis)\s*(?:[:=-]|(?=\bher))\s*/i;
const AMPLIFIED = /\b(?:(?:not|non)[\s-]?)?amplified\b/i;

/**
 * The conclusion of a report on HER2 by FISH, which names the gene in its title only: "Result: AMPLIFIED". Criteria
 * ("amplified: ratio ≥ 2.0") and advice are none. "Amplified" is said of genes, never of a stained protein.
 */
export function fishConclusion(rows: readonly Row[], page: number): Span | undefined {
  const title = rows.slice(0, 15).some(({ text }) => text.length < 90 && TITLE.test(text) && HER2.test(text));
  if (!title) return undefined;
  const row = rows.find(
    ({ text }) =>
      CONCLUSION.test(text) && AMPLIFIED.test(text) && !/[<>≥≤]|\bif\b|advi[sc]e|recommend/i.test(text),
  );
  return row && spanOf(row, page, CONCLUSION.exec(row.text)![0].length);
}
