import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Inbound } from '../../src/channels/channel.ts';
import { doorway, type Doorway } from '../../src/db/doorway.ts';
import { receive } from '../../src/db/arrivals.ts';
import { eraseCase } from '../../src/db/erase.ts';
import { Vault } from '../../src/db/vault.ts';
import { freshDatabase, type Fresh } from '../database.ts';

const NOW = new Date('2026-11-24T06:00:00Z');

let fresh: Fresh;
let take: Doorway;
beforeAll(async () => {
  fresh = await freshDatabase(NOW);
  take = doorway({ db: fresh.db, vault: fresh.vault, newcomer: () => ({ flow: 'f', state: {} }) });
});
afterAll(() => fresh.drop());

type Alias = { kind: 'phone' | 'user_id'; value: string };
const phone = (n: number): Alias => ({ kind: 'phone', value: `+91980000${1_000 + n}` });
const says = (id: string, aliases: Alias[], more: object = {}): Inbound =>
  ({
    kind: 'message',
    id,
    from: { aliases },
    at: NOW,
    shape: 'text',
    text: id,
    media: [],
    ...more,
  }) as Inbound;
const comes = (...arrivals: Inbound[]) => take({ name: 'whatsapp' }, arrivals, NOW);

/** Texts at the door by conversation, in the order in which they stand there. */
async function atTheDoor(like: string): Promise<string[][]> {
  const rows = await fresh.db
    .selectFrom('inbox as i')
    .innerJoin('conversations as c', 'c.id', 'i.conversation_id')
    .select(['i.id', 'i.sealed', 'c.id as conversation', 'c.key_id'])
    .where('i.source', 'like', `whatsapp:${like}%`)
    .orderBy('i.seq')
    .execute();
  const by = Map.groupBy(rows, (row) => row.conversation);
  return Promise.all(
    [...by.values()].map((some) =>
      Promise.all(
        some.map(
          async ({ key_id, id, sealed }) =>
            (await fresh.vault.open<{ text: string }>(fresh.db, key_id, `inbox/${id}`, sealed)).text,
        ),
      ),
    ),
  );
}

test('forty people at once, new and known, each three times: everybody has one conversation, in order, nothing twice', async () => {
  const all = Array.from({ length: 3 }, (_, turn) =>
    Array.from({ length: 40 }, (__, n) => comes(says(`m.${n}.${turn}`, [phone(n)]))),
  ).flat();
  const touched = await Promise.all(all);
  expect(touched.every((some) => some.size === 1)).toBe(true);
  const repeated = await Promise.all(
    Array.from({ length: 40 }, (_, n) => comes(says(`m.${n}.1`, [phone(n)]))),
  );
  expect(repeated.every((some) => some.size === 0)).toBe(true);
  const door = await atTheDoor('m.');
  expect(door).toHaveLength(40);
  for (const texts of door) {
    const [, n] = /m\.(\d+)/.exec(texts[0]!)!;
    expect(texts).toEqual([0, 1, 2].map((turn) => `m.${n}.${turn}`));
  }
});

test('who was erased a moment ago begins anew, whatever this process remembers of them', async () => {
  await comes(says('e.before', [phone(500)]));
  await comes(says('e.known', [phone(500)]));
  const { case_id: one } = await fresh.db
    .selectFrom('inbox as i')
    .innerJoin('conversations as c', 'c.id', 'i.conversation_id')
    .select('c.case_id')
    .where('i.source', '=', 'whatsapp:e.known')
    .executeTakeFirstOrThrow();
  // Another process does it: nothing here hears of that.
  await eraseCase(fresh.db, new Vault([fresh.masterKey]), one, 'staff', NOW);
  const [touched] = await Promise.all([
    comes(says('e.after', [phone(500)]), says('e.too', [phone(500)])),
    comes(says('e.other', [phone(40)])),
  ]);
  expect(touched.size).toBe(1);
  const rows = await fresh.db
    .selectFrom('inbox')
    .select(['source', 'conversation_id'])
    .where('source', 'in', ['whatsapp:e.before', 'whatsapp:e.after', 'whatsapp:e.too'])
    .orderBy('seq')
    .execute();
  const [before, after, too] = rows.map((row) => row.conversation_id);
  expect(after).not.toBe(before);
  expect([...touched]).toEqual([after]);
  expect(too).toBe(after);
});

test('who speaks in another of their requests now is heard there, whatever this process remembers', async () => {
  await comes(says('s.one', [phone(510)]));
  await comes(says('s.two', [phone(511)]));
  const conversationOf = async (source: string) =>
    (
      await fresh.db
        .selectFrom('inbox')
        .select('conversation_id')
        .where('source', '=', source)
        .executeTakeFirstOrThrow()
    ).conversation_id;
  const there = await conversationOf('whatsapp:s.two');
  await fresh.db
    .updateTable('aliases')
    .set({ conversation_id: there })
    .where('conversation_id', '=', await conversationOf('whatsapp:s.one'))
    .execute();
  await comes(says('s.three', [phone(510)]));
  expect(await conversationOf('whatsapp:s.three')).toBe(there);
});

test('a regular who quotes what nobody knows between two plain words is written down in that order', async () => {
  await comes(says('q.0', [phone(520)]));
  await Promise.all([
    comes(says('q.1', [phone(520)])),
    comes(says('q.2', [phone(520)], { replyTo: 'unknown' })),
    comes(says('q.3', [phone(520)])),
    comes(says('q.other', [phone(40)])),
  ]);
  expect((await atTheDoor('q.')).map((texts) => texts.join()).toSorted()).toEqual([
    'q.0,q.1,q.2,q.3',
    'q.other',
  ]);
});

test('a phone that comes with another user id amid others is a new person, as it is when it comes alone', async () => {
  await comes(says('u.first', [phone(200), { kind: 'user_id', value: 'one' }]));
  await Promise.all([
    comes(says('u.known', [phone(201)])),
    comes(says('u.second', [phone(200), { kind: 'user_id', value: 'two' }])),
    comes(says('u.third', [phone(200), { kind: 'user_id', value: 'two' }])),
  ]);
  const door = (await atTheDoor('u.')).map((texts) => texts.join());
  expect(door.toSorted()).toEqual(['u.first', 'u.known', 'u.second,u.third']);
});

test('one request that cannot be stored does not hold up those that came with it', async () => {
  const results = await Promise.allSettled([
    comes(says('p.good', [phone(300)])),
    // PostgreSQL stores no NUL; a channel never lets one through.
    comes(says('p.bad\0', [phone(301)])),
    comes(says('p.other', [phone(302)])),
  ]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect((await atTheDoor('p.')).flat().toSorted()).toEqual(['p.good', 'p.other']);
});

test('two processes that open the door to the same stranger at once make one conversation', async () => {
  const other = doorway({ db: fresh.db, vault: fresh.vault, newcomer: () => ({ flow: 'f', state: {} }) });
  for (let n = 400; n < 410; n += 1) {
    await Promise.all([
      comes(says(`t.${n}.a`, [phone(n)])),
      other({ name: 'whatsapp' }, [says(`t.${n}.b`, [phone(n)])], NOW),
      receive(
        { db: fresh.db, vault: fresh.vault, newcomer: () => ({ flow: 'f', state: {} }) },
        { name: 'whatsapp' },
        [says(`t.${n}.c`, [phone(n)])],
        NOW,
      ),
    ]);
  }
  const door = await atTheDoor('t.');
  expect(door.map((texts) => texts.length)).toEqual(Array.from({ length: 10 }, () => 3));
});
