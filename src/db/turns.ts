import { CompiledQuery, sql } from 'kysely';
import type { Event } from '../engine/types.ts';
import type { Alias } from '../channels/channel.ts';
import type { Db, Tx } from './connect.ts';
import { neverOpens, type Vault } from './vault.ts';

/** One event of one conversation, with the conversation's row locked until the transaction ends. */
export interface Turn {
  event: Event;
  /** Where the event came from: `whatsapp:<message id>`, `read:…`, `desk:…`. */
  source: string;
  attempts: number;
  conversation: string;
  channel: string;
  key: string;
  case: string;
  caseKey: string;
  reference: string;
  status: string;
  flow: string;
  epoch: number;
  /** The phone that speaks here speaks in other conversations as well. */
  shared: boolean;
  /** More is due in this conversation. */
  more: boolean;
  /** Something of ours is still to be sent here, or held. */
  open: boolean;
  /** The name to write to. */
  to: Alias | undefined;
  lastInboundAt: Date | null;
  state: unknown;
}

/** The event was handled by another worker between our look and our lock. */
export class Handled extends Error {
  override name = 'Handled';
}

/**
 * Conversations that have something due, who waited longest since their last turn first: a flood of one person delays
 * nobody else. Also those that another worker has in hand. The order within is the index's: without it PostgreSQL takes
 * much of a big inbox for due, and reads it all; "offset 0" keeps it from joining tables that it takes for small.
 */
export async function whoIsDue(tx: Tx, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with due as (
      select i.conversation_id as id, c.changed_at
      from inbox i cross join lateral (
        select rest_until, changed_at from conversations where id = i.conversation_id offset 0) c
      where i.done_at is null and i.parked_at is null and i.seq > 0 and i.due_at <= ${now}
        and (c.rest_until is null or c.rest_until <= ${now})
        and not exists (
          select 1 from inbox e where e.conversation_id = i.conversation_id and e.done_at is null
            and e.parked_at is null and (e.due_at, e.seq) < (i.due_at, i.seq) offset 0)
      order by i.due_at, i.seq limit 64)
    select id from due order by changed_at`.execute(tx);
  return rows.map((row) => row.id);
}

interface Row {
  id: string;
  channel: string;
  case_id: string;
  key_id: string;
  wrapped: Buffer | null;
  master: string;
  flow: string;
  epoch: number;
  sealed: Buffer;
  last_inbound_at: Date | null;
  shared: boolean;
  more: boolean;
  open: boolean;
  event: string;
  source: string;
  said: Buffer;
  attempts: number;
  timer_key: string | null;
  at: Date;
  caseKey: string;
  reference: string;
  status: string;
  toKind: Alias['kind'] | null;
  toSealed: Buffer | null;
}

/**
 * Claims those of these conversations that no other worker has in hand and that have something due, each with its first due
 * event, and opens both. Many workers may call this at once: a locked conversation is skipped, and `Handled` is thrown by the
 * first write of whoever saw an event that another has handled meanwhile.
 */
export async function claimTurns(
  tx: Tx,
  vault: Vault,
  now: Date,
  conversations: readonly string[],
): Promise<Turn[]> {
  const { rows } = await tx.executeQuery<Row>(CompiledQuery.raw(CLAIM, [[...conversations], now]));
  const turns: Turn[] = [];
  for (const row of rows) {
    const turn = await openedOr(tx, vault, row, now);
    if (turn) turns.push(turn);
  }
  return turns;
}

/** The same of one conversation. */
export async function claimTurn(
  tx: Tx,
  vault: Vault,
  now: Date,
  conversation: string,
): Promise<Turn | undefined> {
  return (await claimTurns(tx, vault, now, [conversation]))[0];
}

const CLAIM = `
  select c.id, c.channel, c.case_id, c.key_id, c.flow, c.epoch, c.sealed, c.last_inbound_at, own.wrapped, own.master,
    i.id as event, i.source, i.sealed as said, i.attempts, i.timer_key, i.at, k.key_id as "caseKey", k.reference, k.status,
    name.kind as "toKind", name.sealed as "toSealed",
    exists (
      select 1 from inbox e where e.conversation_id = c.id and e.done_at is null and e.parked_at is null
        and e.due_at <= $2::timestamptz and e.id != i.id) as more,
    exists (
      select 1 from outbox o where o.conversation_id = c.id
        and o.state in ('queued', 'leased', 'unknown', 'held')) as open,
    exists (
      select 1 from parties p join parties other on (other.channel, other.kind, other.lookup) = (p.channel, p.kind, p.lookup)
      where p.conversation_id = c.id and other.conversation_id != c.id) as shared
  from conversations c
    join cases k on k.id = c.case_id
    left join keys own on own.id = c.key_id
    cross join lateral (
      select id, source, sealed, attempts, timer_key, at from inbox
      where conversation_id = c.id and done_at is null and parked_at is null and due_at <= $2::timestamptz
      order by due_at, seq limit 1) i
    left join lateral (
      select kind, sealed from parties where conversation_id = c.id and kind in ('phone', 'user_id')
      order by kind = 'phone' desc, seen_at desc limit 1) name on true
  where c.id = any($1::text[]) and (c.rest_until is null or c.rest_until <= $2::timestamptz)
  for update of c skip locked`;

async function openedOr(tx: Tx, vault: Vault, row: Row, now: Date): Promise<Turn | undefined> {
  try {
    return await opened(tx, vault, row, now);
  } catch (error) {
    const failure = neverOpens(error);
    if (!failure) throw error;
    // Out of the way, or it would be the first one due for ever and stand before what comes after it.
    const event = { conversation: row.id, attempts: row.attempts, event: { id: row.event } };
    await failTurn(tx, event, failure, 'park', now);
    return undefined;
  }
}

async function opened(tx: Tx, vault: Vault, row: Row, now: Date): Promise<Turn> {
  vault.know(row.key_id, row);
  const body = await vault.open<Omit<Event, 'id' | 'at'>>(tx, row.key_id, `inbox/${row.event}`, row.said);
  const state = await vault.open(tx, row.key_id, `conversations/${row.id}`, row.sealed);
  const to = row.toSealed
    ? {
        kind: row.toKind!,
        value: await vault.open<string>(tx, row.key_id, `aliases/${row.id}`, row.toSealed),
      }
    : undefined;
  // A timer happens now, however long the service was away; everything else happened when it arrived.
  const at = (row.timer_key ? now : row.at).toISOString();
  return {
    event: { ...body, id: row.event, at } as Event,
    source: row.source,
    attempts: row.attempts,
    conversation: row.id,
    channel: row.channel,
    key: row.key_id,
    case: row.case_id,
    caseKey: row.caseKey,
    reference: row.reference,
    status: row.status,
    flow: row.flow,
    epoch: row.epoch,
    shared: row.shared,
    more: row.more,
    open: row.open,
    to,
    lastInboundAt: row.last_inbound_at,
    state,
  };
}

/** The first turn of whoever waits longest, with the conversation locked: `whoIsDue` and `claimTurn` in one. */
export async function claimFirst(db: Db | Tx, vault: Vault, now: Date): Promise<Turn | undefined> {
  for (const conversation of await whoIsDue(db, now)) {
    const turn = await claimTurn(db, vault, now, conversation);
    if (turn) return turn;
  }
  return undefined;
}

/** A failed attempt: later, or never again. Its own transaction, after the failed one was rolled back. */
export async function failTurn(
  tx: Tx,
  turn: Pick<Turn, 'conversation' | 'attempts'> & { event: { id: string } },
  failure: string,
  next: Date | 'park',
  now: Date,
): Promise<void> {
  await tx
    .updateTable('inbox')
    .set({ attempts: turn.attempts + 1, failure, ...(next === 'park' ? { parked_at: now } : {}) })
    .where('id', '=', turn.event.id)
    .where('done_at', 'is', null)
    .execute();
  await tx
    .updateTable('conversations')
    .set({ rest_until: next === 'park' ? null : next })
    .where('id', '=', turn.conversation)
    .execute();
}
