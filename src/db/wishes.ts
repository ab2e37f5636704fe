import { sql } from 'kysely';
import type { Tx } from './connect.ts';
import { addressOf } from './people.ts';
import { namedBy, permit, type Method, type Purpose } from './permissions.ts';
import { relativeSaid } from './relatives.ts';
import type { Turn } from './turns.ts';
import type { Vault } from './vault.ts';

/** Writes into the ledger what the person of a conversation said about being written to on its channel. */
export async function keepWish(
  tx: Tx,
  vault: Vault,
  turn: Pick<Turn, 'conversation' | 'key' | 'channel'>,
  wish: { given: boolean; purpose: Purpose; method: Method; message: string },
  at: Date,
): Promise<void> {
  const address = await addressOf(tx, vault, turn.conversation, turn.key);
  if (!address) return;
  const channel = turn.channel === 'sms' ? 'sms' : 'whatsapp';
  await permit(tx, vault, { ...wish, channel, phone: address.value, conversation: turn.conversation, at });
  // An SMS from a header cannot be answered: it says to write STOP here. So a STOP of whoever gets SMS is about those too.
  const isWord = wish.method === 'stop_word' || wish.method === 'start_word';
  if (channel === 'sms' || address.kind !== 'phone' || !isWord) return;
  const requests = await namedBy(tx, vault, 'sms', address.value);
  const { given, method, message } = wish;
  const word = { phone: address.value, out: !given, method, message };
  if (requests.length) await relativeSaid(tx, vault, word, requests, at);
}

/**
 * The provider would not deliver, since the person stopped us there; `message` is what it refused. Nobody wrote to us:
 * the ledger is all that will know.
 */
export async function stoppedThere(
  tx: Tx,
  vault: Vault,
  conversation: string,
  { purpose, message }: { purpose: Purpose; message: string },
  at: Date,
): Promise<void> {
  const { key_id: key, channel } = await tx
    .selectFrom('conversations')
    .select(['key_id', 'channel'])
    .where('id', '=', conversation)
    .executeTakeFirstOrThrow();
  const wish = { given: false, purpose, method: 'provider', message } as const;
  await keepWish(tx, vault, { conversation, key, channel }, wish, at);
}

/**
 * STOP: everything that waits is taken back in the same transaction, the relative's SMS too. What people wrote stands. What
 * is on its way at this moment cannot be called back, but it does not go out again: a receipt still tells where it got.
 */
export async function takeBackAll(tx: Tx, conversation: string): Promise<void> {
  // In one order, as whoever writes down how sends ended.
  await sql`
    update outbox set state = 'withdrawn', reason = 'opted_out', leased_until = null where id in (
      select id from outbox where conversation_id = ${conversation} and voice != 'staff'
        and state in ('queued', 'held', 'leased', 'unknown') order by id for update)`.execute(tx);
}
