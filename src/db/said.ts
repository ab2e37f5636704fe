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

/** When the staff took this conversation last; undefined when nobody ever did. */
export async function takenAt(tx: Tx, conversation: string): Promise<Date | undefined> {
  const row = await tx
    .selectFrom('inbox')
    .select('at')
    .where('conversation_id', '=', conversation)
    .where('kind', '=', 'taken')
    .where('done_at', 'is not', null)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.at;
}
