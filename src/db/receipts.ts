import type { Inbound } from '../channels/channel.ts';
import { sql } from 'kysely';
import { transact, type Db, type Tx } from './connect.ts';

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
  const [row] = await lockMessages(tx, channel, [providerId], callback ? [callback] : []);
  // Nothing to move: not ours yet, or the process that sends it has not written the provider's id down.
  if (!row) return undefined;
  const receipts = await receiptsOf(tx, channel, [providerId, row.provider_id ?? providerId], [row.id]);
  const moved = movement(row, receipts, providerId, news);
  if (moved) await tx.updateTable('outbox').set(moved).where('id', '=', row.id).execute();
  return row.conversation_id;
}

interface Located {
  id: string;
  channel: string;
  conversation_id: string;
  state: string;
  provider_id: string | null;
  sent_at: Date | null;
}

/**
 * Messages by the provider's ids or by our own, locked in one order. Two looks and no "or", each with nothing in it that
 * another index could be taken for: while the tables are young PostgreSQL takes any.
 */
async function lockMessages(
  tx: Tx,
  channel: string,
  providerIds: string[],
  ids: string[],
): Promise<Located[]> {
  const { rows } = await sql<Located>`
    select id, channel, conversation_id, state, provider_id, sent_at from outbox
    where id in (
      select id from outbox where channel = ${channel} and provider_id = any(${providerIds})
      union select id from outbox where id = any(${ids}))
    order by id for update`.execute(tx);
  return rows.filter((row) => row.channel === channel);
}

async function receiptsOf(
  tx: Tx,
  channel: string,
  providerIds: string[],
  callbacks: string[],
): Promise<Kept[]> {
  const { rows } = await sql<Kept>`
    select channel, provider_id, callback, status, at, failure from receipts
    where channel = ${channel} and provider_id = any(${providerIds})
    union select channel, provider_id, callback, status, at, failure from receipts
    where callback = any(${callbacks})`.execute(tx);
  return rows.filter((row) => row.channel === channel);
}

interface Kept {
  channel: string;
  provider_id: string;
  callback: string | null;
  status: string;
  at: Date;
  failure: string | null;
}

/** What these receipts make of a message; undefined where they are no news to it. */
function movement(
  row: { state: string; provider_id: string | null; sent_at: Date | null },
  receipts: readonly Kept[],
  providerId: string,
  news?: Receipt['status'],
) {
  // Where attempts are level, the one whose answer we have is the one to remember: it may have no receipt yet.
  const level = news ? [providerId, row.provider_id] : [row.provider_id, providerId];
  const { id, state } = bestAttempt(receipts, level);
  if (state === 'failed' && !(MAY_FAIL.includes(row.state) && (!news || news === 'failed'))) return undefined;
  const of = (status: string) =>
    receipts.find((receipt) => receipt.provider_id === id && receipt.status === status);
  const when = (status: string) => of(status)?.at;
  return {
    state,
    provider_id: id,
    leased_until: null,
    sent_at: when('sent') ?? when('delivered') ?? when('read') ?? row.sent_at,
    delivered_at: when('delivered') ?? when('read') ?? null,
    read_at: when('read') ?? null,
    failed_at: state === 'failed' ? (when('failed') ?? null) : null,
    failure: state === 'failed' ? (of('failed')?.failure ?? null) : null,
  };
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

/** A receipt that brings no bad news. */
export type News = Receipt & { status: Exclude<Receipt['status'], 'failed'> };

/**
 * Keeps the receipts of many requests and moves their messages along, all in one transaction; rows are locked in one order.
 * Returns the conversations that each request moved.
 */
export async function keepReceipts(
  db: Db,
  channel: string,
  requests: readonly { receipts: readonly News[]; now: Date }[],
): Promise<Set<string>[]> {
  const all = requests
    .flatMap(({ receipts, now }) => receipts.map((one) => ({ ...one, now })))
    .sort((a, b) => (a.of < b.of ? -1 : a.of > b.of ? 1 : 0));
  return transact(db, async (tx) => {
    const fresh = await insertNew(tx, channel, all);
    const news = all.filter(({ of, status }) => fresh.has(`${of} ${status}`));
    const moved = news.length ? await moveAll(tx, channel, news) : new Map<string, string>();
    const value = requests.map(
      ({ receipts }) =>
        new Set(
          receipts
            .filter(({ of, status }) => fresh.has(`${of} ${status}`))
            .flatMap(({ of, callback }) => moved.get(of) ?? moved.get(callback ?? '') ?? []),
        ),
    );
    return { value };
  });
}

/** Returns which of them were not there yet. */
async function insertNew(
  tx: Tx,
  channel: string,
  all: readonly (News & { now: Date })[],
): Promise<Set<string>> {
  const of = <T>(value: (one: News & { now: Date }) => T) => all.map(value);
  const { rows } = await sql<{ provider_id: string; status: string }>`
    insert into receipts (channel, provider_id, status, callback, at, seen_at)
    select ${channel}, * from unnest(${of((one) => one.of)}::text[], ${of((one) => one.status)}::text[],
      ${of((one) => one.callback ?? null)}::text[], ${of((one) => one.at)}::timestamptz[], ${of((one) => one.now)}::timestamptz[])
    on conflict do nothing returning provider_id, status`.execute(tx);
  return new Set(rows.map((row) => `${row.provider_id} ${row.status}`));
}

/** Conversations by the provider's id of their messages, and by our own. */
async function moveAll(tx: Tx, channel: string, news: readonly News[]): Promise<Map<string, string>> {
  const ids = news.map(({ of }) => of);
  const callbacks = news.flatMap(({ callback }) => callback ?? []);
  const messages = await lockMessages(tx, channel, ids, callbacks);
  if (!messages.length) return new Map();
  const attempts = [...ids, ...messages.flatMap((row) => row.provider_id ?? [])];
  const kept = await receiptsOf(
    tx,
    channel,
    attempts,
    messages.map(({ id }) => id),
  );
  const moves: (NonNullable<ReturnType<typeof movement>> & { id: string })[] = [];
  const moved = new Map<string, string>();
  for (const row of messages) {
    const own = news.filter(({ of, callback }) => of === row.provider_id || callback === row.id);
    const theirs = new Set([row.provider_id, ...own.map(({ of }) => of)]);
    const receipts = kept.filter((one) => theirs.has(one.provider_id) || one.callback === row.id);
    const move = movement(row, receipts, own[0]?.of ?? row.provider_id!, own[0]?.status ?? 'sent');
    if (move) moves.push({ id: row.id, ...move });
    for (const { of } of own) moved.set(of, row.conversation_id).set(row.id, row.conversation_id);
  }
  const of = <K extends keyof (typeof moves)[number]>(key: K) => moves.map((move) => move[key]);
  await sql`
    update outbox o set state = t.state, provider_id = t.provider_id, leased_until = null, sent_at = t.sent_at,
      delivered_at = t.delivered_at, read_at = t.read_at, failed_at = null, failure = null
    from unnest(${of('id')}::text[], ${of('state')}::text[], ${of('provider_id')}::text[], ${of('sent_at')}::timestamptz[],
      ${of('delivered_at')}::timestamptz[], ${of('read_at')}::timestamptz[])
      as t(id, state, provider_id, sent_at, delivered_at, read_at)
    where o.id = t.id`.execute(tx);
  return moved;
}
