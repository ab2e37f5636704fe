import { sql } from 'kysely';
import type { ChannelName } from '../channels/channel.ts';
import type { Db } from './connect.ts';

/** When the next thing of each kind is due, or null: what the loops sleep until and the demo's clock jumps to. */
export async function nextDue(
  db: Db,
): Promise<{ what: 'event' | 'message' | 'reading'; key: string | null; due: Date } | undefined> {
  const { rows } = await sql<{ what: 'event' | 'message' | 'reading'; key: string | null; due: Date }>`
    (select 'event' as what, timer_key as key, due_at as due from inbox where done_at is null and parked_at is null and seq > 0 order by due_at limit 1)
    union all
    (select 'message', tag, due_at from outbox where state in ('queued', 'unknown') order by due_at limit 1)
    union all
    (select 'reading', null, due_at from readings where state = 'queued' order by due_at limit 1)
    order by due limit 1`.execute(db);
  return rows[0];
}

/** How much is under way and how much is stuck, for `/readyz`, the desk and tests. */
export async function backlog(
  db: Db,
  now: Date,
): Promise<{
  due: number;
  parked: number;
  sending: number;
  unknown: number;
  reading: number;
  oldest: Date | null;
}> {
  const { rows } = await sql<{
    due: number;
    parked: number;
    sending: number;
    unknown: number;
    reading: number;
    oldest: Date | null;
  }>`
    select
      (select count(*)::int from (select 1 from inbox where done_at is null and parked_at is null and seq > 0 and due_at <= ${now} limit 10000) a) as due,
      (select min(due_at) from inbox where done_at is null and parked_at is null and seq > 0) as oldest,
      (select count(*)::int from inbox where parked_at is not null and done_at is null) as parked,
      (select count(*)::int from outbox where state in ('queued', 'leased')) as sending,
      (select count(*)::int from outbox where state = 'unknown') as unknown,
      (select count(*)::int from readings where state in ('queued', 'leased')) as reading`.execute(db);
  return rows[0]!;
}

/** The codes after which messages wait for another try. */
export function failuresWaiting(db: Db): Promise<{ channel: ChannelName; failure: string }[]> {
  return db
    .selectFrom('outbox')
    .select((eb) => [
      eb.ref('channel').$castTo<ChannelName>().as('channel'),
      eb.ref('failure').$notNull().as('failure'),
    ])
    .distinct()
    .where('state', '=', 'queued')
    .where('failure', 'is not', null)
    .orderBy('failure')
    .limit(50)
    .execute();
}

/** Asks the least there is to ask. @throws when the database is away. */
export async function answers(db: Db): Promise<void> {
  await sql`select 1`.execute(db);
}
