import { sql } from 'kysely';
import type { Tx } from './connect.ts';

export interface Person {
  id: string;
  name: string;
}

/** So long somebody counts as looking after their page last said so. */
const LOOKS_MS = 45_000;
/** So long a composer is held after the last key. */
const HOLDS_MS = 90_000;

const after = (at: Date, ms: number) => new Date(at.getTime() + ms);

/** Somebody's page shows this conversation, or no longer. Returns whether others should hear of it. */
export async function look(
  tx: Tx,
  conversation: string,
  user: string,
  here: boolean,
  at: Date,
): Promise<boolean> {
  const before = await tx
    .selectFrom('viewers')
    .select('until')
    .where('conversation_id', '=', conversation)
    .where('user_id', '=', user)
    .executeTakeFirst();
  const was = before !== undefined && before.until > at;
  if (!here) {
    await tx
      .deleteFrom('viewers')
      .where('conversation_id', '=', conversation)
      .where('user_id', '=', user)
      .execute();
    return was;
  }
  const until = after(at, LOOKS_MS);
  await tx
    .insertInto('viewers')
    .values({ conversation_id: conversation, user_id: user, until })
    .onConflict((conflict) => conflict.columns(['conversation_id', 'user_id']).doUpdateSet({ until }))
    .execute();
  return !was;
}

/** Who looks at a conversation now. */
export function viewersOf(tx: Tx, conversation: string, now: Date): Promise<Person[]> {
  return tx
    .selectFrom('viewers as v')
    .innerJoin('user as u', 'u.id', 'v.user_id')
    .select(['u.id', 'u.name'])
    .where('v.conversation_id', '=', conversation)
    .where('v.until', '>', now)
    .orderBy('u.name')
    .limit(20)
    .execute();
}

/** Who holds the composer now; undefined when it is free. */
export function composerOf(tx: Tx, conversation: string, now: Date): Promise<Person | undefined> {
  return tx
    .selectFrom('composer_locks as l')
    .innerJoin('user as u', 'u.id', 'l.user_id')
    .select(['u.id', 'u.name'])
    .where('l.conversation_id', '=', conversation)
    .where('l.until', '>', now)
    .executeTakeFirst();
}

/**
 * Takes the composer, or keeps it. One statement, so that of two who begin at once one gets it. `steal`: from whoever has it.
 * Returns who has it now.
 */
export async function holdComposer(
  tx: Tx,
  conversation: string,
  user: string,
  steal: boolean,
  at: Date,
): Promise<Person | undefined> {
  const until = after(at, HOLDS_MS);
  await sql`
    insert into composer_locks as l (conversation_id, user_id, until) values (${conversation}, ${user}, ${until})
    on conflict (conversation_id) do update set user_id = excluded.user_id, until = excluded.until
    where l.user_id = excluded.user_id or l.until <= ${at} or ${steal}`.execute(tx);
  return composerOf(tx, conversation, at);
}

/** Lets the composer go, where it is one's own. */
export async function letGo(tx: Tx, conversation: string, user: string): Promise<void> {
  await tx
    .deleteFrom('composer_locks')
    .where('conversation_id', '=', conversation)
    .where('user_id', '=', user)
    .execute();
}
