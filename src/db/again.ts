import { sql } from 'kysely';
import type { Tx } from './connect.ts';
import type { Letter } from './effects.ts';
import type { Vault } from './vault.ts';

/**
 * What was stopped in a conversation goes once more, as a person at the desk wants: events are handled again, and messages
 * are sent in their order, after a word of apology where there is one. `id` makes the apology's, so that it is said once.
 * Returns how many there were.
 */
export async function again(
  tx: Tx,
  vault: Vault,
  one: { conversation: string; conversationKey: string; channel: string },
  { id, sorry }: { id: string; sorry?: string | undefined },
  at: Date,
): Promise<number> {
  const events = await tx
    .updateTable('inbox')
    .set({ parked_at: null, attempts: 0, failure: null, due_at: at })
    .where('conversation_id', '=', one.conversation)
    .where('parked_at', 'is not', null)
    .where('done_at', 'is', null)
    .executeTakeFirst();
  const rows = await tx
    .selectFrom('outbox')
    .select(['id', 'audience'])
    .where('conversation_id', '=', one.conversation)
    .where('state', 'in', ['parked', 'failed'])
    .orderBy('seq')
    .limit(50)
    .forUpdate()
    .execute();
  if (sorry && rows.some(({ audience }) => audience === 'person'))
    await apologise(tx, vault, one, id, sorry, at);
  for (const row of rows)
    await tx
      .updateTable('outbox')
      // A new place in the row: behind the apology, and behind what was said since.
      .set({
        state: 'queued',
        seq: sql`default`,
        due_at: at,
        attempts: 0,
        doubts: 0,
        failure: null,
        reason: 'again',
      })
      .where('id', '=', row.id)
      .execute();
  return rows.length + Number(events.numUpdatedRows);
}

async function apologise(
  tx: Tx,
  vault: Vault,
  one: { conversation: string; conversationKey: string; channel: string },
  id: string,
  text: string,
  at: Date,
): Promise<void> {
  const letter: Letter = { message: { kind: 'text', text } };
  await tx
    .insertInto('outbox')
    .values({
      id,
      conversation_id: one.conversation,
      channel: one.channel,
      audience: 'person',
      voice: 'service',
      kind: 'reply',
      urgency: 0,
      epoch: 0,
      tag: 'sorry',
      sealed: await vault.seal(tx, one.conversationKey, `outbox/${id}`, letter),
      due_at: at,
      at,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}
