import type { Effect } from '../engine/types.ts';
import type { Tx } from './connect.ts';
import { post } from './inbox.ts';
import { turnTo } from './people.ts';
import type { Turn } from './turns.ts';
import type { Vault } from './vault.ts';

type Of<K extends Effect['kind']> = Extract<Effect, { kind: K }> & { id: string };

/** A phone wants to join the request of this reference: its conversation hears of it. Where there is none, nothing happens. */
export async function knock(tx: Tx, vault: Vault, turn: Turn, effect: Of<'knock'>, now: Date): Promise<void> {
  const there = await tx
    .selectFrom('conversations as c')
    .innerJoin('cases as k', 'k.id', 'c.case_id')
    .select(['c.id', 'c.key_id'])
    .where('k.reference', '=', effect.reference)
    .where('c.channel', '=', turn.channel)
    .where('c.id', '!=', turn.conversation)
    .executeTakeFirst();
  if (!there) return;
  await post(tx, vault, {
    conversation: there.id,
    key: there.key_id,
    source: `knock:${effect.id}`,
    event: { kind: 'knocked', conversation: turn.conversation, phone: effect.phone },
    at: now,
  });
}

/** The phone that knocked speaks in this conversation from now on. Its own, which never began, keeps no name. */
export async function admit(tx: Tx, vault: Vault, turn: Turn, effect: Of<'admit'>, now: Date): Promise<void> {
  const names = await tx
    .selectFrom('parties as p')
    .innerJoin('conversations as c', 'c.id', 'p.conversation_id')
    .innerJoin('cases as k', 'k.id', 'c.case_id')
    .select(['p.channel', 'p.kind', 'p.lookup', 'p.sealed', 'c.key_id'])
    .where('p.conversation_id', '=', effect.conversation)
    // Who meanwhile began a request of their own stays in it.
    .where('k.status', '=', 'draft')
    .execute();
  if (!names.length) return;
  for (const { key_id: key, ...name } of names) {
    const value = await vault.open(tx, key, `aliases/${effect.conversation}`, name.sealed);
    const sealed = await vault.seal(tx, turn.key, `aliases/${turn.conversation}`, value);
    await tx
      .insertInto('parties')
      // Never the newest: what is said to the person of the request goes to the first phone.
      .values({ ...name, conversation_id: turn.conversation, sealed, seen_at: new Date(0) })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  await turnTo(tx, effect.conversation, turn.conversation, now);
  await tx.deleteFrom('parties').where('conversation_id', '=', effect.conversation).execute();
  await post(tx, vault, {
    conversation: turn.conversation,
    key: turn.key,
    source: `joined:${effect.id}`,
    event: { kind: 'joined', phone: effect.phone },
    at: now,
  });
}
