import { sql } from 'kysely';
import type { Tx } from './connect.ts';

/**
 * Somebody has read a conversation up to this message of theirs, and the notes that name them. The mark only moves on; a
 * message of another conversation moves nothing.
 */
export async function markSeen(
  tx: Tx,
  user: string,
  conversation: string,
  message: string,
  at: Date,
): Promise<void> {
  await sql`
    insert into seen_marks as s (user_id, conversation_id, seq, at)
    select ${user}, i.conversation_id, i.seq, ${at} from inbox i where i.id = ${message} and i.conversation_id = ${conversation}
    on conflict (user_id, conversation_id) do update set seq = excluded.seq, at = excluded.at where s.seq < excluded.seq`.execute(
    tx,
  );
}

/** The notes that name somebody in this conversation were on their screen. */
export async function sawMentions(tx: Tx, user: string, conversation: string, at: Date): Promise<void> {
  await tx
    .updateTable('mentions')
    .set({ seen_at: at })
    .where('user_id', '=', user)
    .where('conversation_id', '=', conversation)
    .where('seen_at', 'is', null)
    .execute();
}
