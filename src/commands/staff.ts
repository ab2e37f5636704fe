import { createInterface } from 'node:readline/promises';
import { readConfig } from '../config.ts';
import { derived } from '../master-key.ts';
import { connect, disconnect } from '../db/connect.ts';
import { createAuth } from '../http/auth.ts';
import type { Role } from '../http/contract.ts';
import { createStaff } from '../http/staff.ts';

/**
 * `npm run staff -- EMAIL ROLE NAME [QUALIFICATION REGISTRATION]`: makes an account, or gives one a new password and role
 * and switches it on.
 * The password is read from the terminal or from standard input, never from the command line.
 */
const [email, role, name, qualification, registration] = process.argv.slice(2);
const roles = ['coordinator', 'reviewer', 'lead', 'administrator'];
if (
  !email?.includes('@') ||
  !role ||
  !roles.includes(role) ||
  !name ||
  (role === 'reviewer' && !registration)
) {
  process.stderr.write(
    `Usage: npm run staff -- EMAIL ${roles.join('|')} "NAME" ["QUALIFICATION" "REGISTRATION", for a reviewer]\n`,
  );
  process.exit(1);
}
const config = readConfig();
if (!config.databaseUrl) throw new Error('DATABASE_URL: say which database the account is for');
const terminal = createInterface({ input: process.stdin, output: process.stderr });
const password = await terminal.question('Password (12 characters or more): ');
terminal.close();
const db = connect(config.databaseUrl, 2);
try {
  const secret = derived(config.masterKeys[0]!, 'sessions');
  const auth = createAuth(db, { secret, publicUrl: config.publicUrl, production: config.production });
  const id = await createStaff(auth, db, {
    email,
    role: role as Role,
    name,
    password,
    ...(qualification && registration ? { qualification, registration } : {}),
  });
  process.stdout.write(`${role} ${id}\n`);
} finally {
  await disconnect(db);
}
