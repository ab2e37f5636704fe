import { Router } from 'express';
import { z } from 'zod';
import { eraseCase } from '../db/erase.ts';
import { caseFor } from './access.ts';
import type { Deps } from './deps.ts';
import { bodyAs, words } from './input.ts';
import { conflict } from './problems.ts';
import { allow, seatOf } from './session.ts';

const Erase = z.object({ reference: words(20) });

/**
 * `POST /api/cases/:id/erase` { reference }: destroys the case's keys for good. The reference is typed again, so that
 * nobody erases another case than they mean.
 */
export function erase(deps: Deps): Router {
  return Router().post('/api/cases/:id/erase', async (request, response) => {
    const seat = seatOf(response);
    const one = await caseFor(deps, seat, request.params.id);
    allow(seat, 'erase');
    const { reference } = bodyAs(Erase, request.body);
    if (reference.toUpperCase() !== one.reference)
      throw conflict('This is not the reference of this case. Nothing was erased.');
    const conversations = await eraseCase(deps.db, deps.vault, one.id, seat.id, deps.now());
    for (const conversation of conversations) deps.changed.emit({ conversation, case: one.id });
    response.json({ ok: true });
  });
}
