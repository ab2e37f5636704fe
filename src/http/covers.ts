import { Router } from 'express';
import { z } from 'zod';
import type { CoverAct } from '../cases/covers.ts';
import { record } from '../db/audit.ts';
import { keepCover } from '../db/covers.ts';
import { pageFor } from './access.ts';
import type { Deps } from './deps.ts';
import { bodyAs } from './input.ts';
import { conflict, Refused } from './problems.ts';
import { allow, seatOf } from './session.ts';

const side = z.number().int().min(0).max(20_000);
const Area = z.tuple([side, side, side.min(1), side.min(1)]);
const Cover = z.discriminatedUnion('do', [
  z.object({ do: z.literal('cover'), box: Area }),
  z.object({ do: z.literal('uncover'), box: Area }),
  z.object({ do: z.literal('clear') }),
]);

/** `POST /api/pages/:document/:number/covers`: what whoever reviews does not see of a page is more, or less. */
export function covers(deps: Deps): Router {
  return Router().post('/api/pages/:document/:number/covers', async (request, response) => {
    const seat = seatOf(response);
    const { one, page, document, number } = await pageFor(deps, seat, request.params);
    allow(seat, 'paper');
    const act: CoverAct = bodyAs(Cover, request.body);
    if (act.do === 'cover') refuseOutside(act.box, page);
    const at = deps.now();
    await deps.db.transaction().execute(async (tx) => {
      if (!(await keepCover(tx, deps.vault, one, { document, number }, { act, user: seat.id, at })))
        throw conflict('This case has too many covers already.');
      const object = `page/${document}/${number}`;
      await record(tx, { actor: seat.id, act: `page.${act.do}ed`, object, at });
    });
    deps.changed.emit({ conversation: one.conversation, case: one.id });
    response.json({ ok: true });
  });
}

function refuseOutside([x, y, w, h]: readonly number[], page: { width: number; height: number }): void {
  if (x! + w! <= page.width && y! + h! <= page.height) return;
  const fields = { box: 'It reaches over the edge of the page.' };
  throw new Refused(422, { code: 'invalid', message: 'Please look at the marked fields.', fields });
}
