import type { Channel, Inbound } from '../channels/channel.ts';
import type { Db, Tx } from './connect.ts';
import { openTask } from './effects.ts';
import { failedLater } from './failed.ts';
import { post } from './inbox.ts';
import type { Newcomer } from './drafts.ts';
import { TakenMeanwhile, turnTo, whoIs, type Known } from './people.ts';
import { notice } from './notices.ts';
import { namedBy } from './permissions.ts';
import { keepReceipt } from './receipts.ts';
import type { Vault } from './vault.ts';
import { stoppedThere } from './wishes.ts';
import { cameAt, eventOf, type Message } from './written.ts';

/** Conversations that have something new. */
export type Touched = Set<string>;

export interface Reception {
  db: Db;
  vault: Vault;
  newcomer: Newcomer;
}

/**
 * T1: everything of one genuine request, in one transaction, committed before the provider hears "thank you".
 * Doing it again changes nothing.
 */
export async function receive(
  { db, vault, newcomer }: Reception,
  channel: Pick<Channel, 'name'>,
  arrivals: Inbound[],
  now: Date,
): Promise<Touched> {
  for (let tries = 1; ; tries++) {
    try {
      return await db.transaction().execute(async (tx) => {
        const touched: Touched = new Set();
        for (const one of inOrder(arrivals)) {
          const conversation = await arrive(tx, vault, newcomer, channel, one, now);
          if (conversation) touched.add(conversation);
        }
        return touched;
      });
    } catch (error) {
      if (!isCollision(error) || tries >= 5) throw error;
    }
  }
}

/**
 * Receipts first, by message: all requests lock messages in the same order, so that none waits for one that waits for it.
 * What a receipt says does not depend on the order; everything else stays in the order in which it came.
 */
function inOrder(arrivals: readonly Inbound[]): Inbound[] {
  const receipts = arrivals.filter((one) => one.kind === 'receipt');
  const byMessage = receipts.sort((a, b) => (a.of < b.of ? -1 : a.of > b.of ? 1 : 0));
  return [...byMessage, ...arrivals.filter((one) => one.kind !== 'receipt')];
}

/**
 * Two requests met: of somebody new at the same moment, where the second finds what the first has made; or one and a
 * turn held what the other wanted, and PostgreSQL ended this one (40P01, 40001).
 */
function isCollision(error: unknown): boolean {
  const code = (error as { code?: string }).code ?? '';
  return error instanceof TakenMeanwhile || code === '40P01' || code === '40001';
}

function arrive(
  tx: Tx,
  vault: Vault,
  newcomer: Newcomer,
  { name }: Pick<Channel, 'name'>,
  one: Inbound,
  now: Date,
): Promise<string | undefined> {
  if (one.kind === 'receipt') return receipt(tx, vault, name, one, now);
  if (one.kind === 'notice') return notice(tx, vault, name, one, now);
  return message(tx, vault, newcomer, name, one, now);
}

async function receipt(
  tx: Tx,
  vault: Vault,
  name: Channel['name'],
  one: Extract<Inbound, { kind: 'receipt' }>,
  now: Date,
): Promise<string | undefined> {
  const conversation = await keepReceipt(tx, name, one, now);
  if (!conversation || one.status !== 'failed') return conversation;
  await failedLater(tx, vault, name, one.of, one.failure, now);
  // Behind an SMS receipt the phone's owner speaks for themselves, in a notice of its own.
  if (name === 'whatsapp' && one.failure?.stopped)
    await stoppedThere(tx, vault, conversation, { purpose: one.failure.stopped, message: one.of }, now);
  return conversation;
}

async function message(
  tx: Tx,
  vault: Vault,
  newcomer: Newcomer,
  name: Channel['name'],
  one: Message,
  now: Date,
): Promise<string | undefined> {
  const phone = one.from.aliases.find((alias) => alias.kind === 'phone')?.value;
  const named = name === 'sms' && phone ? await namedBy(tx, vault, 'sms', phone) : [];
  if (named[0]) return relativeWrote(tx, vault, named[0], one, now);
  const known = await whoIs(tx, vault, name, one.from, newcomer, now);
  const quoted = one.replyTo ? await ours(tx, name, one.replyTo) : {};
  const to = await meant(tx, known, quoted.conversation, now);
  const event = eventOf(one, {
    ...(quoted.replyTo ? { replyTo: quoted.replyTo, asked: quoted.asked! } : {}),
    ...(one.about ? await theirs(tx, name, one.about) : {}),
  });
  const at = cameAt(one, now);
  const posted = await post(tx, vault, { ...to, source: `${name}:${one.id}`, event, at });
  return posted ? to.conversation : undefined;
}

/** A relative answered a neutral SMS. They are not a new patient: a person at the desk reads it. */
async function relativeWrote(
  tx: Tx,
  vault: Vault,
  conversation: string,
  one: Message,
  now: Date,
): Promise<string | undefined> {
  const owner = await tx
    .selectFrom('conversations as c')
    .innerJoin('cases as k', 'k.id', 'c.case_id')
    .select(['k.id as case', 'k.key_id as caseKey'])
    .where('c.id', '=', conversation)
    .executeTakeFirst();
  if (!owner) return undefined;
  // Twilio's message id makes the task's, so that a repeat opens no second one.
  await openTask(
    tx,
    vault,
    { conversation, ...owner },
    `sms:${one.id}`.slice(0, 60),
    'wants_person',
    `SMS: ${one.text}`,
    now,
  );
  return conversation;
}

/**
 * Somebody with several requests tapped or quoted what another of them said: it is meant there, and they speak there
 * from now on.
 */
async function meant(
  tx: Tx,
  known: Pick<Known, 'conversation' | 'key'>,
  said: string | undefined,
  now: Date,
): Promise<{ conversation: string; key: string }> {
  if (!said || said === known.conversation) return known;
  const row = await tx
    .selectFrom('conversations as c')
    .select('c.key_id')
    .where('c.id', '=', said)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('parties as there')
          .innerJoin('parties as here', (join) =>
            join
              .onRef('here.channel', '=', 'there.channel')
              .onRef('here.kind', '=', 'there.kind')
              .onRef('here.lookup', '=', 'there.lookup'),
          )
          .select('there.lookup')
          .where('there.conversation_id', '=', said)
          .where('here.conversation_id', '=', known.conversation),
      ),
    )
    .executeTakeFirst();
  if (!row) return known;
  await turnTo(tx, known.conversation, said, now);
  return { conversation: said, key: row.key_id };
}

/** The provider's id of a message of ours → our outbox id, what it asked and where, as far as we know it. */
async function ours(
  tx: Tx,
  channel: string,
  providerId: string,
): Promise<{ replyTo?: string; asked?: string; conversation?: string }> {
  const row = await tx
    .selectFrom('outbox')
    .select(['id', 'tag', 'conversation_id'])
    .where('channel', '=', channel)
    .where('provider_id', '=', providerId)
    .executeTakeFirst();
  return row ? { replyTo: row.id, asked: row.tag, conversation: row.conversation_id } : {};
}

/** The provider's id of a message of theirs → its event id. */
async function theirs(tx: Tx, channel: string, providerId: string): Promise<{ about?: string }> {
  const row = await tx
    .selectFrom('inbox')
    .select('id')
    .where('source', '=', `${channel}:${providerId}`)
    .executeTakeFirst();
  return row ? { about: row.id } : {};
}
