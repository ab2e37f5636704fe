import { Router } from 'express';
import { z } from 'zod';
import { STATUSES } from '../cases/status.ts';
import { markCase } from '../db/marks.ts';
import { caseFor, looked } from './access.ts';
import { perform } from './acts.ts';
import type { Deps } from './deps.ts';
import { actId, bodyAs, maybe } from './input.ts';
import { knownOf } from './known.ts';
import { conflict, notAllowed } from './problems.ts';
import { eyesOf } from './reviewing.ts';
import { allow, seatOf } from './session.ts';
import { viewOf, whyNot } from './view.ts';

const Move = z.object({ to: z.enum(STATUSES), reason: maybe(1_000).optional(), id: actId.optional() });

const Seen = z.object({ fact: z.string().max(60).nullable(), paper: z.string().max(60).nullable() });

/** What to do when the status table says no. */
const REFUSALS: Record<string, string> = {
  not_allowed: 'The case cannot move there from where it is, or not by you. Please reload the page.',
  consent: 'The family has not agreed to the second opinion, or has taken it back.',
  identity: 'A paper may be of another person. Please settle that task first.',
  gate: 'A report from tissue or blood is missing. Nobody can review the case without it.',
  signed: 'There is no signed opinion yet.',
};

/** `GET /api/cases/:id` and what moves it. */
export function cases(deps: Deps): Router {
  const router = Router();

  router.get('/api/cases/:id', async (request, response) => {
    const seat = seatOf(response);
    const one = await caseFor(deps, seat, request.params.id);
    const view = await viewOf(deps, seat, one, await knownOf(deps, one, eyesOf(seat)));
    await looked(deps, seat, 'case.viewed', `case/${one.id}`);
    response.json(view);
  });

  router.post('/api/cases/:id/seen', async (request, response) => {
    const seat = seatOf(response);
    const one = await caseFor(deps, seat, request.params.id);
    await markCase(deps.db, seat.id, one.id, bodyAs(Seen, request.body), deps.now());
    response.json({ ok: true });
  });

  router.post('/api/cases/:id/status', async (request, response) => {
    const seat = seatOf(response);
    const one = await caseFor(deps, seat, request.params.id);
    allow(seat, 'move');
    const { to, reason, id } = bodyAs(Move, request.body);
    if (to === 'signed') throw notAllowed('A case is signed by signing its opinion.');
    const all = await knownOf(deps, one);
    const codes = seat.policy.moves().map((by) => whyNot(by, one.status, to, all));
    // The same press a second time: the case is there already, and the first act answers.
    if (!codes.includes(null) && !(id && one.status === to)) {
      const why = codes.find((code) => code !== 'not_allowed') ?? 'not_allowed';
      throw conflict(REFUSALS[why] ?? REFUSALS['not_allowed']!);
    }
    const by = { id: seat.id, name: seat.name };
    const event = { kind: 'status_changed' as const, to, by, ...(reason ? { reason } : {}) };
    response.json(
      await perform(deps, seat, one, { event, id, name: 'case.moved', detail: `${one.status}>${to}` }),
    );
  });

  return router;
}
