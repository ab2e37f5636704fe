import { Router } from 'express';
import { z } from 'zod';
import type { Tx } from '../db/connect.ts';
import { lookAtPaper } from '../db/paper-times.ts';
import { askRetake } from '../db/retakes.ts';
import { pageFor } from './access.ts';
import { perform } from './acts.ts';
import { refusedToWrite } from './conversations.ts';
import type { Deps } from './deps.ts';
import { actId, bodyAs } from './input.ts';
import { conflict } from './problems.ts';
import { allow, seatOf } from './session.ts';

/** What can be wrong with a photo, and `page_missing`: another page of the report did not come. Each has its words in the locales. */
export const FAULTS = [
  'blurred',
  'dark',
  'glare',
  'cut',
  'far',
  'small',
  'covered',
  'not_a_page',
  'page_missing',
] as const;
const Retake = z.object({ fault: z.enum(FAULTS), id: actId.optional() });

/** A paper is asked for once more, and somebody looks at it. */
export function retakes(deps: Deps): Router {
  const router = Router();

  router.post('/api/pages/:document/:number/retake', async (request, response) => {
    const seat = seatOf(response);
    const { one, page, document, number } = await pageFor(deps, seat, request.params);
    allow(seat, 'paper');
    const { fault, id } = bodyAs(Retake, request.body);
    await refusedToWrite(deps, one);
    const photo = await deps.photo(await deps.files.get(deps.db, one.key, page.file));
    const hash = await deps.files.put(deps.db, one.id, one.key, photo);
    const picture = { hash, name: 'photo.jpg', mime: 'image/jpeg' };
    const by = { id: seat.id, name: seat.name };
    const event = { kind: 'retake_asked' as const, by, document, fault, picture };
    const also = async (tx: Tx, at: Date) => {
      const asked = { case: one.id, document, page: number, fault, user: seat.id };
      if (!(await askRetake(tx, asked, at)))
        throw conflict(
          'The family was asked for this paper already. Wait for their photo, or write to them.',
        );
    };
    response.json(await perform(deps, seat, one, { event, id, name: 'paper.retake', detail: fault, also }));
  });

  /** The page is before somebody's eyes: by this the time a paper takes is known. */
  router.post('/api/pages/:document/:number/look', async (request, response) => {
    const seat = seatOf(response);
    const { document } = await pageFor(deps, seat, request.params);
    allow(seat, 'paper');
    await lookAtPaper(deps.db, document, deps.now());
    response.json({ ok: true });
  });

  return router;
}
