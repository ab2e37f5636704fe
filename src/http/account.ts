import { Router } from 'express';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { z } from 'zod';
import { record } from '../db/audit.ts';
import { passkeysOf, removePasskey } from '../db/passkeys.ts';
import { endOtherSessions, endSessions, sessionsOf } from '../db/sessions.ts';
import { passwordOf, setPassword } from '../db/staff.ts';
import type { Account } from './account-contract.ts';
import type { Deps } from './deps.ts';
import { bodyAs, idFrom } from './input.ts';
import { notFound, Refused } from './problems.ts';
import { seatOf, type Seat } from './session.ts';
import { newPassword } from './welcome.ts';

const NewPassword = z.object({ current: z.string().max(128), next: newPassword });
/** Whoever sits at a desk that was left open does not find the password by trying. */
const WRONG = 5;
const SECONDS = 15 * 60;

/** What somebody sees and ends of their own sign-ins. Sessions are named by id: a token never leaves the cookie. */
export function account(deps: Deps): Router {
  const router = Router();
  router.get('/api/account', async (_request, response) => {
    const seat = seatOf(response);
    // Sessions live by the machine's clock, as better-auth does, not by one that a demo moves.
    const open = await sessionsOf(deps.db, seat.id, new Date());
    const sessions = open.map(({ id, agent, address, proof, begun, used }) => ({
      id,
      agent: agent.slice(0, 300),
      address,
      proof,
      begun: begun.toISOString(),
      used: used.toISOString(),
      here: id === seat.session,
    }));
    const passkeys = (await passkeysOf(deps.db, seat.id)).map(({ id, name, madeAt }) => ({
      id,
      name: name ?? '',
      made: madeAt?.toISOString() ?? '',
    }));
    const { email, secondStep } = seat;
    const demanded = deps.secondStep === true;
    const password = (await passwordOf(deps.db, seat.id)) !== undefined;
    response.json({ email, password, secondStep, demanded, passkeys, sessions } satisfies Account);
  });

  router.post('/api/account/passkeys/:id/remove', async (request, response) => {
    const seat = seatOf(response);
    const id = idFrom(request.params.id);
    if (!(await removePasskey(deps.db, seat.id, id))) throw notFound();
    const object = `user/${seat.id}`;
    await record(deps.db, { actor: seat.id, act: 'passkey.removed', object, at: deps.now() });
    response.json({ ok: true });
  });

  const tries = new RateLimiterMemory({ points: WRONG, duration: SECONDS });
  router.post('/api/account/password', async (request, response) => {
    const seat = seatOf(response);
    const { current, next } = bodyAs(NewPassword, request.body);
    await tries.consume(seat.id).catch(() => {
      throw new Refused(429, { code: 'busy', message: 'Too many tries. Please wait 15 minutes.' });
    });
    const { password } = await deps.auth.$context;
    const old = await passwordOf(deps.db, seat.id);
    if (!old || !(await password.verify({ hash: old, password: current }))) throw wrongPassword();
    const hash = await password.hash(next);
    const at = deps.now();
    await deps.db.transaction().execute(async (tx) => {
      await setPassword(tx, seat.id, hash, at);
      await endOtherSessions(tx, seat.id, seat.session);
      await record(tx, { actor: seat.id, act: 'password.changed', object: `user/${seat.id}`, at });
    });
    await tries.delete(seat.id);
    response.json({ ok: true });
  });

  const end = async (seat: Seat, only?: string) => {
    const count = await endSessions(deps.db, seat.id, only);
    if (!count) throw notFound();
    const at = deps.now();
    await record(deps.db, {
      actor: seat.id,
      act: 'session.ended',
      object: `user/${seat.id}`,
      detail: `${count}`,
      at,
    });
  };
  router.post('/api/account/sessions/end', async (_request, response) => {
    await end(seatOf(response));
    response.json({ ok: true });
  });
  router.post('/api/account/sessions/:id/end', async (request, response) => {
    await end(seatOf(response), String(request.params.id));
    response.json({ ok: true });
  });
  return router;
}

const wrongPassword = () =>
  new Refused(422, {
    code: 'wrong_password',
    message: 'The password is not right.',
    fields: { current: 'The password is not right.' },
  });
