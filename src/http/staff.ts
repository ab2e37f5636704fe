import type { Db } from '../db/connect.ts';
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

/** Makes an account, or gives an existing one this password and role. Returns its id. For commands, never over HTTP. */
export async function createStaff(auth: Auth, db: Db, staff: NewStaff): Promise<string> {
  const { email, name, role, password, qualification, registration } = staff;
  if (password.length < 12) throw new Error('a password needs at least 12 characters');
  const context = await auth.$context;
  const hash = await context.password.hash(password);
  const old = await context.internalAdapter.findUserByEmail(email);
  if (old) {
    await context.internalAdapter.updatePassword(old.user.id, hash);
    await db
      .updateTable('user')
      .set({ name, role, qualification: qualification ?? null, registration: registration ?? null })
      .where('id', '=', old.user.id)
      .execute();
    return old.user.id;
  }
  const user = await context.internalAdapter.createUser(
    { email, name, role, qualification, registration, emailVerified: true },
    { method: 'email-password' },
  );
  await context.internalAdapter.linkAccount({
    userId: user.id,
    providerId: 'credential',
    accountId: user.id,
    password: hash,
  });
  return user.id;
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
  // The rows stay for the audit's sake; without password and sessions nobody can use them.
  for (const table of ['session', 'account', 'twoFactor'] as const)
    await db.deleteFrom(table).where('userId', 'in', ids).execute();
}
