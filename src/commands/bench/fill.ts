import pg from 'pg';

/** Events and messages of one conversation that is long over, on each side. */
const EACH_WAY = 10;
const CHUNK = 20_000;

/**
 * Fills a database with conversations that look like years of work: each with its case, keys, names, ten events and ten
 * messages with their receipts; three in ten wait for a reminder that is far off. What is sealed is chance and never opens.
 * Only for a database that nobody else uses. `say` hears how far it is.
 */
export async function fill(url: string, conversations: number, say: (done: number) => void): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    // Should the machine die meanwhile, the whole of it is made again.
    await client.query('set synchronous_commit = off');
    const { rows } = await client.query<{ had: string }>(
      "select count(*) as had from keys where id like 'f%'",
    );
    const had = Number(rows[0]!.had) / 2;
    for (let from = had; from < conversations; from += CHUNK) {
      const to = Math.min(conversations, from + CHUNK) - 1;
      for (const statement of STATEMENTS) await client.query(statement(from, to));
      say(to + 1);
    }
    await client.query('vacuum analyze');
  } finally {
    await client.end();
  }
}

const id = (letter: string, n = 'n') => `'f${letter}' || lpad(${n}::text, 24, '0')`;
const bytes = (times: number, n = 'n') => `decode(repeat(md5(${n}::text), ${times}), 'hex')`;
/** Spread over two years before today, the newest last. */
const at = (n = 'n') => `timestamptz '2024-11-01' + (${n} % 1000000) * interval '1 minute'`;
const people = (from: number, to: number) => `generate_series(${from}, ${to}) n`;
const talk = (from: number, to: number) => `${people(from, to)}, generate_series(1, ${EACH_WAY}) m`;
const nth = `(n * ${EACH_WAY} + m)`;

const STATUS = `case when n % 200 = 0 then 'in_review' when n % 20 = 0 then 'documents'
  when n % 5 = 0 then 'expired' else 'closed' end`;

const STATEMENTS: ((from: number, to: number) => string)[] = [
  (from, to) => `insert into keys (id, purpose, wrapped, master, made_at)
    select case p when 'case' then ${id('a')} else ${id('k')} end, p, ${bytes(4)}, '00000000', ${at()}
    from ${people(from, to)}, unnest(array['case', 'conversation']) p`,
  (from, to) => `insert into cases (id, reference, key_id, status, status_since, opened_at, changed_at)
    select ${id('s')}, 'F' || n, ${id('a')}, ${STATUS}, ${at()}, ${at()}, ${at()} from ${people(from, to)}`,
  (
    from,
    to,
  ) => `insert into conversations (id, channel, case_id, key_id, flow, sealed, last_inbound_at, opened_at, changed_at, case_status)
    select ${id('c')}, 'whatsapp', ${id('s')}, ${id('k')}, 'older', ${bytes(110)}, ${at()}, ${at()}, ${at()}, ${STATUS} from ${people(from, to)}`,
  ...['aliases', 'parties'].map(
    (table) => (from: number, to: number) =>
      `insert into ${table} (channel, kind, lookup, conversation_id, sealed, seen_at)
    select 'whatsapp', 'phone', md5('phone' || n) || 'abcdefghijk', ${id('c')}, ${bytes(3)}, ${at()} from ${people(from, to)}`,
  ),
  (from, to) => `insert into inbox (id, conversation_id, kind, source, sealed, due_at, at, done_at)
    select ${id('i', nth)}, ${id('c')}, 'message', 'whatsapp:wamid.' || md5(${nth}::text), ${bytes(16)}, ${at()}, ${at()}, ${at()}
    from ${talk(from, to)}`,
  (from, to) => `insert into inbox (id, conversation_id, kind, source, timer_key, sealed, due_at, at)
    select ${id('t')}, ${id('c')}, 'timer', 'timer:' || n, 'reminder', ${bytes(4)}, timestamptz '2099-01-01' + n * interval '1 second', ${at()}
    from ${people(from, to)} where n % 10 < 3`,
  (
    from,
    to,
  ) => `insert into outbox (id, conversation_id, channel, audience, voice, kind, epoch, tag, sealed, state, reason,
      provider_id, attempts, due_at, at, sent_at, delivered_at, read_at)
    select ${id('o', nth)}, ${id('c')}, 'whatsapp', 'person', 'bot', 'reply', 0, 'step', ${bytes(24)}, 'read', 'window_open',
      'wamid.' || md5('o' || ${nth}), 1, ${at()}, ${at()}, ${at()}, ${at()}, ${at()} from ${talk(from, to)}`,
  (from, to) => `insert into receipts (channel, provider_id, status, callback, at, seen_at)
    select 'whatsapp', 'wamid.' || md5('o' || ${nth}), 'read', ${id('o', nth)}, ${at()}, ${at()} from ${talk(from, to)}`,
  (from, to) => `insert into facts (id, case_id, sealed, at)
    select ${id('x', nth)}, ${id('s')}, ${bytes(12)}, ${at()} from ${talk(from, to)} where m <= 3`,
  (from, to) => `insert into tasks (id, case_id, conversation_id, what, at, closed_at)
    select ${id('w')}, ${id('s')}, ${id('c')}, 'wants_person', ${at()}, case when n % 2000 > 0 then ${at()} end
    from ${people(from, to)} where n % 10 = 0`,
];
