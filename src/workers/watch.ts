import { openTask } from '../db/effects.ts';
import { newId } from '../db/ids.ts';
import { lookAgain, takeOverdue } from '../db/watch.ts';
import { tellBySms } from './fallback.ts';
import { overdue } from './otherwise.ts';
import type { World } from './world.ts';

/**
 * Looks at one message whose time to arrive is over: whoever blocks us, or whose phone is away, makes no receipt. Then a
 * relative hears by SMS that something waits; where none may, a person at the desk does. Returns whether there was one.
 */
export async function watch(world: World): Promise<boolean> {
  const { db, vault, clock } = world;
  const one = await takeOverdue(db, clock.now());
  if (!one) return false;
  const next = overdue(one, clock.now());
  if (next.do === 'look') await lookAgain(db, one.id, next.at);
  if (next.do !== 'tell') return true;
  const { why } = next;
  const told = await tellBySms(world, one, why);
  world.log('message_fell_back', { message: one.id, why, told });
  if (told) world.nudge('deliver');
  // A failure has its task already; a message that was delivered is the person's to read.
  else if (why === 'undelivered')
    await openTask(db, vault, one, newId(clock.now()), 'parked', why, clock.now());
  world.changed(one.conversation, one.case);
  return true;
}
