import { sql } from 'kysely';
import type { Db, Tx } from './connect.ts';

/** A task that nobody saw to in its time. */
export interface LateTask {
  what: string;
  conversation: string;
  case: string;
  caseKey: string;
}

/** Takes the next task whose time is over and marks it, once: a second worker finds it no more. */
export async function takeLate(tx: Tx, now: Date): Promise<LateTask | undefined> {
  const { rows } = await sql<LateTask>`
    with next as (
      select t.id from tasks t where t.due_at <= ${now} and t.closed_at is null and t.late_at is null
      order by t.due_at limit 1 for update skip locked)
    update tasks t set late_at = ${now} from next, cases k where t.id = next.id and k.id = t.case_id
    returning t.what, t.conversation_id as conversation, k.id as case, k.key_id as "caseKey"`.execute(tx);
  return rows[0];
}

/** Whether one is over: the common look, without a transaction. */
export async function anyLate(db: Db, now: Date): Promise<boolean> {
  const { rows } = await sql`
    select 1 from tasks where due_at <= ${now} and closed_at is null and late_at is null limit 1`.execute(db);
  return rows.length > 0;
}
