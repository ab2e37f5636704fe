import type { Tx } from './connect.ts';
import { newId } from './ids.ts';

/** Asks once: false when this paper was asked for already and nothing came for it yet. */
export async function askRetake(
  tx: Tx,
  one: { case: string; document: string; page: number; fault: string; user: string },
  at: Date,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('retakes')
    .values({
      id: newId(at),
      case_id: one.case,
      document_id: one.document,
      page: one.page,
      fault: one.fault,
      user_id: one.user,
      at,
    })
    .onConflict((conflict) => conflict.column('document_id').where('answered_at', 'is', null).doNothing())
    .executeTakeFirst();
  return Number(numInsertedOrUpdatedRows) > 0;
}

/** A photo came for it. */
export async function retakeAnswered(tx: Tx, caseId: string, document: string, at: Date): Promise<void> {
  await tx
    .updateTable('retakes')
    .set({ answered_at: at })
    .where('case_id', '=', caseId)
    .where('document_id', '=', document)
    .where('answered_at', 'is', null)
    .execute();
}

/** The papers of a case that the family was asked for again, and what was wrong with them. */
export async function openRetakes(
  tx: Tx,
  caseId: string,
): Promise<Map<string, { fault: string; at: string }>> {
  const rows = await tx
    .selectFrom('retakes')
    .select(['document_id', 'fault', 'at'])
    .where('case_id', '=', caseId)
    .where('answered_at', 'is', null)
    .execute();
  return new Map(rows.map(({ document_id, fault, at }) => [document_id, { fault, at: at.toISOString() }]));
}
