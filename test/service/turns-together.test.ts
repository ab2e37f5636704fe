import { expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { gather } from '../../src/db/gather.ts';
import { advance } from '../../src/workers/advance.ts';
import type { World } from '../../src/workers/world.ts';
import type { Fresh } from '../database.ts';
import type { Running } from './running.ts';
import { Person, until, type Stage } from './stage.ts';
import { served } from './served.ts';

let stage: Stage;
let fresh: Fresh;
let running: Running;
// Nobody works behind this door but the test.
served(81, (all) => ({ stage, fresh, running } = all), { env: { ROLE: 'http' } });

const world = (): World => ({
  ...running.service.world,
  nudge: () => {},
  courier: { room: () => 0, carry: () => {}, mark: () => {}, rest: () => Promise.resolve() },
  sent: gather((all) => Promise.resolve(all.map(() => undefined))),
});

const events = () =>
  fresh.db
    .selectFrom('inbox')
    .select(['conversation_id as of', 'attempts', 'done_at'])
    .where('kind', '=', 'message')
    .orderBy('conversation_id')
    .execute();

async function write(phones: readonly string[]): Promise<string[]> {
  const before = (await events()).length;
  for (const phone of phones) new Person(stage.sim, phone).write('hello');
  const all = await until('the messages', async () => {
    const found = await events();
    return found.length === before + phones.length ? found : undefined;
  });
  return all.filter((one) => !one.done_at).map((one) => one.of);
}

test('turns of several people share a transaction; the one that fails is tried alone and holds up nobody', async () => {
  const { db } = fresh;
  const waiting = await write(['+919812345101', '+919812345102', '+919812345103']);
  const [bad] = waiting;
  await sql`create function refuse() returns trigger language plpgsql as $$
    begin raise exception 'not this one'; end $$`.execute(db);
  await sql`create trigger refuse before insert on outbox for each row
    when (new.conversation_id = ${sql.lit(bad)}) execute function refuse()`.execute(db);

  const ended = await advance(world(), waiting);
  expect([...ended.values()]).toEqual(['more', 'done', 'done']);
  expect(running.lines.filter((line) => line.includes('turns_apart'))).toHaveLength(1);
  const after = await events();
  expect(after.map((one) => [one.attempts, one.done_at !== null])).toEqual([
    [1, false],
    [0, true],
    [0, true],
  ]);

  await sql`drop trigger refuse on outbox`.execute(db);
  await db.updateTable('conversations').set({ rest_until: null }).execute();
  const more = await write(['+919812345104', '+919812345105']);
  const commits = async () => {
    const { rows } = await sql<{ xid: string }>`select distinct xmin::text as xid from outbox
      where conversation_id in (${sql.join(more)})`.execute(db);
    return rows.length;
  };
  expect(new Set((await advance(world(), more)).values())).toEqual(new Set(['done']));
  expect(await commits()).toBe(1);
  const said = await db.selectFrom('outbox').select('conversation_id as of').execute();
  expect(new Set(said.map((one) => one.of))).toEqual(new Set((await events()).map((one) => one.of)));
});
