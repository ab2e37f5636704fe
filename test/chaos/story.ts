import type { Fresh } from '../database.ts';
import { Person, until, wayIn } from '../service/stage.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';

const NAMES = [
  'Asha Kumari',
  'Sunita Devi',
  'Rekha Joshi',
  'Meena Rao',
  'Kamla Pawar',
  'Lata Nair',
  'Usha Das',
  'Gita Sen',
];

/** So many photos at once, which nobody but a person may open. */
export const ALBUM = 10;

/** People who each say their own things, at the same time. The first of them sends an album. */
export async function talk(sim: Simulator, count: number, ms: number): Promise<Person[]> {
  const people = Array.from({ length: count }, (_, n) => new Person(sim, `+9198123450${n}0`));
  await Promise.all(people.map((person, n) => oneTalks(person, n, ms)));
  return people;
}

async function oneTalks(person: Person, n: number, ms: number): Promise<void> {
  const own = n % 2 ? 'agree' : 'refuse';
  await person.goes(wayIn(n === 0 ? 'refuse' : own, NAMES[n % NAMES.length]!, String(40 + n)), ms);
  if (n === 0) {
    for (let page = 0; page < ALBUM; page++)
      person.hands.media({ bytes: Buffer.from(`page ${page}`), mime: 'image/jpeg', name: `IMG_${page}.jpg` });
    await person.hears(/I have \d+ pages/, ms);
  }
  await person.goes([['papers:later', 'question:treatment']], ms);
}

/** What is left of each conversation, without the ids and times that differ from run to run. */
export async function remains({ db, vault }: Fresh, people: readonly Person[]) {
  const rows = await db
    .selectFrom('aliases as a')
    .innerJoin('conversations as c', 'c.id', 'a.conversation_id')
    .innerJoin('cases as k', 'k.id', 'c.case_id')
    .select([
      'a.sealed as name',
      'c.id',
      'c.key_id',
      'c.sealed',
      'k.id as case',
      'k.key_id as caseKey',
      'k.status',
    ])
    .where('a.kind', '=', 'phone')
    .execute();
  const all = new Map<string, unknown>();
  for (const row of rows) {
    const phone = await vault.open<string>(db, row.key_id, `aliases/${row.id}`, row.name);
    const state = await vault.open(db, row.key_id, `conversations/${row.id}`, row.sealed);
    const facts = await db
      .selectFrom('facts')
      .selectAll()
      .where('case_id', '=', row.case)
      .orderBy('seq')
      .execute();
    const opened = await Promise.all(
      facts.map((fact) =>
        vault.open<{ path: string; value: string }>(db, row.caseKey, `facts/${fact.id}`, fact.sealed),
      ),
    );
    const readings = await db
      .selectFrom('readings')
      .select('state')
      .where('case_id', '=', row.case)
      .execute();
    all.set(phone, {
      status: row.status,
      state: anonymous(state),
      facts: opened.map(({ path, value }) => `${path} = ${value}`),
      readings: readings.map((reading) => reading.state),
    });
  }
  return people.map((person) => ({
    phone: person.phone,
    said: person.said().map(({ text, options }) => [text, ...options.map(({ title }) => title)].join(' | ')),
    ...(all.get(person.phone) as object),
  }));
}

/** Ids of events (26 letters and digits, perhaps with a number behind), the reference and the time differ from run to run. */
function anonymous(state: unknown): unknown {
  const {
    reference: _reference,
    heardAt: _heardAt,
    ...rest
  } = state as { reference: string; heardAt?: string };
  return JSON.parse(JSON.stringify(rest).replace(/"[0-9a-hjkmnp-tv-z]{26}(\.\d+)?"/g, '"id"')) as unknown;
}

/** Nothing waits any more: not in the tables, not at the providers. */
export async function quiet(fresh: Fresh, sim: Simulator, ms: number): Promise<void> {
  const { db } = fresh;
  await until(
    'everything to come to rest',
    async () => {
      if (sim.waiting()) return false;
      const open = await db
        .selectFrom('outbox')
        .select('id')
        .where('state', 'in', ['queued', 'leased', 'unknown', 'sent'])
        // Read marks have no receipts.
        .where('tag', '!=', 'seen')
        .execute();
      const reading = await db.selectFrom('readings').select('id').where('state', '!=', 'done').execute();
      const events = await db
        .selectFrom('inbox')
        .select('id')
        .where('done_at', 'is', null)
        .where((where) =>
          where.or([where('timer_key', 'is', null), where('timer_key', 'in', ['album', 'settle'])]),
        )
        .execute();
      return open.length + reading.length + events.length === 0;
    },
    ms,
  ).catch(async (error: Error) => {
    throw new Error(`${error.message}; webhooks: ${sim.waiting()}\n${await stuck(fresh)}`);
  });
}

/** What is not done yet, in codes, for whoever has to find out why. */
export async function stuck({ db }: Fresh): Promise<string> {
  const messages = await db
    .selectFrom('outbox')
    .select(['conversation_id', 'tag', 'state', 'attempts', 'failure', 'reason', 'due_at', 'leased_until'])
    .where('state', 'in', ['queued', 'leased', 'unknown', 'held', 'parked', 'failed', 'sent'])
    .where('tag', '!=', 'seen')
    .execute();
  const events = await db
    .selectFrom('inbox as i')
    .innerJoin('conversations as c', 'c.id', 'i.conversation_id')
    .select([
      'i.conversation_id',
      'i.kind',
      'i.timer_key',
      'i.attempts',
      'i.failure',
      'i.due_at',
      'c.rest_until',
    ])
    .where('i.done_at', 'is', null)
    .execute();
  const readings = await db
    .selectFrom('readings')
    .select(['id', 'state', 'attempts', 'failure', 'due_at', 'leased_until'])
    .where('state', '!=', 'done')
    .execute();
  return [...messages, ...events, ...readings].map((row) => JSON.stringify(row)).join('\n');
}
