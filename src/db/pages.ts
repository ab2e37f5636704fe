import type { Db } from './connect.ts';
import { neverOpens, type Vault } from './vault.ts';

/** A read paper with all that its pages' pictures can be drawn from. */
export interface DrawnPaper {
  id: string;
  seq: string;
  case: string;
  caseKey: string;
  /** Store name of the original. */
  file: string;
  pages: { number: number; file: string; width: number; height: number; way: readonly number[] }[];
}

/** The next papers in the order they came, after one of them. What was erased, or was kept before pages could be drawn again, has no pages. */
export async function papersAfter(db: Db, vault: Vault, seq: string, most = 50): Promise<DrawnPaper[]> {
  const rows = await db
    .selectFrom('documents as d')
    .innerJoin('cases as k', 'k.id', 'd.case_id')
    .select(['d.id', 'd.seq', 'd.case_id', 'd.file', 'k.key_id'])
    .where('d.seq', '>', seq)
    .orderBy('d.seq')
    .limit(most)
    .execute();
  return Promise.all(
    rows.map(async (row) => ({
      id: row.id,
      seq: String(row.seq),
      case: row.case_id,
      caseKey: row.key_id,
      file: row.file,
      pages: await pagesOf(db, vault, row.id, row.key_id),
    })),
  );
}

async function pagesOf(db: Db, vault: Vault, document: string, key: string): Promise<DrawnPaper['pages']> {
  const rows = await db
    .selectFrom('pages')
    .selectAll()
    .where('document_id', '=', document)
    .orderBy('number')
    .execute();
  try {
    const pages = await Promise.all(
      rows.map(async ({ number, file, width, height, sealed }) => {
        const { way } = await vault.open<{ way?: number[] }>(db, key, `pages/${document}/${number}`, sealed);
        return { number, file, width, height, way };
      }),
    );
    return pages.flatMap((page) => (page.way ? [{ ...page, way: page.way }] : []));
  } catch (error) {
    if (!neverOpens(error)) throw error;
    return [];
  }
}

/** The picture of a page has another name now. */
export async function renamePage(db: Db, document: string, number: number, file: string): Promise<void> {
  await db
    .updateTable('pages')
    .set({ file })
    .where('document_id', '=', document)
    .where('number', '=', number)
    .execute();
}
