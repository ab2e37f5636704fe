import type { Cell, Row } from '../rows.ts';
import { columnsOn } from './explained.ts';
import { rowsUnder } from './spans.ts';
import type { Found } from './spans.ts';

/** What a cell can be as a value. Two cells of one row that can be the same are columns of two days, places or people. */
const KINDS: readonly (readonly [kind: string, looks: RegExp])[] = [
  ['number', /^[<>]?\s?\d[\d,]*(?:\.\d+)?\s?[HL*]?$/],
  ['percent', /^[<>~]?\s?\d{1,3}(?:\.\d+)?(?:\s?-\s?\d{1,3})?\s?%/],
  ['size', /^\d[\d.]*(?:\s?[x×]\s?\d[\d.]*)*\s?(?:cm|mm)\b/i],
  ['dose', /^\d[\d.]*\s?c?Gy\b/i],
  ['amount', /^\d[\d.,]*\s?(?:mg|mcg|g|gm|ml|units?|iu)(?!\s?\/)\b/i],
  ['score', /^(?:score\s?)?[0-3]\s?\+?$/i],
  [
    'verdict',
    /^\W{0,2}(?:(?:strong|weak|moderate|focal|diffuse|low|very)(?:ly)?\s)?(?:not\s|non[\s-]?)?(?:positive|negative|present|absent|seen|identified|detected|reactive|intact|retained|lost|loss|free|involved|uninvolved|wild[\s-]?type|mutated|yes|no|nil)\b/i,
  ],
  ['grade', /^(?:grade\s|G)(?:I{1,3}|[1-4])\b/i],
  ['stage', /^(?:y?[pc])?T(?:is|[0-4x])/],
];

const kindsOf = (text: string): string[] =>
  KINDS.flatMap(([kind, looks]) => (looks.test(text.trim()) ? [kind] : []));

/** A laboratory's row has its bounds in cells of their own; they are no results. */
const isBound = (text: string, f: Found): boolean =>
  f.reference?.match(/\d+(?:\.\d+)?/g)?.some((bound) => bound === text.replace(/[^\d.]/g, '')) ?? false;

/** Facts whose row has a second value of the same kind: which of them is meant a person says. */
export function onlyOneValue(facts: readonly Found[], rows: readonly Row[]): void {
  for (const f of facts) {
    if (f.doubt || !/^(?:pathology|stage|ihc|gene|lab|imaging|treatment|medicine)\./.test(f.path)) continue;
    for (const row of rowsUnder(f.span, rows)) {
      const cells = ofOneName(columnsOn(row, f), f).filter((cell) => !isBound(cell.text, f));
      const own = cells.filter((cell) => f.span.cells.includes(cell)).flatMap((cell) => kindsOf(cell.text));
      const kinds = cells.flatMap((cell) => kindsOf(cell.text));
      if (own.some((kind) => kinds.filter((one) => one === kind).length > 1)) f.doubt = 'ambiguous';
    }
  }
}

const GENE = /^[A-Z][A-Z0-9/-]{2,8}$/;

/** Of a row the cells from the name of the fact on, up to the next gene: what stands before is a number of the list. */
function ofOneName(cells: readonly Cell[], { span, label, path }: Found): readonly Cell[] {
  const at = cells.findIndex((cell) => span.cells.includes(cell));
  const isName = ({ text }: Cell) =>
    (label !== undefined && text.startsWith(label.slice(0, 12))) ||
    (path.startsWith('gene.') && GENE.test(text) && kindsOf(text).length === 0);
  const from = cells.findLastIndex((cell, i) => i <= at && isName(cell));
  const next = cells.findIndex((cell, i) => i > at && path.startsWith('gene.') && isName(cell));
  return cells.slice(Math.max(0, from), next < 0 ? undefined : next);
}
