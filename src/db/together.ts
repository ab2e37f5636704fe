import { sql } from 'kysely';
import type { ChannelName } from '../channels/channel.ts';
import type { Reception, Touched } from './arrivals.ts';
import { quick, type Db } from './connect.ts';
import { newId } from './ids.ts';
import { draft, type Draft } from './drafts.ts';
import type { Name, Regulars, Request } from './regulars.ts';
import type { Vault } from './vault.ts';
import { cameAt, eventOf, type Message, type Refers } from './written.ts';

/** Whose a name is, as far as it is known. */
interface Named {
  kind: string;
  lookup: string;
  id: string;
  key_id: string;
  wrapped: Buffer | null;
  master: string | null;
  alive: boolean;
}

/** One event to put at the door, and whose it is. */
interface Placed {
  conversation: string;
  key: string;
  message: Message;
  names: readonly Name[];
  now: Date;
}

/**
 * Messages of many requests in two or three statements: of people who are known by every name they came with, and of people
 * nobody knows. Stops before the first request that needs more than that. Returns what each of those before touched.
 */
export async function receiveTogether(
  { db: whole, vault, newcomer }: Reception,
  channel: ChannelName,
  regulars: Regulars,
  requests: readonly Request[],
): Promise<Touched[]> {
  const db = quick(whole);
  const all = requests.flat();
  const lookups = all.flatMap(({ names }) => names.map(({ lookup }) => lookup));
  const [named, quoted, meant] = await Promise.all([
    namesOf(db, channel, lookups),
    oursOf(db, channel, present(all.map(({ message }) => message.replyTo))),
    theirsOf(db, channel, present(all.map(({ message }) => message.about))),
  ]);
  const drafts = new Map<string, Draft>();
  const places: Placed[][] = [];
  for (const request of requests) {
    const placed = request.map(({ message, names, now }) => {
      const whose = ownerOf(names, named) ?? drafted(names, named, drafts, () => draft(vault, newcomer, now));
      const quote = message.replyTo && quoted.get(message.replyTo);
      // What another request of the same phone said is meant there: that is for the long way.
      if (!whose || (quote && quote.conversation !== whose.conversation)) return undefined;
      return { conversation: whose.conversation, key: whose.key, message, names, now };
    });
    if (placed.includes(undefined)) break;
    places.push(placed as Placed[]);
  }
  const made = new Set(places.flat().map(({ conversation }) => conversation));
  const opened = [...new Set(drafts.values())].filter(({ conversation }) => made.has(conversation));
  const posted = await write(db, vault, channel, places.flat(), opened, (message) => ({
    ...(message.replyTo && quoted.has(message.replyTo)
      ? { replyTo: quoted.get(message.replyTo)!.id, asked: quoted.get(message.replyTo)!.tag }
      : {}),
    ...(message.about && meant.has(message.about) ? { about: meant.get(message.about)! } : {}),
  }));
  for (const { names, conversation, key } of places.flat()) regulars.keep(names, { conversation, key });
  return places.map(
    (some) =>
      new Set(
        some
          .filter(({ message }) => posted.has(`${channel}:${message.id}`))
          .map(({ conversation }) => conversation),
      ),
  );
}

/** The one conversation that knows all these names; undefined where that is not so plain. */
function ownerOf(names: readonly Name[], named: ReadonlyMap<string, Named>) {
  const rows = names.map(({ lookup }) => named.get(lookup));
  const [first] = rows;
  if (!first || rows.some((row) => row?.id !== first.id || !row.alive)) return undefined;
  return { conversation: first.id, key: first.key_id };
}

/** Somebody of whose names none is known: a conversation is drafted for them, one for all they send meanwhile. */
function drafted(
  names: readonly Name[],
  named: ReadonlyMap<string, Named>,
  drafts: Map<string, Draft>,
  make: () => Draft,
): Draft | undefined {
  if (!names.length || names.some(({ lookup }) => named.has(lookup))) return undefined;
  const begun = new Set(names.map(({ lookup }) => drafts.get(lookup)));
  if (begun.size > 1) return undefined;
  const [known] = begun;
  const one = known ?? make();
  if (known) return known.names.length === names.length ? known : undefined;
  one.names = [...names];
  for (const { lookup } of names) drafts.set(lookup, one);
  return one;
}

async function namesOf(db: Db, channel: string, lookups: string[]): Promise<Map<string, Named>> {
  const { rows } = await sql<Named>`
    select a.kind, a.lookup, c.id, c.key_id, own.wrapped, own.master,
      own.destroyed_at is null and shared.destroyed_at is null as alive
    from aliases a join conversations c on c.id = a.conversation_id join cases k on k.id = c.case_id
      join keys own on own.id = c.key_id join keys shared on shared.id = k.key_id
    where a.channel = ${channel} and a.kind in ('phone', 'user_id', 'parent_id') and a.lookup = any(${lookups})`.execute(
    db,
  );
  return new Map(rows.map((row) => [row.lookup, row]));
}

async function oursOf(db: Db, channel: string, ids: string[]) {
  if (!ids.length) return new Map<string, { id: string; tag: string; conversation: string }>();
  const { rows } = await sql<{ provider_id: string; id: string; tag: string; conversation: string }>`
    select provider_id, id, tag, conversation_id as conversation from outbox
    where channel = ${channel} and provider_id = any(${ids})`.execute(db);
  return new Map(rows.map((row) => [row.provider_id, row]));
}

async function theirsOf(db: Db, channel: string, ids: string[]): Promise<Map<string, string>> {
  if (!ids.length) return new Map();
  const { rows } = await sql<{ id: string; source: string }>`
    select id, source from inbox where source = any(${ids.map((id) => `${channel}:${id}`)})`.execute(db);
  return new Map(rows.map((row) => [row.source.slice(channel.length + 1), row.id]));
}

const present = (ids: (string | undefined)[]) => ids.filter((id) => id !== undefined);

/** One statement, which is its own transaction. Returns the sources that were new. */
async function write(
  db: Db,
  vault: Vault,
  channel: string,
  places: readonly Placed[],
  drafts: readonly Draft[],
  refer: (message: Message) => Refers,
): Promise<Set<string>> {
  if (!places.length) return new Set();
  const rows = await Promise.all(
    places.map(async ({ conversation, key, message, now }) => {
      const at = cameAt(message, now);
      const id = newId(at);
      const event = eventOf(message, refer(message));
      const sealed = await vault.seal(db, key, `inbox/${id}`, event);
      return { id, conversation, source: `${channel}:${message.id}`, sealed, at };
    }),
  );
  const of = <K extends keyof (typeof rows)[number]>(key: K) => rows.map((row) => row[key]);
  const events = sql<{ source: string }>`
    insert into inbox (id, conversation_id, kind, source, sealed, due_at, at)
    select id, conversation, 'message', source, sealed, at, at
    from unnest(${of('id')}::text[], ${of('conversation')}::text[], ${of('source')}::text[], ${of('sealed')}::bytea[],
      ${of('at')}::timestamptz[]) as t(id, conversation, source, sealed, at)
    on conflict (source) do nothing returning source`;
  const statement = drafts.length ? sql<{ source: string }>`${opening(channel, drafts)} ${events}` : events;
  const { rows: posted } = await statement.execute(db);
  return new Set(posted.map(({ source }) => source));
}

/** Conversations and cases with their keys and names. @throws where another transaction took one of the names: nothing of it stays. */
function opening(channel: string, drafts: readonly Draft[]) {
  const keys = drafts.flatMap((one) => one.keys);
  const names = drafts.flatMap((one) => one.names.map((name) => ({ ...name, one })));
  const of = <T, R>(list: readonly T[], value: (one: T) => R) => list.map(value);
  return sql`
    with locks as (
      insert into keys (id, purpose, wrapped, master, made_at)
      select * from unnest(${of(keys, (key) => key.id)}::text[], ${of(keys, (key) => key.purpose)}::text[],
        ${of(keys, (key) => key.wrapped)}::bytea[], ${of(keys, (key) => key.master)}::text[],
        ${of(keys, (key) => key.at)}::timestamptz[])),
    begun as (
      insert into cases (id, reference, key_id, status, status_since, opened_at, changed_at)
      select id, reference, key, 'draft', at, at, at
      from unnest(${of(drafts, (one) => one.case)}::text[], ${of(drafts, (one) => one.reference)}::text[],
        ${of(drafts, (one) => one.caseKey)}::text[], ${of(drafts, (one) => one.at)}::timestamptz[]) as t(id, reference, key, at)),
    opened as (
      insert into conversations (id, channel, case_id, key_id, flow, sealed, opened_at, changed_at)
      select id, ${channel}, of_case, key, flow, sealed, at, at
      from unnest(${of(drafts, (one) => one.conversation)}::text[], ${of(drafts, (one) => one.case)}::text[],
        ${of(drafts, (one) => one.key)}::text[], ${of(drafts, (one) => one.flow)}::text[],
        ${of(drafts, (one) => one.sealed)}::bytea[], ${of(drafts, (one) => one.at)}::timestamptz[])
        as t(id, of_case, key, flow, sealed, at)),
    unseated as (delete from parties where channel = ${channel} and lookup = any(${of(names, (name) => name.lookup)})),
    names as (
      select * from unnest(${of(names, (name) => name.kind)}::text[], ${of(names, (name) => name.lookup)}::text[],
        ${of(names, ({ one }) => one.conversation)}::text[], ${of(names, ({ one, value }) => one.name(value))}::bytea[],
        ${of(names, ({ one }) => one.at)}::timestamptz[]) as t(kind, lookup, conversation_id, sealed, seen_at)),
    called as (
      insert into aliases (channel, kind, lookup, conversation_id, sealed, seen_at)
      select ${channel}, kind, lookup, conversation_id, sealed, seen_at from names),
    seated as (
      insert into parties (channel, kind, lookup, conversation_id, sealed, seen_at)
      select ${channel}, kind, lookup, conversation_id, sealed, seen_at from names)`;
}
