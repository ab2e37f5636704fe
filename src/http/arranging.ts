import { Router } from 'express';
import { z } from 'zod';
import { standingActs } from '../cases/arrange.ts';
import { arrange, arrangementsOf, MOST_ACTS, type KeptArrangement } from '../db/arrangements.ts';
import { record } from '../db/audit.ts';
import { lockCase } from '../db/opinions.ts';
import { papersOf, type Paper } from '../db/papers.ts';
import { caseFor } from './access.ts';
import type { Deps } from './deps.ts';
import { bodyAs } from './input.ts';
import { knownWithin } from './known.ts';
import { conflict, Refused } from './problems.ts';
import { allow, seatOf } from './session.ts';
import { tellArranged } from './telling.ts';

const id = z.string().max(40);
const Leaf = z.object({ document: id, page: z.number().int().min(1).max(3_000) });
const Arranged = z.union([
  z.object({ seen: id.nullable(), groups: z.array(z.array(Leaf).min(1).max(200)).min(1).max(40) }),
  z.object({ seen: id.nullable(), undo: id }),
]);

/**
 * `POST /api/cases/:id/arrangement`: pages are put together as one document, parted, or put in order; or such an act is
 * taken back. `seen` is the newest act the one who arranges has seen.
 */
export function arranging(deps: Deps): Router {
  return Router().post('/api/cases/:id/arrangement', async (request, response) => {
    const seat = seatOf(response);
    const one = await caseFor(deps, seat, request.params.id);
    allow(seat, 'paper');
    const asked = bodyAs(Arranged, request.body);
    const groups = 'groups' in asked ? asked.groups : [];
    refuseUnknown(groups, await papersOf(deps.db, deps.vault, one));
    const at = deps.now();
    await deps.db.transaction().execute(async (tx) => {
      await lockCase(tx, one.id);
      const acts = await arrangementsOf(tx, one.id);
      const since = acts.slice(acts.findIndex((act) => act.id === asked.seen) + 1);
      if (since.length) throw conflict(told(since));
      if (acts.length >= MOST_ACTS) throw conflict('These papers were arranged too often already.');
      const undoes = 'undo' in asked ? asked.undo : undefined;
      if (undoes && !standingActs(acts).some((act) => act.id === undoes))
        throw conflict('That was taken back already.');
      const act = await arrange(tx, one.id, { groups, undoes, user: seat.id, at });
      const detail = undoes ? 'undone' : groups.map((group) => group.length).join(' ');
      await record(tx, { actor: seat.id, act: 'papers.arranged', object: `case/${one.id}`, detail, at });
      const { sheets: papers } = await knownWithin(tx, deps, one);
      const event = { kind: 'papers_arranged' as const, by: { id: seat.id, name: seat.name }, papers };
      await tellArranged(tx, deps, one, event, { act, at });
    });
    deps.wake?.();
    deps.changed.emit({ conversation: one.conversation, case: one.id });
    response.json({ ok: true });
  });
}

type Groups = readonly (readonly { document: string; page: number }[])[];

/** @throws Refused 422 for a page that is not there, or twice. */
function refuseUnknown(groups: Groups, papers: readonly Paper[]): void {
  const leaves = groups.flat();
  const names = leaves.map(({ document, page }) => `${document}/${page}`);
  const there = leaves.every(({ document, page }) =>
    papers.some(({ id, pages }) => id === document && pages.some(({ number }) => number === page)),
  );
  if (there && new Set(names).size === names.length) return;
  throw new Refused(422, {
    code: 'invalid',
    message: 'A page is not there any more, or stands twice. Please reload the page.',
  });
}

/** What others did since, in words. */
function told(since: readonly KeptArrangement[]): string {
  const last = since.at(-1)!;
  const what = last.undoes
    ? 'took an order of these papers back'
    : last.groups.every(({ length }) => length === 1)
      ? `set ${last.groups.length === 1 ? 'a page' : `${last.groups.length} pages`} apart`
      : `put ${Math.max(...last.groups.map(({ length }) => length))} pages together`;
  return `${last.by} ${what} meanwhile. You see it now; please look, and do yours again if it is still needed.`;
}
