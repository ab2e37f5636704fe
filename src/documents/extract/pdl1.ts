import type { Row } from '../rows.ts';
import { spanOf } from './spans.ts';
import type { Found } from './spans.ts';

const TITLE = /\bPD\s?-?\s?L1\b/i;
const SCORE =
  /^\W*(?:tumou?r proportion score(?: \(TPS\))?|TPS|combined positive score(?: \(CPS\))?|CPS)\s*(?:[:=-]|is)?\s*((?:[<>]=?|less than|at least)?\s*\d{1,3}(?:\s?-\s?\d{1,3})?\s?%?)/i;
/** What scores mean in general, and not what was counted here. */
const TAUGHT = /\b(?:reference|criteria|cut-?off|negative\b.*\bhigh|interpretation)\b/i;

/** PD-L1 by its score on a row of its own, under a title that names the stain. */
export function pdl1Facts(rows: readonly Row[], page: number): Found[] {
  if (!rows.slice(0, 15).some(({ text }) => text.length < 90 && TITLE.test(text))) return [];
  const row = rows.find(({ text }) => SCORE.test(text) && !TAUGHT.test(text));
  const m = row && SCORE.exec(row.text);
  if (!row || !m) return [];
  const end = m.index + m[0].length;
  const number = Number(/\d+/.exec(m[1]!)![0]);
  return [
    {
      path: 'ihc.pdl1',
      label: m[0].slice(0, -m[1]!.length).replace(/[\s:=-]+$/, ''),
      span: spanOf(row, page, end - m[1]!.length, end),
      normal: /^(?:<|less than)/i.test(m[1]!) && number === 1 ? '<1' : number,
      doubt: number > 100 ? 'arithmetic' : undefined,
    },
  ];
}
