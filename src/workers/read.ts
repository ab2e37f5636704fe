import { printOf } from '../cases/print.ts';
import { newId } from '../db/ids.ts';
import {
  keepDocument,
  leaseReading,
  putOff,
  sameFile,
  type KeptPage,
  type LeasedReading,
} from '../db/readings.ts';
import type { Reading } from '../documents/reading.ts';
import type { ReadDocument } from '../engine/types.ts';
import { bytesOf, MOST_DOWNLOADS } from './original.ts';
import { backoff } from './loop.ts';
import type { World } from './world.ts';

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

async function readBytes(
  world: World,
  reading: LeasedReading,
  bytes: Uint8Array,
  file: string,
): Promise<void> {
  const duplicateOf = await sameFile(world.db, reading.case, file, reading.id);
  const { type } = reading.media;
  // Sound and film are kept for the desk; of papers that the person wants only people to open there is a picture to look at.
  const paper = type === 'image' || type === 'document';
  const result =
    duplicateOf || !paper
      ? nothing(undefined)
      : reading.keepOnly
        ? await world.reader.draw(bytes)
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
  for (const { image, ...page } of result.pages) {
    const name = await world.files.put(world.db, reading.case, reading.caseKey, image);
    pages.push({ ...page, file: name });
  }
  const document: ReadDocument = {
    id,
    media: reading.media.id,
    type: result.type,
    pages: pages.length,
    faults: result.quality.faults,
    ...(result.failure ? { failure: result.failure } : {}),
    ...(result.spoilt ? { spoilt: result.spoilt } : {}),
    ...(duplicateOf ? { duplicateOf } : {}),
    ...printed(result.pages),
    facts: result.facts.map(({ page, box, ...fact }, n) => ({
      ...fact,
      id: `${id}.${n}`,
      // When it was sent: which page happens to be read first says nothing about which is newer.
      at: reading.at.toISOString(),
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
