import { sql } from 'kysely';
import { nameWords } from '../cases/name.ts';
import type { Fact } from '../cases/facts.ts';
import type { Status } from '../cases/status.ts';
import type { Tx } from './connect.ts';
import type { Vault } from './vault.ts';

/** Facts that are a name somebody may be looked for by. */
const NAMES = ['patient.name', 'family.name'];
/** A beginning of so many letters is found; of more only the whole word, so that few rows say little. */
const BEGINNINGS = [3, 4, 5];
const MOST_WORDS = 6;
/** So many candidates are looked at; more is no search. */
const MOST_FOUND = 200;

/** Makes a case findable by a name that was just learnt. The words go in as keyed hashes and nothing else. */
export async function findable(
  tx: Tx,
  vault: Vault,
  caseId: string,
  fact: Pick<Fact, 'path' | 'value'>,
): Promise<void> {
  if (!NAMES.includes(fact.path)) return;
  const rows = wordsOf(fact.value)
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

/** What was typed into the search, as what it can be. */
export interface Wanted {
  /** The beginning of a reference. */
  reference?: string;
  /** In the form of an address: with its plus sign. */
  phone?: string;
  names: string[];
}

/** Reads a search: a reference, a phone as people write it in India, or words of a name. Pure. */
export function wanted(typed: string): Wanted {
  const text = typed.normalize('NFKC').trim().slice(0, 80);
  const digits = text.replace(/[\s()-]/g, '');
  const phone = /^(?:\+|00)\d{8,15}$/.test(digits)
    ? digits.replace(/^00/, '+')
    : /^0?[6-9]\d{9}$/.test(digits)
      ? `+91${digits.slice(-10)}`
      : /^91[6-9]\d{9}$/.test(digits)
        ? `+${digits}`
        : undefined;
  const reference = /^[a-z0-9]{2,6}$/i.test(text) ? text.toUpperCase() : undefined;
  return {
    ...(phone ? { phone } : {}),
    ...(reference ? { reference } : {}),
    names: phone ? [] : wordsOf(text),
  };
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

/** Nobody is found by the name of a case that was erased. */
export async function forgetNames(tx: Tx, caseId: string): Promise<void> {
  await tx.deleteFrom('name_lookups').where('case_id', '=', caseId).execute();
}

/** Words of two letters and more; of one letter only initials are left, which everybody has. */
function wordsOf(name: string): string[] {
  return nameWords(name)
    .filter((word) => [...word].length >= 2)
    .slice(0, MOST_WORDS);
}

const lookupOf = (vault: Vault, word: string) => vault.lookup('name', word);
