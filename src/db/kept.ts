import type { Tx } from './connect.ts';
import { newId } from './ids.ts';
import type { Vault } from './vault.ts';

/** Keeps something nobody understands yet, sealed with the service's own key. Returns whether it was not there yet: the same thing twice is kept once. */
export async function keep(
  tx: Tx,
  vault: Vault,
  channel: string,
  reason: string,
  value: unknown,
  now: Date,
  id = newId(now),
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('kept')
    .values({ id, channel, reason, sealed: await vault.seal(tx, 'service', `kept/${id}`, value), at: now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return Number(numInsertedOrUpdatedRows) > 0;
}
