import type { ChannelName } from '../channels/channel.ts';
import type { Tx } from './connect.ts';
import { newId } from './ids.ts';
import type { Vault } from './vault.ts';

/** Who said so: in the chat, by a stop word from that phone, or the provider told us. */
export type Method = 'chat' | 'stop_word' | 'provider';

/** Adds a line to the ledger of who may be written to. Nothing is ever changed in it. */
export async function permit(
  tx: Tx,
  vault: Vault,
  entry: {
    channel: ChannelName;
    phone: string;
    given: boolean;
    method: Method;
    conversation?: string;
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
      at: entry.at,
    })
    .execute();
}

/**
 * Whether this phone may be written to. Its owner's own stop word stands against any later word of somebody else:
 * only the owner's START opens it again.
 */
export async function isPermitted(
  tx: Tx,
  vault: Vault,
  channel: ChannelName,
  phone: string,
): Promise<boolean> {
  const rows = await tx
    .selectFrom('permissions')
    .select(['given', 'method'])
    .where('channel', '=', channel)
    .where('lookup', '=', vault.lookup('permission', channel, phone))
    .orderBy('seq', 'desc')
    .limit(50)
    .execute();
  const own = rows.find((row) => row.method !== 'chat');
  if (own && !own.given) return false;
  return rows[0]?.given ?? false;
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
    .limit(20)
    .execute();
  return rows.map((row) => row.conversation_id!);
}
