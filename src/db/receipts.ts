import type { Failure, Inbound } from '../channels/channel.ts';
import type { Tx } from './connect.ts';
import { openTask } from './effects.ts';
import { newId } from './ids.ts';
import { putNudge } from './nudge.ts';
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

/** Of several attempts to send one message the best counts: it arrived if any of them did. */
const ACROSS = ['failed', 'sent', 'delivered', 'read'];

/** Where a failure is news. What is held, queued again or taken back has had its failure already. */
const MAY_FAIL = ['sent', 'failed', 'leased', 'unknown'];

/** Keeps a receipt and moves its message along, if we know it yet. A repeat changes nothing. Returns the conversation it moved. */
export async function keepReceipt(
  tx: Tx,
  channel: string,
  receipt: Receipt,
  now: Date,
): Promise<string | undefined> {
  const { numInsertedOrUpdatedRows } = await tx
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
    .executeTakeFirst();
  if (!numInsertedOrUpdatedRows) return undefined;
  return settle(tx, channel, receipt.of, receipt.callback, receipt.status);
}

/**
 * Brings a message to the state its receipts say: by provider id, or by our own id where the answer to the send was lost.
 * `news` is the receipt that just came; without it, the provider's answer did. Safe to call at any time, any number of times.
 */
export async function settle(
  tx: Tx,
  channel: string,
  providerId: string,
  callback?: string,
  news?: Receipt['status'],
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
    .select(['provider_id', 'status', 'at', 'failure'])
    .where('channel', '=', channel)
    .where((where) =>
      where.or([
        where('provider_id', 'in', [providerId, row.provider_id ?? providerId]),
        where('callback', '=', row.id),
      ]),
    )
    .execute();
  // Where attempts are level, the one whose answer we have is the one to remember: it may have no receipt yet.
  const level = news ? [providerId, row.provider_id] : [row.provider_id, providerId];
  const { id, state } = bestAttempt(receipts, level);
  if (state === 'failed' && !(MAY_FAIL.includes(row.state) && (!news || news === 'failed')))
    return row.conversation_id;
  const when = (status: string) =>
    receipts.find((receipt) => receipt.provider_id === id && receipt.status === status)?.at;
  await tx
    .updateTable('outbox')
    .set((eb) => ({
      state,
      provider_id: id,
      leased_until: null,
      sent_at: when('sent') ?? when('delivered') ?? when('read') ?? eb.ref('sent_at'),
      delivered_at: when('delivered') ?? when('read') ?? null,
      read_at: when('read') ?? null,
      failed_at: state === 'failed' ? (when('failed') ?? null) : null,
      failure:
        state === 'failed'
          ? (receipts.find((one) => one.provider_id === id && one.status === 'failed')?.failure ?? null)
          : null,
    }))
    .where('id', '=', row.id)
    .execute();
  return row.conversation_id;
}

/** The attempt that got furthest. `ids` are attempts that the provider took, even where no receipt came; later ones win a draw. */
function bestAttempt(
  receipts: readonly { provider_id: string; status: string }[],
  ids: readonly (string | null)[],
): { id: string; state: Reached } {
  const taken = ids.filter((id) => id !== null);
  const others = receipts.map((receipt) => receipt.provider_id).filter((id) => !taken.includes(id));
  let best: { id: string; state: Reached } | undefined;
  for (const id of [...others, ...taken]) {
    const own = receipts.filter((receipt) => receipt.provider_id === id).map((receipt) => receipt.status);
    const state = reached(['sent', ...own])!;
    if (!best || ACROSS.indexOf(state) >= ACROSS.indexOf(best.state)) best = { id, state };
  }
  return best!;
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
