import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import pg from 'pg';
import type { Inbound } from '../../src/channels/channel.ts';
import { fill } from '../../src/commands/bench/fill.ts';
import { connect, disconnect, quick, transact, type Db } from '../../src/db/connect.ts';
import { doorway, type Doorway } from '../../src/db/doorway.ts';
import { endSent, leaseDue } from '../../src/db/outbox.ts';
import { find } from '../../src/db/people.ts';
import { pageOfQueue } from '../../src/db/queue.ts';
import { Rows } from '../../src/db/rows.ts';
import { written } from '../../src/db/sheet.ts';
import { claimTurn, whoIsDue, type Turn } from '../../src/db/turns.ts';
import { backlog } from '../../src/db/waits.ts';
import { takeOverdue } from '../../src/db/watch.ts';
import { freshDatabase, type Fresh } from '../database.ts';

const NOW = new Date('2026-11-24T06:00:00Z');
const TIMES = { lease: 60_000, settle: 90_000 };
const RUNS = 20;
const TABLES = [
  'inbox',
  'outbox',
  'conversations',
  'cases',
  'keys',
  'aliases',
  'parties',
  'receipts',
  'tasks',
];

let fresh: Fresh;
beforeAll(async () => {
  fresh = await freshDatabase(NOW);
  await fill(fresh.url, 3_000, () => {});
  // What the database tidies up in between is not counted as ours.
  for (const table of TABLES)
    await sql`alter table ${sql.table(table)} set (autovacuum_enabled = false)`.execute(fresh.db);
}, 120_000);
afterAll(() => fresh.drop());

/** One for each database, as a process has it: who writes again is a regular there. */
const doors = new WeakMap<Db, Doorway>();
function doorOf(db: Db): Doorway {
  const door =
    doors.get(db) ?? doorway({ db, vault: fresh.vault, newcomer: () => ({ flow: 'f', state: {} }) });
  doors.set(db, door);
  return door;
}

interface Looked {
  table: string;
  scans: number;
  blocks: number;
}

/**
 * What PostgreSQL itself counts of the tables while `work` goes on over connections of its own: whole scans, and blocks it
 * had to look at, of the table and its indexes, for each run.
 */
async function looking(work: (db: Db) => Promise<void>, runs = 1): Promise<Looked[]> {
  const before = await counted();
  const db = connect(fresh.url, 4);
  for (let run = 0; run < runs; run += 1) await work(db);
  // Who leaves has told all.
  await disconnect(db);
  const after = await counted();
  return after.map((row, n) => ({
    table: row.table,
    scans: row.scans - before[n]!.scans,
    blocks: Math.round((row.blocks - before[n]!.blocks) / runs),
  }));
}

async function counted(): Promise<Looked[]> {
  const client = new pg.Client({ connectionString: fresh.url });
  await client.connect();
  let last = '';
  try {
    for (;;) {
      const { rows } = await client.query<Looked>(
        `
        select relname as table, seq_scan::int as scans,
          (heap_blks_hit + heap_blks_read + coalesce(idx_blks_hit + idx_blks_read, 0))::int as blocks
        from pg_stat_user_tables join pg_statio_user_tables using (relid, relname)
        where relname = any($1) order by relname`,
        [TABLES],
      );
      const told = JSON.stringify(rows);
      if (told === last) return rows;
      last = told;
      await new Promise((done) => setTimeout(done, 300));
    }
  } finally {
    await client.end();
  }
}

/** Everything that one message and its answer need, by the statements of the service itself. */
function oneTurn(n: { run: number }, looks = true) {
  return async (db: Db) => {
    const { vault } = fresh;
    n.run += 1;
    const receive = doorOf(db);
    const aliases = [{ kind: 'phone', value: `+9198000${10_000 + (n.run % 7)}` } as const];
    const message = { kind: 'message', shape: 'text', text: 'hello' } as const;
    const said: Inbound = { ...message, media: [], id: `wamid.${n.run}`, from: { aliases }, at: NOW };
    const [conversation] = await receive({ name: 'whatsapp' }, [said], NOW);
    if (looks) expect(await whoIsDue(quick(db), NOW)).toEqual([conversation]);
    const turn = await transact<Turn>(db, async (tx) => {
      const claimed = (await claimTurn(tx, vault, NOW, conversation!))!;
      const rows = new Rows(tx, vault, claimed, NOW);
      const letter = { message: { kind: 'text', text: 'hello' } } as const;
      const kind = { voice: 'bot', kind: 'reply', urgency: 0, tag: 'x', audience: 'person' } as const;
      await rows.message({ id: `${claimed.event.id}.1`, channel: 'whatsapp', letter, ...kind }, 0);
      await rows.timer('reminder', `${claimed.event.id}.2`, new Date('2099-01-01'));
      await rows.cancel('album');
      const after = { flow: 'f', state: {}, language: 'en', spoke: true, answered: true };
      return { value: claimed, last: written([await rows.end(after)], NOW) };
    });
    const [leased] = await leaseDue(db, vault, ['whatsapp'], NOW, TIMES, 32);
    const id = `${turn.event.id}.1`;
    expect(leased).toMatchObject({ id });
    const providerId = `ours.${n.run}`;
    await endSent(db, [
      {
        message: { id, channel: 'whatsapp' },
        ending: { state: 'sent', providerId, at: NOW },
        beside: undefined,
      },
    ]);
    const receipt = { kind: 'receipt', of: providerId, status: 'read', at: NOW, callback: id } as const;
    await receive({ name: 'whatsapp' }, [receipt], NOW);
    await takeOverdue(db, NOW);
  };
}

test('a turn reads a few blocks by indexes, however much is stored, and its plans outlive the growth of the tables', async () => {
  const n = { run: 0 };
  await looking(oneTurn(n), 2);
  const looked = await looking(oneTurn(n), RUNS);
  expect(looked.filter(({ scans }) => scans > 0)).toEqual([]);
  const sum = looked.reduce((blocks, one) => blocks + one.blocks, 0);
  // One scan of any big table or of one of its indexes would be hundreds of blocks.
  expect({ sum, fits: sum > 20 && sum < 420 }).toEqual({ sum, fits: true });
  const ours = fresh.db
    .selectFrom('outbox')
    .select('state')
    .distinct()
    .where('provider_id', 'like', 'ours.%');
  expect(await ours.execute()).toEqual([{ state: 'read' }]);
});

test('while the tables are young, nobody is given an index to read through what others left', async () => {
  const old = fresh;
  fresh = await freshDatabase(NOW);
  try {
    for (const table of TABLES)
      await sql`alter table ${sql.table(table)} set (autovacuum_enabled = false)`.execute(fresh.db);
    const n = { run: 0 };
    await looking(oneTurn(n), 2);
    await sql`insert into inbox (id, conversation_id, kind, source, timer_key, sealed, due_at, at)
      select 'x' || n, 'other' || n, 'timer', 'x' || n, 'reminder', '', ${NOW}::timestamptz + (n % 2) * interval '1 day', ${NOW} from generate_series(1, 4000) n`.execute(
      fresh.db,
    );
    await sql`insert into receipts (channel, provider_id, status, callback, at, seen_at)
      select 'whatsapp', 'x' || n, 'read', 'x' || n, ${NOW}, ${NOW} from generate_series(1, 4000) n`.execute(
      fresh.db,
    );
    const looked = await looking(oneTurn(n, false), RUNS);
    expect(looked.filter(({ scans }) => scans > 0)).toEqual([]);
    const sum = looked.reduce((blocks, one) => blocks + one.blocks, 0);
    expect({ sum, fits: sum < 420 }).toEqual({ sum, fits: true });
  } finally {
    await fresh.drop();
    fresh = old;
  }
}, 60_000);

test('what is finished does not slow what is due: a look at nothing is a handful of blocks', async () => {
  const looked = await looking(async (db) => {
    expect(await whoIsDue(quick(db), NOW)).toEqual([]);
    expect(await leaseDue(db, fresh.vault, ['whatsapp'], NOW, TIMES, 32)).toEqual([]);
    expect(await takeOverdue(db, NOW)).toBeUndefined();
  }, RUNS);
  expect(looked.filter(({ scans }) => scans > 0)).toEqual([]);
  expect(looked.reduce((blocks, one) => blocks + one.blocks, 0)).toBeLessThan(60);
});

test('the desk finds its page and a person by their number without reading everything', async () => {
  const page = await looking(async (db) => {
    const eyes = { user: 'nobody', sees: ['in_review', 'documents', 'closed', 'expired'], now: NOW } as const;
    expect((await pageOfQueue(db, eyes, {})).length).toBeGreaterThan(10);
  });
  expect(page.filter(({ scans, table }) => scans > 0 && table !== 'cases')).toEqual([]);
  const person = await looking(async (db) => {
    const known = await find(db, fresh.vault, 'whatsapp', [{ kind: 'phone', value: '+919800010001' }]);
    expect(known).toBeDefined();
    await backlog(db, NOW);
  }, RUNS);
  expect(person.filter(({ scans }) => scans > 0)).toEqual([]);
  expect(person.reduce((blocks, one) => blocks + one.blocks, 0)).toBeLessThan(200);
});
