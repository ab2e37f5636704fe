import { keepSeen, leaseReading, sameFile, type LeasedReading, type Seen } from '../db/readings.ts';
import { bytesOf } from './original.ts';
import type { World } from './world.ts';

/** A look that took longer ended with its worker, and the photo is read unseen. */
const LEASE = 40_000;
const NOTHING: Seen = { faults: [] };

/**
 * One photo: downloaded, sealed, stored, and looked at for a moment, before the slow reading of its album. What is wrong with
 * it becomes an event at once; a photo that cannot be looked at is simply read. Returns whether there was something to do.
 */
export async function look(world: World): Promise<boolean> {
  const { db, vault, clock } = world;
  const reading = await leaseReading(db, vault, clock.now(), LEASE, true);
  if (!reading) return false;
  const started = performance.now();
  const seen = await trySeeing(world, reading);
  await keepSeen(db, vault, reading, seen, clock.now());
  world.log('photo_seen', {
    reading: reading.id,
    fault: seen.faults[0] ?? null,
    ms: Math.round(performance.now() - started),
  });
  world.nudge('read');
  if (seen.faults.length) world.nudge('advance');
  return true;
}

async function trySeeing(world: World, reading: LeasedReading): Promise<Seen> {
  // Its first look took its worker along.
  if (reading.attempts > 1) return NOTHING;
  try {
    const got = await bytesOf(world, reading);
    // What cannot be had now, or ever, is for the reading to try again or to tell.
    if (typeof got === 'string') return NOTHING;
    if (await sameFile(world.db, reading.case, got.file, reading.id)) return NOTHING;
    const { faults, picture } = await world.reader.look(got.bytes);
    if (!picture) return { faults };
    const hash = await world.files.put(world.db, reading.case, reading.caseKey, picture);
    return { faults, picture: { hash, name: 'photo.jpg', mime: 'image/jpeg' } };
  } catch (error) {
    const failure = (error as { code?: string }).code ?? (error as Error).name;
    world.log('look_failed', { reading: reading.id, failure });
    return NOTHING;
  }
}
