import { sql } from 'kysely';
import type { Address, Alias, ChannelName } from '../channels/channel.ts';
import type { Tx } from './connect.ts';
import { begin, type Newcomer } from './drafts.ts';
import type { Vault } from './vault.ts';

/** A conversation as far as its arrivals need to know it. */
export interface Known {
  conversation: string;
  key: string;
  case: string;
  /** Keyed hashes of the names by which it was found. */
  names: string[];
  /** Nobody of this name had written before. */
  isNew: boolean;
  /** Conversations that had one of these names when we looked: a number that was given to somebody else. */
  before: string[];
}

/** Another transaction took a name at the same moment; do the whole of it again. */
export class TakenMeanwhile extends Error {
  override name = 'TakenMeanwhile';
}

/**
 * Finds whose address this is, or opens a conversation and a case for somebody new.
 * Of a person's names the user id counts most: a phone number can be given to somebody else, and a known phone
 * that comes with another user id is therefore a new person, never shown the old one's case.
 * @throws TakenMeanwhile
 */
export async function whoIs(
  tx: Tx,
  vault: Vault,
  channel: ChannelName,
  address: Address,
  newcomer: Newcomer,
  at: Date,
): Promise<Known> {
  const { known: found, before } = await look(tx, vault, channel, address.aliases);
  const known = found ?? { ...(await begin(tx, vault, channel, newcomer, at)), before };
  const unknown = address.aliases.filter((alias) => !found?.names.includes(lookupOf(vault, channel, alias)));
  if (!unknown.length || (found && (await isFormer(tx, channel, found)))) return known;
  for (const alias of unknown) await remember(tx, vault, channel, known, alias, at);
  return known;
}

/**
 * Whether these names are from before a change of number: a message that was late. What it says is theirs, but the number
 * it came from was given up, and may be somebody else's by now.
 */
async function isFormer(tx: Tx, channel: ChannelName, { conversation, names }: Known): Promise<boolean> {
  const ids = await tx
    .selectFrom('aliases')
    .select('lookup')
    .where('channel', '=', channel)
    .where('kind', '=', 'user_id')
    .where('conversation_id', '=', conversation)
    .orderBy('seen_at', 'desc')
    .execute();
  return ids.slice(1).some(({ lookup }) => names.includes(lookup)) && !names.includes(ids[0]!.lookup);
}

/** The conversation these names belong to, if any. Never makes one. */
export async function find(
  tx: Tx,
  vault: Vault,
  channel: ChannelName,
  aliases: Alias[],
): Promise<Known | undefined> {
  return (await look(tx, vault, channel, aliases)).known;
}

async function look(
  tx: Tx,
  vault: Vault,
  channel: ChannelName,
  aliases: Alias[],
): Promise<{ known?: Known; before: string[] }> {
  if (!aliases.length) return { before: [] };
  const rows = await tx
    .selectFrom('aliases as a')
    .innerJoin('conversations as c', 'c.id', 'a.conversation_id')
    .innerJoin('cases as k', 'k.id', 'c.case_id')
    .innerJoin('keys as own', 'own.id', 'c.key_id')
    .innerJoin('keys as shared', 'shared.id', 'k.key_id')
    .select(['a.kind', 'a.lookup', 'c.id', 'c.key_id', 'c.case_id'])
    .select(['own.destroyed_at as erased', 'shared.destroyed_at as caseErased'])
    .where('a.channel', '=', channel)
    .where(
      'a.lookup',
      'in',
      aliases.map((alias) => lookupOf(vault, channel, alias)),
    )
    .execute();
  const given = aliases.find((alias) => alias.kind === 'user_id');
  // What was erased is nobody's any more: whoever writes from there begins anew.
  const alive = rows.filter((row) => !row.erased && !row.caseErased);
  const byUserId = alive.find((row) => row.kind === 'user_id');
  const row = byUserId ?? alive[0];
  const before = [...new Set(rows.map((one) => one.id))];
  if (!row || (given && !byUserId && (await hasOtherUserId(tx, channel, row.id)))) return { before };
  const names = rows.filter((one) => one.id === row.id).map((one) => one.lookup);
  const known = { conversation: row.id, key: row.key_id, case: row.case_id, names, isNew: false, before };
  return { known, before };
}

/** Adds a name to a person's conversation; a name that somebody else had moves over. */
export async function remember(
  tx: Tx,
  vault: Vault,
  channel: ChannelName,
  known: Known,
  alias: Alias,
  at: Date,
): Promise<void> {
  const lookup = lookupOf(vault, channel, alias);
  const sealed = await vault.seal(tx, known.key, `aliases/${known.conversation}`, alias.value);
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('aliases')
    .values({ channel, kind: alias.kind, lookup, conversation_id: known.conversation, sealed, seen_at: at })
    .onConflict((conflict) =>
      conflict
        .columns(['channel', 'kind', 'lookup'])
        .doUpdateSet({ conversation_id: known.conversation, sealed, seen_at: at })
        // A message or two of the same person need not write anything; and what was taken since we looked stays taken.
        .where('aliases.conversation_id', '!=', known.conversation)
        .where((where) =>
          known.isNew
            ? where('aliases.conversation_id', 'in', known.before.length ? known.before : [''])
            : where.lit(true),
        ),
    )
    .executeTakeFirst();
  // Whoever opened a conversation for a name that another transaction has just taken must look again.
  if (known.isNew && !numInsertedOrUpdatedRows) throw new TakenMeanwhile(alias.kind);
  if (numInsertedOrUpdatedRows) await seat(tx, channel, { ...alias, lookup, sealed }, known.conversation, at);
}

/** A name that was given to somebody else speaks in none of the earlier person's conversations any more. */
async function seat(
  tx: Tx,
  channel: ChannelName,
  { kind, lookup, sealed }: { kind: string; lookup: string; sealed: Buffer },
  conversation: string,
  at: Date,
): Promise<void> {
  await tx
    .deleteFrom('parties')
    .where('channel', '=', channel)
    .where('kind', '=', kind)
    .where('lookup', '=', lookup)
    .execute();
  await tx
    .insertInto('parties')
    .values({ channel, kind, lookup, conversation_id: conversation, sealed, seen_at: at })
    .execute();
}

/** Every conversation in which the names of one of them may speak, itself among them. */
export async function requestsOf(
  tx: Tx,
  { conversation, key }: Pick<Known, 'conversation' | 'key'>,
): Promise<{ conversation: string; key: string }[]> {
  const { rows } = await sql<{ conversation: string; key: string }>`
    select distinct c.id as conversation, c.key_id as key from parties own
      join parties other on (other.channel, other.kind, other.lookup) = (own.channel, own.kind, own.lookup)
      join conversations c on c.id = other.conversation_id
    where own.conversation_id = ${conversation} order by c.id`.execute(tx);
  return rows.length ? rows : [{ conversation, key }];
}

/** A new name of a person who is known: they speak with it where they spoke before, in all their requests. */
export async function rename(
  tx: Tx,
  vault: Vault,
  channel: ChannelName,
  known: Known,
  alias: Alias,
  all: readonly { conversation: string; key: string }[],
  at: Date,
): Promise<void> {
  await remember(tx, vault, channel, known, alias, at);
  const lookup = lookupOf(vault, channel, alias);
  for (const { conversation, key } of all) {
    const sealed = await vault.seal(tx, key, `aliases/${conversation}`, alias.value);
    await tx
      .insertInto('parties')
      .values({ channel, kind: alias.kind, lookup, conversation_id: conversation, sealed, seen_at: at })
      .onConflict((conflict) =>
        conflict
          .columns(['channel', 'kind', 'lookup', 'conversation_id'])
          .doUpdateSet({ sealed, seen_at: at }),
      )
      .execute();
  }
}

/** A name that no longer belongs to the person of these conversations opens none of them any more. */
export async function giveUp(
  tx: Tx,
  vault: Vault,
  channel: ChannelName,
  alias: Alias,
  all: readonly { conversation: string }[],
): Promise<void> {
  const lookup = lookupOf(vault, channel, alias);
  const theirs = all.map(({ conversation }) => conversation);
  for (const table of ['aliases', 'parties'] as const)
    await tx
      .deleteFrom(table)
      .where('channel', '=', channel)
      .where('kind', '=', alias.kind)
      .where('lookup', '=', lookup)
      .where('conversation_id', 'in', theirs)
      .execute();
}

/** The names that speak in one conversation speak in another from now on, as far as they may. */
export async function turnTo(tx: Tx, from: string, to: string, at: Date): Promise<void> {
  await sql`
    update aliases a set conversation_id = p.conversation_id, sealed = p.sealed, seen_at = ${at} from parties p
    where (p.channel, p.kind, p.lookup) = (a.channel, a.kind, a.lookup)
      and p.conversation_id = ${to} and a.conversation_id = ${from}`.execute(tx);
}

/** The name to write to: the phone where there is one, else the user id. */
export async function addressOf(
  tx: Tx,
  vault: Vault,
  conversation: string,
  key: string,
): Promise<Alias | undefined> {
  const rows = await tx
    .selectFrom('parties')
    .select(['kind', 'sealed'])
    .where('conversation_id', '=', conversation)
    .where('kind', 'in', ['phone', 'user_id'])
    .orderBy(sql`kind = 'phone'`, 'desc')
    .orderBy('seen_at', 'desc')
    .limit(1)
    .execute();
  const row = rows[0];
  if (!row) return undefined;
  const value = await vault.open<string>(tx, key, `aliases/${conversation}`, row.sealed);
  return { kind: row.kind as Alias['kind'], value };
}

function lookupOf(vault: Vault, channel: ChannelName, alias: Alias): string {
  return vault.lookup('alias', channel, alias.kind, alias.value);
}

async function hasOtherUserId(tx: Tx, channel: ChannelName, conversation: string): Promise<boolean> {
  const row = await tx
    .selectFrom('aliases')
    .select('lookup')
    .where('channel', '=', channel)
    .where('kind', '=', 'user_id')
    .where('conversation_id', '=', conversation)
    .executeTakeFirst();
  return row !== undefined;
}
