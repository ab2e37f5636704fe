import { sql } from 'kysely';
import type { Db, Tx } from './connect.ts';
import type { Letter, MessageKind } from './effects.ts';
import { addressOf } from './people.ts';
import { settle } from './receipts.ts';
import type { Alias } from '../channels/channel.ts';
import { neverOpens, type Vault } from './vault.ts';

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
  kind: MessageKind;
  /** The person said STOP, and has not started again. */
  stopped: boolean;
  /** The voice changed since this was queued. */
  stale: boolean;
  tag: string;
  attempts: number;
  /** How often it stayed open whether it went out; a try that was surely refused is none. */
  doubts: number;
  letter: Letter;
  to: Alias | undefined;
  lastInboundAt: Date | null;
  /** Its worker died, or the provider's answer was lost, and no receipt came since: it may be sent once more. */
  unsettled: 'worker' | 'answer' | null;
}

/**
 * Leases the next message that may go: due, and nothing older of the same conversation and audience still open.
 * Read marks neither wait nor make wait. `ran_out`: there was one, and it must first be settled. `parked`: there was one,
 * and it will never open, for its key is destroyed.
 * A message whose lease ran out is not sent again: it becomes `unknown` until a receipt or the time settles it.
 */
export async function leaseNext(
  db: Db,
  vault: Vault,
  channels: string[],
  now: Date,
  times: { lease: number; settle: number },
): Promise<Leased | 'ran_out' | 'parked' | undefined> {
  const until = new Date(now.getTime() + times.lease);
  const settled = new Date(now.getTime() + times.settle);
  // One statement, so that an empty look costs one round trip and no transaction stays open.
  const { rows } = await sql<Row>`
    with next as (
      select o.id, o.state from outbox o
      where o.state in ('queued', 'leased', 'unknown') and o.due_at <= ${now} and o.channel = any(${channels})
        and (o.state != 'leased' or o.leased_until <= ${now})
        and (o.tag = 'seen' or not exists (
          select 1 from outbox older where older.conversation_id = o.conversation_id and older.audience = o.audience
            and older.seq < o.seq and older.tag != 'seen' and older.urgency <= o.urgency and older.state in ('queued', 'leased', 'unknown')))
      order by o.urgency, o.due_at, o.seq limit 1 for update of o skip locked)
    update outbox o set
      state = case when next.state = 'leased' then 'unknown' else 'leased' end,
      failure = case when next.state = 'leased' then 'lease_ran_out' else o.failure end,
      leased_until = case when next.state = 'leased' then null else ${until}::timestamptz end,
      due_at = case when next.state = 'leased' then ${settled}::timestamptz else o.due_at end,
      attempts = case when next.state = 'leased' then o.attempts else o.attempts + 1 end,
      doubts = case when next.state = 'leased' then o.doubts + 1 else o.doubts end
    from next, conversations c, cases k
    where o.id = next.id and c.id = o.conversation_id and k.id = c.case_id
    returning o.id, o.conversation_id, o.failure, o.channel, o.audience, o.voice, o.kind, o.epoch, o.tag, o.sealed, o.attempts, o.doubts,
      next.state as was, c.key_id, c.epoch as "epochNow", c.language, c.last_inbound_at, k.id as "case",
      k.key_id as "caseKey", k.reference, k.status`.execute(db);
  const row = rows[0];
  if (!row) return undefined;
  if (row.was === 'leased') return 'ran_out';
  try {
    return await describe(db, vault, row);
  } catch (error) {
    const failure = neverOpens(error);
    if (!failure) throw error;
    await db
      .updateTable('outbox')
      .set({ state: 'parked', failure, leased_until: null })
      .where('id', '=', row.id)
      .where('state', '=', 'leased')
      .execute();
    return 'parked';
  }
}

interface Row {
  id: string;
  conversation_id: string;
  channel: string;
  audience: 'person' | 'family';
  voice: string;
  kind: MessageKind;
  epoch: number;
  tag: string;
  sealed: Buffer;
  /** Its state before. */
  was: string;
  failure: string | null;
  attempts: number;
  doubts: number;
  key_id: string;
  epochNow: number;
  language: string;
  last_inbound_at: Date | null;
  case: string;
  caseKey: string;
  reference: string;
  status: string;
}

async function describe(tx: Tx, vault: Vault, row: Row): Promise<Leased> {
  const letter = await vault.open<Letter>(tx, row.key_id, `outbox/${row.id}`, row.sealed);
  return {
    id: row.id,
    conversation: row.conversation_id,
    case: row.case,
    caseKey: row.caseKey,
    key: row.key_id,
    reference: row.reference,
    language: row.language,
    channel: row.channel,
    audience: row.audience,
    voice: row.voice,
    kind: row.kind,
    stopped: row.status === 'withdrawn',
    stale: row.voice === 'bot' && row.audience === 'person' && row.epoch < row.epochNow,
    tag: row.tag,
    attempts: row.attempts,
    doubts: row.doubts,
    letter,
    to: letter.to
      ? { kind: 'phone', value: letter.to }
      : await addressOf(tx, vault, row.conversation_id, row.key_id),
    lastInboundAt: row.last_inbound_at,
    unsettled: row.was !== 'unknown' ? null : row.failure === 'lease_ran_out' ? 'worker' : 'answer',
  };
}

export type Ending =
  /** `check`: when to look whether it was delivered. */
  | { state: 'sent'; providerId: string; at: Date; check?: Date; registration?: string }
  | { state: 'queued'; due: Date; failure: string }
  /** Not now, though nothing failed: it does not count as a try. */
  | { state: 'waiting'; until: Date; reason: string }
  | { state: 'unknown'; due: Date; failure: string }
  | { state: 'held' | 'withdrawn' | 'parked' | 'failed'; reason: string };

/** What is written beside a message that went: the planner's words. */
export interface Beside {
  why: string;
  price: number;
  fallback: string;
}

/** Writes down how a send ended and why it went, and then what receipts that came before the answer already know. */
export async function endSend(db: Db, message: Leased, ending: Ending, beside?: Beside): Promise<void> {
  const set =
    ending.state === 'waiting'
      ? { state: 'queued', due_at: ending.until, reason: ending.reason, attempts: message.attempts - 1 }
      : 'due' in ending
        ? {
            state: ending.state,
            due_at: ending.due,
            failure: ending.failure,
            ...(ending.state === 'unknown' ? { doubts: message.doubts + 1 } : {}),
          }
        : ending.state === 'held' || ending.state === 'withdrawn'
          ? { state: ending.state, reason: ending.reason }
          : ending.state === 'sent'
            ? {
                state: 'sent',
                provider_id: ending.providerId,
                sent_at: ending.at,
                failure: null,
                reason: beside?.why ?? null,
                price: beside?.price ?? null,
                fallback: beside?.fallback ?? null,
                registration: ending.registration ?? null,
                check_at: ending.check ?? null,
              }
            : { state: ending.state, failure: ending.reason };
  // Only while it is still ours: a receipt may have settled it while the answer was on its way.
  const update = db
    .updateTable('outbox')
    .set({ ...set, leased_until: null })
    .where('id', '=', message.id)
    .where('state', 'in', ['leased', 'unknown']);
  if (ending.state !== 'sent') return void (await update.execute());
  const { providerId } = ending;
  const early = await db
    .with('ended', () => update)
    .selectFrom('receipts')
    .select('status')
    .where('channel', '=', message.channel)
    .where((where) => where.or([where('provider_id', '=', providerId), where('callback', '=', message.id)]))
    .limit(1)
    .executeTakeFirst();
  if (early) await db.transaction().execute((tx) => settle(tx, message.channel, providerId, message.id));
}

/** Whether a nudge to open the chat went out since the person last wrote: one is enough. */
export async function wasNudged(tx: Tx, conversation: string, since: Date | null): Promise<boolean> {
  const row = await tx
    .selectFrom('outbox')
    .select('id')
    .where('conversation_id', '=', conversation)
    .where('tag', '=', 'nudge')
    // One that never went out (its template was paused, a person had to look) tells nobody anything.
    .where('state', 'not in', ['withdrawn', 'parked', 'failed'])
    .where('at', '>', since ?? new Date(0))
    .executeTakeFirst();
  return row !== undefined;
}
