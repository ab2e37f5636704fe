import { Router } from 'express';
import { z } from 'zod';
import { asksOf } from '../cases/asks.ts';
import type { CaseRow } from '../db/cases.ts';
import { caseFor } from './access.ts';
import { perform } from './acts.ts';
import type { ReadyReply } from './contract.ts';
import type { Deps } from './deps.ts';
import { actId, bodyAs, words } from './input.ts';
import { agreed, knownOf } from './known.ts';
import { conflict, notAllowed, notFound } from './problems.ts';
import { seatOf, type Seat } from './session.ts';

const Ask = z.object({
  text: words(1_000).optional(),
  /** A ready question instead. */
  ready: z.string().max(40).optional(),
  /** It is that question of a doctor, worded. */
  n: z.number().int().min(1).max(999).optional(),
  id: actId.optional(),
});

/** What a doctor asks of the family: the bot asks it in the chat, and the answer comes back as a fact. */
export function ask(deps: Deps): Router {
  const router = Router();

  router.get('/api/cases/:id/asks', async (request, response) => {
    const seat = seatOf(response);
    const one = await caseFor(deps, seat, request.params.id);
    mayAsk(seat);
    const said = (language: string, key: string) => deps.words.say(language, `asks.${key}`);
    response.json(
      deps.desk.asks.map((key): ReadyReply => ({
        key,
        text: said(one.language, key),
        english: said('en', key),
      })),
    );
  });

  router.post('/api/cases/:id/ask', async (request, response) => {
    const seat = seatOf(response);
    const one = await caseFor(deps, seat, request.params.id);
    mayAsk(seat);
    const { text, ready, n, id } = bodyAs(Ask, request.body);
    if (ready !== undefined && !deps.desk.asks.includes(ready)) throw notFound();
    const asked = ready === undefined ? text : deps.words.say(one.language, `asks.${ready}`);
    if (!asked) throw conflict('Write the question first.');
    if (one.status !== 'in_review' && one.status !== 'more_info')
      throw conflict('The family is asked while the case is in review. Please move it there first.');
    const { consents, known } = await knownOf(deps, one);
    if (!agreed(consents, 'service'))
      throw conflict('The family has not agreed to the second opinion, or has taken it back.');
    if (n !== undefined) {
      if (!seat.policy.may('talk')) throw notAllowed('The desk words what a doctor asks.');
      const waits = asksOf(known).some((one) => one.n === n && one.state === 'waits');
      // The same press a second time is answered by the first act.
      if (!waits && !id) throw conflict('This question went to the family already.');
    }
    const hold = ready === undefined && n === undefined && isWordedFirst(deps, seat, one);
    const event = {
      kind: 'question_asked' as const,
      text: asked,
      by: { id: seat.id, name: seat.name },
      ...(n === undefined ? {} : { n }),
      ...(hold ? { hold: true as const } : {}),
    };
    const done = await perform(deps, seat, one, {
      event,
      id,
      name: 'family.asked',
      detail: hold ? 'held' : '',
    });
    response.json({ ...done, held: hold });
  });

  return router;
}

/** Whoever writes opinions or speaks with families. */
function mayAsk(seat: Seat): void {
  if (!seat.policy.may('write') && !seat.policy.may('talk'))
    throw notAllowed('Your role may look at this, but not change it.');
}

/** Whether the desk words a doctor's own words first. Who speaks with families words them already. */
function isWordedFirst({ desk }: Deps, seat: Seat, { language }: CaseRow): boolean {
  if (seat.policy.may('talk') || desk.wording === 'never') return false;
  return desk.wording === 'always' || language !== 'en';
}
