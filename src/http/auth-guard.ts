import { createHmac } from 'node:crypto';
import { APIError } from 'better-auth/api';
import type { Db } from '../db/connect.ts';
import { spendCode } from '../db/sessions.ts';
import { isOff } from '../db/staff.ts';
import { LEAVING, RETURNING } from './directory.ts';
import { ASKING, MAKING, SHOWING } from './passkeys.ts';

/** How a session was opened. Only `password` is one step alone. */
export type Proof = 'password' | 'code' | 'passkey' | 'directory';

/** What every desk uses of better-auth's routes. */
export const OPEN = new Set([
  '/sign-in/email',
  '/sign-out',
  ...MAKING,
  ASKING,
  SHOWING,
  '/two-factor/enable',
  '/two-factor/verify-totp',
  '/two-factor/verify-backup-code',
]);

/** What there is of better-auth's routes here. */
export const routes = (directory: boolean): ReadonlySet<string> =>
  directory ? new Set([...OPEN, LEAVING, RETURNING]) : OPEN;

/** Routes at which somebody could guess codes. */
export const GUESSABLE = ['/two-factor/verify-totp', '/two-factor/verify-backup-code'];

/** Sign-ins of which the directory says that it asked for two steps. */
const strong = new WeakSet<object>();
export const asStrong = (visit: object): void => void strong.add(visit);

function proofOf(visit: Asked | null): Proof {
  const path = visit?.path;
  if (visit && strong.has(visit)) return 'directory';
  if (path && GUESSABLE.includes(path)) return 'code';
  if (path === SHOWING) return 'passkey';
  return 'password';
}

interface Fresh {
  userId: string;
  createdAt: Date;
}
interface Asked {
  path?: string;
  body?: unknown;
}

/**
 * What every new session is given: how it was opened, and when it ends at the latest. An account that is off gets none.
 * A code of the authenticator app that opened something before opens nothing now.
 */
export function atBirth(db: Db, secret: string, longest: number) {
  return async <S extends Fresh>(session: S, context: Asked | null) => {
    if (await isOff(db, session.userId))
      throw new APIError('FORBIDDEN', {
        code: 'ACCOUNT_OFF',
        message: 'This account is switched off. Please ask an administrator.',
      });
    const code = (context?.body as { code?: unknown } | undefined)?.code;
    if (context?.path === '/two-factor/verify-totp' && typeof code === 'string') {
      const hash = createHmac('sha256', secret).update(`${session.userId} ${code}`).digest('base64url');
      if (!(await spendCode(db, { user: session.userId, code: hash, at: session.createdAt })))
        throw new APIError('UNAUTHORIZED', {
          code: 'USED_CODE',
          message: 'This code was used before. Please sign in again with the next one.',
        });
    }
    const endsAt = new Date(session.createdAt.getTime() + longest * 1000);
    return { data: { ...session, proof: proofOf(context), endsAt } };
  };
}
