import type { Tx } from './connect.ts';
import { newId } from './ids.ts';

/** One account of the desk. */
export interface Member {
  id: string;
  name: string;
  email: string;
  role: string;
  qualification: string | null;
  registration: string | null;
  /** Since when it is switched off. */
  offAt: Date | null;
  secondStep: boolean;
}

/** All accounts, those that are on first, then by name. */
export async function members(tx: Tx): Promise<Member[]> {
  const rows = await tx
    .selectFrom('user')
    .select(['id', 'name', 'email', 'role', 'qualification', 'registration', 'offAt', 'twoFactorEnabled'])
    .orderBy((eb) => eb('offAt', 'is not', null))
    .orderBy('name')
    .limit(500)
    .execute();
  return rows.map(({ twoFactorEnabled, ...row }) => ({ ...row, secondStep: twoFactorEnabled === true }));
}

export interface NewMember {
  email: string;
  name: string;
  role: string;
  qualification?: string | undefined;
  registration?: string | undefined;
}

/** Makes an account without any way in yet. Returns its id, or nothing where the address has one already. */
export async function addMember(tx: Tx, one: NewMember, at: Date): Promise<string | undefined> {
  const row = await tx
    .insertInto('user')
    .values({
      id: newId(at),
      email: one.email.toLowerCase(),
      name: one.name,
      role: one.role,
      qualification: one.qualification ?? null,
      registration: one.registration ?? null,
      emailVerified: true,
      createdAt: at,
      updatedAt: at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id;
}

/** Gives the account of this address what is said here of it, and switches it on. @throws when the address has none. */
export async function renameMember(tx: Tx, one: NewMember): Promise<string> {
  const { name, role, qualification = null, registration = null } = one;
  const row = await tx
    .updateTable('user')
    .set({ name, role, qualification, registration, offAt: null })
    .where('email', '=', one.email.toLowerCase())
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** Whose address this is, whether or not the account is switched off. */
export async function memberOf(
  tx: Tx,
  email: string,
): Promise<{ id: string; offAt: Date | null } | undefined> {
  return tx
    .selectFrom('user')
    .select(['id', 'offAt'])
    .where('email', '=', email.toLowerCase())
    .executeTakeFirst();
}

export async function isOff(tx: Tx, user: string): Promise<boolean> {
  const row = await tx.selectFrom('user').select('offAt').where('id', '=', user).executeTakeFirst();
  return row !== undefined && row.offAt !== null;
}

/** The hash of somebody's password, where they have one. */
export async function passwordOf(tx: Tx, user: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom('account')
    .select('password')
    .where('userId', '=', user)
    .where('providerId', '=', 'credential')
    .executeTakeFirst();
  return row?.password ?? undefined;
}

/** Gives an account this password, the first or a new one. */
export async function setPassword(tx: Tx, user: string, hash: string, at: Date): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('account')
    .set({ password: hash, updatedAt: at })
    .where('userId', '=', user)
    .where('providerId', '=', 'credential')
    .executeTakeFirst();
  if (numUpdatedRows) return;
  await tx
    .insertInto('account')
    .values({
      id: newId(at),
      userId: user,
      accountId: user,
      providerId: 'credential',
      password: hash,
      createdAt: at,
      updatedAt: at,
    })
    .execute();
}

/** Takes away the authenticator app, its backup codes and every passkey, as for a phone that is lost. */
export async function forgetSecondStep(tx: Tx, user: string): Promise<void> {
  await tx.deleteFrom('passkey').where('userId', '=', user).execute();
  await tx.deleteFrom('twoFactor').where('userId', '=', user).execute();
  await tx.updateTable('user').set({ twoFactorEnabled: false }).where('id', '=', user).execute();
}

/** How a change of an account went. */
export type Changed = 'done' | 'unknown' | 'oneself' | 'not_yours';

/**
 * Changes an account and ends its sessions, inside a transaction. The administrators are locked meanwhile, so that two of
 * them cannot switch each other off at the same moment, and nobody changes anything who is one no longer.
 */
export async function changeMember(
  tx: Tx,
  { actor, user, change }: { actor: string; user: string; change: { role: string } | { offAt: Date | null } },
): Promise<Changed> {
  const inCharge = await tx
    .selectFrom('user')
    .select('id')
    .where('role', '=', 'administrator')
    .where('offAt', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute();
  if (!inCharge.some(({ id }) => id === actor)) return 'not_yours';
  // So one is always left: the one who does this.
  if (user === actor) return 'oneself';
  const { numUpdatedRows } = await tx
    .updateTable('user')
    .set(change)
    .where('id', '=', user)
    .executeTakeFirst();
  if (!numUpdatedRows) return 'unknown';
  await tx.deleteFrom('session').where('userId', '=', user).execute();
  // What belonged to somebody who is gone is nobody's, and stands so in the queue.
  if ('offAt' in change && change.offAt)
    await tx
      .updateTable('conversations')
      .set({ assignee_id: null })
      .where('assignee_id', '=', user)
      .execute();
  return 'done';
}
