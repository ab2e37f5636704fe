import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { APIError, createAuthMiddleware, getSessionFromCtx } from 'better-auth/api';
import { deleteSessionCookie } from 'better-auth/cookies';
import { record } from '../db/audit.ts';
import type { Db } from '../db/connect.ts';
import { endSessionsByPassword } from '../db/sessions.ts';
import { answers } from '../db/waits.ts';
import { GUESSABLE } from './auth-guard.ts';
import { AWAY, LEAVING } from './directory.ts';
import type { Lockout } from './lockout.ts';
import { ASKING, checkMaking, MAKING, SHOWING } from './passkeys.ts';

/** Header in which we tell the address of who asks; whatever a client sends in it is overwritten. */
export const ADDRESS_HEADER = 'x-desk-address';

const tooMany = (what: string) =>
  new APIError('TOO_MANY_REQUESTS', {
    code: 'busy',
    message: `Too many ${what}. Please try again in 15 minutes.`,
  });

const SILENT = { code: 'away', message: 'The database does not answer. Please try again in a minute.' };

interface Asked {
  path?: string;
  body?: unknown;
  headers?: Headers;
}

/** What is looked at before better-auth answers anything: who tried too often, and what nobody may ask. */
export const before = (db: Db, limits: Lockout, secondStep: boolean) =>
  createAuthMiddleware(async (context) => {
    const { path } = context;
    const [account, address] = whoTries(context);
    // What the database cannot answer is no wrong password, and shall not lock anybody out.
    if (['/sign-in/email', SHOWING, ...GUESSABLE].includes(path))
      await answers(db).catch(() => {
        throw new APIError('SERVICE_UNAVAILABLE', SILENT);
      });
    if (path === '/sign-in/email' && !(await limits.begin(account, address)))
      throw tooMany('wrong passwords');
    if (path === LEAVING && !isDeepStrictEqual({ ...(context.body as object) }, AWAY))
      throw new APIError('BAD_REQUEST', { code: 'invalid', message: 'This sign-in cannot be begun.' });
    if ([ASKING, LEAVING].includes(path) && !(await limits.ask(address))) throw tooMany('tries');
    if (path === SHOWING && !(await limits.beginCode(address))) throw tooMany('tries');
    if (MAKING.includes(path)) {
      checkMaking(context.body);
      const session = await getSessionFromCtx(context);
      // A passkey opens the desk alone: who has shown one step makes none where two are asked.
      if (session?.session['proof'] === 'password' && (secondStep || session.user['twoFactorEnabled']))
        throw new APIError('FORBIDDEN', {
          code: 'second_step',
          message: 'Please set up the second step first.',
        });
    }
    if (!GUESSABLE.includes(path)) return;
    if (!(await limits.beginCode(address))) throw tooMany('wrong codes');
    // Whoever is inside has no code to prove, and shall not be told which one is right.
    if ((await getSessionFromCtx(context))?.user['twoFactorEnabled'] || trusts(context.body))
      throw new APIError('BAD_REQUEST', { code: 'invalid', message: 'There is no code to give here.' });
  });

/** What follows from an answer that was no refusal. */
export const after = (db: Db, limits: Lockout) =>
  createAuthMiddleware(async (context) => {
    const { path } = context;
    // Whoever comes from the directory is sent on, and a sending on looks like a refusal.
    if (path === '/callback/:id') return wantCode(context);
    if (context.context.returned instanceof APIError) return;
    const [account, address] = whoTries(context);
    if (path === '/sign-in/email') await limits.succeed(account, address);
    if (path === '/passkey/verify-registration') await made(db, context.context.session?.user.id);
    if (path === SHOWING) await limits.succeedCode(address);
    if (!GUESSABLE.includes(path)) return;
    await limits.succeedCode(address);
    const user = context.context.newSession?.user.id;
    if (user) await endSessionsByPassword(db, user);
  });

/** How long somebody has for their code, in seconds, as after a password. */
const CODE_WAITS = 600;

/**
 * The directory asked for one step only, and an authenticator app is set up here: the session is taken back and its code
 * wanted, as the `twoFactor` plugin does after a password, and by its own cookie.
 */
async function wantCode(context: Parameters<Parameters<typeof createAuthMiddleware>[0]>[0]): Promise<void> {
  const born = context.context.newSession;
  if (!born?.user['twoFactorEnabled'] || born.session['proof'] !== 'password') return;
  const { internalAdapter, secret } = context.context;
  deleteSessionCookie(context, true);
  await internalAdapter.deleteSession(born.session.token);
  context.context.setNewSession(null);
  const cookie = context.context.createAuthCookie('two_factor', { maxAge: CODE_WAITS });
  const identifier = `2fa-${randomBytes(20).toString('base64url')}`;
  const expiresAt = new Date(born.session.createdAt.getTime() + CODE_WAITS * 1000);
  await internalAdapter.createVerificationValue({ identifier, value: born.user.id, expiresAt });
  await internalAdapter.createVerificationValue({
    identifier: `2fa-attempts-${identifier}`,
    value: '0',
    expiresAt,
  });
  await context.setSignedCookie(cookie.name, identifier, secret, cookie.attributes);
}

async function made(db: Db, user: string | undefined): Promise<void> {
  if (user) await record(db, { actor: user, act: 'passkey.made', object: `user/${user}`, at: new Date() });
}

function whoTries({ body, headers }: Asked): [account: string, address: string] {
  const email = (body as { email?: unknown } | undefined)?.email;
  return [typeof email === 'string' ? email.slice(0, 320) : '', headers?.get(ADDRESS_HEADER) ?? 'unknown'];
}

/** A device that need not give a code for thirty days: not with papers of patients behind it. */
const trusts = (body: unknown): boolean =>
  Boolean((body as { trustDevice?: unknown } | undefined)?.trustDevice);
