import { Router } from 'express';
import { record } from '../db/audit.ts';
import { closeTask, findTask } from '../db/tasks.ts';
import { caseFor } from './access.ts';
import type { Deps } from './deps.ts';
import { idFrom } from './input.ts';
import { notFound } from './problems.ts';
import { allow, seatOf } from './session.ts';

/** `POST /api/tasks/:id/close`. Closing what is closed already is no mistake. */
export function tasks(deps: Deps): Router {
  return Router().post('/api/tasks/:id/close', async (request, response) => {
    const seat = seatOf(response);
    const task = await findTask(deps.db, idFrom(request.params.id));
    if (!task) throw notFound();
    const one = await caseFor(deps, seat, task.case_id);
    allow(seat, 'task');
    const at = deps.now();
    await deps.db.transaction().execute(async (tx) => {
      if (!(await closeTask(tx, task.id, seat.id, at))) return;
      await record(tx, {
        actor: seat.id,
        act: 'task.closed',
        object: `task/${task.id}`,
        detail: task.what,
        at,
      });
    });
    deps.changed.emit({ conversation: one.conversation, case: one.id });
    response.json({ ok: true });
  });
}
