import type { Event } from '../engine/types.ts';
import type { Tx } from './connect.ts';
import { newId } from './ids.ts';
import type { Turn } from './turns.ts';
import type { Vault } from './vault.ts';

/** What an inbox row holds sealed: the event without its id and time. */
type Body = Event extends infer One ? (One extends Event ? Omit<One, 'id' | 'at'> : never) : never;

export interface Arrival {
  conversation: string;
  /** Key of the conversation. */
  key: string;
  /** Unique for ever: `whatsapp:<message id>`, `read:<effect id>`, `desk:<request id>`. A repeat changes nothing. */
  source: string;
  event: Body;
  at: Date;
}

/** Puts one event at the door. Returns its id, or undefined when it was there already. */
export async function post(tx: Tx, vault: Vault, arrival: Arrival): Promise<string | undefined> {
  const id = newId(arrival.at);
  const row = await tx
    .insertInto('inbox')
    .values({
      id,
      conversation_id: arrival.conversation,
      kind: arrival.event.kind,
      source: arrival.source,
      sealed: await vault.seal(tx, arrival.key, `inbox/${id}`, arrival.event),
      due_at: arrival.at,
      at: arrival.at,
    })
    .onConflict((conflict) => conflict.column('source').doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id;
}

/** The words of this event's message are gone from the transcript: they were a secret. */
export async function blot(tx: Tx, vault: Vault, turn: Turn): Promise<void> {
  const { id, at: _at, ...body } = turn.event;
  const sealed = await vault.seal(tx, turn.key, `inbox/${id}`, { ...body, text: '•••' });
  await tx.updateTable('inbox').set({ sealed }).where('id', '=', id).execute();
}
