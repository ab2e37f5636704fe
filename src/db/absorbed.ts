import type { Db } from './connect.ts';

/** Ids of papers that are being read, or wait for it. */
export async function papersInHand(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('readings')
    .select('id')
    .where('state', 'in', ['queued', 'leased'])
    .limit(500)
    .execute();
  return rows.map(({ id }) => id);
}

/** Ids of messages that should have left by now, or tried to. */
export async function lettersDue(db: Db, now: Date): Promise<string[]> {
  const rows = await db
    .selectFrom('outbox')
    .select('id')
    .where('state', 'in', ['queued', 'leased', 'unknown'])
    .where(({ or, eb }) => or([eb('due_at', '<=', now), eb('attempts', '>', 0)]))
    .limit(500)
    .execute();
  return rows.map(({ id }) => id);
}

/** How many of these messages of people are stored, by where they came from: `whatsapp:<message id>`. */
export async function storedOf(db: Db, sources: string[]): Promise<number> {
  if (!sources.length) return 0;
  const rows = await db.selectFrom('inbox').select('source').where('source', 'in', sources).execute();
  return rows.length;
}

/** How many of these papers were read. */
export async function readOf(db: Db, ids: string[]): Promise<number> {
  if (!ids.length) return 0;
  const rows = await db
    .selectFrom('readings')
    .select('id')
    .where('id', 'in', ids)
    .where('state', '=', 'done')
    .where('failure', 'is', null)
    .execute();
  return rows.length;
}

/** How many of these messages of ours a provider took. */
export async function sentOf(db: Db, ids: string[]): Promise<number> {
  if (!ids.length) return 0;
  const rows = await db
    .selectFrom('outbox')
    .select('id')
    .where('id', 'in', ids)
    .where('state', 'in', ['sent', 'delivered', 'read'])
    .execute();
  return rows.length;
}
