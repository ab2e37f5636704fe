import type { Failure, Inbound } from '../channels/channel.ts';
import type { Tx } from './connect.ts';
import { openTask, putNudge } from './effects.ts';
import { newId } from './ids.ts';
import type { Vault } from './vault.ts';

type Receipt = Extract<Inbound, { kind: 'receipt' }>;

/** How far a message got, as a lattice: a failure is worse news than `sent` and means nothing after `delivered`. */
const RANK = { sent: 1, failed: 2, delivered: 3, read: 4 } as const;
export type Reached = keyof typeof RANK;

/** The state after all these receipts, in whatever order and however often they came. */
export function reached(statuses: Iterable<string>): Reached | undefined {
  let best: Reached | undefined;
  for (const status of statuses) {
    if (status in RANK && (!best || RANK[status as Reached] > RANK[best])) best = status as Reached;
  }
  return best;
}

/** Keeps a receipt and moves its message along, if we know it yet. Returns the conversation it belongs to. */
export async function keepReceipt(
  tx: Tx,
  channel: string,
  receipt: Receipt,
  now: Date,
): Promise<string | undefined> {
  await tx
    .insertInto('receipts')
    .values({
      channel,
      provider_id: receipt.of,
      status: receipt.status,
      callback: receipt.callback ?? null,
      failure: receipt.failure?.code ?? null,
      at: receipt.at,
      seen_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return settle(tx, channel, receipt.of, receipt.callback);
}

/**
 * Brings a message to the state its receipts say: by provider id, or by our own id where the answer to the send was lost.
 * Safe to call at any time, any number of times.
 */
export async function settle(
  tx: Tx,
  channel: string,
  providerId: string,
  callback?: string,
): Promise<string | undefined> {
  const row = await tx
    .selectFrom('outbox')
    .select(['id', 'conversation_id', 'state', 'provider_id'])
    .where('channel', '=', channel)
    .where((where) =>
      callback
        ? where.or([where('provider_id', '=', providerId), where('id', '=', callback)])
        : where('provider_id', '=', providerId),
    )
    .forUpdate()
    .executeTakeFirst();
  // Nothing to move: not ours yet, or the process that sends it has not written the provider's id down.
  if (!row) return undefined;
  const receipts = await tx
    .selectFrom('receipts')
    .select(['status', 'at', 'failure'])
    .where('channel', '=', channel)
    .where('provider_id', '=', providerId)
    .execute();
  const state = reached(receipts.map((receipt) => receipt.status));
  if (!state) return row.conversation_id;
  const when = (status: string) => receipts.find((receipt) => receipt.status === status)?.at;
  await tx
    .updateTable('outbox')
    .set({
      state,
      provider_id: providerId,
      leased_until: null,
      sent_at: when('sent') ?? when('delivered') ?? when('read') ?? null,
      delivered_at: when('delivered') ?? when('read') ?? null,
      read_at: when('read') ?? null,
      failed_at: state === 'failed' ? (when('failed') ?? null) : null,
      failure:
        state === 'failed'
          ? (receipts.find((receipt) => receipt.status === 'failed')?.failure ?? null)
          : null,
    })
    .where('id', '=', row.id)
    .execute();
  return row.conversation_id;
}

/**
 * A message was taken and failed afterwards. Where only the window was shut, its words wait for the person's next
 * message; otherwise somebody at the desk must know that the family did not hear us.
 */
export async function failedLater(
  tx: Tx,
  vault: Vault,
  channel: string,
  providerId: string,
  failure: Failure | undefined,
  now: Date,
): Promise<void> {
  const row = await tx
    .selectFrom('outbox as o')
    .innerJoin('conversations as c', 'c.id', 'o.conversation_id')
    .innerJoin('cases as k', 'k.id', 'c.case_id')
    .select([
      'o.id',
      'o.audience',
      'o.tag',
      'c.id as conversation',
      'c.key_id as key',
      'c.channel',
      'c.language',
      'k.id as case',
      'k.key_id as caseKey',
      'k.reference',
    ])
    .where('o.channel', '=', channel)
    .where('o.provider_id', '=', providerId)
    .where('o.state', '=', 'failed')
    .executeTakeFirst();
  if (!row) return;
  if (failure?.action === 'template' && row.audience === 'person' && row.tag !== 'nudge') {
    await tx
      .updateTable('outbox')
      .set({ state: 'held', reason: 'window' })
      .where('id', '=', row.id)
      .execute();
    await putNudge(tx, vault, row, now);
    return;
  }
  await openTask(tx, vault, row, newId(now), 'parked', failure?.code, now);
}
