import { Router } from 'express';
import { record } from '../db/audit.ts';
import { endSessions, sessionsOf } from '../db/sessions.ts';
import type { Account } from './account-contract.ts';
import type { Deps } from './deps.ts';
import { notFound } from './problems.ts';
import { seatOf } from './session.ts';

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
    const { email, secondStep } = seat;
    response.json({ email, secondStep, demanded: deps.secondStep === true, sessions } satisfies Account);
  });

  const end = async (seat: ReturnType<typeof seatOf>, only?: string) => {
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
