import type { Box } from '../../cases/facts.ts';
import { shared } from '../agree.ts';
import type { Cell, Row } from '../rows.ts';

/** Some words of a page: where they stand and how surely they were read. */
export interface Span {
  text: string;
  page: number;
  box: Box;
  /** Mean over the characters, and the least over digits: one wrong digit is enough to harm. */
  sure: number;
  digits: number;
  /** A second reader saw other digits. */
  disputed: boolean;
  /** A second reader saw the same letters and digits, every one. */
  confirmed: boolean;
  /** A second reader saw other letters, though the same digits. */
  reworded: boolean;
  /** The cells they stand in: what else is said there may change what they mean. */
  cells: readonly Cell[];
}

/** A fact before the checks have judged it. */
export interface Found {
  path: string;
  span: Span;
  normal?: string | number | boolean;
  label?: string;
  unit?: string;
  of?: string;
  reference?: string;
  flag?: string;
  doubt?: string;
}

/** The words of a row from one character to another, trimmed of blanks and leading marks. */
export function spanOf(row: Row, page: number, start = 0, end = row.text.length): Span {
  while (start < end && /[\s:]/.test(row.text[start]!)) start++;
  while (end > start && /[\s:|]/.test(row.text[end - 1]!)) end--;
  const parts: Span[] = [];
  let at = 0;
  for (const cell of row.cells) {
    const [from, to] = [Math.max(start - at, 0), Math.min(end - at, cell.text.length)];
    if (from < to) parts.push(partOf(cell, page, from, to));
    at += cell.text.length + 1;
  }
  return { ...joined(parts, page), text: row.text.slice(start, end) };
}

/** Several spans as one, for values that run over lines. */
export function joined(parts: readonly Span[], page: number): Span {
  if (parts.length === 0)
    return {
      text: '',
      page,
      box: [0, 0, 0, 0],
      sure: 0,
      digits: 0,
      disputed: false,
      confirmed: false,
      reworded: false,
      cells: [],
    };
  const x = Math.min(...parts.map((p) => p.box[0]));
  const y = Math.min(...parts.map((p) => p.box[1]));
  const right = Math.max(...parts.map((p) => p.box[0] + p.box[2]));
  const low = Math.max(...parts.map((p) => p.box[1] + p.box[3]));
  const size = parts.reduce((n, p) => n + p.text.length, 0) || 1;
  return {
    text: parts.map((p) => p.text).join(' '),
    page: parts[0]!.page,
    box: [x, y, right - x, low - y],
    sure: parts.reduce((n, p) => n + p.sure * p.text.length, 0) / size,
    digits: Math.min(...parts.map((p) => p.digits)),
    disputed: parts.some((p) => p.disputed),
    confirmed: parts.every((p) => p.confirmed),
    reworded: parts.some((p) => p.reworded),
    cells: [...new Set(parts.flatMap((p) => p.cells))],
  };
}

/** The rows of a page that a span stands on: by its cells, for on bent paper heights tell little. */
export const rowsUnder = ({ cells }: Span, rows: readonly Row[]): Row[] =>
  rows.filter((row) => row.cells.some((cell) => cells.includes(cell)));

function partOf(cell: Cell, page: number, from: number, to: number): Span {
  const text = cell.text.slice(from, to);
  const sure = cell.sure?.slice(from, to) ?? [...text].map(() => cell.confidence);
  const [x, y, w, h] = cell.box;
  const step = w / Math.max(1, cell.text.length);
  const agreed = cell.again === undefined ? undefined : shared(cell.text, cell.again).slice(from, to);
  const off = (kind: RegExp) => [...text].some((c, i) => kind.test(c) && agreed?.[i] === false);
  const digits = [...text].flatMap((c, i) => (/[\d.+]/.test(c) ? [sure[i]!] : []));
  return {
    text,
    page,
    box: [Math.round(x + step * from), y, Math.max(1, Math.round(step * (to - from))), h],
    sure: sure.reduce((a, b) => a + b, 0) / Math.max(1, sure.length),
    digits: Math.min(1, ...digits),
    disputed: off(/\d/),
    confirmed: agreed !== undefined && !off(/[\p{L}\p{N}]/u),
    reworded: off(/\p{L}/u),
    cells: [cell],
  };
}
