import { createHash, randomBytes } from 'node:crypto';
import type { Tx } from '../db/connect.ts';
import { invite, type Purpose } from '../db/invitations.ts';
import type { NewLink } from './account-contract.ts';
import type { Deps } from './deps.ts';

/** A link opens for three days: long enough for a weekend, short enough for a slip of paper. */
const OPEN_FOR = 72 * 60 * 60_000;

/** What a token is found by. It has 256 random bits, so a plain hash gives nothing away. */
export const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url');

/**
 * Makes a one-time link and hands it back this once. The token stands behind the `#`, which browsers send to nobody, so no
 * log of a server or proxy has it.
 */
export async function makeLink(
  { publicUrl, now }: Pick<Deps, 'publicUrl' | 'now'>,
  tx: Tx,
  one: { purpose: Purpose; email: string; name: string; role: string; user: string | null; by: string },
): Promise<NewLink & { id: string }> {
  const token = randomBytes(32).toString('base64url');
  const madeAt = now();
  const endsAt = new Date(madeAt.getTime() + OPEN_FOR);
  const id = await invite(tx, { ...one, hash: hashOf(token), madeAt, endsAt });
  return { id, link: `${publicUrl}/console/#/welcome/${token}`, ends: endsAt.toISOString() };
}
