import { Router } from 'express';
import { z } from 'zod';
import { correctionOf } from '../cases/correction.ts';
import type { Fact } from '../cases/facts.ts';
import type { CaseRow } from '../db/cases.ts';
import type { Tx } from '../db/connect.ts';
import { keepCorrection } from '../db/corrections.ts';
import { paperSettled } from '../db/paper-times.ts';
import { settledFacts, settleFirst } from '../db/settlements.ts';
import { caseFor } from './access.ts';
import { perform } from './acts.ts';
import type { Deps } from './deps.ts';
import { actId, bodyAs, words } from './input.ts';
import { agreed, knownOf, knownWith, type Known } from './known.ts';
import { conflict, notFound } from './problems.ts';
import { allow, seatOf, type Seat } from './session.ts';
import { rejection, staffFact } from './staff-fact.ts';
import { arrangedBy, tellArranged } from './telling.ts';

const id = z.string().max(60).optional();
const NewFact = z.object({
  path: z
    .string()
    .max(80)
    .regex(/^[a-z][a-z0-9_]*(\.[a-zA-Z0-9_]+)+$/, 'This is not the name of a fact.'),
  value: words(4_000),
  corrects: id,
  confirms: id,
  rejects: id,
  as: z.enum(['rejected', 'other_person']).default('rejected'),
  id: actId.optional(),
});

/** `POST /api/cases/:id/facts`: what somebody at the desk adds, agrees with, corrects or sets aside. */
export function facts(deps: Deps): Router {
  return Router().post('/api/cases/:id/facts', async (request, response) => {
    const seat = seatOf(response);
    const one = await caseFor(deps, seat, request.params.id);
    allow(seat, 'fact');
    const asked = bodyAs(NewFact, request.body);
    const known = await knownOf(deps, one);
    // Without a yes nothing is written to a case; saying "done" here would be a lie.
    if (!agreed(known.consents, 'service'))
      throw conflict('The family has not agreed yet, or has taken it back. Nothing can be added.');
    const of = asked.rejects ?? asked.confirms ?? asked.corrects;
    const about = known.facts.find((fact) => fact.id === of);
    if (of && about?.path !== asked.path) throw notFound();
    const fact =
      about && asked.rejects
        ? rejection(about, asked.as, seat.id, deps.now())
        : staffFact(asked, about, seat.id, deps.now());
    const event = { kind: 'fact_added' as const, fact, by: { id: seat.id, name: seat.name } };
    const name = asked.rejects ? 'fact.rejected' : fact.confirmed ? 'fact.confirmed' : 'fact.added';
    const example = asked.rejects ? undefined : correctionOf(about, asked.value);
    const also = async (tx: Tx, at: Date) => {
      if (about) await settleOnce(tx, { seat, one, about, known, whole: asked.as === 'other_person' }, at);
      if (example) await keepCorrection(tx, deps.vault, one, example, at);
      const told = arrangedBy(seat, known, knownWith(deps, known, [fact]));
      await tellArranged(tx, deps, one, told, { act: fact.id, at });
    };
    response.json(await perform(deps, seat, one, { event, id: asked.id, name, detail: asked.path, also }));
  });
}

interface Settling {
  seat: Seat;
  one: CaseRow;
  about: Fact;
  known: Known;
  /** The whole paper is settled with it. */
  whole: boolean;
}

/** Two people who settle one fact: the second is told what the first said. @throws Refused 409 */
async function settleOnce(tx: Tx, { seat, one, about, known, whole }: Settling, at: Date): Promise<void> {
  const first = await settleFirst(tx, { id: about.id, case: one.id }, seat.id, at);
  if (first) throw conflict(told(first.name, about, known.facts));
  if (about.from.kind !== 'page') return;
  const { document } = about.from;
  const settled = await settledFacts(tx, one.id);
  const open = Object.values(known.known.current).filter(
    ({ id, accepted, from }) =>
      !accepted && from.kind === 'page' && from.document === document && !settled.has(id),
  );
  if (whole || !open.length) await paperSettled(tx, document, at);
}

function told(who: string, about: Fact, facts: readonly Fact[]): string {
  const now = facts.findLast(({ corrects }) => corrects === about.id);
  if (!now) return `${who} is settling this at the same moment. Please look again.`;
  const says =
    now.doubt === 'other_person'
      ? 'the paper is of another person'
      : now.doubt === 'rejected'
        ? 'it is not on the paper'
        : now.value === about.value
          ? `“${now.value}” is right`
          : `it says “${now.value}”, not “${about.value}”`;
  return `${who} has settled this meanwhile: ${says}.`;
}
