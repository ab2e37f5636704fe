import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { bareTables } from './bare-tables.ts';

/** Events and messages of one conversation that is long over, on each side. */
const EACH_WAY = 10;
const CHUNK = 20_000;

/** What sealed columns hold: chance, which never opens and cannot be made smaller. */
const CHANCE = 65_536;

/**
 * Fills a database with conversations that look like years of work: each with its case, keys, names, ten events and ten
 * messages with their receipts; three in ten wait for a reminder that is far off. Ids are older than any that is made now.
 * All of it or nothing: the indexes are made after the rows. Only for a database that nobody else uses. Does nothing where so
 * many are there already. `say` hears how far it is.
 */
export async function fill(url: string, conversations: number, say: (done: number) => void): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ had: number }>(
      "select count(*)::int as had from cases where id like '00s%'",
    );
    const had = rows[0]!.had;
    if (had >= conversations) return;
    await client.query('begin');
    await client.query('create temp table chance (bytes bytea) on commit drop');
    await client.query('insert into chance values ($1)', [randomBytes(CHANCE)]);
    const dress = await bareTables(client, TABLES);
    for (let from = had; from < conversations; from += CHUNK) {
      const to = Math.min(conversations, from + CHUNK) - 1;
      for (const statement of STATEMENTS) await client.query(statement(from, to));
      say(to + 1);
    }
    await dress();
    // These move their conversations in the queue, which wants the indexes.
    await client.query(tasks(had, conversations - 1));
    await client.query('commit');
    await client.query('vacuum analyze');
  } finally {
    await client.end();
  }
}

const TABLES = [
  'keys',
  'cases',
  'conversations',
  'aliases',
  'parties',
  'inbox',
  'outbox',
  'receipts',
  'facts',
];

/** Bytes of what the service itself sealed, in the middle of ten turns of many people; a state as it is when the history is told. */
const SIZES = { state: 3_500, name: 45, event: 195, timer: 62, message: 649, fact: 263 };

/** Sorted before every id of this decade. */
const id = (letter: string, n = 'n') => `'00${letter}' || lpad(${n}::text, 23, '0')`;
const sealed = (length: number, n = 'n') =>
  `substr(chance.bytes, 1 + ((${n})::bigint * 7919 % ${CHANCE - 4096})::int, ${length})`;
const name = (n = 'n') => `md5('phone' || ${n}) || 'abcdefghijk'`;
/** As long as Meta's are. */
const wamid = (n: string) => `'wamid.HBgMOTE5ODEy' || md5(${n}::text) || 'NDUyRkEwOQA='`;
/** Spread over two years before today, the newest last. */
const at = (n = 'n') => `timestamptz '2024-11-01' + (${n} % 1000000) * interval '1 minute'`;
const people = (from: number, to: number) => `chance, generate_series(${from}, ${to}) n`;
const talk = (from: number, to: number) => `${people(from, to)}, generate_series(1, ${EACH_WAY}) m`;
const nth = `(n::bigint * ${EACH_WAY} + m)`;

const STATUS = `case when n % 200 = 0 then 'in_review' when n % 20 = 0 then 'documents'
  when n % 5 = 0 then 'expired' else 'closed' end`;

const STATEMENTS: ((from: number, to: number) => string)[] = [
  (from, to) => `insert into keys (id, purpose, wrapped, master, made_at)
    select case p when 'case' then ${id('a')} else ${id('k')} end, p, ${sealed(61)}, '00000000', ${at()}
    from ${people(from, to)}, unnest(array['case', 'conversation']) p`,
  (from, to) => `insert into cases (id, reference, key_id, status, status_since, opened_at, changed_at)
    select ${id('s')}, 'F' || n, ${id('a')}, ${STATUS}, ${at()}, ${at()}, ${at()} from ${people(from, to)}`,
  (
    from,
    to,
  ) => `insert into conversations (id, channel, case_id, key_id, flow, sealed, last_inbound_at, opened_at, changed_at, case_status)
    select ${id('c')}, 'whatsapp', ${id('s')}, ${id('k')}, 'older', ${sealed(SIZES.state)}, ${at()}, ${at()}, ${at()}, ${STATUS} from ${people(from, to)}`,
  ...['aliases', 'parties'].map(
    (table) => (from: number, to: number) =>
      `insert into ${table} (channel, kind, lookup, conversation_id, sealed, seen_at)
    select 'whatsapp', 'phone', ${name()}, ${id('c')}, ${sealed(SIZES.name)}, ${at()} from ${people(from, to)}`,
  ),
  (from, to) => `insert into inbox (id, conversation_id, kind, source, sealed, due_at, at, done_at)
    select ${id('i', nth)}, ${id('c')}, 'message', 'whatsapp:' || ${wamid(nth)}, ${sealed(SIZES.event, nth)}, ${at()}, ${at()}, ${at()}
    from ${talk(from, to)}`,
  (from, to) => `insert into inbox (id, conversation_id, kind, source, timer_key, sealed, due_at, at)
    select ${id('t')}, ${id('c')}, 'timer', 'timer:' || n, 'reminder', ${sealed(SIZES.timer)}, timestamptz '2099-01-01' + n * interval '1 second', ${at()}
    from ${people(from, to)} where n % 10 < 3`,
  (
    from,
    to,
  ) => `insert into outbox (id, conversation_id, channel, audience, voice, kind, epoch, tag, sealed, state, reason,
      provider_id, attempts, due_at, at, sent_at, delivered_at, read_at, price, fallback)
    select ${id('o', nth)}, ${id('c')}, 'whatsapp', 'person', 'bot', 'reply', 0, 'step', ${sealed(SIZES.message, nth)}, 'read', 'window_open',
      ${wamid(`'o' || ${nth}`)}, 1, ${at()}, ${at()}, ${at()}, ${at()}, ${at()},
      0.115, 'refused:sms shut:template' from ${talk(from, to)}`,
  (from, to) => `insert into receipts (channel, provider_id, status, callback, at, seen_at)
    select 'whatsapp', ${wamid(`'o' || ${nth}`)}, status, ${id('o', nth)}, ${at()}, ${at()}
    from ${talk(from, to)}, unnest(array['delivered', 'read']) status`,
  (from, to) => `insert into facts (id, case_id, sealed, at)
    select ${id('x', nth)}, ${id('s')}, ${sealed(SIZES.fact, nth)}, ${at()} from ${talk(from, to)} where m <= 3`,
];

const tasks = (from: number, to: number) =>
  `insert into tasks (id, case_id, conversation_id, what, at, closed_at)
    select ${id('w')}, ${id('s')}, ${id('c')}, 'wants_person', ${at()}, case when n % 2000 > 0 then ${at()} end
    from ${people(from, to)} where n % 10 = 0`;
