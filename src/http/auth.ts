import { betterAuth } from 'better-auth';
import { APIError, createAuthMiddleware, getSessionFromCtx } from 'better-auth/api';
import { bearer, twoFactor } from 'better-auth/plugins';
import type { Db } from '../db/connect.ts';
import { endSessionsByPassword } from '../db/sessions.ts';
import { answers } from '../db/waits.ts';
import { atBirth, GUESSABLE } from './auth-guard.ts';
import { lockout } from './lockout.ts';

export interface AuthSettings {
  /** At least 32 characters; signs session cookies. */
  secret: string;
  /** Where browsers find us, such as `https://desk.example`. */
  publicUrl: string;
  production: boolean;
  /** A connected client of the `redis` package, to count wrong passwords over many processes. */
  redis?: unknown;
  /** In seconds: a session ends after this long without use, and after this long whatever was done. */
  sessions?: { idle: number; longest: number };
}

/** Header in which we tell the address of who asks; whatever a client sends in it is overwritten. */
export const ADDRESS_HEADER = 'x-desk-address';

const HOUR = 60 * 60;
const SESSIONS = { idle: HOUR, longest: 12 * HOUR };
const TOO_MANY = { code: 'busy', message: 'Too many wrong passwords. Please try again in 15 minutes.' };
const AWAY = { code: 'away', message: 'The database does not answer. Please try again in a minute.' };
const TOO_MANY_CODES = { code: 'busy', message: 'Too many wrong codes. Please try again in 15 minutes.' };

/**
 * Sign-in for the desk: password, then the code of an authenticator app where one is set up.
 * Nobody can sign up over HTTP. A session ends when nobody used it for a while, and after a day's work in any case.
 */
export function createAuth(db: Db, settings: AuthSettings) {
  const limits = lockout(settings.redis);
  const { idle, longest } = settings.sessions ?? SESSIONS;
  return betterAuth({
    appName: 'Doosri Rai',
    baseURL: settings.publicUrl,
    basePath: '/api/auth',
    secret: settings.secret,
    database: { db, type: 'postgres', transaction: true },
    telemetry: { enabled: false },
    // Its messages may name accounts; failures are answered and counted, not logged.
    logger: { disabled: true },
    rateLimit: { enabled: false },
    trustedOrigins: (request) => ownOrigins(settings, request),
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12, maxPasswordLength: 128 },
    session: {
      expiresIn: idle,
      updateAge: Math.ceil(idle / 20),
      cookieCache: { enabled: false },
      additionalFields: {
        proof: { type: 'string', required: true, defaultValue: 'password', input: false },
        endsAt: { type: 'date', required: false, input: false },
      },
    },
    databaseHooks: { session: { create: { before: atBirth(db, settings.secret, longest) } } },
    user: {
      additionalFields: {
        role: { type: 'string', required: true, defaultValue: 'coordinator', input: false },
        qualification: { type: 'string', required: false, input: false },
        registration: { type: 'string', required: false, input: false },
      },
    },
    advanced: {
      cookiePrefix: 'doosri-rai',
      useSecureCookies: settings.publicUrl.startsWith('https:'),
      defaultCookieAttributes: { sameSite: 'strict', httpOnly: true },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
    },
    plugins: [
      twoFactor({
        issuer: 'Doosri Rai',
        // Each sign-in allows five wrong codes; an account allows ten in a row before it rests.
        accountLockout: { enabled: true, maxFailedAttempts: 10, durationSeconds: HOUR / 4 },
      }),
      bearer(),
    ],
    hooks: {
      before: createAuthMiddleware(async (context) => {
        const [account, address] = whoTries(context);
        // What the database cannot answer is no wrong password, and shall not lock anybody out.
        if (context.path === '/sign-in/email' || GUESSABLE.includes(context.path))
          await answers(db).catch(() => {
            throw new APIError('SERVICE_UNAVAILABLE', AWAY);
          });
        if (context.path === '/sign-in/email' && !(await limits.begin(account, address)))
          throw new APIError('TOO_MANY_REQUESTS', TOO_MANY);
        if (!GUESSABLE.includes(context.path)) return;
        if (!(await limits.beginCode(address))) throw new APIError('TOO_MANY_REQUESTS', TOO_MANY_CODES);
        // Whoever is inside has no code to prove, and shall not be told which one is right.
        if ((await getSessionFromCtx(context))?.user['twoFactorEnabled'] || trusts(context.body))
          throw new APIError('BAD_REQUEST', { code: 'invalid', message: 'There is no code to give here.' });
      }),
      after: createAuthMiddleware(async (context) => {
        if (context.context.returned instanceof APIError) return;
        const [account, address] = whoTries(context);
        if (context.path === '/sign-in/email') await limits.succeed(account, address);
        if (!GUESSABLE.includes(context.path)) return;
        await limits.succeedCode(address);
        const user = context.context.newSession?.user.id;
        if (user) await endSessionsByPassword(db, user);
      }),
    },
  });
}

export type Auth = ReturnType<typeof createAuth>;

function whoTries(context: { body?: unknown; headers?: Headers }): [account: string, address: string] {
  const email = (context.body as { email?: unknown } | undefined)?.email;
  return [
    typeof email === 'string' ? email.slice(0, 320) : '',
    context.headers?.get(ADDRESS_HEADER) ?? 'unknown',
  ];
}

/** A device that need not give a code for thirty days: not with papers of patients behind it. */
const trusts = (body: unknown): boolean =>
  Boolean((body as { trustDevice?: unknown } | undefined)?.trustDevice);

/** Outside production the desk may be opened under any name of this machine, so the request's own host counts too. */
function ownOrigins(settings: AuthSettings, request?: Request): string[] {
  const host = request?.headers.get('host');
  if (settings.production || !host) return [settings.publicUrl];
  return [settings.publicUrl, `http://${host}`, `https://${host}`];
}
