import { sql } from 'kysely';
import type { Tx } from './connect.ts';

/** When a message of theirs came; undefined when it is none of this conversation. */
export async function messageTime(tx: Tx, conversation: string, id: string): Promise<Date | undefined> {
  const row = await tx
    .selectFrom('inbox')
    .select('at')
    .where('id', '=', id)
    .where('conversation_id', '=', conversation)
    .where('kind', '=', 'message')
    .executeTakeFirst();
  return row?.at;
}

/** Since when a person has had the voice, and which of their messages came since; undefined when none ever had it. */
export async function sinceTaken(
  tx: Tx,
  conversation: string,
): Promise<{ at: Date; heard: string[] } | undefined> {
  const { rows } = await sql<{ at: Date; heard: string[] }>`
    with given as (
      select coalesce(max(seq), 0) as seq from inbox where conversation_id = ${conversation} and done_at is not null
        and (kind = 'handed_back' or (timer_key = 'lease' and failure is null))),
    taken as (
      select i.seq, i.at from inbox i, given where i.conversation_id = ${conversation} and i.kind in ('taken', 'said')
        and i.done_at is not null and i.seq > given.seq order by i.seq limit 1)
    select taken.at, array(
      select i.id from inbox i where i.conversation_id = ${conversation} and i.kind = 'message' and i.seq > taken.seq
      order by i.seq limit 500) as heard
    from taken`.execute(tx);
  return rows[0];
}
