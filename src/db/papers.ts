import type { Tx } from './connect.ts';
import type { Vault } from './vault.ts';

export interface Paper {
  id: string;
  /** Event id of the message it came with. */
  message: string;
  type: string;
  typeConfidence: number;
  /** Somebody at the desk said what it is. */
  told: boolean;
  /** Store name of the original. */
  file: string;
  fileName: string | null;
  mime: string;
  faults: string[];
  failure: string | null;
  duplicateOf: string | null;
  at: Date;
  pages: { number: number; width: number; height: number }[];
}

/** The papers of a case in the order they came, with the sizes of their pages. */
export async function papersOf(tx: Tx, vault: Vault, one: { id: string; key: string }): Promise<Paper[]> {
  const rows = await tx
    .selectFrom('documents')
    .selectAll()
    .where('case_id', '=', one.id)
    .orderBy('seq')
    .limit(300)
    .execute();
  const pages = await tx
    .selectFrom('pages as p')
    .innerJoin('documents as d', 'd.id', 'p.document_id')
    .select(['p.document_id', 'p.number', 'p.width', 'p.height'])
    .where('d.case_id', '=', one.id)
    .orderBy('p.number')
    .limit(3_000)
    .execute();
  if (rows.length) await vault.key(tx, one.key);
  return Promise.all(
    rows.map(async (row) => {
      const named = await vault.open<{ fileName?: string }>(tx, one.key, `documents/${row.id}`, row.sealed);
      return {
        id: row.id,
        message: row.message_id,
        type: row.told_type ?? row.type,
        typeConfidence: row.told_type ? 1 : row.type_confidence,
        told: row.told_type !== null,
        file: row.file,
        fileName: named.fileName ?? null,
        mime: row.mime,
        faults: row.faults,
        failure: row.failure,
        duplicateOf: row.duplicate_of,
        at: row.at,
        pages: pages
          .filter((page) => page.document_id === row.id)
          .map(({ number, width, height }) => ({ number, width, height })),
      };
    }),
  );
}

/** How many papers each case has, repeats left out. */
export async function countPapers(tx: Tx, cases: readonly string[]): Promise<Map<string, number>> {
  if (!cases.length) return new Map();
  const rows = await tx
    .selectFrom('documents')
    .select((eb) => ['case_id', eb.fn.countAll<string>().as('papers')])
    .where('case_id', 'in', [...cases])
    .where('duplicate_of', 'is', null)
    .groupBy('case_id')
    .execute();
  return new Map(rows.map((row) => [row.case_id, Number(row.papers)]));
}

/** Whose paper it is. */
export function findPaper(tx: Tx, document: string) {
  return tx.selectFrom('documents').select(['case_id', 'type']).where('id', '=', document).executeTakeFirst();
}

/** Somebody at the desk says what a paper is. */
export async function tellType(tx: Tx, document: string, type: string, user: string): Promise<void> {
  await tx
    .updateTable('documents')
    .set({ told_type: type, told_by: user })
    .where('id', '=', document)
    .execute();
}

/** Whose file it is, what it is, and what its bytes are called in the store. */
export function findOriginal(tx: Tx, document: string) {
  return tx
    .selectFrom('documents')
    .select(['case_id', 'file', 'mime'])
    .where('id', '=', document)
    .where('file', '!=', '')
    .executeTakeFirst();
}

/** Whose page it is, how large, of what kind of paper, and what its image is called in the store. */
export function findPage(tx: Tx, document: string, number: number) {
  return tx
    .selectFrom('pages as p')
    .innerJoin('documents as d', 'd.id', 'p.document_id')
    .select(['d.case_id', 'd.faults', 'p.file', 'p.width', 'p.height'])
    .select((eb) => eb.fn.coalesce('d.told_type', 'd.type').as('type'))
    .where('p.document_id', '=', document)
    .where('p.number', '=', number)
    .executeTakeFirst();
}
