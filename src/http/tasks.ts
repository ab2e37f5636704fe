import { Router } from 'express';
import { z } from 'zod';
import { LEADS_ONLY } from '../cases/life.ts';
import { record } from '../db/audit.ts';
import { again } from '../db/again.ts';
import { closeTask, findTask } from '../db/tasks.ts';
import type { CaseRow } from '../db/cases.ts';
import type { Tx } from '../db/connect.ts';
import type { TaskKind } from '../engine/types.ts';
import { caseFor } from './access.ts';
import { perform, type Done } from './acts.ts';
import type { Deps } from './deps.ts';
import { bodyAs, idFrom, maybe } from './input.ts';
import { conflict, notFound } from './problems.ts';
import { allow, seatOf, type Seat } from './session.ts';

const Answer = z.object({ answer: maybe(1_500).optional() });

/** A lead has dealt with a complaint: the family hears so in the chat, with the lead's words. Doing it twice tells it once. */
function answerComplaint(deps: Deps, seat: Seat, one: CaseRow, task: string, body: unknown): Promise<Done> {
  const { answer } = bodyAs(Answer, body);
  const by = { id: seat.id, name: seat.name };
  const event = { kind: 'complaint_closed' as const, by, ...(answer ? { answer } : {}) };
  const also = async (tx: Tx, at: Date) => void (await closeTask(tx, task, seat.id, at));
  return perform(deps, seat, one, { event, id: `complaint-${task}`, name: 'complaint.closed', also });
}

/** What is done about a task: `close`, which may be done twice, and `again` for what was stopped. */
export function tasks(deps: Deps): Router {
  const router = Router();
  router.post('/api/tasks/:id/again', async (request, response) => {
    const seat = seatOf(response);
    const task = await findTask(deps.db, idFrom(request.params.id));
    if (!task) throw notFound();
    const one = await caseFor(deps, seat, task.case_id);
    allow(seat, 'task');
    if (task.what !== 'parked' || task.closed_at || one.status === 'withdrawn')
      throw conflict('There is nothing to send again.');
    const wants = (request.body as { sorry?: unknown } | undefined)?.sorry === true;
    const sorry = wants ? deps.words.say(one.language, 'staff.late') : undefined;
    const at = deps.now();
    const count = await deps.db.transaction().execute(async (tx) => {
      // Whoever closes it sends it: a second press finds it closed.
      if (!(await closeTask(tx, task.id, seat.id, at))) return 0;
      const sent = await again(tx, deps.vault, one, { id: `${task.id}.sorry`, sorry }, at);
      const object = `conversation/${one.conversation}`;
      await record(tx, { actor: seat.id, act: 'task.again', object, detail: String(sent), at });
      return sent;
    });
    deps.wake?.();
    deps.changed.emit({ conversation: one.conversation, case: one.id });
    response.json({ ok: true, count });
  });
  return router.post('/api/tasks/:id/close', async (request, response) => {
    const seat = seatOf(response);
    const task = await findTask(deps.db, idFrom(request.params.id));
    if (!task || (LEADS_ONLY.includes(task.what) && !seat.policy.may('oversee'))) throw notFound();
    const one = await caseFor(deps, seat, task.case_id);
    allow(seat, 'task');
    if (task.what === 'complaint')
      return void response.json(await answerComplaint(deps, seat, one, task.id, request.body));
    if (task.closed_at) return void response.json({ ok: true });
    const what = task.what as TaskKind;
    const event = { kind: 'task_closed' as const, what, by: { id: seat.id, name: seat.name } };
    const also = async (tx: Tx, at: Date) => void (await closeTask(tx, task.id, seat.id, at));
    const act = { event, id: `task-${task.id}`, name: 'task.closed', detail: what, also };
    response.json(await perform(deps, seat, one, act));
  });
}
