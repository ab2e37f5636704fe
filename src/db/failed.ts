import type { Failure } from '../channels/channel.ts';
import type { Tx } from './connect.ts';
import { openTask } from './effects.ts';
import { newId } from './ids.ts';
import { takeBackStale } from './moved.ts';
import { putNudge } from './nudge.ts';
import type { Vault } from './vault.ts';

/** So much later each further try, in multiples of what the table of codes says: a phone that is off is tried after 30 minutes, 4 hours, 20 hours. */
const LATER = [1, 8, 40];
const MINUTE = 60_000;

/**
 * A message was taken and failed afterwards. Where only the window was shut, its words wait for the person's next
 * message; what may go through another time goes again; otherwise somebody at the desk must know that the family did not
 * hear us, and whoever may be told another way is told at once.
 */
export async function failedLater(
  tx: Tx,
  vault: Vault,
  channel: string,
  providerId: string,
  failure: Failure | undefined,
  now: Date,
): Promise<void> {
  const row = await tx
    .selectFrom('outbox as o')
    .innerJoin('conversations as c', 'c.id', 'o.conversation_id')
    .innerJoin('cases as k', 'k.id', 'c.case_id')
    .select([
      'o.id',
      'o.audience',
      'o.tag',
      'o.attempts',
      'c.id as conversation',
      'c.key_id as key',
      'c.channel',
      'c.language',
      'k.id as case',
      'k.key_id as caseKey',
      'k.reference',
    ])
    .where('o.channel', '=', channel)
    .where('o.provider_id', '=', providerId)
    .where('o.state', '=', 'failed')
    .executeTakeFirst();
  if (!row || (await takeBackStale(tx, row.id, row.conversation))) return;
  if (failure?.action === 'template' && row.audience === 'person' && row.tag !== 'nudge') {
    await tx
      .updateTable('outbox')
      .set({ state: 'held', reason: 'window' })
      .where('id', '=', row.id)
      .execute();
    await putNudge(tx, vault, row, now);
    return;
  }
  const action = failure?.action;
  const later = LATER[row.attempts - 1];
  const mayPass = action === 'retry' || action === 'slow';
  if (mayPass && later !== undefined) {
    const due = new Date(now.getTime() + later * Math.max(MINUTE, failure?.wait ?? 0));
    const again = { state: 'queued', due_at: due, reason: 'later', failure: failure!.code, check_at: null };
    await tx.updateTable('outbox').set(again).where('id', '=', row.id).execute();
    return;
  }
  // Whoever watches over what does not arrive looks at it now.
  if (row.audience === 'person' && (mayPass || action === 'fallback'))
    await tx.updateTable('outbox').set({ check_at: now }).where('id', '=', row.id).execute();
  await openTask(tx, vault, row, newId(now), 'parked', failure?.code, now);
}
