import type { Db } from './connect.ts';

/** Keeps the newest version of the flow with its latest words, and returns what is kept of all others, the youngest first. */
export async function keepFlow(db: Db, flow: { hash: string; body: string }, at: Date): Promise<string[]> {
  await db
    .insertInto('flows')
    .values({ hash: flow.hash, body: flow.body, at })
    .onConflict((conflict) => conflict.column('hash').doUpdateSet({ body: flow.body }))
    .execute();
  const rows = await db
    .selectFrom('flows')
    .select('body')
    .where('hash', '!=', flow.hash)
    .orderBy('at', 'desc')
    .execute();
  return rows.map((row) => row.body);
}
