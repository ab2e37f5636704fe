import type { CaseRow } from './cases.ts';
import type { Tx } from './connect.ts';
import { newId } from './ids.ts';
import type { Vault } from './vault.ts';

/** A private note: never sent to anybody, sealed with the case's key. */
export interface Note {
  id: string;
  by: string;
  text: string;
  mentions: string[];
  at: Date;
}

const MOST_NOTES = 300;

/** Writes a note and tells whom it names. The same id writes nothing a second time. */
export async function writeNote(
  tx: Tx,
  vault: Vault,
  one: Pick<CaseRow, 'id' | 'key' | 'conversation'>,
  note: { id: string; author: string; text: string; mentions: readonly string[] },
  at: Date,
): Promise<boolean> {
  const sealed = await vault.seal(tx, one.key, `notes/${note.id}`, { text: note.text });
  const row = await tx
    .insertInto('notes')
    .values({
      id: note.id,
      case_id: one.id,
      conversation_id: one.conversation,
      author_id: note.author,
      sealed,
      at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  const named = note.mentions.filter((user) => user !== note.author);
  if (row && named.length)
    await tx
      .insertInto('mentions')
      .values(
        named.map((user) => ({ user_id: user, note_id: note.id, conversation_id: one.conversation, at })),
      )
      .execute();
  return row !== undefined;
}

/** The notes of a conversation, oldest first, with the names of those they name. */
export async function notesOf(
  tx: Tx,
  vault: Vault,
  one: Pick<CaseRow, 'key' | 'conversation'>,
): Promise<Note[]> {
  const rows = await tx
    .selectFrom('notes as n')
    .leftJoin('user as u', 'u.id', 'n.author_id')
    .select(['n.id', 'n.sealed', 'n.at', 'u.name'])
    .where('n.conversation_id', '=', one.conversation)
    .orderBy('n.at', 'desc')
    .limit(MOST_NOTES)
    .execute();
  if (!rows.length) return [];
  const named = await tx
    .selectFrom('mentions as m')
    .innerJoin('user as u', 'u.id', 'm.user_id')
    .select(['m.note_id', 'u.name'])
    .where('m.conversation_id', '=', one.conversation)
    .execute();
  await vault.key(tx, one.key);
  return Promise.all(
    rows.reverse().map(async ({ id, sealed, at, name }) => ({
      id,
      at,
      by: name ?? '',
      text: (await vault.open<{ text: string }>(tx, one.key, `notes/${id}`, sealed)).text,
      mentions: named.filter((row) => row.note_id === id).map((row) => row.name),
    })),
  );
}

/** A note's id where the console made none. */
export const noteId = (given: string | undefined, at: Date): string => given ?? newId(at);
