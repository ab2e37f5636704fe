import type { ChannelName } from '../channels/channel.ts';
import type { Tx } from './connect.ts';
import { newId } from './ids.ts';
import type { Vault } from './vault.ts';

/** Who said so: another person in the chat, a consent, a word of the owner's own, or the provider told us. */
export type Method = 'chat' | 'consent' | 'stop_word' | 'start_word' | 'provider';

/** What for: messages about one's own request, neutral SMS to a relative, advertising (which we never send). */
export type Purpose = 'service' | 'family' | 'marketing';

/** Adds a line to the ledger of who may be written to. Nothing is ever changed in it. */
export async function permit(
  tx: Tx,
  vault: Vault,
  entry: {
    channel: ChannelName;
    phone: string;
    given: boolean;
    purpose: Purpose;
    method: Method;
    conversation?: string;
    /** The message that said so: our event's id or the provider's. */
    message?: string;
    at: Date;
  },
): Promise<void> {
  await tx
    .insertInto('permissions')
    .values({
      id: newId(entry.at),
      channel: entry.channel,
      lookup: vault.lookup('permission', entry.channel, entry.phone),
      conversation_id: entry.conversation ?? null,
      given: entry.given,
      method: entry.method,
      purpose: entry.purpose,
      message_id: entry.message ?? null,
      at: entry.at,
    })
    .execute();
}

/**
 * Whether the owner of this address said STOP and has not said START since, as far as the provider knows: it would refuse us.
 * `heard`: when they last wrote. On WhatsApp nobody who blocks us can write, so that whoever wrote since does not any more.
 */
export async function isBlocked(
  tx: Tx,
  vault: Vault,
  channel: ChannelName,
  phone: string,
  heard: Date | null = null,
): Promise<boolean> {
  const row = await tx
    .selectFrom('permissions')
    .select(['given', 'at'])
    .where('channel', '=', channel)
    .where('lookup', '=', vault.lookup('permission', channel, phone))
    .where('method', '=', 'provider')
    .where('purpose', '!=', 'marketing')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row || row.given) return false;
  return channel === 'sms' || !heard || heard <= row.at;
}

/**
 * Whether a relative's phone may be written to about this request: who speaks there allowed it, and the phone's owner has not
 * said STOP since they last said START. Neither word stands for the other, nor one request's for another's.
 */
export async function isPermitted(
  tx: Tx,
  vault: Vault,
  channel: ChannelName,
  phone: string,
  conversation: string,
): Promise<boolean> {
  const rows = await tx
    .selectFrom('permissions')
    .select(['given', 'method', 'conversation_id'])
    .where('channel', '=', channel)
    .where('lookup', '=', vault.lookup('permission', channel, phone))
    .where((row) =>
      // A word of the owner about a channel is about all that comes by it.
      row.or([row('method', 'not in', ['chat', 'consent']), row('conversation_id', '=', conversation)]),
    )
    .orderBy('seq', 'desc')
    .limit(50)
    .execute();
  const isChat = ({ method }: (typeof rows)[number]) => method === 'chat' || method === 'consent';
  const own = rows.find((row) => !isChat(row));
  return (own?.given ?? true) && (rows.find(isChat)?.given ?? false);
}

/** Conversations that named this phone as the relative's. */
export async function namedBy(tx: Tx, vault: Vault, channel: ChannelName, phone: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('permissions')
    .select('conversation_id')
    .distinct()
    .where('channel', '=', channel)
    .where('lookup', '=', vault.lookup('permission', channel, phone))
    .where('conversation_id', 'is not', null)
    .where('purpose', '=', 'family')
    .limit(20)
    .execute();
  return rows.map((row) => row.conversation_id!);
}
