import type { Tx } from './connect.ts';
import type { Vault } from './vault.ts';

export interface OpenTask {
  id: string;
  what: string;
  note: string | null;
  at: Date;
}

/** What the desk still has to do for a case, oldest first. `hidden`: kinds that do not exist for who asks. */
export async function openTasks(
  tx: Tx,
  vault: Vault,
  one: { id: string; key: string },
  hidden: readonly string[] = [],
): Promise<OpenTask[]> {
  const rows = await tx
    .selectFrom('tasks')
    .select(['id', 'what', 'note', 'at'])
    .where('case_id', '=', one.id)
    .where('closed_at', 'is', null)
    .where('what', 'not in', ['', ...hidden])
    .orderBy('at')
    .limit(100)
    .execute();
  if (rows.length) await vault.key(tx, one.key);
  return Promise.all(
    rows.map(async (row) => ({
      ...row,
      note: row.note
        ? (await vault.open<{ note: string }>(tx, one.key, `tasks/${row.id}`, row.note)).note
        : null,
    })),
  );
}

/** Kinds of open tasks per case, for the queue. */
export async function openKinds(
  tx: Tx,
  cases: readonly string[],
  hidden: readonly string[] = [],
): Promise<Map<string, string[]>> {
  const kinds = new Map<string, string[]>();
  if (!cases.length) return kinds;
  const rows = await tx
    .selectFrom('tasks')
    .select(['case_id', 'what'])
    .distinct()
    .where('case_id', 'in', [...cases])
    .where('what', 'not in', ['', ...hidden])
    .where('closed_at', 'is', null)
    .orderBy('what')
    .execute();
  for (const row of rows) kinds.set(row.case_id, [...(kinds.get(row.case_id) ?? []), row.what]);
  return kinds;
}

/** Whose task it is; undefined when there is none. */
export function findTask(tx: Tx, id: string) {
  return tx
    .selectFrom('tasks')
    .select(['id', 'case_id', 'what', 'closed_at'])
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Closes a task once. Returns whether it was open. In a transaction: its conversation first, as every turn does it. */
export async function closeTask(tx: Tx, id: string, by: string, at: Date): Promise<boolean> {
  await tx
    .selectFrom('conversations')
    .select('id')
    .where('id', '=', (eb) => eb.selectFrom('tasks').select('conversation_id').where('id', '=', id))
    .forUpdate()
    .execute();
  const closed = await tx
    .updateTable('tasks')
    .set({ closed_at: at, closed_by: by })
    .where('id', '=', id)
    .where('closed_at', 'is', null)
    .returning(['conversation_id', 'what'])
    .executeTakeFirst();
  if (!closed) return false;
  // What was late about it is over with it.
  await tx
    .updateTable('tasks')
    .set({ closed_at: at, closed_by: by })
    .where('conversation_id', '=', closed.conversation_id)
    .where('what', '=', `late_${closed.what}`)
    .where('closed_at', 'is', null)
    .execute();
  return true;
}
