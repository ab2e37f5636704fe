import { Router } from 'express';
import { z } from 'zod';
import { conflictsIn, placeOfWord, sidesAs } from '../cases/conflicts.ts';
import type { Fact } from '../cases/facts.ts';
import { isIdentity } from '../cases/identity.ts';
import { standing } from '../cases/rejected.ts';
import { newId } from '../db/ids.ts';
import { caseFor } from './access.ts';
import { perform } from './acts.ts';
import type { Deps } from './deps.ts';
import { actId, bodyAs, words } from './input.ts';
import { agreed, knownOf } from './known.ts';
import { conflict, notFound } from './problems.ts';
import { allow, seatOf } from './session.ts';

const Word = z.object({ topic: z.string().max(120), note: words(1_000), id: actId.optional() });

/**
 * `POST /api/cases/:id/conflicts`: somebody has seen what two sources say differently, and says what they make of it. Without that
 * nothing is signed; a further source that says something else has to be seen anew.
 */
export function conflicts(deps: Deps): Router {
  return Router().post('/api/cases/:id/conflicts', async (request, response) => {
    const seat = seatOf(response);
    const one = await caseFor(deps, seat, request.params.id);
    allow(seat, 'fact');
    const { topic, note, id } = bodyAs(Word, request.body);
    // Who reviews does not know of what tells who the patient is.
    if (isIdentity({ path: topic }) && !seat.policy.identity()) throw notFound();
    const { facts, consents } = await knownOf(deps, one);
    if (!agreed(consents, 'service'))
      throw conflict('The family has not agreed yet, or has taken it back. Nothing can be added.');
    const found = conflictsIn(standing(facts)).find((other) => other.topic === topic);
    if (!found) throw conflict('The sources do not disagree on this any more. Please look again.');
    const at = deps.now();
    const fact: Fact = {
      id: newId(at),
      ...placeOfWord(topic),
      value: note,
      normal: sidesAs(found),
      at: at.toISOString(),
      from: { kind: 'staff', user: seat.id },
      accepted: true,
    };
    const event = { kind: 'fact_added' as const, fact, by: { id: seat.id, name: seat.name } };
    response.json(await perform(deps, seat, one, { event, id, name: 'conflict.seen', detail: topic }));
  });
}
