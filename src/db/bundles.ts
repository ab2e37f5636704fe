import type { Db } from './connect.ts';
import type { Letter, MessageKind } from './effects.ts';
import type { Leased } from './outbox.ts';
import type { Vault } from './vault.ts';

/** So many at most go as one. */
const MOST = 10;

/** What waits behind a message of the same person, oldest first; replies, which go before it anyway, are not among them. */
export async function behind(db: Db, vault: Vault, first: Leased) {
  const rows = await db
    .selectFrom('outbox')
    .select(['id', 'kind', 'voice', 'due_at', 'sealed'])
    .where('conversation_id', '=', first.conversation)
    .where('audience', '=', 'person')
    .where('channel', '=', first.channel)
    .where('state', '=', 'queued')
    .where('urgency', '=', 1)
    .where('seq', '>', (one) => one.selectFrom('outbox as f').select('f.seq').where('f.id', '=', first.id))
    .orderBy('seq')
    .limit(MOST)
    .execute();
  return Promise.all(
    rows.map(async ({ id, kind, voice, due_at: due, sealed }) => {
      const { message } = await vault.open<Letter>(db, first.key, `outbox/${id}`, sealed);
      return { id, kind: kind as MessageKind, voice, due, message };
    }),
  );
}

/**
 * Puts the words of those that go along into the first, and takes them back, in one transaction. False when one of them
 * was taken back meanwhile: then nothing has changed.
 */
export async function goAlong(
  db: Db,
  vault: Vault,
  first: Leased,
  { text, along }: { text: string; along: readonly string[] },
): Promise<boolean> {
  const { message } = first.letter;
  if (message.kind !== 'text') return false;
  const letter: Letter = { ...first.letter, message: { ...message, text } };
  return db.transaction().execute(async (tx) => {
    const rows = await tx
      .selectFrom('outbox')
      .select('id')
      .where('id', 'in', along)
      .where('state', '=', 'queued')
      .orderBy('seq')
      .forUpdate()
      .execute();
    if (rows.length !== along.length) return false;
    await tx
      .updateTable('outbox')
      .set({ state: 'withdrawn', reason: `bundled.${first.id}` })
      .where('id', 'in', along)
      .execute();
    await tx
      .updateTable('outbox')
      .set({ sealed: await vault.seal(tx, first.key, `outbox/${first.id}`, letter) })
      .where('id', '=', first.id)
      .where('state', '=', 'leased')
      .execute();
    first.letter = letter;
    return true;
  });
}
