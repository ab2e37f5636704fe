import { sql } from 'kysely';
import type { Db, Tx } from './connect.ts';
import type { Letter } from './effects.ts';
import { addressOf } from './people.ts';
import { settle } from './receipts.ts';
import type { Alias } from '../channels/channel.ts';
import type { Vault } from './vault.ts';

/** One message on lease to a worker, with all that deciding how to send it needs. */
export interface Leased {
  id: string;
  conversation: string;
  case: string;
  caseKey: string;
  key: string;
  reference: string;
  language: string;
  channel: string;
  audience: 'person' | 'family';
  voice: string;
  /** The voice changed since this was queued. */
  stale: boolean;
  tag: string;
  attempts: number;
  letter: Letter;
  to: Alias | undefined;
  lastInboundAt: Date | null;
  /** Its lease ran out, or its answer was lost, and no receipt came: it may be sent once more. */
  unsettled: boolean;
}

/**
 * Leases the next message that may go: due, and nothing older of the same conversation and audience still open.
 * A message whose lease ran out is not sent again: it becomes `unknown` until a receipt or the time settles it.
 */
export async function leaseNext(
  db: Db,
  vault: Vault,
  channels: string[],
  now: Date,
  times: { lease: number; settle: number },
): Promise<Leased | undefined> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<Row>`
      select o.* from outbox o
      where o.state in ('queued', 'leased', 'unknown') and o.due_at <= ${now} and o.channel = any(${channels})
        and (o.state != 'leased' or o.leased_until <= ${now})
        and not exists (
          select 1 from outbox older where older.conversation_id = o.conversation_id and older.audience = o.audience
            and older.seq < o.seq and older.state in ('queued', 'leased', 'unknown'))
      order by o.due_at, o.seq limit 1 for update of o skip locked`.execute(tx);
    const row = rows[0];
    if (!row) return undefined;
    if (row.state === 'leased') {
      const due_at = new Date(now.getTime() + times.settle);
      await tx
        .updateTable('outbox')
        .set({ state: 'unknown', failure: 'lease_ran_out', leased_until: null, due_at })
        .where('id', '=', row.id)
        .execute();
      return undefined;
    }
    await tx
      .updateTable('outbox')
      .set({
        state: 'leased',
        leased_until: new Date(now.getTime() + times.lease),
        attempts: row.attempts + 1,
      })
      .where('id', '=', row.id)
      .execute();
    return describe(tx, vault, row);
  });
}

interface Row {
  id: string;
  conversation_id: string;
  channel: string;
  audience: 'person' | 'family';
  voice: string;
  epoch: number;
  tag: string;
  sealed: Buffer;
  state: string;
  attempts: number;
}

async function describe(tx: Tx, vault: Vault, row: Row): Promise<Leased> {
  const c = await tx
    .selectFrom('conversations as c')
    .innerJoin('cases as k', 'k.id', 'c.case_id')
    .select([
      'c.key_id',
      'c.epoch',
      'c.language',
      'c.last_inbound_at',
      'k.id as case',
      'k.key_id as caseKey',
      'k.reference',
    ])
    .where('c.id', '=', row.conversation_id)
    .executeTakeFirstOrThrow();
  const letter = await vault.open<Letter>(tx, c.key_id, `outbox/${row.id}`, row.sealed);
  return {
    id: row.id,
    conversation: row.conversation_id,
    case: c.case,
    caseKey: c.caseKey,
    key: c.key_id,
    reference: c.reference,
    language: c.language,
    channel: row.channel,
    audience: row.audience,
    voice: row.voice,
    stale: row.voice === 'bot' && row.audience === 'person' && row.epoch < c.epoch,
    tag: row.tag,
    attempts: row.attempts + 1,
    letter,
    to: letter.to
      ? { kind: 'phone', value: letter.to }
      : await addressOf(tx, vault, row.conversation_id, c.key_id),
    lastInboundAt: c.last_inbound_at,
    unsettled: row.state === 'unknown',
  };
}

export type Ending =
  | { state: 'sent'; providerId: string; segments?: number; at: Date }
  | { state: 'queued'; due: Date; failure: string }
  | { state: 'unknown'; due: Date; failure: string }
  | { state: 'held' | 'withdrawn' | 'parked' | 'failed'; reason: string };

/** Writes down how a send ended, and then what receipts that came before the answer already know. */
export async function endSend(db: Db, message: Leased, ending: Ending): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const set =
      ending.state === 'sent'
        ? {
            state: 'sent',
            provider_id: ending.providerId,
            sent_at: ending.at,
            segments: ending.segments ?? null,
            failure: null,
          }
        : 'due' in ending
          ? { state: ending.state, due_at: ending.due, failure: ending.failure }
          : ending.state === 'held' || ending.state === 'withdrawn'
            ? { state: ending.state, reason: ending.reason }
            : { state: ending.state, failure: ending.reason };
    // Only while it is still ours: a receipt may have settled it while the answer was on its way.
    const { numUpdatedRows } = await tx
      .updateTable('outbox')
      .set({ ...set, leased_until: null })
      .where('id', '=', message.id)
      .where('state', 'in', ['leased', 'unknown'])
      .executeTakeFirst();
    if (ending.state !== 'sent') return;
    if (!numUpdatedRows)
      await tx
        .updateTable('outbox')
        .set({ provider_id: ending.providerId })
        .where('id', '=', message.id)
        .where('provider_id', 'is', null)
        .execute();
    await settle(tx, message.channel, ending.providerId);
  });
}

/** Whether a nudge to open the chat went out since the person last wrote: one is enough. */
export async function wasNudged(tx: Tx, conversation: string, since: Date | null): Promise<boolean> {
  const row = await tx
    .selectFrom('outbox')
    .select('id')
    .where('conversation_id', '=', conversation)
    .where('tag', '=', 'nudge')
    .where('at', '>', since ?? new Date(0))
    .executeTakeFirst();
  return row !== undefined;
}
