import type { Channel, ChannelName, Fetched } from '../channels/channel.ts';
import { noteFile, type LeasedReading } from '../db/readings.ts';
import type { World } from './world.ts';

/** Media ids die after seven days; long before that a person should hear that a photo did not arrive. */
export const MOST_DOWNLOADS = 12;
/** Bytes that came empty or wrong so often are so at the provider: the person is asked while they still hold the paper. */
const MOST_DAMAGED = 3;

type Bytes = { bytes: Uint8Array; file: string };

/** The original's bytes from the store, or from the provider into the store; a failure code when there will never be any. */
export async function bytesOf(world: World, reading: LeasedReading): Promise<Bytes | 'later' | string> {
  const { db, files } = world;
  const stored = reading.file && (await fromStore(world, reading, reading.file));
  if (stored) return stored;
  if (reading.media.failure) return reading.media.failure === 'too_big' ? 'too_big' : 'gone';
  const channel = world.channels.get(reading.channel as ChannelName) as Channel;
  const fetched = await channel.fetch(reading.media);
  if (fetched.outcome !== 'fetched') return failureOf(fetched, reading.attempts);
  const file = await files.put(db, reading.case, reading.caseKey, fetched.bytes);
  await noteFile(db, reading.id, file);
  return { bytes: fetched.bytes, file };
}

/** What an earlier attempt had downloaded; nothing when its disk lost it, and then it is downloaded again. */
async function fromStore(world: World, reading: LeasedReading, file: string): Promise<Bytes | undefined> {
  try {
    return { file, bytes: await world.files.get(world.db, reading.caseKey, file) };
  } catch (error) {
    if ((error as { code?: string }).code !== 'ENOENT') throw error;
    world.log('file_lost', { reading: reading.id });
    return undefined;
  }
}

function failureOf(fetched: Exclude<Fetched, { outcome: 'fetched' }>, attempts: number): string {
  if (fetched.outcome === 'too_big' || fetched.outcome === 'gone') return fetched.outcome;
  if (fetched.outcome === 'damaged' && attempts >= MOST_DAMAGED)
    return fetched.detail === 'empty' ? 'empty' : 'damaged';
  return attempts < MOST_DOWNLOADS ? 'later' : 'gone';
}
