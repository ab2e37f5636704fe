import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { receive } from '../../src/db/arrivals.ts';
import { transact } from '../../src/db/connect.ts';
import { leaseDue } from '../../src/db/outbox.ts';
import { Rows } from '../../src/db/rows.ts';
import { written } from '../../src/db/sheet.ts';
import { claimFirst, whoIsDue } from '../../src/db/turns.ts';
import { freshDatabase, type Fresh } from '../database.ts';

const BEGAN = Date.parse('2026-11-24T06:00:00Z');
const at = (second: number) => new Date(BEGAN + second * 1_000);

let fresh: Fresh;
beforeAll(async () => {
  fresh = await freshDatabase(at(0));
});
afterAll(() => fresh.drop());

const writes = (phone: string, id: string, when: Date) =>
  receive(
    { db: fresh.db, vault: fresh.vault, newcomer: () => ({ flow: 'f', state: {} }) },
    { name: 'whatsapp' },
    [
      {
        kind: 'message',
        id: `wamid.${id}`,
        from: { aliases: [{ kind: 'phone', value: phone }] },
        at: when,
        shape: 'text',
        text: id,
        media: [],
      },
    ],
    when,
  );

/** One turn that does nothing but be over; whose it was. */
const turn = (now: Date) =>
  transact(fresh.db, async (tx) => {
    const claimed = await claimFirst(tx, fresh.vault, now);
    if (!claimed) return { value: undefined };
    const after = { flow: 'f', state: {}, language: 'en', spoke: true, answered: true };
    const last = written([await new Rows(tx, fresh.vault, claimed, now).end(after)], now);
    return { value: claimed.conversation, last };
  });

test('three hundred messages of one person do not stand before the one of another', async () => {
  for (let i = 0; i < 300; i += 1) await writes('+919800000001', `flood.${i}`, at(i / 100));
  await writes('+919800000002', 'one', at(10));
  await writes('+919800000003', 'other', at(11));
  const served: (string | undefined)[] = [];
  for (let i = 0; i < 6; i += 1) served.push(await turn(at(20 + i)));
  const [flood] = served;
  const others = new Set(served.filter((one) => one !== flood));
  expect(others.size).toBe(2);
  expect(served.slice(0, 3).filter((one) => one === flood)).toHaveLength(1);
  // And nothing of the flood is lost or out of order.
  let rest = 0;
  while (await turn(at(60 + rest))) rest += 1;
  expect(rest).toBe(302 - 6);
  const { rows } = await sql`select 1 from inbox where done_at is null`.execute(fresh.db);
  expect(rows).toEqual([]);
});

test('with fifty thousand conversations the next thing to do is found by an index', async () => {
  const { db } = fresh;
  await sql`
    insert into conversations (id, channel, case_id, key_id, flow, sealed, opened_at, changed_at)
    select 'many' || n, 'whatsapp', 'k' || n, 'key', 'f', '\\x00', ${at(0)}, ${at(0)} from generate_series(1, 50000) n`.execute(
    db,
  );
  await sql`
    insert into inbox (id, conversation_id, kind, source, timer_key, sealed, due_at, at, done_at)
    select 'in' || n, 'many' || (1 + n % 50000), 'message', 'many' || n, null, '\\x00', ${at(0)}, ${at(0)}, ${at(1)}
    from generate_series(1, 150000) n`.execute(db);
  await sql`
    insert into inbox (id, conversation_id, kind, source, timer_key, sealed, due_at, at)
    select 'timer' || n, 'many' || n, 'timer', 'timer' || n, 'reminder', '\\x00', ${at(100_000)}, ${at(0)}
    from generate_series(1, 50000) n`.execute(db);
  await sql`
    insert into outbox (id, conversation_id, channel, audience, voice, epoch, tag, sealed, state, due_at, at)
    select 'out' || n, 'many' || (1 + n % 50000), 'whatsapp', 'person', 'bot', 0, 'x', '\\x00', 'read', ${at(0)}, ${at(0)}
    from generate_series(1, 100000) n`.execute(db);
  await sql`analyze`.execute(db);

  const plans = await sql<{ 'QUERY PLAN': string }>`
    explain select c.id from conversations c
    where c.id in (
      select i.conversation_id from inbox i join conversations rest on rest.id = i.conversation_id
      where i.done_at is null and i.parked_at is null and i.seq > 0 and i.due_at <= ${at(50)}
        and (rest.rest_until is null or rest.rest_until <= ${at(50)})
        and not exists (
          select 1 from inbox e where e.conversation_id = i.conversation_id and e.done_at is null
            and e.parked_at is null and (e.due_at, e.seq) < (i.due_at, i.seq))
      order by i.due_at, i.seq limit 32)
    order by c.changed_at limit 1`.execute(db);
  const told = plans.rows.map((row) => row['QUERY PLAN']).join('\n');
  expect(told).not.toMatch(/Seq Scan on (inbox|conversations)/);

  const began = performance.now();
  for (let i = 0; i < 50; i += 1) {
    expect(await whoIsDue(db, at(50))).toEqual([]);
    expect(await leaseDue(db, fresh.vault, ['whatsapp'], at(50), { lease: 1, settle: 1 }, 1)).toEqual([]);
  }
  // A scan of all of it takes tens of milliseconds each; this is a bound for a busy machine, not a measurement.
  expect((performance.now() - began) / 100).toBeLessThan(15);
});
