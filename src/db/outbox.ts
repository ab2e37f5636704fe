import { sql } from 'kysely';
import { quick, transact, type Db, type Tx } from './connect.ts';
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
 * Leases messages that may go: due, and nothing older of the same conversation and audience still open. `ran_out`: it must
 * first be settled. `parked`: it will never open, for its key is destroyed.
 * A message whose lease ran out is not sent again: it becomes `unknown` until a receipt or the time settles it.
 */
export async function leaseDue(
  db: Db,
  vault: Vault,
  channels: string[],
  now: Date,
  times: { lease: number; settle: number },
  most: number,
): Promise<(Leased | 'ran_out' | 'parked')[]> {
  const until = new Date(now.getTime() + times.lease);
  const settled = new Date(now.getTime() + times.settle);
  // One statement, so that an empty look costs one round trip and no transaction stays open.
  const { rows } = await sql<Row>`
    with next as (
      select o.id, o.state from outbox o
      where o.state in ('queued', 'leased', 'unknown') and o.due_at <= ${now} and o.channel || '' = any(${channels})
        and (o.state != 'leased' or o.leased_until <= ${now})
        and (o.tag = 'seen' or not exists (
          select 1 from outbox older where older.conversation_id = o.conversation_id and older.audience = o.audience
            and older.seq < o.seq and older.tag != 'seen' and older.urgency <= o.urgency and older.state in ('queued', 'leased', 'unknown') offset 0))
      order by o.urgency, o.due_at, o.seq limit ${most} for update of o skip locked)
    update outbox o set
      state = case when next.state = 'leased' then 'unknown' else 'leased' end,
      failure = case when next.state = 'leased' then 'lease_ran_out' else o.failure end,
      leased_until = case when next.state = 'leased' then null else ${until}::timestamptz end,
      due_at = case when next.state = 'leased' then ${settled}::timestamptz else o.due_at end,
      attempts = case when next.state = 'leased' then o.attempts else o.attempts + 1 end,
      doubts = case when next.state = 'leased' then o.doubts + 1 else o.doubts end
    from next, conversations c, cases k
    where o.id = next.id and c.id = o.conversation_id and k.id = c.case_id
    returning o.id, o.seq, o.conversation_id, o.failure, o.channel, o.audience, o.voice, o.kind, o.epoch, o.tag, o.sealed,
      o.attempts, o.doubts, next.state as was, c.key_id, c.epoch as "epochNow", c.language, c.last_inbound_at, k.id as "case",
      k.key_id as "caseKey", k.reference, k.status`.execute(quick(db));
  const found: (Leased | 'ran_out' | 'parked')[] = [];
  for (const row of rows.sort((a, b) => Number(a.seq) - Number(b.seq)))
    found.push(row.was === 'leased' ? 'ran_out' : await openedOr(db, vault, row));
  return found;
}

async function openedOr(db: Db, vault: Vault, row: Row): Promise<Leased | 'parked'> {
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
  seq: string;
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
  price: number | null;
  fallback: string;
}

/** Writes down how a send ended that did not end as `sent`. */
export async function endSend(
  db: Db,
  message: Pick<Leased, 'id' | 'attempts' | 'doubts'>,
  ending: Exclude<Ending, { state: 'sent' }>,
): Promise<void> {
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
          : { state: ending.state, failure: ending.reason };
  // Only while it is still ours: a receipt may have settled it while the answer was on its way.
  await db
    .updateTable('outbox')
    .set({ ...set, leased_until: null })
    .where('id', '=', message.id)
    .where('state', 'in', ['leased', 'unknown'])
    .execute();
}

/** One message that the provider took, and what the planner said of it. */
export interface Taken {
  message: Pick<Leased, 'id' | 'channel'>;
  ending: Extract<Ending, { state: 'sent' }>;
  beside: Beside | undefined;
}

/** Writes down many messages that were taken, and then what receipts that came before the answers already know. */
export async function endSent(db: Db, all: readonly Taken[]): Promise<void> {
  const of = <T>(value: (one: Taken) => T) => all.map(value);
  // In one order, so that no two statements wait for each other's rows. The state is written so that nobody takes the index
  // of what is to be done for it: that one is full of what was. With "exists" PostgreSQL would read all receipts first.
  const { rows } = await sql<{ id: string; channel: string; provider_id: string }>`
    with ended as (
      select * from unnest(${of((one) => one.message.id)}::text[], ${of((one) => one.message.channel)}::text[],
        ${of((one) => one.ending.providerId)}::text[], ${of((one) => one.ending.at)}::timestamptz[],
        ${of((one) => one.ending.check ?? null)}::timestamptz[], ${of((one) => one.beside?.why ?? null)}::text[],
        ${of((one) => one.beside?.price ?? null)}::float8[], ${of((one) => one.beside?.fallback ?? null)}::text[],
        ${of((one) => one.ending.registration ?? null)}::text[])
        as t(id, channel, provider_id, at, check_at, why, price, fallback, registration)),
    ours as (
      select o.id from outbox o where o.id = any(${of((one) => one.message.id)}) and (o.state || '') in ('leased', 'unknown')
      order by o.id for update),
    written as (
      update outbox o set state = 'sent', provider_id = e.provider_id, sent_at = e.at, failure = null, reason = e.why,
        price = e.price, fallback = e.fallback, registration = e.registration, check_at = e.check_at, leased_until = null
      from ended e join ours on ours.id = e.id where o.id = e.id)
    select e.id, e.channel, e.provider_id from ended e
    where coalesce(
      (select true from receipts r where r.channel = e.channel and r.provider_id = e.provider_id limit 1),
      (select true from receipts r where r.callback = e.id limit 1))`.execute(quick(db));
  for (const { id, channel, provider_id } of rows)
    await transact(db, async (tx) => ({ value: await settle(tx, channel, provider_id, id) }));
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
