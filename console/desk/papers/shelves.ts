import type { CaseView, DocumentView, Leaf, ReportView } from '../../../src/http/contract.ts';

/** Papers that stand together: the pages of one report, or a paper by itself. */
export interface Shelf {
  key: string;
  report: ReportView | null;
  leaves: Leaf[];
}

export const sameLeaf = (a: Leaf, b: Leaf): boolean => a.document === b.document && a.page === b.page;

/** The papers report by report, each with its pages in order; second photos and what could not be read come last. */
export function shelvesOf({ documents, reports }: Pick<CaseView, 'documents' | 'reports'>): Shelf[] {
  const shelves = reports
    .map((report): Shelf => {
      const leaves = report.pages.filter(({ document }) => documents.some(({ id }) => id === document));
      return { key: leaves.map(({ document, page }) => `${document}/${page}`).join(' '), report, leaves };
    })
    .filter(({ leaves }) => leaves.length > 0);
  const shown = new Set(shelves.flatMap(({ leaves }) => leaves.map(({ document }) => document)));
  const rest = documents.filter(({ id }) => !shown.has(id));
  return [...shelves, ...rest.map((paper) => ({ key: paper.id, report: null, leaves: leavesOf(paper) }))];
}

/** The pages of a file; one that was not read has a place all the same. */
const leavesOf = ({ id, pages }: DocumentView): Leaf[] =>
  pages.length ? pages.map(({ number }) => ({ document: id, page: number })) : [{ document: id, page: 1 }];

/** What has a small picture of its own: each page that people put somewhere, else each file. */
export const tilesOf = ({ report, leaves }: Shelf): Leaf[] =>
  report?.arranged
    ? leaves
    : leaves.filter((leaf, i) => leaves.findIndex(({ document }) => document === leaf.document) === i);

/** A page one place earlier or later among its own; the same list where it cannot go there. */
export function moved(leaves: readonly Leaf[], leaf: Leaf, by: 1 | -1): Leaf[] {
  const at = leaves.findIndex((one) => sameLeaf(one, leaf));
  const to = at + by;
  if (at < 0 || to < 0 || to >= leaves.length) return [...leaves];
  return leaves.with(at, leaves[to]!).with(to, leaves[at]!);
}
