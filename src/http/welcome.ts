import express, { Router } from 'express';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { z } from 'zod';
import { record } from '../db/audit.ts';
import type { Tx } from '../db/connect.ts';
import { closeInvitation, invitationBy, type Invitation } from '../db/invitations.ts';
import { endSessions } from '../db/sessions.ts';
import { addMember, forgetSecondStep, memberOf, setPassword } from '../db/staff.ts';
import type { Welcome } from './account-contract.ts';
import type { Role } from './contract.ts';
import type { Deps } from './deps.ts';
import { bodyAs, words } from './input.ts';
import { hashOf } from './links.ts';
import { Refused } from './problems.ts';
import { fromOurPages } from './session.ts';

/** Of one address in a quarter of an hour. Nobody finds 256 bits by trying; this spares the processor. */
const TRIES = 40;
const SECONDS = 15 * 60;

const Token = z.object({ token: z.string().regex(/^[\w-]{43}$/) });
/** What every password of the desk is. */
export const newPassword = z
  .string({ error: 'Please choose a password.' })
  .min(12, 'Please take 12 characters or more.')
  .max(128, 'Please keep this under 128 characters.');
const Doctor = z.object({ qualification: words(100), registration: words(100) });
const Chosen = z.object({ password: newPassword });

/** What somebody does who holds a one-time link, before they are signed in. Nothing here says whether an address is known. */
export function welcome(deps: Deps): Router {
  const { db, now } = deps;
  const router = Router();
  const tries = new RateLimiterMemory({ points: TRIES, duration: SECONDS });
  router.use(
    '/api/welcome',
    fromOurPages(deps),
    express.json({ limit: '16kb' }),
    async (request, response, next) => {
      response.set('cache-control', 'no-store');
      await tries.consume(request.ip ?? '').catch(() => {
        throw new Refused(429, { code: 'busy', message: 'Too many tries. Please wait 15 minutes.' });
      });
      next();
    },
  );

  const openLink = async (tx: Tx, body: unknown): Promise<Invitation> => {
    const token = Token.safeParse(body);
    const one = token.success ? await invitationBy(tx, hashOf(token.data.token), now()) : undefined;
    // What mends an account is over when the account is switched off.
    if (!one || (one.user && (await memberOf(tx, one.email))?.offAt)) throw over();
    return one;
  };

  router.post('/api/welcome/look', async (request, response) => {
    const { purpose, email, name, role } = await openLink(db, request.body);
    response.json({ purpose, email, name, role: role as Role } satisfies Welcome);
  });

  router.post('/api/welcome/take', async (request, response) => {
    const one = await openLink(db, request.body);
    const body: unknown = request.body;
    const doctor = one.purpose === 'account' && one.role === 'reviewer' ? bodyAs(Doctor, body) : undefined;
    const { $context } = deps.auth;
    const hash =
      one.purpose === 'second_step'
        ? undefined
        : await (await $context).password.hash(bodyAs(Chosen, body).password);
    await db.transaction().execute(async (tx) => {
      // Of two who open it at once, one finds it closed.
      if (!(await closeInvitation(tx, one.id, 'used_at', now()))) throw over();
      const user = one.user ?? (await addMember(tx, { ...one, ...doctor }, now()));
      if (!user) throw over();
      if (hash) await setPassword(tx, user, hash, now());
      else await forgetSecondStep(tx, user);
      await endSessions(tx, user);
      await record(tx, { actor: user, act: ACTS[one.purpose], object: `user/${user}`, at: now() });
    });
    response.json({ ok: true });
  });
  return router;
}

const ACTS = {
  account: 'staff.joined',
  password: 'staff.password_mended',
  second_step: 'staff.second_step_mended',
} as const;

const over = () =>
  new Refused(404, {
    code: 'link_over',
    message: 'This link is over. It opens once, within three days. Please ask for a new one.',
  });
