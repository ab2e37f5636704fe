import { printOf } from '../cases/print.ts';
import type { Channel, ChannelName, Fetched } from '../channels/channel.ts';
import { newId } from '../db/ids.ts';
import {
  keepDocument,
  leaseReading,
  noteFile,
  putOff,
  sameFile,
  type KeptPage,
  type LeasedReading,
} from '../db/readings.ts';
import type { Reading } from '../documents/reading.ts';
import type { ReadDocument } from '../engine/types.ts';
import { backoff } from './loop.ts';
import type { World } from './world.ts';

/** Media ids die after seven days; long before that a person should hear that a photo did not arrive. */
const MOST_DOWNLOADS = 12;
/** Bytes that came empty or wrong so often are so at the provider: the person is asked while they still hold the paper. */
const MOST_DAMAGED = 3;

/**
 * One file: downloaded, sealed, stored, read in a process of its own, and told to the conversation (T3).
 * Whatever happens to the file, it ends as an event. Returns whether there was something to do.
 */
export async function read(world: World): Promise<boolean> {
  const { db, vault, clock, times } = world;
  const reading = await leaseReading(db, vault, clock.now(), times.reading);
  if (!reading) return false;
  const failure = await attempt(world, reading);
  if (failure) {
    const due = new Date(clock.now().getTime() + backoff(reading.attempts, world.random));
    await putOff(db, reading.id, due, failure);
    return true;
  }
  world.nudge('advance');
  world.changed(reading.conversation, reading.case);
  return true;
}

/** One try. Undefined when the file has ended as an event, otherwise why it must be tried again. */
async function attempt(world: World, reading: LeasedReading): Promise<string | undefined> {
  try {
    // A file that took its worker along each time: its lease ran out, and that counts as a try.
    const got = reading.attempts > MOST_DOWNLOADS ? 'crashed' : await bytesOf(world, reading);
    if (got === 'later') return 'download';
    if (typeof got === 'string') await keep(world, reading, nothing(got), reading.file ?? '', 0);
    else await readBytes(world, reading, got.bytes, got.file);
  } catch (error) {
    // The name or code only: a message may quote what is in the file.
    const failure = (error as { code?: string }).code ?? (error as Error).name;
    world.log('reading_failed', { reading: reading.id, attempts: reading.attempts, failure });
    return failure;
  }
}

type Bytes = { bytes: Uint8Array; file: string };

/** The original's bytes from the store, or from the provider into the store; a failure code when there will never be any. */
async function bytesOf(world: World, reading: LeasedReading): Promise<Bytes | 'later' | string> {
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

async function readBytes(
  world: World,
  reading: LeasedReading,
  bytes: Uint8Array,
  file: string,
): Promise<void> {
  const duplicateOf = await sameFile(world.db, reading.case, file, reading.id);
  const { type } = reading.media;
  // Sound and film are kept for the desk, as are papers that the person wants only people to open.
  const readable = !reading.keepOnly && (type === 'image' || type === 'document');
  const result =
    duplicateOf || !readable
      ? nothing(undefined)
      : await world.reader.read(bytes, {
          urgent: reading.urgent,
          today: world.clock.now().toISOString().slice(0, 10),
          ...(reading.password ? { password: reading.password } : {}),
        });
  const heard = reading.hear && !duplicateOf ? await listen(world, reading, bytes) : undefined;
  await keep(world, reading, result, file, bytes.length, { duplicateOf, heard });
}

/** What a machine hears in a voice note, where the operator has one that listens. */
function listen(world: World, { media, language }: LeasedReading, bytes: Uint8Array) {
  return world.transcribe?.(bytes, { mime: media.mime ?? 'audio/ogg', language });
}

/** A short print of the words, by which a second photo of the same page is known. */
function printed(pages: readonly { text: string }[]): { print?: string } {
  const print = printOf(pages.map(({ text }) => text));
  return print ? { print } : {};
}

function nothing(failure: string | undefined): Omit<Reading, 'failure'> & { failure?: string } {
  return {
    type: 'other',
    typeConfidence: 0,
    mime: '',
    quality: { ok: true, faults: [] },
    pages: [],
    facts: [],
    ms: 0,
    ...(failure ? { failure } : {}),
  };
}

async function keep(
  world: World,
  reading: LeasedReading,
  result: Omit<Reading, 'failure'> & { failure?: string },
  file: string,
  bytes: number,
  { duplicateOf, heard }: { duplicateOf?: string | undefined; heard?: string | undefined } = {},
): Promise<void> {
  const now = world.clock.now();
  const id = newId(now);
  const pages: KeptPage[] = [];
  for (const { image, number, width, height, rotation, text, lines } of result.pages) {
    const name = await world.files.put(world.db, reading.case, reading.caseKey, image);
    pages.push({ number, width, height, rotation, text, lines, file: name });
  }
  const document: ReadDocument = {
    id,
    media: reading.media.id,
    type: result.type,
    pages: pages.length,
    faults: result.quality.faults,
    ...(result.failure ? { failure: result.failure } : {}),
    ...(duplicateOf ? { duplicateOf } : {}),
    ...printed(result.pages),
    facts: result.facts.map(({ page, box, ...fact }, n) => ({
      ...fact,
      id: `${id}.${n}`,
      at: now.toISOString(),
      from: { kind: 'page', document: id, page, box, words: fact.value },
    })),
  };
  const mime = result.mime || reading.media.mime || 'application/octet-stream';
  await keepDocument(
    world.db,
    world.vault,
    reading,
    {
      document,
      file,
      mime,
      bytes,
      typeConfidence: result.typeConfidence,
      pages,
      ...(heard ? { heard } : {}),
    },
    now,
  );
  world.log('page_read', {
    reading: reading.id,
    type: result.type,
    failure: result.failure ?? null,
    ms: Math.round(result.ms),
  });
}
