import type { Tx } from './connect.ts';

/** A passkey of one of the staff, as they see it. */
export interface Passkey {
  id: string;
  name: string | null;
  madeAt: Date | null;
}

/** Somebody's passkeys, the newest first. */
export async function passkeysOf(tx: Tx, user: string): Promise<Passkey[]> {
  return tx
    .selectFrom('passkey')
    .select(['id', 'name', 'createdAt as madeAt'])
    .where('userId', '=', user)
    .orderBy('createdAt', 'desc')
    .limit(50)
    .execute();
}

/** Takes away one's own passkey. False when there is none such. */
export async function removePasskey(tx: Tx, user: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('passkey')
    .where('userId', '=', user)
    .where('id', '=', id)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}
