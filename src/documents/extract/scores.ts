import type { Row } from '../rows.ts';
import { spanOf } from './spans.ts';
import type { Found } from './spans.ts';

/** Scores radiologists give by a scheme of their college. */
const SCORES: readonly (readonly [string, RegExp])[] = [
  ['imaging.birads', /\bBI[\s-]?RADS\s*(?:category|score|[:=-])*\s*(4[a-c]|[0-6])(?!\d|\.\d)/gi],
  ['imaging.pirads', /\bPI[\s-]?RADS\s*(?:v2(?:\.1)?|category|score|[:=-])*\s*([1-5])(?!\d|\.\d)/gi],
  ['imaging.lirads', /\bLI[\s-]?RADS\s*(?:category|LR|[:=-])*\s*([1-5]|M)(?!\d|\.\d)/gi],
  ['imaging.tirads', /\bTI[\s-]?RADS\s*(?:category|score|TR|[:=-])*\s*([1-5])(?!\d|\.\d)/gi],
  ['imaging.deauville', /\bDeauville\s*(?:score|[:=-])*\s*([1-5])(?!\d|\.\d)/gi],
];

/** Each score once a side: the side named in its clause, before it or behind. */
export function scoreFacts(rows: readonly Row[], page: number): Found[] {
  const out = new Map<string, Found>();
  for (const row of rows)
    for (const [path, words] of SCORES)
      for (const m of row.text.matchAll(words)) {
        // The word stands for all that is told behind it: "Previous (2024): right 2, left 1".
        if (
          EARLIER.test(
            row.text
              .slice(0, m.index)
              .split(/[.;]\s/)
              .at(-1)!,
          )
        )
          continue;
        // "0 incomplete, 1 negative, 2 benign …" says what the numbers mean.
        if (/(?:\b[0-6]\b\D{2,40}){4}/.test(row.text.slice(m.index))) continue;
        const of = sideAt(row.text, m.index, m.index + m[0].length) || sideOf(row.text);
        const key = `${path}@${of}`;
        const before = out.get(key);
        const normal = m[1]!.toUpperCase();
        const span = spanOf(row, page, m.index, m.index + m[0].length);
        if (!before) out.set(key, { path, span, normal, ...(of ? { of } : {}) });
        // Several lesions of one side, or a category said twice otherwise.
        else if (before.normal !== normal) before.doubt ??= 'ambiguous';
      }
  const all = [...out.values()];
  // A table with a column for each side: the words of a row do not say which is which.
  if (
    rows.some(({ cells }) =>
      ['right', 'left'].every((side) => cells.some((c) => c.text.toLowerCase().trim() === side)),
    )
  )
    for (const f of all) if (!f.of) f.doubt ??= 'ambiguous';
  // One side said twice otherwise: the sides may have been taken for one another.
  for (const odd of all.filter((f) => f.doubt === 'ambiguous'))
    for (const f of all) if (f.path === odd.path) f.doubt ??= 'ambiguous';
  return all;
}

const EARLIER = /\b(?:previous(?:ly)?|prior|earlier|last (?:study|scan|report)|compared|outside)\b/i;

/** The side that heads a row: "Right breast: …". */
const sideOf = (text: string): string =>
  /^\W*(right|left)(?: breast| lobe)?\s*[:-]/i.exec(text)?.[1]?.toLowerCase() ?? '';

/** The side of the clause a score stands in; empty where it names none or both. */
function sideAt(text: string, start: number, end: number): string {
  const from =
    Math.max(text.lastIndexOf('.', start), text.lastIndexOf(';', start), text.lastIndexOf(',', start)) + 1;
  const stop = text.slice(end).search(/[.;,]/);
  const clause = text.slice(from, stop < 0 ? undefined : end + stop);
  const [right, left] = [/\bright\b|\bRt\b/i.test(clause), /\bleft\b|\bLt\b/i.test(clause)];
  return right === left ? '' : right ? 'right' : 'left';
}
