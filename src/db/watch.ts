import { sql } from 'kysely';
import type { Db, Tx } from './connect.ts';
import type { Letter, MessageKind } from './effects.ts';
import type { Vault } from './vault.ts';

/** A message that did not get through, or not yet. */
export interface Waiting {
  id: string;
  conversation: string;
  key: string;
  case: string;
  caseKey: string;
  reference: string;
  language: string;
  kind: MessageKind;
}

/** A message whose time to arrive is over. */
export interface Overdue extends Waiting {
  /** How far it got: `sent`, `delivered` … */
  state: string;
  sentAt: Date | null;
  /** The person wrote after it was sent. */
  wroteSince: boolean;
}

/** Takes the next message to look at, once: a second worker finds it no more. */
export async function takeOverdue(db: Db, now: Date): Promise<Overdue | undefined> {
  const { rows } = await sql<Overdue>`
    with next as (
      select o.id from outbox o where o.check_at <= ${now} order by o.check_at limit 1 for update skip locked)
    update outbox o set check_at = null from next, conversations c, cases k
    where o.id = next.id and c.id = o.conversation_id and k.id = c.case_id
    returning o.id, o.conversation_id as conversation, o.kind, o.state, o.sent_at as "sentAt",
      coalesce(c.last_inbound_at > o.sent_at, false) as "wroteSince", c.key_id as key,
      c.language, k.id as case, k.key_id as "caseKey", k.reference`.execute(db);
  return rows[0];
}

/** Looks at it again later: it was delivered, and may still be read. */
export async function lookAgain(tx: Tx, id: string, at: Date): Promise<void> {
  await tx
    .updateTable('outbox')
    .set({ check_at: at })
    .where('id', '=', id)
    .where('state', '=', 'delivered')
    .execute();
}

/** The relative's phone that the person allowed SMS to, as their conversation knows it. */
export async function relativeOf(
  tx: Tx,
  vault: Vault,
  { conversation, key }: Pick<Waiting, 'conversation' | 'key'>,
): Promise<string | undefined> {
  const row = await tx
    .selectFrom('conversations')
    .select('sealed')
    .where('id', '=', conversation)
    .executeTakeFirst();
  if (!row) return undefined;
  const state = await vault.open<{ family?: { permitted?: string } }>(
    tx,
    key,
    `conversations/${conversation}`,
    row.sealed,
  );
  return state.family?.permitted;
}

/** Whether an SMS went out in place of a message since then. */
export async function hasFallback(tx: Tx, conversation: string, since: Date): Promise<boolean> {
  const row = await tx
    .selectFrom('outbox')
    .select('id')
    .where('conversation_id', '=', conversation)
    .where('kind', '=', 'fallback')
    // One that waited for the morning counts from when it went.
    .where(({ eb, fn }) => eb(fn.coalesce('sent_at', 'at'), '>', since))
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Whether an SMS that stands in for a message has lost its point: that message arrived after all, or the person was in
 * the chat since. One that was only not read must have been read.
 */
export async function hasArrived(tx: Tx, fallback: string, tag: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from outbox f join conversations c on c.id = f.conversation_id
      left join outbox o on o.id = ${fallback.replace(/\.sms$/, '')}
    where f.id = ${fallback} and (c.last_inbound_at > f.at or o.state = 'read'
      or (o.state = 'delivered' and ${tag !== 'fallback.unread'}))`.execute(tx);
  return rows.length > 0;
}

/** Queues the SMS that stands in for a message; the same message never has two. */
export async function putFallback(
  tx: Tx,
  vault: Vault,
  one: Waiting,
  sms: { to: string; text: string; why: string; urgency: number },
  at: Date,
): Promise<void> {
  const id = `${one.id}.sms`;
  const letter: Letter = { to: sms.to, message: { kind: 'text', text: sms.text } };
  await tx
    .insertInto('outbox')
    .values({
      id,
      conversation_id: one.conversation,
      channel: 'sms',
      audience: 'family',
      voice: 'service',
      kind: 'fallback',
      urgency: sms.urgency,
      epoch: 0,
      tag: `fallback.${sms.why}`,
      sealed: await vault.seal(tx, one.key, `outbox/${id}`, letter),
      due_at: at,
      at,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}
