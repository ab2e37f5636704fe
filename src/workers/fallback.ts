import { segments } from '../channels/index.ts';
import { isPermitted } from '../db/permissions.ts';
import { hasFallback, putFallback, relativeOf, type Waiting } from '../db/watch.ts';
import { smsText } from '../engine/family.ts';
import type { World } from './world.ts';
import { MANNERS } from './kinds.ts';

/** Another neutral SMS about the same request not again before this. */
const APART_MS = 12 * 3_600_000;

/** One neutral SMS that may go: to whom, what it says, and what it costs. */
interface Route {
  to: string;
  text: string;
  /** Null where it is not known. */
  price: number | null;
}

/**
 * How the relative may be told that something waits: the person allowed it, its owner did not stop it, none was told
 * today, and no authority forbids the words. Undefined when there is no way.
 */
export async function smsRoute(world: World, one: Waiting): Promise<Route | undefined> {
  const { db, vault, clock } = world;
  const sms = world.channels.get('sms');
  if (!sms) return undefined;
  const phone = await relativeOf(db, vault, one);
  if (!phone || !(await isPermitted(db, vault, 'sms', phone, one.conversation))) return undefined;
  const since = new Date(clock.now().getTime() - APART_MS);
  if (await hasFallback(db, one.conversation, since)) return undefined;
  const meaning = one.kind === 'opinion' ? 'ready' : 'needed';
  const text = smsText(world.flows[0]!, one.language, meaning, { reference: one.reference });
  if (sms.refuses?.({ kind: 'text', text }, { kind: 'phone', value: phone })) return undefined;
  return { to: phone, text, price: smsPrice(world.price, text, phone) };
}

/** Every part is paid. Null where our prices do not hold. */
export function smsPrice(price: World['price'], text: string, phone: string): number | null {
  return isPriced(price, phone) ? price.sms * segments(text).segments : null;
}

/** Prices are a country's. Whoever shows no phone is taken to be there. */
export const isPriced = ({ country }: World['price'], phone: string): boolean =>
  !phone.startsWith('+') || phone.startsWith(country);

/** Queues one neutral SMS for a message that did not get through. Returns whether there was a way. */
export async function tellBySms(world: World, one: Waiting, why: string): Promise<boolean> {
  const route = await smsRoute(world, one);
  if (!route) return false;
  const { urgency } = MANNERS.fallback;
  await putFallback(world.db, world.vault, one, { ...route, why, urgency }, world.clock.now());
  return true;
}
