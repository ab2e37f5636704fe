import type { Tx } from './connect.ts';
import type { Letter } from './effects.ts';
import type { Vault } from './vault.ts';

/** The template that says, without a word about health, that something waits in the chat. */
export const NUDGE = 'request_update';

/** Queues the nudge for one message that must wait for the window. Doing it twice makes one. */
export async function putNudge(
  tx: Tx,
  vault: Vault,
  message: {
    id: string;
    conversation: string;
    key: string;
    channel: string;
    reference: string;
    language: string;
  },
  at: Date,
): Promise<void> {
  const id = `${message.id}.nudge`;
  const letter: Letter = {
    message: {
      kind: 'template',
      name: NUDGE,
      language: message.language,
      parameters: [message.reference],
      payloads: ['open'],
    },
  };
  await tx
    .insertInto('outbox')
    .values({
      id,
      conversation_id: message.conversation,
      channel: message.channel,
      audience: 'person',
      voice: 'service',
      kind: 'nudge',
      urgency: 1,
      epoch: 0,
      tag: 'nudge',
      sealed: await vault.seal(tx, message.key, `outbox/${id}`, letter),
      due_at: at,
      at,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}
