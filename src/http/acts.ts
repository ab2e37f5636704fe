import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { record } from '../db/audit.ts';
import type { CaseRow } from '../db/cases.ts';
import type { Tx } from '../db/connect.ts';
import { progressOf } from '../db/desk.ts';
import { post, type Arrival } from '../db/inbox.ts';
import type { Deps } from './deps.ts';
import { conflict, Refused } from './problems.ts';
import type { Seat } from './session.ts';

/** Something somebody at the desk does to a conversation. Only the engine changes it; this is what it hears. */
export interface Act {
  event: Arrival['event'];
  /** Unique for this act for ever; made when the console gave none. */
  id?: string;
  /** For the audit: `conversation.taken` … and what else there is to say, in codes. */
  name: string;
  detail?: string;
  /** What must change in the same transaction. */
  also?(tx: Tx, at: Date): Promise<void>;
}

export interface Done {
  ok: true;
  /** It waits for the engine still; the live stream tells when it is done. */
  pending?: true;
}

const PATIENCE = 5_000;
const LOOK_EVERY = 60;

/**
 * Posts an act into the inbox together with its line of the audit, and waits until the engine has done it,
 * so that the answer is true. The same id a second time does nothing and waits for the first.
 * @throws Refused 409 when the id was used for something else, or the engine could not do it.
 */
export async function perform(deps: Deps, seat: Seat, one: CaseRow, act: Act): Promise<Done> {
  const source = `desk:${act.id ?? randomUUID()}`;
  const at = deps.now();
  await deps.db.transaction().execute(async (tx) => {
    const arrival = {
      conversation: one.conversation,
      key: one.conversationKey,
      source,
      event: act.event,
      at,
    };
    const posted = await post(tx, deps.vault, arrival);
    if (!posted) return;
    await act.also?.(tx, at);
    const object = `conversation/${one.conversation}`;
    await record(tx, { actor: seat.id, act: act.name, object, detail: act.detail, at });
  });
  deps.wake?.();
  return outcome(deps, source, one, act.event.kind);
}

async function outcome(deps: Deps, source: string, one: CaseRow, kind: string): Promise<Done> {
  const patience = deps.patience ?? PATIENCE;
  for (let waited = 0; ; waited += LOOK_EVERY) {
    const found = await progressOf(deps.db, source);
    if (found && (found.conversation !== one.conversation || found.kind !== kind))
      throw conflict('This was already used for something else. Please reload the page.');
    if (found?.parked)
      throw new Refused(409, {
        code: 'conflict',
        message: 'This could not be done. It is kept, and a task for it is on the desk.',
      });
    if (found?.done) {
      deps.changed.emit({ conversation: one.conversation, case: one.id });
      return { ok: true };
    }
    if (waited >= patience) return { ok: true, pending: true };
    await pause(Math.min(LOOK_EVERY, patience - waited));
  }
}
