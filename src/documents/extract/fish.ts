import type { Row } from '../rows.ts';
import { spanOf } from './spans.ts';
import type { Found, Span } from './spans.ts';

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

const COUNTS: readonly (readonly [string, RegExp])[] = [
  [
    'ihc.her2_ratio',
    /\bher\s?-?\s?2[^\d\n]{0,12}\s?[/:]\s?c(?:en|ep|hr)[\s-]*17\s*(?:signal )?(?:ratio)?\D{0,6}(\d{1,2}(?:\.\d{1,2})?)(?![\d])/i,
  ],
  [
    'ihc.her2_copies',
    /\b(?:average |mean )?her\s?-?\s?2(?:\/neu)?(?: gene)? (?:copy|signals?)[^\d=:]{0,25}[:=]?\s*(\d{1,2}(?:\.\d{1,2})?)(?![\d])/i,
  ],
  [
    'ihc.cep17_copies',
    /\b(?:average |mean )?c(?:en|ep|hr)[\s-]*17(?: copy| signals?)[^\d=:]{0,25}[:=]?\s*(\d{1,2}(?:\.\d{1,2})?)(?![\d])/i,
  ],
];

/** The figures of a FISH report: ratio and copies. Criteria ("ratio >= 2.0") are none. */
export function fishCounts(rows: readonly Row[], page: number): Found[] {
  return COUNTS.flatMap(([path, words]): Found[] => {
    const row = rows.find(
      ({ text }) => words.test(text) && !/[<>≥≤]|\bif\b|criteri|defined|\btotal\b/i.test(text),
    );
    const m = row && words.exec(row.text);
    if (!row || !m) return [];
    const end = m.index + m[0].length;
    return [{ path, span: spanOf(row, page, end - m[1]!.length, end), normal: Number(m[1]) }];
  });
}

/**
 * Ratio, copies and conclusion against each other (ASCO/CAP 2018): a ratio of 2 or more with 4 copies or more is amplified,
 * below 2 with less than 4 copies is not; what lies between is judged together with the stain. The ratio is copies by copies.
 */
export function judgeFish(conclusion: Found | undefined, counts: readonly Found[]): void {
  const one = (path: string) => counts.find((f) => f.path === path);
  const [ratio, copies, cep] = [one('ihc.her2_ratio'), one('ihc.her2_copies'), one('ihc.cep17_copies')];
  const value = (f: Found | undefined) => (f ? Number(f.normal) : undefined);
  const [r, c, d] = [value(ratio), value(copies), value(cep)];
  const odd = (...facts: (Found | undefined)[]) => {
    for (const f of facts) if (f) f.doubt ??= 'arithmetic';
  };
  if (r !== undefined && c !== undefined && d !== undefined && d > 0 && Math.abs(c / d - r) > 0.12)
    odd(ratio, copies, cep);
  if (!conclusion || r === undefined) return;
  if (r >= 2 && (c ?? 4) >= 4 && conclusion.normal === 'negative') odd(conclusion, ratio, copies);
  if (r < 2 && (c ?? 0) < 4 && conclusion.normal === 'positive') odd(conclusion, ratio, copies);
}
