import type { Label } from '../catalogue.ts';
import type { Row } from '../rows.ts';
import { cellStart, headerValues } from './labels.ts';
import { edits } from './near.ts';

/** Fewer letters than these between two names are two spellings of one person. */
const SPELLINGS = 2;

const AGE = /\bage\b[^\d]{0,15}(\d{1,3})\b/i;

/**
 * Whether a page names more than one person as the one it is about, as a register, a strip of two reports or two slips under
 * one copier do. Names of doctors, parents and husbands have labels of their own.
 */
export function severalPeople(rows: readonly Row[], page: number, labels: readonly Label[]): boolean {
  const names = headerValues(rows, page, labels).flatMap(({ path, label, span, row }) => {
    const { text } = rows[row]!;
    const at = span.text ? text.indexOf(span.text, text.indexOf(label)) : -1;
    if (path !== 'patient.name' || at < 0 || !/:\s*$/.test(text.slice(0, at))) return [];
    const lead = text.slice(cellStart(rows[row]!, at - 1), at);
    if (!/^\W*(?:\d{1,2}\W+)?(?:patient|pt|name)\b/i.test(lead) || /^\W*dr\b/i.test(span.text)) return [];
    return [
      span.text
        .toLowerCase()
        .replace(/[^a-z0-9]/g, '')
        .slice(0, 60),
    ];
  });
  const kin = ['donor', 'recipient'].every((word) =>
    rows.some(({ text }) => new RegExp(`\\b${word}\\b`, 'i').test(text)),
  );
  // Names alike, such as of two brothers, are told apart by their ages.
  const ages = new Set(rows.flatMap(({ text }) => AGE.exec(text)?.[1] ?? []));
  return (
    kin ||
    (ages.size > 1 && new Set(names).size > 1) ||
    names.some((one) =>
      names.some((two) => !one.includes(two) && !two.includes(one) && edits(one, two) >= SPELLINGS),
    )
  );
}
