import type { Tx } from './connect.ts';
import { newId } from './ids.ts';

/** What a link is for: an account, a new password, or a new second step. */
export type Purpose = 'account' | 'password' | 'second_step';

export interface Invitation {
  id: string;
  purpose: Purpose;
  email: string;
  name: string;
  role: string;
  /** Whose account it mends; null for one that is to be made. */
  user: string | null;
  /** Name of who made it. */
  by: string;
  endsAt: Date;
}

/** Writes down a link by the hash of its token. An open one of the same kind for the same address is taken back. */
export async function invite(
  tx: Tx,
  one: Omit<Invitation, 'id'> & { hash: string; madeAt: Date },
): Promise<string> {
  const { hash, purpose, email, name, role, user, by, madeAt, endsAt } = one;
  await tx
    .updateTable('invitations')
    .set({ revoked_at: madeAt })
    .where('email', '=', email)
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .execute();
  const id = newId(madeAt);
  const values = {
    id,
    hash,
    purpose,
    email,
    name,
    role,
    by,
    user_id: user,
    made_at: madeAt,
    ends_at: endsAt,
  };
  await tx.insertInto('invitations').values(values).execute();
  return id;
}

const open = (tx: Tx, now: Date) =>
  tx
    .selectFrom('invitations as i')
    .leftJoin('user as u', 'u.id', 'i.by')
    .select(['i.id', 'i.purpose', 'i.email', 'i.name', 'i.role', 'i.user_id', 'i.ends_at', 'u.name as by'])
    .where('i.used_at', 'is', null)
    .where('i.revoked_at', 'is', null)
    .where('i.ends_at', '>', now);

type Row = Awaited<ReturnType<ReturnType<typeof open>['executeTakeFirstOrThrow']>>;

const read = ({ user_id: user, ends_at: endsAt, by, purpose, ...row }: Row): Invitation => ({
  ...row,
  purpose: purpose as Purpose,
  user,
  endsAt,
  by: by ?? '',
});

/** Links that still open something, the newest first. */
export async function openInvitations(tx: Tx, now: Date): Promise<Invitation[]> {
  return (await open(tx, now).orderBy('i.made_at', 'desc').limit(200).execute()).map(read);
}

/** The link of this token, while it is open. */
export async function invitationBy(tx: Tx, hash: string, now: Date): Promise<Invitation | undefined> {
  const row = await open(tx, now).where('i.hash', '=', hash).executeTakeFirst();
  return row && read(row);
}

/** The open invitation of an address to an account. */
export async function invitationFor(tx: Tx, email: string, now: Date): Promise<Invitation | undefined> {
  const row = await open(tx, now)
    .where('i.email', '=', email.toLowerCase())
    .where('i.purpose', '=', 'account')
    .executeTakeFirst();
  return row && read(row);
}

/** Closes a link because it did what it was for, or was taken back. False when it was closed before, also an instant before. */
export async function closeInvitation(
  tx: Tx,
  id: string,
  how: 'used_at' | 'revoked_at',
  now: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('invitations')
    .set({ [how]: now })
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('ends_at', '>', now)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
