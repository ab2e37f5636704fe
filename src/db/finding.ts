import { sql } from 'kysely';
import type { Wanted } from '../cases/wanted.ts';
import type { Status } from '../cases/status.ts';
import type { Tx } from './connect.ts';
import type { Vault } from './vault.ts';

/** A beginning of so many letters is found; of more only the whole word, so that few rows say little. */
const BEGINNINGS = [3, 4, 5];
/** So many candidates are looked at; more is no search. */
const MOST_FOUND = 200;

/** Makes a case findable by the words of a name that was just learnt. They go in as keyed hashes and nothing else. */
export async function findable(
  tx: Tx,
  vault: Vault,
  caseId: string,
  words: readonly string[],
): Promise<void> {
  const rows = words
    .flatMap((word) => [word, ...BEGINNINGS.map((length) => [...word].slice(0, length).join(''))])
    .map((word) => ({ lookup: lookupOf(vault, word), case_id: caseId }));
  if (!rows.length) return;
  const once = [...new Map(rows.map((row) => [row.lookup, row])).values()];
  await tx
    .insertInto('name_lookups')
    .values(once)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/**
 * Ids of the cases that may be meant, of those one may see: the statuses are part of the query. A phone counts only where
 * the one who asks may know phones.
 */
export async function find(
  tx: Tx,
  vault: Vault,
  { reference, phone, names }: Wanted,
  may: { sees: readonly Status[]; phones: boolean },
): Promise<string[]> {
  const ways = [
    ...(reference ? [sql`select id from cases where reference like ${`${reference}%`}`] : []),
    ...(phone && may.phones
      ? [
          sql`select c.case_id from parties p join conversations c on c.id = p.conversation_id
            where p.kind = 'phone' and p.lookup in (${sql.join(
              (['whatsapp', 'sms'] as const).map((channel) => vault.lookup('alias', channel, 'phone', phone)),
            )})`,
        ]
      : []),
    ...(names.length
      ? [
          sql`select case_id from name_lookups where lookup in (${sql.join(names.map((word) => lookupOf(vault, word)))})
            group by case_id having count(*) = ${new Set(names).size}`,
        ]
      : []),
  ];
  if (!ways.length || !may.sees.length) return [];
  const { rows } = await sql<{ id: string }>`
    select k.id from cases k where k.id in (${sql.join(ways, sql` union `)})
      and k.status in (${sql.join([...may.sees])}) order by k.changed_at desc limit ${MOST_FOUND}`.execute(
    tx,
  );
  return rows.map((row) => row.id);
}

/** Cases that nobody can find by a name yet and that were not erased, in order of their ids: those from before names were looked up. */
export function notFindable(tx: Tx, after: string): Promise<{ id: string; key: string }[]> {
  return tx
    .selectFrom('cases as c')
    .innerJoin('keys as k', 'k.id', 'c.key_id')
    .select(['c.id', 'c.key_id as key'])
    .where('k.destroyed_at', 'is', null)
    .where('c.id', '>', after)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('name_lookups').select('lookup').whereRef('name_lookups.case_id', '=', 'c.id'))),
    )
    .orderBy('c.id')
    .limit(200)
    .execute();
}

/** Nobody is found by the name of a case that was erased. */
export async function forgetNames(tx: Tx, caseId: string): Promise<void> {
  await tx.deleteFrom('name_lookups').where('case_id', '=', caseId).execute();
}

const lookupOf = (vault: Vault, word: string) => vault.lookup('name', word);
