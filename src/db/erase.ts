import { sql } from 'kysely';
import { record } from './audit.ts';
import type { Db, Tx } from './connect.ts';
import { forgetNames } from './finding.ts';
import type { Vault } from './vault.ts';

/**
 * Erases a case for good: its key and those of its conversations are destroyed, and with them every word, fact and paper,
 * in backups too. What waits is taken back, and the names lead nowhere, so that the person can begin anew. What stays are
 * ids, times, and the ledger of wishes: a STOP holds although nobody knows any more whose it was.
 * Returns the conversations it had; none when there is no such case.
 */
export async function eraseCase(
  db: Db,
  vault: Vault,
  caseId: string,
  by: string,
  at: Date,
): Promise<string[]> {
  return db.transaction().execute(async (tx) => {
    const one = await tx
      .selectFrom('cases')
      .select('key_id')
      .where('id', '=', caseId)
      .forUpdate()
      .executeTakeFirst();
    if (!one) return [];
    const all = await tx
      .selectFrom('conversations')
      .select(['id', 'key_id'])
      .where('case_id', '=', caseId)
      .orderBy('id')
      .forUpdate()
      .execute();
    const ids = all.map(({ id }) => id);
    if (ids.length) await putAside(tx, ids, caseId, by, at);
    for (const { key_id: key } of [...all, one]) await vault.destroy(tx, key, at);
    await record(tx, { actor: by, act: 'case.erased', object: `case/${caseId}`, at });
    return ids;
  });
}

/** Nothing of it is under way any more, and nobody is found by it. */
async function putAside(tx: Tx, ids: string[], caseId: string, by: string, at: Date): Promise<void> {
  await tx
    .updateTable('outbox')
    .set({ state: 'withdrawn', reason: 'erased', check_at: null })
    .where('conversation_id', 'in', ids)
    .where('state', 'in', ['queued', 'held', 'leased', 'unknown'])
    .execute();
  await tx
    .updateTable('inbox')
    .set({ done_at: at, failure: 'Erased' })
    .where('conversation_id', 'in', ids)
    .where('done_at', 'is', null)
    .execute();
  await tx
    .updateTable('readings')
    .set({ state: 'parked', failure: 'Erased', leased_until: null })
    .where('case_id', '=', caseId)
    .where('state', 'in', ['queued', 'leased'])
    .execute();
  await tx
    .updateTable('tasks')
    .set({ closed_at: at, closed_by: by })
    .where('case_id', '=', caseId)
    .where('closed_at', 'is', null)
    .execute();
  await forgetNames(tx, caseId);
  await tx.deleteFrom('parties').where('conversation_id', 'in', ids).execute();
  // Whoever has another request goes on speaking there.
  await sql`
    update aliases a set conversation_id = p.conversation_id, sealed = p.sealed, seen_at = p.seen_at
    from (select distinct on (channel, kind, lookup) * from parties order by channel, kind, lookup, seen_at desc) p
    where p.channel = a.channel and p.kind = a.kind and p.lookup = a.lookup
      and a.conversation_id in (${sql.join(ids)})`.execute(tx);
  await tx.deleteFrom('aliases').where('conversation_id', 'in', ids).execute();
}
