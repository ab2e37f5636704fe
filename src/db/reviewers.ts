import type { Tx } from './connect.ts';

/** Somebody a case was given to for review. */
export interface Reviewer {
  id: string;
  name: string;
  /** Signs the opinion. */
  responsible: boolean;
  /** When the first reading was handed in. */
  handedInAt: Date | null;
}

/** Who reviews a case, the responsible one first. */
export async function reviewersOf(tx: Tx, caseId: string): Promise<Reviewer[]> {
  const rows = await tx
    .selectFrom('reviewers as r')
    .innerJoin('user as u', 'u.id', 'r.user_id')
    .leftJoin('first_reads as f', (on) =>
      on.onRef('f.case_id', '=', 'r.case_id').onRef('f.reader_id', '=', 'r.user_id'),
    )
    .select(['u.id', 'u.name', 'r.responsible', 'f.handed_in_at as handedInAt'])
    .where('r.case_id', '=', caseId)
    .orderBy('r.responsible', 'desc')
    .orderBy('r.at')
    .orderBy('u.id')
    .limit(10)
    .execute();
  return rows;
}

/** Gives a case to these, the first of them responsible. Call it with the case locked. */
export async function nameReviewers(
  tx: Tx,
  caseId: string,
  users: readonly string[],
  by: string,
  at: Date,
): Promise<void> {
  const own = () => tx.updateTable('reviewers').where('case_id', '=', caseId);
  await tx
    .deleteFrom('reviewers')
    .where('case_id', '=', caseId)
    .where('user_id', 'not in', users.length ? [...users] : [''])
    .execute();
  await own().set({ responsible: false }).execute();
  if (!users.length) return;
  await tx
    .insertInto('reviewers')
    .values(users.map((user_id) => ({ case_id: caseId, user_id, responsible: false, named_by: by, at })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await own().set({ responsible: true }).where('user_id', '=', users[0]!).execute();
}

/** Those of these who may review: reviewers and leads. */
export async function canReview(tx: Tx, users: readonly string[]): Promise<string[]> {
  if (!users.length) return [];
  const rows = await tx
    .selectFrom('user')
    .select('id')
    .where('id', 'in', [...users])
    .where('role', 'in', ['reviewer', 'lead'])
    .execute();
  return rows.map(({ id }) => id);
}
