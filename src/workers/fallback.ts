import { isPermitted } from '../db/permissions.ts';
import { hasFallback, putFallback, relativeOf, type Waiting } from '../db/watch.ts';
import type { World } from './world.ts';
import { MANNERS } from './kinds.ts';

/** Another neutral SMS about the same request not again before this. */
const APART_MS = 12 * 3_600_000;

/**
 * The relative's phone that may be told that something waits: the person allowed it, its owner did not stop it, and none
 * was told today. Undefined when there is none.
 */
export async function smsRoute(
  world: World,
  one: Pick<Waiting, 'conversation' | 'key'>,
): Promise<string | undefined> {
  const { db, vault, clock } = world;
  if (!world.channels.has('sms')) return undefined;
  const phone = await relativeOf(db, vault, one);
  if (!phone || !(await isPermitted(db, vault, 'sms', phone))) return undefined;
  const since = new Date(clock.now().getTime() - APART_MS);
  return (await hasFallback(db, one.conversation, since)) ? undefined : phone;
}

/** Queues one neutral SMS for a message that did not get through. Returns whether there was a way. */
export async function tellBySms(world: World, one: Waiting, why: string): Promise<boolean> {
  const to = await smsRoute(world, one);
  if (!to) return false;
  const { words } = world.flows[0]!;
  const key = one.kind === 'opinion' ? 'sms.ready' : 'sms.needed';
  const text = words.say(one.language, key, { reference: one.reference });
  const { urgency } = MANNERS.fallback;
  await putFallback(world.db, world.vault, one, { to, text, why, urgency }, world.clock.now());
  return true;
}
