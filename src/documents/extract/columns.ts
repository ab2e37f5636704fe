import { rowFrom } from '../rows.ts';
import type { Cell, Row } from '../rows.ts';
import { joined, spanOf } from './spans.ts';
import type { Span } from './spans.ts';

/** A label that fills a cell of its row by itself. */
interface Head {
  label: string;
  path: string;
  cell: number;
}

/**
 * Values that stand below a row of nothing but labels, each under its own: aligned left, in the middle or right as the
 * form has it. Empty where the next row is none of values: further away, or fewer cells than half the labels.
 */
export function valuesBelow(
  rows: readonly Row[],
  r: number,
  page: number,
  heads: readonly Head[],
): (Head & { span: Span })[] {
  const [above, below] = [rows[r]!, rows[r + 1]];
  if (!below || heads.length < 2 || heads.length < above.cells.length) return [];
  if (below.cells.length < Math.max(2, heads.length / 2)) return [];
  const near = below.box[1] - above.box[1] < 3.2 * Math.max(above.box[3], below.box[3]);
  if (!near) return [];
  const parts = new Map<Head, Span[]>();
  let at = 0;
  for (const cell of below.cells) {
    const head = nearest(heads, above, cell.box);
    const span = spanOf(below, page, at, at + cell.text.length);
    parts.set(head, [...(parts.get(head) ?? []), span]);
    at += cell.text.length + 1;
  }
  return [...parts].map(([head, spans]) => ({ ...head, span: joined(spans, page) }));
}

/** The label whose left edge, middle or right edge is nearest to the cell's own. */
function nearest(heads: readonly Head[], above: Row, box: Cell['box']): Head {
  const off = ({ cell }: Head) => {
    const [x, , w] = above.cells[cell]!.box;
    const ways = [0, 0.5, 1].map((part) => Math.abs(x + part * w - box[0] - part * box[2]));
    return Math.min(...ways);
  };
  return heads.reduce((best, head) => (off(head) < off(best) ? head : best));
}

const FLUID =
  /^\W*(?:24[\s-]?h(?:ou)?rs?\.? )?(?:[a-z]+ )?(?:(urine|urinary)|(csf|cerebro\s?spinal fluid)|((?:[a-z]+ )?(?:fluid|effusion)|bone marrow|bal\b|lavage|drain)|(stool)|serum|blood|plasma|h(?:a)?ematology|bio\s?chemistry|serology|immunology|(?:liver|renal|kidney|thyroid) function)\b/i;

/** Of each row the fluid that was tested where it is not blood, after the heading above it. */
export function fluidsOf(rows: readonly Row[]): string[] {
  let fluid = '';
  return rows.map(({ text, cells }) => {
    const head =
      cells.length < 3 && text.length < 60 && !/:\s*\S|\d{2}/.test(text.replace(/^\W*24/, ''))
        ? FLUID.exec(text)
        : null;
    if (head) fluid = head[1] ? 'urine' : head[2] ? 'csf' : head[3] ? 'fluid' : head[4] ? 'stool' : '';
    const own = /^\W*(?:spot |24[\s-]?h(?:ou)?rs?\.? |random )*urin(?:e|ary)\b/i.test(text) ? 'urine' : '';
    // A column that names the sample of each row.
    const sample = cells
      .slice(1)
      .flatMap(
        (c) => /^\W*(urine|csf|stool|[a-z]+ fluid)\b[\w ]{0,10}\W*$/i.exec(c.text)?.[1]?.toLowerCase() ?? [],
      )[0];
    if (sample) return /fluid/.test(sample) ? 'fluid' : sample;
    return own || fluid;
  });
}

/** What a laboratory says was sent; a row of labels has it in a cell of its own. */
const SENT = /\b(?:sample|specimen)(?: type| of| received| source)?\s*[:=-]\s*([A-Za-z][A-Za-z ,/()+&-]*)/i;
const BLOOD =
  /^(?:[\W\d]|\b(?:serum|blood|plasma|edta|whole|venous|capillary|fluoride|fluor|naf|sst|citrate|citrated|heparin|lithium|tube|clotted|and|with|random|fasting|pp|f|r|gel|plain|red|purple|lavender|top|vacutainer|k2|k3|s|adequate)\b)*$/i;

/** Whether a page names something else than its patient's blood as what was tested: another fluid, a donor's, a relative's. */
export const ofOtherSample = (rows: readonly Row[]): boolean =>
  rows.some(
    ({ text, cells }) =>
      /\b(?:donor|recipient|work-?up of|sample of)\b/i.test(text) ||
      cells.some((cell) => {
        const sent = SENT.exec(cell.text)?.[1]?.trim();
        return sent !== undefined && !BLOOD.test(sent);
      }),
  );

/** A table that shows an earlier result beside the present one: without the column of the earlier one. */
export function withoutPrevious(rows: readonly Row[]): Row[] {
  let column: { x: number; others: number[] } | undefined;
  return rows.map((row) => {
    const heads = row.cells.map((c) => /^\W*(?:previous|prior|last|earlier|old)\b/i.test(c.text));
    if (
      heads.some(Boolean) &&
      row.cells.length > 2 &&
      row.cells.some((c) => /result|present|current|value|test|investigation/i.test(c.text))
    ) {
      const middle = (c: Cell) => c.box[0] + c.box[2] / 2;
      column = {
        x: middle(row.cells[heads.indexOf(true)]!),
        others: row.cells.filter((_, i) => !heads[i]).map(middle),
      };
      return row;
    }
    if (!column || row.cells.length < 3) return row;
    const { x, others } = column;
    const kept = row.cells.filter((c) => {
      const at = c.box[0] + c.box[2] / 2;
      return Math.abs(at - x) > Math.min(...others.map((o) => Math.abs(at - o)));
    });
    return kept.length < row.cells.length && kept.length > 1 ? rowFrom(kept) : row;
  });
}

const OTHER_TIME =
  /\b(?:previous(?:ly)?|prior|last|earlier|old|before|baseline|nadir|outside|pre|post|expected|adjacent|donor|control)\b|\d{1,2}[./-]\d{1,2}[./-]\d{2}/i;

/** Columns of a table of markers or genes that are not of this tumour, or not of it alone. */
export const OTHER_TISSUE =
  /\b(?:previous(?:ly)?|prior|earlier|before|outside|expected|adjacent|normal tissue|blood|germline|plasma|core biopsy|primary|metasta\w*|node|right|left|observer)\b|\d{1,2}[./-]\d{1,2}[./-]\d{2}/i;

/** Of each row whether it stands in a table that has a column for another day, place or person. */
export function comparedRows(rows: readonly Row[], words = OTHER_TIME): boolean[] {
  let inside = false;
  return rows.map(({ cells }) => {
    const head = cells.length > 2 && cells.slice(1).some(({ text }) => text.length < 30 && words.test(text));
    const plain = cells.slice(1).every(({ text }) => !/^\W*[\d.]+\s*(?:cm|mm|%)?\W*$/.test(text));
    if (head && plain) inside = true;
    else if (cells.length < 3) inside = false;
    return inside;
  });
}

const METHOD =
  /^\s*(?:ISE|CLIA|ECLIA|CMIA|ELISA|GLDH|Jaffe(?:'s)?|Uricase|IFCC|Biuret|BCG|BCP|Diazo|Urease|Enzymatic|Colorimetric|Photometric|Calculated|Kinetic|Hexokinase|GOD-?POD|Impedance|Flow cytometry|SLS|Cyanmeth\w*|Microscopy|Westergren|Turbidimetr\w+|Nephelometr\w+|Spectrophotometr\w+|Electrical impedance|Arsenazo(?: III)?|PNPP|UV)(?:[ ,/-]+[A-Za-z]+){0,3}(?=\s+[<>]?\s*\d)/i;

/** How many letters a method takes that stands between a test's name and its result: a cell of its own, or known words. */
export function methodLength(row: Row, at: number): number {
  const known = METHOD.exec(row.text.slice(at));
  if (known) return known[0].length;
  let start = 0;
  for (const [i, cell] of row.cells.entries()) {
    const next = row.cells[i + 1];
    const fits = start >= at && start <= at + 2 && next && /^[A-Za-z][A-Za-z ,()/'.-]{1,32}$/.test(cell.text);
    if (
      fits &&
      /^[<>]?\s*[\d]/.test(next.text) &&
      !/^\W*(?:[HL]|high|low|non.*|reactive|negative|positive|not .*|absent|present|nil)\W*$/i.test(cell.text)
    )
      return start + cell.text.length - at;
    start += cell.text.length + 1;
  }
  return 0;
}
