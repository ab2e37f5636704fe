import { post } from '../../src/db/inbox.ts';
import { newId } from '../../src/db/ids.ts';
import type { Event } from '../../src/engine/types.ts';
import type { Fresh } from '../database.ts';
import type { Running } from './running.ts';
import { until, type Person } from './stage.ts';

interface Place {
  fresh: Fresh;
  running: Running;
}

/** Where the conversation of a phone is. */
export async function talkOf({ fresh, running }: Place, person: Person) {
  const { vault } = running.service.world;
  return fresh.db
    .selectFrom('aliases as a')
    .innerJoin('conversations as c', 'c.id', 'a.conversation_id')
    .innerJoin('cases as k', 'k.id', 'c.case_id')
    .select(['c.id as conversation', 'c.key_id as key', 'k.id as case', 'k.key_id as caseKey'])
    .select(['k.reference', 'k.status'])
    .where('a.lookup', '=', vault.lookup('alias', 'whatsapp', 'phone', person.phone))
    .executeTakeFirstOrThrow();
}

/** Something the desk does, through the same door as the desk's own acts, until it is done. */
export async function act(place: Place, person: Person, event: Record<string, unknown>): Promise<void> {
  const { db } = place.fresh;
  const { clock, world } = place.running.service;
  const { conversation, key } = await talkOf(place, person);
  const at = clock.now();
  const source = `desk:${newId(at)}`;
  const body = event as Omit<Extract<Event, { kind: 'taken' }>, 'id' | 'at'>;
  await post(db, world.vault, { conversation, key, source, event: body, at });
  await until(`${String(event['kind'])} to be done`, () => {
    clock.jump(1);
    return db
      .selectFrom('inbox')
      .select('id')
      .where('source', '=', source)
      .where('done_at', 'is not', null)
      .executeTakeFirst();
  });
}
