import { Router } from 'express';
import { z } from 'zod';
import { boardOf } from '../db/board/board.ts';
import type { Look } from '../db/board/cohort.ts';
import { linesBehind } from '../db/board/lists.ts';
import { looked } from './access.ts';
import type { Board, BoardList } from './contract.ts';
import type { Deps } from './deps.ts';
import { bodyAs } from './input.ts';
import { notAllowed, notFound } from './problems.ts';
import { seatOf, type Seat } from './session.ts';

const DAY = 86_400_000;
/** A reviewer's signatures count for so long. */
const LAST = 30 * DAY;
const MOST_DAYS = 366;

const day = z.iso.date({ error: 'Please give a day, like 2026-11-24.' });
const code = z.string().regex(/^[a-z_]{1,20}$/);
const Query = z
  .object({
    from: day,
    to: day,
    language: code.optional(),
    channel: code.optional(),
    speaker: code.optional(),
  })
  .refine(({ from, to }) => from <= to, {
    path: ['to'],
    message: 'Please choose an end after the beginning.',
  })
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) < MOST_DAYS * DAY, {
    path: ['to'],
    message: 'Please choose a year at most.',
  });
const List = z.object({
  what: z.string().regex(/^[a-z]{1,20}(\.[a-z0-9_]{1,30})?$/),
  who: z.string().max(64).default(''),
});

/** The lead's board, and the list behind each of its numbers. Nobody else sees them. */
export function board(deps: Deps): Router {
  const router = Router();

  router.get('/api/board', async (request, response) => {
    const seat = overseer(seatOf(response));
    const asked = bodyAs(Query, request.query);
    const figures = await boardOf(deps.db, lookOf(seat, asked), since(deps));
    await looked(deps, seat, 'board.viewed', `board/${asked.from}~${asked.to}`);
    response.json({ from: asked.from, to: asked.to, ...figures } satisfies Board);
  });

  router.get('/api/board/list', async (request, response) => {
    const seat = overseer(seatOf(response));
    const { what, who } = bodyAs(List, request.query);
    const look = lookOf(seat, bodyAs(Query, request.query));
    const found = await linesBehind(deps.db, look, what, who, since(deps));
    if (!found) throw notFound();
    await looked(deps, seat, 'board.listed', `board/${what}`);
    response.json(found satisfies BoardList);
  });

  return router;
}

function overseer(seat: Seat): Seat {
  if (!seat.policy.may('oversee')) throw notAllowed('Only a lead sees the board.');
  return seat;
}

const since = (deps: Deps) => new Date(deps.now().getTime() - LAST);

/** From midnight to midnight in India. */
function lookOf(seat: Seat, { from, to, ...filter }: z.infer<typeof Query>): Look {
  const given = Object.entries(filter).filter(([, value]) => value !== undefined);
  return {
    from: new Date(`${from}T00:00:00+05:30`),
    to: new Date(Date.parse(`${to}T00:00:00+05:30`) + DAY),
    sees: seat.policy.sees(),
    ...(Object.fromEntries(given) as Partial<Look>),
  };
}
