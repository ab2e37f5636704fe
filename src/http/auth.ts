import { betterAuth } from 'better-auth';
import { APIError, createAuthMiddleware } from 'better-auth/api';
import { bearer, twoFactor } from 'better-auth/plugins';
import type { Db } from '../db/connect.ts';
import { lockout } from './lockout.ts';

export interface AuthSettings {
  /** At least 32 characters; signs session cookies. */
  secret: string;
  /** Where browsers find us, such as `https://desk.example`. */
  publicUrl: string;
  production: boolean;
  /** A connected client of the `redis` package, to count wrong passwords over many processes. */
  redis?: unknown;
}

/** Header in which we tell the address of who asks; whatever a client sends in it is overwritten. */
export const ADDRESS_HEADER = 'x-desk-address';

const HOUR = 60 * 60;
const TOO_MANY = { code: 'busy', message: 'Too many wrong passwords. Please try again in 15 minutes.' };

/**
 * Sign-in for the desk: password, then the code of an authenticator app where one is set up.
 * Nobody can sign up over HTTP. A session ends 12 hours after it was last used.
 */
export function createAuth(db: Db, settings: AuthSettings) {
  const limits = lockout(settings.redis);
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
    disabledPaths: CLOSED,
    session: { expiresIn: 12 * HOUR, updateAge: HOUR / 4, cookieCache: { enabled: false } },
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
    plugins: [twoFactor({ issuer: 'Doosri Rai' }), bearer()],
    hooks: {
      before: createAuthMiddleware(async (context) => {
        if (context.path !== '/sign-in/email') return;
        const [account, address] = whoTries(context);
        if (!(await limits.begin(account, address))) throw new APIError('TOO_MANY_REQUESTS', TOO_MANY);
      }),
      after: createAuthMiddleware(async (context) => {
        if (context.path !== '/sign-in/email' || context.context.returned instanceof APIError) return;
        await limits.succeed(...whoTries(context));
      }),
    },
  });
}

export type Auth = ReturnType<typeof createAuth>;

/** What better-auth offers and the desk does not: accounts are made and changed by the service's own command. */
const CLOSED = [
  '/sign-up/email',
  '/sign-in/social',
  '/update-user',
  '/change-email',
  '/delete-user',
  '/link-social',
  '/unlink-account',
  '/request-password-reset',
  '/reset-password',
  '/send-verification-email',
];

function whoTries(context: { body?: unknown; headers?: Headers }): [account: string, address: string] {
  const email = (context.body as { email?: unknown } | undefined)?.email;
  return [
    typeof email === 'string' ? email.slice(0, 320) : '',
    context.headers?.get(ADDRESS_HEADER) ?? 'unknown',
  ];
}

/** Outside production the desk may be opened under any name of this machine, so the request's own host counts too. */
function ownOrigins(settings: AuthSettings, request?: Request): string[] {
  const host = request?.headers.get('host');
  if (settings.production || !host) return [settings.publicUrl];
  return [settings.publicUrl, `http://${host}`, `https://${host}`];
}
