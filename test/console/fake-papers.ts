import type { CaseView, Leaf } from '../../src/http/contract.ts';

type Body = Record<string, unknown>;

/** What the service would do with covers, asked photos and the order of papers. */
export function changePapers(view: CaseView, path: string, body: Body): void {
  const [, document, what] = /^\/api\/pages\/([^/]+)\/1\/(\w+)$/.exec(path) ?? [];
  const paper = view.documents.find(({ id }) => id === document);
  const page = paper?.pages[0];
  if (paper && page && what === 'retake')
    paper.retake = { fault: String(body.fault), at: '2026-11-24T05:00:00Z' };
  if (page && what === 'covers') {
    const box = body.box as [number, number, number, number];
    if (body.do === 'cover') page.covers.push({ box, by: 'staff' });
    if (body.do === 'uncover') page.covers = page.covers.filter((one) => String(one.box) !== String(box));
    if (body.do === 'clear') page.open = true;
  }
  if (path.endsWith('/arrangement')) arrange(view, body);
}

function arrange(view: CaseView, body: Body): void {
  const groups = (body.groups ?? []) as Leaf[][];
  const names = groups.flat().map(({ document }) => document);
  const left = view.reports.map((report) => ({
    ...report,
    pages: report.pages.filter(({ document }) => !names.includes(document)),
  }));
  const type = view.documents.find(({ id }) => id === names[0])?.type ?? 'other';
  const put = groups.map((pages) => ({ type, at: null, pages, arranged: true, missing: [], edition: null }));
  view.reports = [...put, ...left.filter(({ pages }) => pages.length > 0)];
  const at = '2026-11-24T05:00:00Z';
  const id = `a${names.length}`;
  view.arrangement = { seen: id, undo: { id, by: 'Asha Nair', at } };
}

/** A fact does not count any more; with the whole paper all facts on it. */
export function setAside(view: CaseView, { rejects, as }: Body): void {
  const about = view.facts.find(({ id }) => id === rejects)!;
  about.rejected = as === 'other_person' ? 'other_person' : 'rejected';
  about.current = false;
  if (as !== 'other_person' || about.from.kind !== 'page') return;
  const { document } = about.from;
  for (const fact of view.facts)
    if (fact.from.kind === 'page' && fact.from.document === document) fact.current = false;
  const paper = view.documents.find(({ id }) => id === document)!;
  paper.ofOther = about.id;
}
