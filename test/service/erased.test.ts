import { expect, test } from '@jest/globals';
import type { Fresh } from '../database.ts';
import type { Running } from './running.ts';
import { Person, until, type Stage } from './stage.ts';
import { served } from './served.ts';

let stage: Stage;
let fresh: Fresh;
let running: Running;
served(5, (all) => ({ stage, fresh, running } = all));

test('what nobody can open any more does not stand before those who wait behind it', async () => {
  const { db } = fresh;
  const gone = new Person(stage.sim, '+919812345001');
  await gone.goes([['hello', 'language:en']]);
  const row = await db
    .selectFrom('conversations as c')
    .innerJoin('cases as k', 'k.id', 'c.case_id')
    .select(['c.id', 'c.key_id', 'k.id as case', 'k.key_id as caseKey'])
    .executeTakeFirstOrThrow();
  const { vault } = running.service.world;
  // A message to send, a file to read and an event to answer are under way when the keys are destroyed.
  const at = new Date(Date.now() - 60_000);
  const common = { conversation_id: row.id, sealed: Buffer.from('sealed with a key that is gone'), at };
  await vault.destroy(db, row.key_id, at);
  await vault.destroy(db, row.caseKey, at);
  await db
    .insertInto('outbox')
    .values({
      ...common,
      id: 'out',
      channel: 'whatsapp',
      audience: 'person',
      voice: 'bot',
      epoch: 0,
      tag: 'x',
      due_at: at,
    })
    .execute();
  await db
    .insertInto('readings')
    .values({ ...common, id: 'read', case_id: row.case, channel: 'whatsapp', due_at: at })
    .execute();
  await db
    .insertInto('inbox')
    .values({ ...common, id: 'in', kind: 'message', source: 'whatsapp:in', due_at: at })
    .execute();

  const other = new Person(stage.sim, '+919812345002');
  await other.goes([
    ['hello', 'language:en'],
    ['language:en', 'who:patient'],
  ]);
  const set = await until('all three to be set aside', async () => {
    const out = await db
      .selectFrom('outbox')
      .select(['state', 'failure'])
      .where('id', '=', 'out')
      .executeTakeFirst();
    const read = await db
      .selectFrom('readings')
      .select(['state', 'failure'])
      .where('id', '=', 'read')
      .executeTakeFirst();
    const event = await db
      .selectFrom('inbox')
      .select(['parked_at', 'failure'])
      .where('id', '=', 'in')
      .executeTakeFirst();
    return out?.state === 'parked' && read?.state === 'parked' && event?.parked_at && { out, read, event };
  });
  expect([set.out.failure, set.read.failure, set.event.failure]).toEqual(['Erased', 'Erased', 'Erased']);
  // A number whose words were destroyed can still write: nothing of it stops the service.
  gone.write('hello again');
  await other.goes([['who:patient', 'notice:agree']]);
});
