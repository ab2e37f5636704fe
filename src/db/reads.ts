import { sql } from 'kysely';
import type { Findings } from '../cases/opinion.ts';
import type { Tx } from './connect.ts';
import { newId } from './ids.ts';
import type { Vault } from './vault.ts';

/** What a reviewer found at the first reading, as it is sealed. */
export interface ReadText {
  findings: Findings;
  answers: { path: string; question: string; answer: string }[];
  doctor: string;
  qualification: string;
  registration: string;
}

export interface Read extends ReadText {
  id: string;
  reader: string;
  savedAt: Date;
  handedInAt: Date | null;
}

/** Who asks for what others wrote. */
export interface Reader {
  user: string;
  /** A lead sees what was handed in without reading; but who reads as well is blind like the others. */
  lead: boolean;
}

interface Owner {
  id: string;
  key: string;
}

/**
 * Whether somebody must not know yet what others think of a case: it has several reviewers, not all have handed in, and this
 * one has not. A lead who does not review it is not blind.
 */
export const isBlind = ({ user, lead }: Reader) => sql<boolean>`(
  (select count(*) from reviewers r where r.case_id = c.id) > 1
  and exists (select 1 from reviewers r left join first_reads f on f.case_id = r.case_id and f.reader_id = r.user_id
    where r.case_id = c.id and f.handed_in_at is null)
  and not exists (select 1 from first_reads f where f.case_id = c.id and f.reader_id = ${user} and f.handed_in_at is not null)
  and (not ${lead}::boolean or exists (select 1 from reviewers r where r.case_id = c.id and r.user_id = ${user})))`;

/** One's own reading, and those of the other reviewers that were handed in, once one's own is: the others do not exist before. */
export async function readsFor(tx: Tx, vault: Vault, owner: Owner, eyes: Reader): Promise<Read[]> {
  const rows = await tx
    .selectFrom('first_reads as f')
    .innerJoin('cases as c', 'c.id', 'f.case_id')
    .innerJoin('reviewers as r', (on) =>
      on.onRef('r.case_id', '=', 'f.case_id').onRef('r.user_id', '=', 'f.reader_id'),
    )
    .select(['f.id', 'f.reader_id', 'f.sealed', 'f.saved_at', 'f.handed_in_at'])
    .where('f.case_id', '=', owner.id)
    .where((is) =>
      is.or([
        is('f.reader_id', '=', eyes.user),
        is.and([is('f.handed_in_at', 'is not', null), is.not(isBlind(eyes)), mayCompare(eyes)]),
      ]),
    )
    .orderBy('r.responsible', 'desc')
    .orderBy('r.at')
    .orderBy('r.user_id')
    .limit(10)
    .execute();
  if (rows.length) await vault.key(tx, owner.key);
  return Promise.all(
    rows.map(async (row) => ({
      ...(await vault.open<ReadText>(tx, owner.key, `first_reads/${row.id}`, row.sealed)),
      id: row.id,
      reader: row.reader_id,
      savedAt: row.saved_at,
      handedInAt: row.handed_in_at,
    })),
  );
}

/** The readings are for those who read, and for a lead. */
const mayCompare = ({ user, lead }: Reader) =>
  sql<boolean>`(${lead}::boolean or exists (select 1 from reviewers r where r.case_id = c.id and r.user_id = ${user}))`;

/** Keeps the reading of a reviewer until it is handed in. Returns false when it was. Call it with the case locked. */
export async function saveRead(
  tx: Tx,
  vault: Vault,
  owner: Owner,
  reader: string,
  text: ReadText,
  at: Date,
): Promise<boolean> {
  const before = await tx
    .selectFrom('first_reads')
    .select(['id', 'handed_in_at'])
    .where('case_id', '=', owner.id)
    .where('reader_id', '=', reader)
    .executeTakeFirst();
  if (before?.handed_in_at) return false;
  const id = before?.id ?? newId(at);
  const sealed = await vault.seal(tx, owner.key, `first_reads/${id}`, text);
  await tx
    .insertInto('first_reads')
    .values({ id, case_id: owner.id, reader_id: reader, sealed, saved_at: at })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ sealed, saved_at: at }))
    .execute();
  return true;
}

/** Hands this very text in, for good. False when it was changed or handed in since. */
export async function handIn(tx: Tx, read: Pick<Read, 'id' | 'savedAt'>, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('first_reads')
    .set({ handed_in_at: at })
    .where('id', '=', read.id)
    .where('saved_at', '=', read.savedAt)
    .where('handed_in_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
