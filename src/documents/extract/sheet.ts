import type { Row } from '../rows.ts';
import { spanOf, type Found } from './spans.ts';

/** "Page 1 of 2", "Page: 1/2", "Pg 1 of 2": the rest of a line may say anything. */
const PAGE = /\b(?:page|pg)\b\.?\s*(?:no\.?)?\s*:?\s*(\d{1,2})\s*(?:of|\/)\s*(\d{1,2})\b/i;

/** Which page of a report this is, as printed at its head or foot: its normal is `1/2`. */
export function sheetFacts(rows: readonly Row[], page: number): Found[] {
  for (const row of [...rows.slice(0, 12), ...rows.slice(-6)]) {
    const m = PAGE.exec(row.text);
    if (!m) continue;
    const [n, of] = [Number(m[1]), Number(m[2])];
    if (n < 1 || n > of) continue;
    const span = spanOf(row, page, m.index, m.index + m[0].length);
    return [{ path: 'sheet.page', span, normal: `${n}/${of}`, label: 'Page of the report' }];
  }
  return [];
}
