import type { Tx } from './connect.ts';

/** Notes that somebody settles this fact. Undefined when nobody else had; otherwise who had. */
export async function settleFirst(
  tx: Tx,
  fact: { id: string; case: string },
  user: string,
  at: Date,
): Promise<{ id: string; name: string } | undefined> {
  await tx
    .insertInto('settlements')
    .values({ fact_id: fact.id, case_id: fact.case, user_id: user, at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const first = await tx
    .selectFrom('settlements as s')
    .leftJoin('user as u', 'u.id', 's.user_id')
    .select(['s.user_id as id', 'u.name'])
    .where('s.fact_id', '=', fact.id)
    .executeTakeFirstOrThrow();
  return first.id === user ? undefined : { id: first.id, name: first.name ?? '' };
}

/** Facts of a case that were settled, also those of which the conversation has not heard yet. */
export async function settledFacts(tx: Tx, caseId: string): Promise<Set<string>> {
  const rows = await tx.selectFrom('settlements').select('fact_id').where('case_id', '=', caseId).execute();
  return new Set(rows.map((row) => row.fact_id));
}
