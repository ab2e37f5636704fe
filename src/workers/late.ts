import { openTask } from '../db/effects.ts';
import { newId } from '../db/ids.ts';
import { anyLate, takeLate } from '../db/late.ts';
import type { World } from './world.ts';

/** Looks at one task that nobody saw to in its time: the desk gets another, once, that says so. Returns whether there was one. */
export async function late(world: World): Promise<boolean> {
  const { db, vault, clock } = world;
  const now = clock.now();
  if (!(await anyLate(db, now))) return false;
  const one = await db.transaction().execute(async (tx) => {
    const found = await takeLate(tx, now);
    if (found) await openTask(tx, vault, found, newId(now), `late_${found.what}`, undefined, now);
    return found;
  });
  if (!one) return false;
  world.log('task_late', { what: one.what });
  world.changed(one.conversation, one.case);
  return true;
}
