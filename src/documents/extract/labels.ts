import type { Label } from '../catalogue.ts';
import { rowFrom } from '../rows.ts';
import type { Row } from '../rows.ts';
import { valuesBelow } from './columns.ts';
import { joined, spanOf } from './spans.ts';
import type { Span } from './spans.ts';

/** A label met on a page and the words it introduces; `span` is empty where nothing follows. */
export interface Labelled {
  path: string;
  label: string;
  span: Span;
  row: number;
  /** The cells of its own row in which a value of the body stands; none where it begins below. */
  apart?: readonly string[];
}

/** Words with a colon behind them at the beginning of a row or a cell: a label, whether we know it or not. */
const ANY_LABEL = /^\W{0,3}[A-Z][A-Za-z0-9 /().,&'-]{1,45}?\s*:(?!\d)/;

/** Where on its row a later cell begins that has a label of its own. */
function otherLabel(row: Row, at: number): number | undefined {
  let start = 0;
  for (const cell of row.cells) {
    if (start > at && ANY_LABEL.test(cell.text)) return start;
    start += cell.text.length + 1;
  }
  return undefined;
}

/** The cells of a row that lie between two places of it. */
function cellsBetween(row: Row, from: number, to: number): string[] {
  let start = 0;
  return row.cells.flatMap(({ text }) => {
    const part = text.slice(Math.max(0, from - start), Math.max(0, to - start)).trim();
    start += text.length + 1;
    return part === '' ? [] : [part];
  });
}

/** Header labels stand anywhere on a row; each one's value ends where the next label begins. */
export function headerValues(rows: readonly Row[], page: number, labels: readonly Label[]): Labelled[] {
  const any = new RegExp(
    `(?<![\\w/])(?:${[...labels]
      .sort((a, b) => b.pattern.length - a.pattern.length)
      .map((l) => l.pattern)
      .join('|')})(?!\\w|-\\d)\\s*(?:[:.-]\\s*)?`,
    'gi',
  );
  const met = rows.map((row) => [...row.text.matchAll(any)].filter((m) => startsLabel(row, m.index, m[0])));
  return rows.flatMap((row, r) => {
    const hits = met[r]!;
    const named = (m: RegExpExecArray) => {
      const label = m[0].replace(/[\s:.-]+$/, '');
      return { label, path: pathOf(label, labels) };
    };
    const heads = hits.flatMap((m) => {
      const cell = wholeCell(row, m.index, m[0]);
      return cell < 0 ? [] : [{ ...named(m), cell }];
    });
    const below = met[r + 1]?.length ? [] : valuesBelow(rows, r, page, heads);
    if (below.length > 0) return below.map(({ label, path, span }) => ({ label, path, span, row: r }));
    return hits.map((m, i) => {
      const { label, path } = named(m);
      const begin = m.index + m[0].length;
      const end = Math.min(hits[i + 1]?.index ?? Infinity, otherLabel(row, begin) ?? row.text.length);
      const span = spanOf(row, page, begin, ONE_CELL.test(path) ? Math.min(end, cellEnd(row, begin)) : end);
      return { path, label, span, row: r };
    });
  });
}

/** The end of the cell in which a value begins: a name does not run on into the next column. */
export function cellEnd(row: Row, at: number): number {
  let end = 0;
  for (const cell of row.cells) {
    end += cell.text.length + 1;
    // A single letter in the next cell is the initial that South Indian names end with.
    const initial = /^ [A-Z](?: [A-Z])?(?= |$)/.exec(row.text.slice(end - 1))?.[0].length ?? 0;
    if (at < end - 1 && /[^\s:]/.test(row.text.slice(at, end - 1))) return end - 1 + initial;
  }
  return row.text.length;
}

const ONE_CELL = /^(?:patient\.name|report\.referrer|patient\.hospital_id|report\.id)$/;

/** Where the cell begins in which a place of the row lies. */
export function cellStart(row: Row, at: number): number {
  let start = 0;
  for (const cell of row.cells) {
    if (at <= start + cell.text.length) return start;
    start += cell.text.length + 1;
  }
  return start;
}

/** A label begins a row or a cell, or it is followed by its colon: in a sentence the same word is only a word. */
function startsLabel(row: Row, at: number, text: string): boolean {
  if (at === 0 || /:/.test(text)) return true;
  let start = 0;
  return row.cells.some((cell) => {
    const here = start === at;
    start += cell.text.length + 1;
    return here;
  });
}

/** Which cell of the row the label fills by itself; -1 where there is more in it. */
function wholeCell(row: Row, at: number, text: string): number {
  let start = 0;
  return row.cells.findIndex((cell) => {
    const fits = start === at && text.trim().length >= cell.text.trim().length;
    start += cell.text.length + 1;
    return fits;
  });
}

const pathOf = (label: string, labels: readonly Label[]): string =>
  labels.find((l) => new RegExp(`^(?:${l.pattern})$`, 'i').test(label))?.path ?? 'stop';

/**
 * Labels of the report's body: at the start of a row with the value beside, or alone as a heading with the value
 * below, until the next label. A line that ran to the right margin goes on in the next. "LVI: present, PNI: absent" are
 * two labels on one row.
 */
export function bodyValues(rows: readonly Row[], page: number, labels: readonly Label[]): Labelled[] {
  const sorted = [...labels].sort((a, b) => b.pattern.length - a.pattern.length);
  const any = sorted.map((l) => l.pattern).join('|');
  const start = new RegExp(`^\\W*(?:${any})(?![\\w-])\\s*`, 'i');
  const inner = new RegExp(`[,;.]\\s+((?:${any})\\s*[:=]\\s*)`, 'gi');
  const margin = Math.max(0, ...rows.map((r) => r.box[0] + r.box[2]));
  const heads = rows.map((row) => [
    ...firstHead(row, start),
    ...[...row.text.matchAll(inner)].map((m) => ({
      label: m[1]!.replace(/[\s:=]+$/, ''),
      from: m.index,
      at: m.index + m[0].length,
    })),
  ]);
  return heads.flatMap((own, r) =>
    own.flatMap((head, i) => {
      const end = own[i + 1]?.from ?? otherLabel(rows[r]!, head.at);
      const path = pathOf(head.label, labels);
      const beside = spanOf(rows[r]!, page, head.at, end);
      const parts = beside.text ? [beside] : [];
      for (
        let below = r + 1;
        end === undefined &&
        below < rows.length &&
        !startsAnew(heads[below]!) &&
        !(/^[A-Z]/.test(rows[below]!.text) && start.test(rows[below]!.text)) &&
        goesOn(rows, below, parts.length > 0, margin) &&
        (parts.length === 0 || !ONE_LINE.test(path) || runsOn(rows[below - 1]!, rows[below]!));
        below++
      )
        parts.push(spanOf(rows[below]!, page, 0, heads[below]![0]?.from));
      const apart = cellsBetween(rows[r]!, head.at, end ?? Infinity);
      return [{ path, label: head.label, span: joined(parts, page), row: r, apart }];
    }),
  );
}

/** Names of things, seldom longer than their line: what begins below with a capital is another sentence. */
const ONE_LINE = /^(?:pathology\.specimen|treatment\.)/;
const runsOn = (above: Row, below: Row): boolean =>
  /^[a-z(&+]/.test(below.text) ||
  /(?:[,&+(-]|\b(?:and|with|of|from|the|left|right|for|in|to))\s*$/i.test(above.text);

interface BodyHead {
  label: string;
  /** Where the label begins, and where its value does. */
  from: number;
  at: number;
}

const startsAnew = ([head]: readonly BodyHead[]): boolean => head?.from === 0;

/** Figures need no colon: "Tumor size 1.9 x 1.6 cm". */
const MEASURED = /^\W*(?:tumou?r size|size of|tumou?r dim|greatest dim|depth|doi)/i;

function firstHead(row: Row, start: RegExp): BodyHead[] {
  const label = start.exec(row.text)?.[0];
  if (label === undefined) return [];
  const rest = row.text.slice(label.length);
  const separate =
    /^[:=-]/.test(rest) ||
    rest === '' ||
    (MEASURED.test(label) && /^\d/.test(rest)) ||
    beginsCell(row, label.length) ||
    /:\s*$/.test(label);
  if (!separate) return [];
  const at = label.length + (/^[:=-]\s*/.exec(rest)?.[0].length ?? 0);
  return [{ label: label.replace(/^\W+|[\s:]+$/g, ''), from: 0, at }];
}

function goesOn(rows: readonly Row[], next: number, begun: boolean, margin: number): boolean {
  const [before, row] = [rows[next - 1]!, rows[next]!];
  const gap = row.box[1] - before.box[1];
  if (gap > 3 * Math.max(before.box[3], row.box[3])) return false;
  if (!begun) return true;
  // A line of columns, or one with a label of its own, begins something else.
  if (ANY_LABEL.test(row.text) || row.cells.length > 2) return false;
  // So does a row of capitals below one in small letters.
  if (/^(?:[^a-z]*[A-Z]{4}[^a-z]*$|\W*[A-Z]{4,} [A-Z]{4,})/.test(row.text) && /[a-z]{3}/.test(before.text))
    return false;
  if (/^\W*(?:\d+[.)]\s|[-•*]\s|reported|dr\b)/i.test(row.text)) return false;
  const full = before.box[0] + before.box[2] > 0.8 * margin;
  // A short line that is followed by a capital letter was not broken by the margin.
  if (before.text.length < 60 && /^[A-Z][a-z]/.test(row.text) && !/[,&+(-]\s*$/.test(before.text))
    return false;
  return full && !/[.]$/.test(before.text) && Math.abs(row.box[3] - before.box[3]) < 0.6 * before.box[3];
}

function beginsCell(row: Row, at: number): boolean {
  let start = 0;
  for (const cell of row.cells) {
    if (Math.abs(start - at) <= 1 && start > 0) return true;
    start += cell.text.length + 1;
  }
  return false;
}

/** Rows with a label of the body in a later cell, cut there: two columns of a form are two lines of its text. */
export function parted(rows: readonly Row[], labels: readonly Label[]): Row[] {
  const label = new RegExp(`^\\W*(?:${labels.map((l) => l.pattern).join('|')})\\s*:`, 'i');
  return rows.flatMap((row) => {
    const cuts = row.cells.flatMap((cell, i) => {
      const head =
        label.test(cell.text) || (label.test(`${cell.text}:`) && /^\W*:/.test(row.cells[i + 1]?.text ?? ''));
      return i > 0 && head ? [i] : [];
    });
    if (cuts.length === 0) return [row];
    return [0, ...cuts].map((from, n) => rowFrom(row.cells.slice(from, cuts[n])));
  });
}
