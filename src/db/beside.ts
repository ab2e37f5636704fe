import { sql } from 'kysely';
import type { Beside, Effect, Event } from '../engine/types.ts';
import type { Tx } from './connect.ts';
import { release } from './effects.ts';
import { post } from './inbox.ts';
import { begin, type Newcomer } from './drafts.ts';
import { turnTo } from './people.ts';
import type { Turn } from './turns.ts';
import { neverOpens, type Vault } from './vault.ts';

type Of<K extends Effect['kind']> = Extract<Effect, { kind: K }> & { id: string };

/** What of another conversation's state its neighbours may know. */
interface Seen {
  ended?: boolean;
  answers?: Record<string, { value: string; said: string }>;
}

/** Nothing is asked or awaited in a case of these. */
const OVER = ['closed', 'withdrawn', 'expired'];

/** The other requests of the phone that speaks in a conversation; those whose key is destroyed are gone. */
export async function besideOf(tx: Tx, vault: Vault, turn: Turn): Promise<Beside[]> {
  if (!turn.shared) return [];
  const { rows } = await sql<{
    id: string;
    key: string;
    sealed: Buffer;
    reference: string;
    status: Beside['status'];
    spoke: boolean;
  }>`
    with said as (
      select o.conversation_id as id, max(o.seq) as seq from outbox o
      where o.audience = 'person' and o.tag != 'seen' and o.state not in ('held', 'withdrawn', 'parked', 'failed')
        and (o.conversation_id = ${turn.conversation} or o.conversation_id in (${othersOf(turn)}))
      group by 1)
    select c.id, c.key_id as key, c.sealed, k.reference, k.status, coalesce(theirs.seq, 0) > coalesce(ours.seq, 0) as spoke
    from conversations c join cases k on k.id = c.case_id
      left join said theirs on theirs.id = c.id left join said ours on ours.id = ${turn.conversation}
    where c.id in (${othersOf(turn)}) order by c.opened_at, c.id`.execute(tx);
  const found: Beside[] = [];
  for (const { id, key, sealed, reference, status, spoke } of rows) {
    const state = await seen(tx, vault, key, id, sealed);
    if (!state) continue;
    const answer = state.answers?.['name'];
    const name = answer && answer.value !== 'unknown' ? answer.said.trim().split(/\s+/)[0]! : '';
    const open = !state.ended && !OVER.includes(status);
    found.push({ conversation: id, reference, name, status, open, spoke });
  }
  return found;
}

function othersOf({ conversation }: Turn) {
  return sql`
    select other.conversation_id from parties own
      join parties other on (other.channel, other.kind, other.lookup) = (own.channel, own.kind, own.lookup)
    where own.conversation_id = ${conversation} and other.conversation_id != ${conversation}`;
}

async function seen(
  tx: Tx,
  vault: Vault,
  key: string,
  id: string,
  sealed: Buffer,
): Promise<Seen | undefined> {
  try {
    return await vault.open<Seen>(tx, key, `conversations/${id}`, sealed);
  } catch (error) {
    if (neverOpens(error)) return undefined;
    throw error;
  }
}

/** Somebody wrote from a phone: the provider's window is open for every request of it, and what was held may go. */
export async function hearBeside(tx: Tx, beside: readonly Beside[], at: Date): Promise<void> {
  for (const { conversation } of beside) {
    await tx
      .updateTable('conversations')
      .set((eb) => ({ last_inbound_at: sql<Date>`greatest(${eb.ref('last_inbound_at')}, ${at})` }))
      .where('id', '=', conversation)
      .execute();
    await release(tx, conversation);
  }
}

/** One more request for the names that speak here. Its first event says so; then comes what was sent for it. */
export async function openBeside(
  tx: Tx,
  vault: Vault,
  turn: Turn,
  newcomer: Newcomer,
  effect: Of<'open'>,
  now: Date,
): Promise<void> {
  const { language } = effect;
  const made = await begin(tx, vault, turn.channel, newcomer, now);
  await tx
    .updateTable('conversations')
    .set({ last_inbound_at: now, ...(language ? { language } : {}) })
    .where('id', '=', made.conversation)
    .execute();
  const names = await tx
    .selectFrom('parties')
    .selectAll()
    .where('conversation_id', '=', turn.conversation)
    .execute();
  for (const name of names) {
    const value = await vault.open(tx, turn.key, `aliases/${turn.conversation}`, name.sealed);
    const sealed = await vault.seal(tx, made.key, `aliases/${made.conversation}`, value);
    await tx
      .insertInto('parties')
      .values({ ...name, conversation_id: made.conversation, sealed })
      .execute();
  }
  await turnTo(tx, turn.conversation, made.conversation, now);
  await post(tx, vault, {
    ...made,
    source: `opened:${effect.id}`,
    event: { kind: 'opened', language },
    at: now,
  });
  const forwarded = { kind: 'forward', id: effect.id, of: effect.of, to: made.conversation } as const;
  await forward(tx, vault, turn, forwarded, now);
}

/** The names that speak here speak in another of their requests from now on. */
export async function switchBeside(
  tx: Tx,
  vault: Vault,
  turn: Turn,
  effect: Of<'switch'>,
  now: Date,
): Promise<void> {
  const key = await keyOf(tx, effect.to);
  await turnTo(tx, turn.conversation, effect.to, now);
  await post(tx, vault, {
    conversation: effect.to,
    key,
    source: `chosen:${effect.id}`,
    event: { kind: 'chosen', given: effect.given },
    at: now,
  });
}

/**
 * Messages happen once more where they surely belong. What went to another patient's request stays there alone: here
 * only the reference is left.
 */
export async function forward(
  tx: Tx,
  vault: Vault,
  turn: Turn,
  effect: Of<'forward'>,
  now: Date,
): Promise<void> {
  const conversation = effect.to === 'own' ? turn.conversation : effect.to;
  const key = await keyOf(tx, conversation);
  for (const [n, id] of effect.of.entries()) {
    const row = await tx
      .selectFrom('inbox')
      .select('sealed')
      .where('id', '=', id)
      .where('conversation_id', '=', turn.conversation)
      .where('kind', '=', 'message')
      .executeTakeFirst();
    if (!row) continue;
    const event = await vault.open<Extract<Event, { kind: 'message' }>>(
      tx,
      turn.key,
      `inbox/${id}`,
      row.sealed,
    );
    const source = `forward:${effect.id}:${conversation}:${n}`;
    await post(tx, vault, { conversation, key, source, event: { ...event, sure: true }, at: now });
    if (conversation !== turn.conversation && !effect.copy)
      await leaveReference(tx, vault, turn, id, conversation);
  }
}

async function leaveReference(tx: Tx, vault: Vault, turn: Turn, id: string, to: string): Promise<void> {
  const { reference } = await tx
    .selectFrom('conversations as c')
    .innerJoin('cases as k', 'k.id', 'c.case_id')
    .select('k.reference')
    .where('c.id', '=', to)
    .executeTakeFirstOrThrow();
  const left = { kind: 'message', shape: 'text', text: `→ ${reference}`, media: [], sure: true };
  const sealed = await vault.seal(tx, turn.key, `inbox/${id}`, left);
  await tx.updateTable('inbox').set({ sealed }).where('id', '=', id).execute();
}

async function keyOf(tx: Tx, conversation: string): Promise<string> {
  const row = tx.selectFrom('conversations').select('key_id').where('id', '=', conversation);
  return (await row.executeTakeFirstOrThrow()).key_id;
}
