import type { Db } from '../db/connect.ts';
import { addMember, renameMember, setPassword } from '../db/staff.ts';
import type { Auth } from './auth.ts';
import type { Role } from './contract.ts';

export interface NewStaff {
  email: string;
  name: string;
  role: Role;
  password: string;
  /** A reviewer's degree and council registration, printed on every opinion. */
  qualification?: string;
  registration?: string;
}

/**
 * Makes an account, or gives an existing one this password and role and switches it on. Returns its id. For commands, never
 * over HTTP.
 */
export async function createStaff(auth: Auth, db: Db, staff: NewStaff): Promise<string> {
  const { password, ...one } = staff;
  if (password.length < 12) throw new Error('a password needs at least 12 characters');
  const hash = await (await auth.$context).password.hash(password);
  const at = new Date();
  return db.transaction().execute(async (tx) => {
    const id = (await addMember(tx, one, at)) ?? (await renameMember(tx, one));
    await setPassword(tx, id, hash, at);
    return id;
  });
}

/** Invented people for a desk that is not in production. Their passwords are shown on the sign-in page. */
export const DEMO_USERS: readonly NewStaff[] = [
  {
    email: 'asha@desk.example',
    name: 'Asha Nair',
    role: 'coordinator',
    password: 'marigold-basket-27',
  },
  {
    email: 'dr.rao@desk.example',
    name: 'Dr. Kavita Rao',
    role: 'reviewer',
    password: 'copper-lantern-58',
    qualification: 'MD, DM (Medical Oncology)',
    registration: 'Demo Medical Council 48213',
  },
  {
    email: 'meera@desk.example',
    name: 'Meera Iyer',
    role: 'lead',
    password: 'saffron-window-77',
  },
  {
    email: 'office@desk.example',
    name: 'Joseph Mathew',
    role: 'administrator',
    password: 'brass-umbrella-63',
  },
];

/** Makes the demo users, outside production. */
export async function openDemo(auth: Auth, db: Db): Promise<void> {
  for (const one of DEMO_USERS) await createStaff(auth, db, one);
}

/** In production takes away any demo users that an earlier demo left in this database. */
export async function closeDemo(db: Db): Promise<void> {
  const left = await db
    .selectFrom('user')
    .select('id')
    .where(
      'email',
      'in',
      DEMO_USERS.map((one) => one.email),
    )
    .execute();
  const ids = left.map((row) => row.id);
  if (!ids.length) return;
  // The rows stay for the audit's sake. Off, they open nothing, and no administrator among them counts as one.
  await db.updateTable('user').set({ offAt: new Date() }).where('id', 'in', ids).execute();
  for (const table of ['session', 'account', 'twoFactor', 'passkey'] as const)
    await db.deleteFrom(table).where('userId', 'in', ids).execute();
}
