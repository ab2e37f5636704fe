import { loadCatalogue } from '../../src/documents/catalogue.ts';
import { extract } from '../../src/documents/extract.ts';
import type { ReadFact } from '../../src/documents/reading.ts';
import { rowFrom } from '../../src/documents/rows.ts';
import type { Row } from '../../src/documents/rows.ts';

export const catalogue = loadCatalogue(new URL('../../flows/documents', import.meta.url).pathname);

/** The day on which every paper of these tests is read. */
export const TODAY = '2026-11-24';

/** A page as it would have been read: a line each, cells parted by two blanks or more. */
export function paper(text: string, sure = 0.99): Row[] {
  const lines = text.replace(/^\n+|\s+$/g, '').split('\n');
  return lines.map((line, r) => {
    const cells = [...line.matchAll(/\S+(?: \S+)*/g)].map((m) => ({
      text: m[0],
      box: [m.index * 10, r * 30, m[0].length * 10, 20] as const,
      confidence: sure,
      sure: [...m[0]].map(() => sure),
    }));
    return rowFrom(cells.length > 0 ? cells : [{ text: '', box: [0, r * 30, 1, 20], confidence: 1 }]);
  });
}

/** Every fact of a one page paper. */
export const factsOf = (type: string, text: string, sure?: number): ReadFact[] =>
  extract(type, [paper(text, sure)], catalogue, TODAY);

/** One fact as a line to compare: what it was taken to mean, and its doubt if there is one. */
export function said(type: string, text: string, path: string): string {
  const fact = factsOf(type, text).find((f) => f.path === path);
  if (!fact) return 'nothing';
  return [fact.normal ?? fact.value, fact.unit, fact.flag, fact.doubt && `?${fact.doubt}`]
    .filter((x) => x !== undefined && x !== '')
    .join(' ');
}
