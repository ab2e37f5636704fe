import type { Tx } from './connect.ts';
import { post } from './inbox.ts';
import { permit, type Method } from './permissions.ts';
import type { Vault } from './vault.ts';

/** What the owner of a phone said about SMS to it, and where. */
export interface OwnWord {
  phone: string;
  out: boolean;
  method: Method;
  /** The message that said so. */
  message: string;
}

/**
 * The owner of a relative's phone said STOP or START, by SMS or in a chat of their own. It stands in the ledger, what waits
 * for that phone is taken back in the same breath, and the requests that named it hear of it.
 */
export async function relativeSaid(
  tx: Tx,
  vault: Vault,
  { phone, out, method, message }: OwnWord,
  requests: readonly string[],
  now: Date,
): Promise<void> {
  const common = { channel: 'sms', purpose: 'family', method, message, at: now } as const;
  await permit(tx, vault, { ...common, phone, given: !out });
  for (const id of requests) {
    const row = await tx.selectFrom('conversations').select('key_id').where('id', '=', id).executeTakeFirst();
    if (!row) continue;
    if (out)
      await tx
        .updateTable('outbox')
        .set({ state: 'withdrawn', reason: 'stop_word' })
        .where('conversation_id', '=', id)
        .where('audience', '=', 'family')
        .where('state', '=', 'queued')
        .execute();
    const source = `opted:${message}:${id}`;
    await post(tx, vault, {
      conversation: id,
      key: row.key_id,
      source,
      event: { kind: 'family_opted', out },
      at: now,
    });
  }
}
