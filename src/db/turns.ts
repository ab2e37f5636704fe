import { sql } from 'kysely';
import type { Event } from '../engine/types.ts';
import type { Tx } from './connect.ts';
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
  state: unknown;
}

/**
 * Whether any conversation has something due. Says so also of those that another worker has in hand. The order is the
 * index's: without it PostgreSQL takes much of a big inbox for due, and reads it all.
 */
export async function isDue(tx: Tx, now: Date): Promise<boolean> {
  const { rows } = await sql`
    select 1 from inbox i join conversations c on c.id = i.conversation_id
    where i.done_at is null and i.parked_at is null and i.due_at <= ${now}
      and (c.rest_until is null or c.rest_until <= ${now})
    order by i.due_at, i.seq limit 1`.execute(tx);
  return rows.length > 0;
}

/**
 * Claims a conversation that has something due and that nobody else works on, re-reads its first due event under
 * the lock, and opens both. Undefined when there is nothing to do.
 * Many workers may call this at once: locked conversations are skipped. Of each only its first due event counts, and
 * whoever waited longest since their last turn comes first: a flood of one person delays nobody else.
 */
export async function claimTurn(tx: Tx, vault: Vault, now: Date): Promise<Turn | undefined> {
  const { rows } = await sql<{
    id: string;
    channel: string;
    case_id: string;
    key_id: string;
    flow: string;
    epoch: number;
    sealed: Buffer;
    shared: boolean;
  }>`
    select c.id, c.channel, c.case_id, c.key_id, c.flow, c.epoch, c.sealed, exists (
      select 1 from parties own join parties other on (other.channel, other.kind, other.lookup) = (own.channel, own.kind, own.lookup)
      where own.conversation_id = c.id and other.conversation_id != c.id) as shared
    from conversations c
    where c.id in (
      select i.conversation_id from inbox i join conversations rest on rest.id = i.conversation_id
      where i.done_at is null and i.parked_at is null and i.due_at <= ${now}
        and (rest.rest_until is null or rest.rest_until <= ${now})
        and not exists (
          select 1 from inbox e where e.conversation_id = i.conversation_id and e.done_at is null
            and e.parked_at is null and (e.due_at, e.seq) < (i.due_at, i.seq))
      order by i.due_at, i.seq limit 32)
    order by c.changed_at limit 1 for update skip locked`.execute(tx);
  const row = rows[0];
  if (!row) return undefined;
  const first = await tx
    .selectFrom('inbox as i')
    .innerJoin('cases as k', (join) => join.on('k.id', '=', row.case_id))
    .select(['i.id', 'i.source', 'i.sealed', 'i.attempts', 'i.timer_key', 'i.at'])
    .select(['k.key_id as caseKey', 'k.reference', 'k.status'])
    .where('i.conversation_id', '=', row.id)
    .where('i.done_at', 'is', null)
    .where('i.parked_at', 'is', null)
    .where('i.due_at', '<=', now)
    .orderBy('i.due_at')
    .orderBy('i.seq')
    .limit(1)
    .executeTakeFirst();
  // Another worker finished it between our look and our lock.
  if (!first) return undefined;
  let body: Omit<Event, 'id' | 'at'>;
  let state: unknown;
  try {
    body = await vault.open(tx, row.key_id, `inbox/${first.id}`, first.sealed);
    state = await vault.open(tx, row.key_id, `conversations/${row.id}`, row.sealed);
  } catch (error) {
    const failure = neverOpens(error);
    if (!failure) throw error;
    // Out of the way, or it would be the first one due for ever and stand before everybody else.
    const event = { conversation: row.id, attempts: first.attempts, event: { id: first.id } };
    await failTurn(tx, event, failure, 'park', now);
    return undefined;
  }
  // A timer happens now, however long the service was away; everything else happened when it arrived.
  const at = (first.timer_key ? now : first.at).toISOString();
  return {
    event: { ...body, id: first.id, at } as Event,
    source: first.source,
    attempts: first.attempts,
    conversation: row.id,
    channel: row.channel,
    key: row.key_id,
    case: row.case_id,
    caseKey: first.caseKey,
    reference: first.reference,
    status: first.status,
    flow: row.flow,
    epoch: row.epoch,
    shared: row.shared,
    state,
  };
}

/** What a turn leaves behind in the conversation's own row. */
export interface After {
  flow: string;
  state: unknown;
  language: string;
  voice?: { to: 'bot' | 'staff'; by?: string };
  /** The event was a message: the person waits from now, unless something answers. */
  spoke: boolean;
  /** The service or the staff said something that answers. */
  answered: boolean;
}

/** Marks the event as handled. First act of a turn, so that a timer may set itself again. */
export async function markDone(tx: Tx, turn: Turn, now: Date): Promise<void> {
  await tx
    .updateTable('inbox')
    .set({ done_at: now, failure: null })
    .where('id', '=', turn.event.id)
    .execute();
}

/** Saves what the turn made of the conversation. Last act of a turn. */
export async function saveTurn(tx: Tx, vault: Vault, turn: Turn, after: After, now: Date): Promise<void> {
  const at = new Date(turn.event.at);
  const sealed = await vault.seal(tx, turn.key, `conversations/${turn.conversation}`, after.state);
  await tx
    .updateTable('conversations')
    .set((eb) => ({
      flow: after.flow,
      sealed,
      language: after.language,
      changed_at: now,
      ...(after.spoke ? { last_inbound_at: sql<Date>`greatest(${eb.ref('last_inbound_at')}, ${at})` } : {}),
      ...(after.answered
        ? { waiting_since: null }
        : after.spoke
          ? { waiting_since: sql<Date>`coalesce(${eb.ref('waiting_since')}, ${at})` }
          : {}),
      ...(after.voice
        ? { voice: after.voice.to, holder_id: after.voice.by ?? null, epoch: turn.epoch + 1 }
        : {}),
    }))
    .where('id', '=', turn.conversation)
    .execute();
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
