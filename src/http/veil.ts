import { coversOf, isOpen, type Cover } from '../cases/covers.ts';
import type { Fact } from '../cases/facts.ts';
import { identityBoxes } from '../cases/identity.ts';
import type { CaseRow } from '../db/cases.ts';
import { printedPages, type PrintedPage } from '../db/covers.ts';
import type { Tx } from '../db/connect.ts';
import type { Paper } from '../db/papers.ts';
import type { Deps } from './deps.ts';

/** What whoever reviews does not see of a page, and whether they see the page at all. */
export interface Veil {
  covers: Cover[];
  open: boolean;
  /** How much was said of it: a picture fetched before is an older one. */
  version: number;
}

/** Names that must not be read by who reviews: the patient's as said or printed, and the family's. */
export const namesIn = (facts: readonly Fact[]): string[] =>
  facts.filter(({ path }) => path === 'patient.name' || path === 'family.name').map(({ value }) => value);

/** The veils of all pages of a case, by `<document>/<number>`. */
export async function veilsOf(
  { vault }: Pick<Deps, 'vault'>,
  tx: Tx,
  one: CaseRow,
  facts: readonly Fact[],
  papers: readonly Pick<Paper, 'id' | 'type' | 'faults'>[],
): Promise<Map<string, Veil>> {
  const pages = await printedPages(tx, vault, one);
  return new Map(
    pages.flatMap((page) => {
      const paper = papers.find(({ id }) => id === page.document);
      return paper ? [[`${page.document}/${page.number}`, veilOf(page, facts, paper)] as const] : [];
    }),
  );
}

/** What follows for one page from its lines, the facts of its case, and what people said of its covers. */
export function veilOf(
  { document, number, lines, codes, acts }: PrintedPage,
  facts: readonly Fact[],
  paper: Pick<Paper, 'type' | 'faults'>,
): Veil {
  const own = facts.filter(
    ({ from }) => from.kind === 'page' && from.document === document && from.page === number,
  );
  const found = identityBoxes(lines, own, namesIn(facts));
  const covers = coversOf([...found, ...codes], acts);
  const seen = { ...paper, lines: lines.length, covers: found.length };
  return { covers, open: isOpen(seen, acts), version: acts.length };
}
