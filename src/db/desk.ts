import { sql } from 'kysely';
import type { Event, Message } from '../engine/types.ts';
import type { Db, Tx } from './connect.ts';
import type { Vault } from './vault.ts';

/** One line of the chat as it is stored: theirs, or ours with how far it got. */
export type Line =
  | { from: 'person'; id: string; at: Date; event: Extract<Event, { kind: 'message' }> }
  | {
      from: 'bot' | 'staff';
      id: string;
      at: Date;
      message: Message;
      /** Who of the staff said it. */
      by: string | null;
      state: string;
      failure: string | null;
      tag: string;
    };

interface Talk {
  conversation: string;
  conversationKey: string;
}

const SPOKEN = ['text', 'choice', 'file', 'crop'];

/**
 * The last lines of a chat, oldest first. The two tables count apart, so the order is by time, at the same
 * moment theirs before ours, then by each table's own count.
 */
export async function chatOf(tx: Tx, vault: Vault, talk: Talk, most = 500): Promise<Line[]> {
  await vault.key(tx, talk.conversationKey);
  const [heard, said] = await Promise.all([heardIn(tx, vault, talk, most), saidIn(tx, vault, talk, most)]);
  const merged = [...heard, ...said].sort(
    (a, b) => a.at.getTime() - b.at.getTime() || Number(a.from !== 'person') - Number(b.from !== 'person'),
  );
  return merged.slice(-most);
}

async function heardIn(tx: Tx, vault: Vault, talk: Talk, most: number): Promise<Line[]> {
  const rows = await tx
    .selectFrom('inbox')
    .select(['id', 'sealed', 'at'])
    .where('conversation_id', '=', talk.conversation)
    .where('kind', '=', 'message')
    .orderBy('seq', 'desc')
    .limit(most)
    .execute();
  return Promise.all(
    rows.reverse().map(async (row): Promise<Line> => {
      const event = await vault.open<Extract<Event, { kind: 'message' }>>(
        tx,
        talk.conversationKey,
        `inbox/${row.id}`,
        row.sealed,
      );
      return { from: 'person', id: row.id, at: row.at, event };
    }),
  );
}

async function saidIn(tx: Tx, vault: Vault, talk: Talk, most: number): Promise<Line[]> {
  const rows = await tx
    .selectFrom('outbox as o')
    // What the staff said carries the id of their act: `<event id>.<n>`.
    .leftJoin('inbox as i', (join) =>
      join.on('i.kind', '=', 'said').on(sql<string>`split_part(o.id, '.', 1)`, '=', sql.ref('i.id')),
    )
    .select(['o.id', 'o.sealed', 'o.at', 'o.voice', 'o.state', 'o.failure', 'o.tag'])
    .select(['i.id as act', 'i.sealed as actSealed'])
    .where('o.conversation_id', '=', talk.conversation)
    .where('o.audience', '=', 'person')
    // The words of what was bundled stand in the message they went with.
    .where((where) => where.or([where('o.reason', 'is', null), where('o.reason', 'not like', 'bundled.%')]))
    .orderBy('o.seq', 'desc')
    .limit(most)
    .execute();
  const key = talk.conversationKey;
  const lines = await Promise.all(
    rows.reverse().map(async (row) => {
      const { message } = await vault.open<{ message: Message }>(tx, key, `outbox/${row.id}`, row.sealed);
      const act = row.act
        ? await vault.open<{ by?: { name: string } }>(tx, key, `inbox/${row.act}`, row.actSealed!)
        : undefined;
      const from: 'bot' | 'staff' = row.voice === 'staff' ? 'staff' : 'bot';
      return { ...row, from, message, by: act?.by?.name ?? null };
    }),
  );
  return lines
    .filter((line) => SPOKEN.includes(line.message.kind))
    .map(({ from, id, at, message, by, state, failure, tag }) => ({
      from,
      id,
      at,
      message,
      by,
      state,
      failure,
      tag,
    }));
}

/** How far the message that carries this stored file got; undefined when none was written yet. */
export async function deliveryOf(
  tx: Tx,
  vault: Vault,
  talk: Talk,
  opinion: { file: string; outboxId: string | null; signedAt: Date },
): Promise<string | undefined> {
  const rows = await tx
    .selectFrom('outbox')
    .select(['id', 'sealed', 'state'])
    .where('conversation_id', '=', talk.conversation)
    .where('at', '>=', opinion.signedAt)
    .where('audience', '=', 'person')
    .orderBy('seq', 'desc')
    .limit(300)
    .execute();
  const known = rows.find((row) => row.id === opinion.outboxId);
  if (known) return known.state;
  for (const row of rows) {
    const { message } = await vault.open<{ message: Message }>(
      tx,
      talk.conversationKey,
      `outbox/${row.id}`,
      row.sealed,
    );
    if (message.kind === 'file' && message.file.hash === opinion.file) return row.state;
  }
  return undefined;
}

/** How far an act got that was put into the inbox. */
export interface Progress {
  id: string;
  conversation: string;
  kind: string;
  done: boolean;
  parked: boolean;
}

/** An act by its source, however long ago it was posted. */
export async function progressOf(db: Db, source: string): Promise<Progress | undefined> {
  const row = await db
    .selectFrom('inbox')
    .select(['id', 'conversation_id', 'kind', 'done_at', 'parked_at'])
    .where('source', '=', source)
    .executeTakeFirst();
  return (
    row && {
      id: row.id,
      conversation: row.conversation_id,
      kind: row.kind,
      done: row.done_at !== null,
      parked: row.parked_at !== null,
    }
  );
}
