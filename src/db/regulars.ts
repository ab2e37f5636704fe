import { sql } from 'kysely';
import type { Alias, ChannelName } from '../channels/channel.ts';
import type { Touched } from './arrivals.ts';
import { quick, type Db } from './connect.ts';
import { newId } from './ids.ts';
import type { Vault } from './vault.ts';
import { cameAt, eventOf, type Message } from './written.ts';

export type Name = Alias & { lookup: string };

/** One message at the door, with the names of who sent it as they are looked up. */
export interface Said {
  message: Message;
  names: Name[];
  now: Date;
}

/** Everything that one request says. */
export type Request = readonly Said[];

/** Where somebody's messages go. */
export interface Whose {
  conversation: string;
  key: string;
}

/** Beyond so many names those that were heard of longest ago are looked up anew. */
const MOST = 20_000;

/** Whose the names were that came a moment ago. It may be wrong, and is never believed: what is written by it is checked as it is written. */
export class Regulars {
  readonly #by = new Map<string, Whose>();

  /** The one conversation of all these names. */
  whose(names: readonly Name[]): Whose | undefined {
    const [first] = names;
    const one = first && this.#by.get(first.lookup);
    return one && names.every(({ lookup }) => this.#by.get(lookup)?.conversation === one.conversation)
      ? one
      : undefined;
  }

  keep(names: readonly Name[], whose: Whose): void {
    for (const { lookup } of names) {
      this.#by.delete(lookup);
      if (this.#by.size >= MOST) this.#by.delete(this.#by.keys().next().value!);
      this.#by.set(lookup, whose);
    }
  }

  forget(names: readonly Name[]): void {
    for (const { lookup } of names) this.#by.delete(lookup);
  }
}

/**
 * Those of these requests that go in one statement, by their place: plain messages of regulars, none of whom is in a request
 * that does not.
 */
export function regularsAmong(regulars: Regulars, vault: Vault, requests: readonly Request[]): Set<number> {
  const plain = requests.map((request) => request.every((one) => isPlain(one) && isKnown(one)));
  const others = new Set(
    requests.flatMap((request, n) => (plain[n] ? [] : request.flatMap(({ names }) => names.map(lookupOf)))),
  );
  return new Set(
    requests.flatMap((request, n) =>
      plain[n] && !request.some(({ names }) => names.some(({ lookup }) => others.has(lookup))) ? [n] : [],
    ),
  );
  function isKnown({ names }: Said): boolean {
    const whose = regulars.whose(names);
    return whose !== undefined && vault.knows(whose.key);
  }
}

/** It refers to nothing that would have to be looked up first. */
const isPlain = ({ message }: Said): boolean => !message.replyTo && !message.about;
const lookupOf = ({ lookup }: Name): string => lookup;

/**
 * Messages of regulars in one statement, which sees for itself whether each name still leads where it did, and whether the
 * keys still are. Returns for each request what it touched; undefined where it is not so any more, and nothing of it was written.
 */
export async function receiveRegulars(
  whole: Db,
  vault: Vault,
  channel: ChannelName,
  regulars: Regulars,
  requests: readonly Request[],
): Promise<(Touched | undefined)[]> {
  const said = requests.flatMap((request, n) => request.map((one) => ({ ...one, n })));
  const rows = said.map(({ message, names, now, n }) => {
    const { conversation, key } = regulars.whose(names)!;
    const at = cameAt(message, now);
    const id = newId(at);
    const sealed = vault.sealNew(key, `inbox/${id}`, eventOf(message, {}));
    return { id, n, conversation, at, sealed, source: `${channel}:${message.id}`, names };
  });
  const { rows: found } = await written(channel, rows).execute(quick(whole));
  const gone = new Set(found.flatMap(({ source, n }) => (source === null ? [n] : [])));
  const posted = new Set(found.map(({ source }) => source));
  return requests.map((request, n) => {
    if (gone.has(n)) {
      for (const { names } of request) regulars.forget(names);
      return undefined;
    }
    return new Set(
      rows.filter((row) => row.n === n && posted.has(row.source)).map(({ conversation }) => conversation),
    );
  });
}

interface Row {
  id: string;
  /** Of which request. */
  n: number;
  conversation: string;
  source: string;
  sealed: Buffer;
  at: Date;
  names: readonly Name[];
}

/** Each row that comes back is the source of a message that was new, or a request that cannot go this way. */
function written(channel: ChannelName, rows: readonly Row[]) {
  const of = <K extends keyof Row>(key: K) => rows.map((row) => row[key]);
  const names = rows.map((row) => row.names.map(lookupOf).join(' '));
  return sql<{ source: string | null; n: number }>`
    with said as (
      select t.*, (
          select count(*) from aliases a where a.channel = ${channel} and a.kind in ('phone', 'user_id', 'parent_id')
            and a.lookup = any(string_to_array(t.names, ' ')) and a.conversation_id = t.conversation)
          = cardinality(string_to_array(t.names, ' '))
        and (
          select own.destroyed_at is null and shared.destroyed_at is null
          from conversations c join cases k on k.id = c.case_id
            join keys own on own.id = c.key_id join keys shared on shared.id = k.key_id
          where c.id = t.conversation) is true as meant
      from unnest(${of('id')}::text[], ${of('n')}::int[], ${of('conversation')}::text[], ${of('source')}::text[],
        ${of('sealed')}::bytea[], ${of('at')}::timestamptz[], ${names}::text[])
        as t(id, n, conversation, source, sealed, at, names)),
    gone as (select distinct n from said where not meant),
    posted as (
      insert into inbox (id, conversation_id, kind, source, sealed, due_at, at)
      select id, conversation, 'message', source, sealed, at, at from said where n not in (select n from gone)
      on conflict (source) do nothing returning source)
    select source, 0 as n from posted union all select null, n from gone`;
}
