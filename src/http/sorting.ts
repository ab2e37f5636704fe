import { Router, type Response } from 'express';
import { z } from 'zod';
import { isRejection } from '../cases/rejected.ts';
import type { Fact } from '../cases/facts.ts';
import type { CaseRow } from '../db/cases.ts';
import type { Tx } from '../db/connect.ts';
import { newId } from '../db/ids.ts';
import { findPaper, tellType } from '../db/papers.ts';
import { caseFor } from './access.ts';
import { perform } from './acts.ts';
import type { Deps } from './deps.ts';
import { actId, bodyAs, idFrom } from './input.ts';
import { agreed, knownOf, knownWith, type Known } from './known.ts';
import { conflict, notFound, Refused } from './problems.ts';
import { allow, seatOf, type Seat } from './session.ts';

const Told = z.object({ type: z.string().max(40), id: actId.optional() });
const Kept = z.object({ id: actId.optional() });

interface Asked {
  seat: Seat;
  one: CaseRow;
  all: Known;
  document: string;
}

/** What a paper is, and whose, where a machine could not tell or was not allowed to look. The conversation goes by it from then on. */
export function sorting(deps: Deps): Router {
  const router = Router();

  router.post('/api/papers/:document/type', async (request, response) => {
    const { seat, one, all, document } = await askedOf(deps, response, request.params.document);
    const { type, id } = bodyAs(Told, request.body);
    if (!deps.paperTypes.includes(type))
      throw new Refused(422, {
        code: 'invalid',
        message: 'Please choose what this paper is.',
        fields: { type: 'Choose one of these.' },
      });
    const papers = all.papers.map((paper) => (paper.id === document ? { ...paper, type } : paper));
    const { sheets } = knownWith(deps, all, [], papers);
    const event = { kind: 'papers_arranged' as const, by: { id: seat.id, name: seat.name }, papers: sheets };
    const also = (tx: Tx) => tellType(tx, document, type, seat.id);
    response.json(await perform(deps, seat, one, { event, id, name: 'paper.typed', detail: type, also }));
  });

  router.post('/api/papers/:document/patient', async (request, response) => {
    const { seat, one, all, document } = await askedOf(deps, response, request.params.document);
    const { id } = bodyAs(Kept, request.body);
    if (!agreed(all.consents, 'service'))
      throw conflict('The family has not agreed yet, or has taken it back. Nothing can be added.');
    if (!all.held.has(document)) throw conflict('Somebody has said already whose paper this is.');
    const facts = releasedOf(all.facts, document, deps.now());
    const { sheets, held } = knownWith(deps, all, facts);
    const event = {
      kind: 'papers_arranged' as const,
      by: { id: seat.id, name: seat.name },
      papers: sheets,
      facts,
      ...(held.size ? {} : { settled: true as const }),
    };
    response.json(await perform(deps, seat, one, { event, id, name: 'paper.of_patient' }));
  });

  return router;
}

async function askedOf(deps: Deps, response: Response, param: unknown): Promise<Asked> {
  const seat = seatOf(response);
  const document = idFrom(param);
  const paper = await findPaper(deps.db, document);
  if (!paper) throw notFound();
  const one = await caseFor(deps, seat, paper.case_id);
  allow(seat, 'paper');
  return { seat, one, document, all: await knownOf(deps, one) };
}

/** What a paper that was kept apart tells after all: as sure, and as unsure, as it was read. */
function releasedOf(facts: readonly Fact[], document: string, at: Date): Fact[] {
  const corrected = new Set(facts.map(({ corrects }) => corrects));
  return facts
    .filter(({ id, from }) => from.kind === 'page' && from.document === document && !corrected.has(id))
    .filter((fact) => fact.doubt === 'other_person' && !isRejection(fact))
    .map(({ apart, doubt: _doubt, ...fact }) => {
      const { accepted, doubt } = apart ?? { accepted: false, doubt: 'low_confidence' };
      return { ...fact, id: newId(at), corrects: fact.id, accepted, ...(doubt ? { doubt } : {}) };
    });
}
