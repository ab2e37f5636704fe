import type { Tx } from './connect.ts';
import { newId } from './ids.ts';

/** A doctor agreed to an opinion: to these words over this case. */
export interface Agreement {
  opinion: string;
  user: string;
  name: string;
  qualification: string;
  registration: string;
  hash: string;
  at: Date;
}

/** Whether somebody asked for a second reader of this case. */
export async function isSecondAsked(tx: Tx, caseId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('second_readers')
    .select('case_id')
    .where('case_id', '=', caseId)
    .executeTakeFirst();
  return row !== undefined;
}

/** Asks for a second reader, or takes that back. */
export async function askSecond(
  tx: Tx,
  caseId: string,
  wanted: boolean,
  by: string,
  at: Date,
): Promise<void> {
  if (!wanted) await tx.deleteFrom('second_readers').where('case_id', '=', caseId).execute();
  else
    await tx
      .insertInto('second_readers')
      .values({ case_id: caseId, asked_by: by, at })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
}

/** Who agreed to any version of this case's opinions, the newest last. */
export async function agreementsOf(tx: Tx, caseId: string): Promise<Agreement[]> {
  const rows = await tx
    .selectFrom('agreements as a')
    .innerJoin('user as u', 'u.id', 'a.user_id')
    .select(['a.opinion_id as opinion', 'a.user_id as user', 'u.name', 'u.qualification', 'u.registration'])
    .select(['a.hash', 'a.at'])
    .where('a.case_id', '=', caseId)
    .orderBy('a.at')
    .orderBy('a.id')
    .limit(200)
    .execute();
  return rows.map((row) => ({
    ...row,
    qualification: row.qualification ?? '',
    registration: row.registration ?? '',
  }));
}

/** Writes down that a doctor agrees. */
export async function agree(
  tx: Tx,
  caseId: string,
  opinion: string,
  user: string,
  hash: string,
  at: Date,
): Promise<void> {
  await tx
    .insertInto('agreements')
    .values({ id: newId(at), case_id: caseId, opinion_id: opinion, user_id: user, hash, at })
    .execute();
}
