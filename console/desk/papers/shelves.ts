import type { CaseView, DocumentView, ReportView } from '../../../src/http/contract.ts';

/** Papers that stand together: the pages of one report, or a paper by itself. */
export interface Shelf {
  key: string;
  report: ReportView | null;
  papers: DocumentView[];
}

/** The papers report by report, each with its pages in order; second photos and what could not be read come last. */
export function shelvesOf({ documents, reports }: Pick<CaseView, 'documents' | 'reports'>): Shelf[] {
  const shelves = reports.flatMap((report): Shelf[] => {
    const papers = [...new Set(report.pages.map(({ document }) => document))].flatMap((id) =>
      documents.filter((one) => one.id === id),
    );
    return papers.length > 0 ? [{ key: papers[0]!.id, report, papers }] : [];
  });
  const shown = new Set(shelves.flatMap(({ papers }) => papers));
  const rest = documents.filter((paper) => !shown.has(paper));
  return [...shelves, ...rest.map((paper): Shelf => ({ key: paper.id, report: null, papers: [paper] }))];
}
