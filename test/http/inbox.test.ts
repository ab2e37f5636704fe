import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { DeskList, DeskSide, QueuePage, QueueRow } from '../../src/http/contract.ts';
import { post } from '../../src/db/inbox.ts';
import { openHouse, PHONE, type House } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
}, 60_000);
afterAll(() => house.close());

const json = async <T>(answer: Promise<Response>) => (await (await answer).json()) as T;
const page = (role: 'coordinator' | 'reviewer' | 'lead', query = '') =>
  json<QueuePage>(house.as(role, `/api/queue${query}`));
const rowOf = async (one: { case: string }, role: 'coordinator' | 'lead' = 'coordinator') =>
  (await page(role)).rows.find((row) => row.case === one.case)!;
const side = (talk: string, role: 'coordinator' | 'lead' | 'reviewer' = 'coordinator') =>
  json<DeskSide>(house.as(role, `/api/conversations/${talk}/desk`));

/** They write, a minute later. */
async function hears(family: { conversation: string; key: string }, text: string): Promise<string> {
  house.clock.jump(60_000);
  const at = house.clock.now();
  const event = { kind: 'message' as const, shape: 'text' as const, text, media: [] };
  const source = `whatsapp:${text}-${at.getTime()}`;
  const id = await post(house.db, house.vault, { ...family, source, event, at });
  await house.db
    .updateTable('conversations')
    .set({ last_inbound_at: at, waiting_since: sql`coalesce(waiting_since, ${at})` })
    .where('id', '=', family.conversation)
    .execute();
  return id!;
}

test('what presses comes first, whoever opens or closes it, and what is over comes last', async () => {
  const over = await house.family('closed');
  const calm = await house.family('intake');
  const stuck = await house.family('intake');
  const other = await house.family('documents');
  const check = await house.family('intake');
  const asks = await house.family('intake');
  const alarm = await house.family('intake');
  await stuck.task('stuck');
  await other.task('wrong_patient');
  await house.db.updateTable('cases').set({ status: 'checking' }).where('id', '=', check.case).execute();
  await asks.task('wants_person');
  const closes = await alarm.task('emergency');
  const order = async () => {
    const names: Record<string, string> = {};
    for (const [name, one] of Object.entries({ over, calm, stuck, other, check, asks, alarm }))
      names[one.case] = name;
    return (await page('coordinator')).rows.map((row) => names[row.case]);
  };
  expect(await order()).toEqual(['alarm', 'asks', 'check', 'other', 'stuck', 'calm', 'over']);
  await house.as('coordinator', `/api/tasks/${closes}/close`, {});
  expect((await order()).slice(0, 2)).toEqual(['asks', 'check']);
  expect((await page('coordinator', '?which=waiting')).rows).toHaveLength(4);
  expect((await page('coordinator')).counts.waiting).toBe(4);
});

test('the clock runs while the family waits for us, from its first unanswered word', async () => {
  const family = await house.family('intake');
  const first = await hears(family, 'When will the doctor write?');
  const since = house.clock.now().toISOString();
  const thanks = await hears(family, 'Thank you');
  expect((await rowOf(family)).waitingSince).toBe(since);
  const at = `/api/conversations/${family.conversation}/no-answer`;
  // Whether something newer came is decided where it is done; here only up to where somebody had read.
  for (const message of [first, thanks])
    expect((await house.as('coordinator', at, { message })).status).toBe(200);
  const rows = await house.db
    .selectFrom('inbox')
    .select(['id', 'sealed'])
    .where('conversation_id', '=', family.conversation)
    .where('kind', '=', 'waved')
    .orderBy('seq')
    .execute();
  const upTo = await Promise.all(
    rows.map(
      async ({ id, sealed }) =>
        (await house.vault.open<{ upTo: string }>(house.db, family.key, `inbox/${id}`, sealed)).upTo,
    ),
  );
  expect(upTo).toEqual([first, thanks]);
  expect((await house.as('coordinator', at, { message: 'nothing' })).status).toBe(404);
});

test('unread is counted from a mark of one’s own that never goes back', async () => {
  const family = await house.family('intake');
  const [first, second] = [await hears(family, 'one'), await hears(family, 'two')];
  const at = `/api/conversations/${family.conversation}/seen`;
  expect((await rowOf(family)).unread).toBe(2);
  await house.as('coordinator', at, { message: second });
  expect((await rowOf(family)).unread).toBe(0);
  await house.as('coordinator', at, { message: first });
  expect((await rowOf(family)).unread).toBe(0);
  expect((await rowOf(family, 'lead')).unread).toBe(2);
  await hears(family, 'three');
  expect((await rowOf(family)).unread).toBe(1);
  // A message of another family moves nothing here.
  const other = await house.family('intake');
  await house.as('coordinator', at, { message: await hears(other, 'four') });
  expect((await rowOf(family)).unread).toBe(1);
  expect((await page('coordinator', '?which=unread')).rows.some((row) => row.case === family.case)).toBe(
    true,
  );
});

test('pages follow each other without a gap or a repeat, along an index', async () => {
  await sql`
    insert into cases (id, reference, key_id, status, status_since, opened_at, changed_at)
      select 'many' || n, 'Z' || n, 'gone', 'intake', now(), now(), now() from generate_series(1, 5000) n`.execute(
    house.db,
  );
  await sql`
    insert into conversations (id, channel, case_id, key_id, flow, sealed, opened_at, changed_at, waiting_since, case_status)
      select 'talk' || n, 'sms', 'many' || n, 'gone', 'f', '', now(), now() - n * interval '1 second', null, 'intake'
      from generate_series(1, 5000) n`.execute(house.db);
  await sql`analyze conversations`.execute(house.db);
  const seen: QueueRow[] = [];
  for (let after = ''; ;) {
    const { rows, next } = await page('coordinator', `?channel=sms${after}`);
    seen.push(...rows);
    if (!next) break;
    after = `&after=${next}`;
  }
  expect(new Set(seen.map((row) => row.case)).size).toBe(5000);
  expect(seen).toHaveLength(5000);
  const { rows: plan } = await sql<{ 'QUERY PLAN': string }>`
    explain select id from conversations c where (c.place, c.id) > (60000000000001, 'x') order by c.place, c.id limit 50`.execute(
    house.db,
  );
  expect(plan.map((line) => line['QUERY PLAN']).join('\n')).toContain('conversations_place_idx');
  await sql`delete from conversations where key_id = 'gone'`.execute(house.db);
  await sql`delete from cases where key_id = 'gone'`.execute(house.db);
  expect((await house.as('coordinator', '/api/queue?after=here')).status).toBe(422);
});

test('a conversation is given to somebody or a team and marked, and only with what there is', async () => {
  const family = await house.family('intake');
  const at = `/api/conversations/${family.conversation}/assign`;
  const { staff, teams, labels } = await json<DeskList>(house.as('coordinator', '/api/desk'));
  const lead = staff.find((one) => one.name === 'The lead')!;
  expect(staff.map((one) => one.role)).not.toContain('administrator');
  await house.as('coordinator', at, { assignee: lead.id, team: teams[0], labels: [labels[0]] });
  expect(await side(family.conversation)).toMatchObject({
    assignee: { id: lead.id, name: lead.name },
    team: teams[0],
    labels: [labels[0]],
  });
  const mine = await page('lead', '?which=mine');
  expect(mine.rows.map((row) => row.case)).toEqual([family.case]);
  expect((await page('coordinator', `?label=${labels[0]}&team=${teams[0]}`)).rows).toHaveLength(1);
  for (const wrong of [{ team: 'nobody' }, { labels: ['x'] }, { assignee: 'x' }])
    expect((await house.as('coordinator', at, wrong)).status).toBe(404);
  expect((await house.as('reviewer', at, { team: null })).status).toBe(404);
  await house.as('coordinator', at, { assignee: null });
  expect((await side(family.conversation)).assignee).toBeNull();
});

test('a note is sealed, written once, names a colleague, and is never part of the chat', async () => {
  const family = await house.family('ready');
  const { staff } = await json<DeskList>(house.as('coordinator', '/api/desk'));
  const doctor = staff.find((one) => one.role === 'reviewer')!;
  const at = `/api/conversations/${family.conversation}`;
  const note = { text: `Call the son on ${PHONE} first`, mentions: [doctor.id, 'nobody'], id: 'note-1234' };
  for (const _ of [1, 2]) await house.as('coordinator', `${at}/notes`, note);
  expect((await side(family.conversation)).notes).toMatchObject([
    { by: 'Asha Nair', text: note.text, mentions: [doctor.name] },
  ]);
  const read = (await side(family.conversation, 'reviewer')).notes[0]!.text;
  expect(read).toBe('Call the son on ••••••••70 first');
  expect((await page('reviewer', '?which=mentions')).rows.map((row) => row.case)).toEqual([family.case]);
  expect((await page('reviewer')).counts.mentions).toBe(1);
  await house.as('reviewer', `${at}/seen`, { message: 'none' });
  expect((await page('reviewer')).counts.mentions).toBe(0);
  expect(await json(house.as('coordinator', `${at}/messages`))).toEqual([]);
  const { rows } = await sql<{
    all: string;
  }>`select string_agg(encode(sealed, 'escape'), '') as all from notes`.execute(house.db);
  expect(rows[0]!.all).not.toContain('son');
});

test('who looks is seen by others until they leave or fall silent', async () => {
  const family = await house.family('ready');
  const at = `/api/conversations/${family.conversation}/viewing`;
  const heard: unknown[] = [];
  const off = house.deps.changed.on((change) => void heard.push(change));
  await house.as('coordinator', at, { here: true });
  await house.as('coordinator', at, { here: true });
  await house.as('reviewer', at, { here: true });
  expect((await side(family.conversation)).viewers.map(({ name }) => name)).toEqual([
    'Asha Nair',
    'Dr. Kavita Rao',
  ]);
  expect((await rowOf(family)).viewers).toEqual(['Dr. Kavita Rao']);
  await house.as('reviewer', at, { here: false });
  expect((await rowOf(family)).viewers).toEqual([]);
  house.clock.jump(60_000);
  expect((await side(family.conversation)).viewers).toEqual([]);
  off();
  // The second beat of a page that is there already is no news.
  expect(heard).toEqual(
    [1, 2, 3].map(() => ({ conversation: family.conversation, case: family.case, only: 'desk' })),
  );
});

test('one writes at a time: the composer is held, can be stolen, and nobody speaks past it', async () => {
  const family = await house.family('intake');
  const at = `/api/conversations/${family.conversation}`;
  const hold = (role: 'coordinator' | 'lead', body: object) =>
    json<{ holder: { name: string } | null }>(house.as(role, `${at}/composer`, body));
  expect((await hold('coordinator', { hold: true })).holder?.name).toBe('Asha Nair');
  expect((await hold('lead', { hold: true })).holder?.name).toBe('Asha Nair');
  expect((await hold('lead', { hold: true, steal: true })).holder?.name).toBe('The lead');
  const { id } = await house.db
    .selectFrom('user')
    .select('id')
    .where('name', '=', 'Asha Nair')
    .executeTakeFirstOrThrow();
  await house.db
    .updateTable('conversations')
    .set({ voice: 'staff', holder_id: id })
    .where('id', '=', family.conversation)
    .execute();
  const said = await house.as('coordinator', `${at}/say`, { text: 'Hello', id: 'say-12345' });
  expect(said.status).toBe(409);
  expect(((await said.json()) as { message: string }).message).toContain('The lead is writing now');
  expect((await hold('lead', { hold: false })).holder).toBeNull();
  expect((await house.as('coordinator', `${at}/say`, { text: 'Hello', id: 'say-12345' })).status).toBe(200);
});

test('what the provider would refuse is not taken, and how it would go out is said before', async () => {
  const family = await house.family('intake');
  const at = `/api/conversations/${family.conversation}`;
  await hears(family, 'Hello');
  expect((await side(family.conversation)).sending).toMatchObject({
    channel: 'whatsapp',
    window: 'open',
    refused: null,
  });
  house.clock.jump(25 * 3_600_000);
  expect((await side(family.conversation)).sending).toMatchObject({
    window: 'shut',
    template: { name: 'request_update', language: 'en' },
    refused: null,
  });
  await sql`insert into templates (name, language, state, state_at) values ('request_update', 'en', 'REJECTED', now())`.execute(
    house.db,
  );
  expect((await side(family.conversation)).sending.refused).toBe('template');
  await sql`delete from templates`.execute(house.db);
  await house.db.updateTable('cases').set({ status: 'withdrawn' }).where('id', '=', family.case).execute();
  expect((await side(family.conversation)).sending.refused).toBe('stopped');
  const cost = await json(house.as('coordinator', `${at}/cost`, { text: 'नमस्ते'.repeat(20) }));
  expect(cost).toMatchObject({ encoding: 'UCS-2', segments: 2 });
});
