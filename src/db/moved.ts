import { sql } from 'kysely';
import type { Tx } from './connect.ts';
import { closeTasks } from './effects.ts';
import type { Turn } from './turns.ts';

/** What failed longer ago was no matter of this change of number, and somebody has seen it. */
const RECENT_MS = 24 * 3_600_000;

/** When the address we write to now came to be known: the phone where there is one, else the user id. */
const addressed = (conversation: string) => sql<Date>`(
  select seen_at from parties where conversation_id = ${conversation} and kind in ('phone', 'user_id')
  order by kind = 'phone' desc, seen_at desc limit 1)`;

/**
 * The bot's words that failed at a number the person no longer had when they left: what they said is said anew to the new
 * one, so they are taken back, and nobody at the desk need look where nothing else failed.
 */
export async function takeBackMissed(
  tx: Tx,
  turn: Pick<Turn, 'conversation' | 'event'>,
  now: Date,
): Promise<void> {
  const { conversation } = turn;
  const { numUpdatedRows } = await tx
    .updateTable('outbox')
    .set({ state: 'withdrawn', reason: 'moved', check_at: null })
    .where('conversation_id', '=', conversation)
    .where('audience', '=', 'person')
    .where('voice', '=', 'bot')
    .where('state', '=', 'failed')
    .where('failed_at', '>', new Date(now.getTime() - RECENT_MS))
    .where('at', '<', addressed(conversation))
    .executeTakeFirst();
  if (numUpdatedRows && !(await isStopped(tx, conversation))) await closeTasks(tx, turn, 'parked', now);
}

/** The same for a failure that is heard of after the change. Returns whether it was taken back. */
export async function takeBackStale(tx: Tx, message: string, conversation: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('outbox')
    .set({ state: 'withdrawn', reason: 'moved', check_at: null })
    .where('id', '=', message)
    .where('audience', '=', 'person')
    .where('voice', '=', 'bot')
    .where('at', '<', addressed(conversation))
    .where('epoch', '<', (eb) =>
      eb.selectFrom('conversations').select('epoch').where('id', '=', conversation),
    )
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Whether something of this conversation still waits for a person. */
async function isStopped(tx: Tx, conversation: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from outbox where conversation_id = ${conversation} and state in ('parked', 'failed')
    union all select 1 from inbox where conversation_id = ${conversation} and parked_at is not null and done_at is null
    limit 1`.execute(tx);
  return rows.length > 0;
}
