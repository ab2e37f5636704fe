import type { Tx } from './connect.ts';

/** One place where somebody is signed in. */
export interface OpenSession {
  id: string;
  token: string;
  agent: string;
  address: string;
  proof: string;
  begun: Date;
  used: Date;
}

/** Where somebody is signed in at `now`, the newest first. */
export async function sessionsOf(tx: Tx, user: string, now: Date): Promise<OpenSession[]> {
  const rows = await tx
    .selectFrom('session')
    .select(['id', 'token', 'userAgent', 'ipAddress', 'proof', 'createdAt', 'updatedAt'])
    .where('userId', '=', user)
    .where('expiresAt', '>', now)
    .orderBy('createdAt', 'desc')
    .limit(50)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    token: row.token,
    agent: row.userAgent ?? '',
    address: row.ipAddress ?? '',
    proof: row.proof,
    begun: new Date(row.createdAt),
    used: new Date(row.updatedAt),
  }));
}

/** Ends one session of this person, or all of them. Says how many there were. */
export async function endSessions(tx: Tx, user: string, only?: string): Promise<number> {
  const all = tx.deleteFrom('session').where('userId', '=', user);
  const { numDeletedRows } = await (only === undefined ? all : all.where('id', '=', only)).executeTakeFirst();
  return Number(numDeletedRows);
}

/** Ends every session of this person but this one. */
export async function endOtherSessions(tx: Tx, user: string, here: string): Promise<void> {
  await tx.deleteFrom('session').where('userId', '=', user).where('id', '!=', here).execute();
}

/** Whether this session is still open at `now`. */
export async function isOpen(tx: Tx, session: string, now: Date): Promise<boolean> {
  const row = await tx
    .selectFrom('session')
    .select('id')
    .where('id', '=', session)
    .where('expiresAt', '>', now)
    .executeTakeFirst();
  return row !== undefined;
}

/** Ends every session that was opened before the second step was there. */
export async function endSessionsByPassword(tx: Tx, user: string): Promise<void> {
  await tx.deleteFrom('session').where('userId', '=', user).where('proof', '=', 'password').execute();
}

/** Longer than any code is accepted. */
const KEPT = 10 * 60_000;

/** Writes down that a code opened something. False when it did so before, also of two at the same instant. */
export async function spendCode(tx: Tx, one: { user: string; code: string; at: Date }): Promise<boolean> {
  await tx
    .deleteFrom('used_codes')
    .where('at', '<', new Date(one.at.getTime() - KEPT))
    .execute();
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('used_codes')
    .values({ user_id: one.user, code: one.code, at: one.at })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}
