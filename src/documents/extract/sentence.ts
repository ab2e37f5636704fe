import type { Row } from '../rows.ts';
import { spanOf } from './spans.ts';
import type { Found, Span } from './spans.ts';

const LEAD =
  /\b((?:strongly |weakly |focally |diffusely |immuno-?)?(?:positive|negative|reactive|non-?reactive))\s+(?:for|with)\s+|(?<!\b(?:not|no)\s)\b(?:show (?:\w+ )?(?:positivity|expression) (?:for|of)|express(?:es|ing)?)\s+/gi;

/**
 * Markers named behind what is said of them: "Tumour cells are positive for ER (90%) and PR (70%), negative for HER2/neu
 * (score 0)". The result stands for every marker up to the next result or the end of the sentence.
 */
export function markersInSentence(
  row: Row,
  page: number,
  marker: string,
  judge: (key: string, label: string, span: Span) => Found,
  keyOf: (name: string) => string,
): Found[] {
  const leads = [...row.text.matchAll(LEAD)];
  return leads.flatMap((lead, i) => {
    const from = lead.index + lead[0].length;
    const stop = row.text.slice(from).search(/[.;](?=\s|$)|\bbut\b|\bwhile\b/i);
    const until = Math.min(leads[i + 1]?.index ?? row.text.length, stop < 0 ? row.text.length : from + stop);
    const names = new RegExp(`(?:^|,\\s*|\\band\\s+|&\\s*|/)(${marker})(?![\\w])(\\s*\\([^)]*\\))?`, 'gi');
    return [...row.text.slice(from, until).matchAll(names)].map((m) => {
      const start = from + m.index + m[0].indexOf(m[1]!);
      const end = from + m.index + m[0].length;
      const span = spanOf(row, page, start, end);
      const judged = judge(keyOf(m[1]!), m[1]!, {
        ...span,
        text: `${lead[1] ?? 'positive'} ${m[2] ?? ''}`.trim(),
      });
      return { ...judged, span };
    });
  });
}
