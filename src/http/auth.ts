import { betterAuth } from 'better-auth';
import { bearer, twoFactor } from 'better-auth/plugins';
import type { Db } from '../db/connect.ts';
import { asStrong, atBirth } from './auth-guard.ts';
import { ADDRESS_HEADER, after, before } from './auth-hooks.ts';
import { directoryPlugin, isStrong, isVerified, type Directory } from './directory.ts';
import { lockout } from './lockout.ts';
import { passkeys } from './passkeys.ts';

export interface AuthSettings {
  /** At least 32 characters; signs session cookies. */
  secret: string;
  /** Where browsers find us, such as `https://desk.example`. */
  publicUrl: string;
  production: boolean;
  /** Nothing opens for a password alone. */
  secondStep?: boolean;
  /** A hospital's directory that its people sign in by. */
  directory?: Directory | undefined;
  /** A connected client of the `redis` package, to count wrong passwords over many processes. */
  redis?: unknown;
  /** In seconds: a session ends after this long without use, and after this long whatever was done. */
  sessions?: { idle: number; longest: number };
}

const HOUR = 60 * 60;
const FRESH = HOUR / 4;
const SESSIONS = { idle: HOUR, longest: 12 * HOUR };

/**
 * Sign-in for the desk: a passkey, or a password and then the code of an authenticator app where one is set up.
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
    // Thrown on, a fault of the house is logged once by its name; else it would stand on stderr with all it holds.
    onAPIError: { errorURL: `${settings.publicUrl}/console/`, throw: true },
    trustedOrigins: (request) => ownOrigins(settings, request),
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12, maxPasswordLength: 128 },
    session: {
      expiresIn: idle,
      updateAge: Math.ceil(idle / 20),
      cookieCache: { enabled: false },
      // What opens the desk alone, a passkey, is made soon after a sign-in: not at a desk that was left open.
      freshAge: FRESH,
      additionalFields: {
        proof: { type: 'string', required: true, defaultValue: 'password', input: false },
        endsAt: { type: 'date', required: false, input: false },
      },
    },
    databaseHooks: {
      session: { create: { before: atBirth(db, settings.secret, longest) } },
      account: { create: { before: withoutTokens } },
    },
    account: { updateAccountOnSignIn: false, accountLinking: { trustedProviders: [] } },
    user: {
      validateUserInfo: ({ source }, visit) => {
        const claims = source.oauth?.profile;
        if (!claims || !isVerified(claims)) return { error: 'email_not_verified' };
        if (isStrong(claims)) asStrong(visit);
      },
      additionalFields: {
        role: { type: 'string', required: true, defaultValue: 'coordinator', input: false },
        qualification: { type: 'string', required: false, input: false },
        registration: { type: 'string', required: false, input: false },
        offAt: { type: 'date', required: false, input: false },
      },
    },
    advanced: {
      cookiePrefix: 'doosri-rai',
      useSecureCookies: settings.publicUrl.startsWith('https:'),
      defaultCookieAttributes: { sameSite: 'strict', httpOnly: true },
      // Whoever comes back from a directory comes from another site.
      cookies: { state: { attributes: { sameSite: 'lax' } } },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
    },
    plugins: [
      twoFactor({
        issuer: 'Doosri Rai',
        // Whoever comes by the directory may have no password here to give.
        allowPasswordless: true,
        // Each sign-in allows five wrong codes; an account allows ten in a row before it rests.
        accountLockout: { enabled: true, maxFailedAttempts: 10, durationSeconds: HOUR / 4 },
      }),
      passkeys(settings),
      ...(settings.directory ? [directoryPlugin(db, settings.directory)] : []),
      bearer(),
    ],
    hooks: { before: before(db, limits, settings.secondStep === true), after: after(db, limits) },
  });
}

export type Auth = ReturnType<typeof createAuth>;

/** What a directory gave is not kept: nothing here is asked of it later. */
async function withoutTokens<A extends object>(account: A) {
  return { data: { ...account, accessToken: null, refreshToken: null, idToken: null } };
}

/** Outside production the desk may be opened under any name of this machine, so the request's own host counts too. */
function ownOrigins(settings: AuthSettings, request?: Request): string[] {
  const host = request?.headers.get('host');
  if (settings.production || !host) return [settings.publicUrl];
  return [settings.publicUrl, `http://${host}`, `https://${host}`];
}
