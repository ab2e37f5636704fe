import { expect, test } from '@jest/globals';
import { isPermitted, permit } from '../../src/db/permissions.ts';
import { keepTemplate } from '../../src/db/templates.ts';
import type { Fresh } from '../database.ts';
import { Person, until, type Stage } from './stage.ts';
import { served } from './served.ts';

const HOUR = 3_600_000;

let stage: Stage;
let fresh: Fresh;
// It is night just now, wherever the test runs.
const hour = Math.floor(((Date.now() + 5.5 * HOUR) / HOUR) % 24);
served(13, (all) => ({ stage, fresh } = all), {
  env: { QUIET_HOURS: `${hour}-${(hour + 3) % 24}` },
});

let count = 0;

/** A conversation whose person wrote some hours ago; a son may get SMS where it says so. */
async function family(hoursAgo: number, allows: boolean) {
  const { db, vault } = fresh;
  const [mother, son] = [`+91981235${1000 + ++count}`, `+91981236${1000 + count}`];
  const person = new Person(stage.sim, mother);
  await person.goes([
    ['hello', 'language:en'],
    ['language:en', 'who:patient'],
  ]);
  const row = await db
    .selectFrom('conversations')
    .selectAll()
    .orderBy('opened_at', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  const place = `conversations/${row.id}`;
  const state = await vault.open<{ family: object }>(db, row.key_id, place, row.sealed);
  const now = { ...state, family: { ...state.family, ...(allows ? { permitted: son } : {}) } };
  const sealed = await vault.seal(db, row.key_id, place, now);
  const wrote = new Date(Date.now() - hoursAgo * HOUR);
  await db
    .updateTable('conversations')
    .set({ sealed, last_inbound_at: wrote })
    .where('id', '=', row.id)
    .execute();
  if (allows)
    await permit(db, vault, {
      channel: 'sms',
      phone: son,
      given: true,
      purpose: 'family',
      method: 'chat',
      conversation: row.id,
      at: new Date(),
    });
  return {
    person,
    son: new Person(stage.sim, son),
    id: row.id,
    permitted: () => isPermitted(db, vault, 'sms', son, row.id),
    out: async () => {
      const { sealed: last } = await db
        .selectFrom('conversations')
        .select('sealed')
        .where('id', '=', row.id)
        .executeTakeFirstOrThrow();
      const { family: its } = await vault.open<{ family: { out?: boolean } }>(db, row.key_id, place, last);
      return its.out ?? false;
    },
    texts: () => stage.sim.texts(son).map(({ text }) => text),
    async put(kind: string, change: object = {}, text = 'Your opinion is here'): Promise<string> {
      const id = `m${String(++count).padStart(4, '0')}`;
      const letter = { message: { kind: 'text', text } };
      await db
        .insertInto('outbox')
        .values({
          id,
          conversation_id: row.id,
          channel: 'whatsapp',
          audience: 'person',
          voice: 'bot',
          kind,
          urgency: 1,
          epoch: 0,
          tag: kind,
          sealed: await vault.seal(db, row.key_id, `outbox/${id}`, letter),
          due_at: new Date(),
          at: new Date(),
          ...change,
        })
        .execute();
      return id;
    },
    rows: () =>
      db
        .selectFrom('outbox')
        .select(['id', 'kind', 'state', 'reason', 'tag', 'due_at', 'price', 'fallback'])
        .where('conversation_id', '=', row.id)
        .orderBy('seq')
        .execute(),
    tasks: async () =>
      (await db.selectFrom('tasks').select('what').where('conversation_id', '=', row.id).execute()).map(
        ({ what }) => what,
      ),
  };
}

type Family = Awaited<ReturnType<typeof family>>;
const found = (home: Family, fits: (row: Awaited<ReturnType<Family['rows']>>[number]) => boolean) =>
  until('the message', async () => (await home.rows()).find(fits), 25_000);

test('news at night waits for the morning, or for the person to wake', async () => {
  const home = await family(2, false);
  const id = await home.put('update');
  const waits = await found(home, (row) => row.id === id && row.reason === 'quiet_hours');
  expect(waits.state).toBe('queued');
  expect(waits.due_at.getTime()).toBeGreaterThan(Date.now() + HOUR);
  home.person.write('are you there?');
  await found(home, (row) => row.id === id && ['sent', 'delivered', 'read'].includes(row.state));
});

test('what was not delivered in time is told to the son in neutral words, once', async () => {
  const home = await family(2, true);
  const past = new Date(Date.now() - 1_000);
  const id = await home.put('opinion', {
    state: 'sent',
    provider_id: 'wamid.x',
    sent_at: past,
    check_at: past,
  });
  // The SMS waits for the morning as well: nobody's phone rings at night for it.
  const sms = await found(home, (row) => row.id === `${id}.sms` && row.reason === 'quiet_hours');
  expect(sms).toMatchObject({ kind: 'fallback', tag: 'fallback.undelivered' });
  await fresh.db
    .updateTable('outbox')
    .set({ kind: 'reply', due_at: past })
    .where('id', '=', sms.id)
    .execute();
  await until('the SMS', () => home.texts().length === 1, 25_000);
  expect(home.texts()[0]).toMatch(/^CareLink: The answer for request \w{6} is ready/);
  expect(await home.tasks()).toEqual([]);
});

test('where no relative may be told, a person at the desk is', async () => {
  const home = await family(2, false);
  const past = new Date(Date.now() - 1_000);
  await home.put('opinion', { state: 'sent', provider_id: 'wamid.y', sent_at: past, check_at: past });
  await until('the task', async () => (await home.tasks()).includes('parked'), 25_000);
  expect(await home.rows()).not.toContainEqual(expect.objectContaining({ kind: 'fallback' }));
});

test('what was read needs nothing; what was delivered is looked at again later', async () => {
  const home = await family(2, true);
  const past = new Date(Date.now() - 1_000);
  const sent = { provider_id: 'wamid.z', sent_at: past, check_at: past };
  const delivered = await home.put('opinion', { ...sent, state: 'delivered' });
  await home.put('opinion', { ...sent, state: 'read', provider_id: 'wamid.zz' });
  const again = await until(
    'another look',
    async () => {
      const row = await fresh.db
        .selectFrom('outbox')
        .select('check_at')
        .where('id', '=', delivered)
        .executeTakeFirst();
      return row!.check_at && row!.check_at > new Date() && row!.check_at;
    },
    25_000,
  );
  expect(again.getTime()).toBeGreaterThan(Date.now() + 20 * HOUR);
  expect((await home.rows()).filter(({ kind }) => kind === 'fallback')).toEqual([]);
});

test('with the window shut and the template paused, the words wait and the son hears by SMS', async () => {
  await keepTemplate(fresh.db, { name: 'request_update', language: 'en', state: 'PAUSED' }, new Date());
  const home = await family(30, true);
  const id = await home.put('reply');
  await found(home, (row) => row.id === id && row.state === 'held');
  const past = new Date(Date.now() - 1_000);
  // The nudge waits for the morning; it is morning.
  await found(home, (row) => row.id === `${id}.nudge` && row.reason === 'quiet_hours');
  await fresh.db
    .updateTable('outbox')
    .set({ kind: 'reply', due_at: past })
    .where('id', '=', `${id}.nudge`)
    .execute();
  const nudge = await found(
    home,
    (row) => row.id === `${id}.nudge` && row.state !== 'queued' && row.state !== 'leased',
  );
  expect(nudge).toMatchObject({ state: 'withdrawn', reason: 'sms.template_paused' });
  expect(await home.rows()).toContainEqual(
    expect.objectContaining({ kind: 'fallback', tag: 'fallback.template_paused' }),
  );
  expect(home.person.said().at(-1)!.kind).not.toBe('template');
});

const NEWS = ['Your papers have come.', 'A doctor has your case.', 'A doctor is reading.'];

test('news that waited goes as one message, in its order, word for word', async () => {
  const home = await family(2, false);
  const ids: string[] = [];
  for (const text of NEWS) ids.push(await home.put('update', {}, text));
  await found(home, (row) => row.id === ids[0] && row.reason === 'quiet_hours');
  home.person.write('are you there?');
  const told = await until('the news', () => home.person.said().find(({ text }) => text.includes(NEWS[0]!)));
  expect(told.text).toBe(NEWS.join('\n\n'));
  await found(home, (row) => row.id === ids[0] && row.state === 'delivered');
  const rows = await home.rows();
  expect(ids.slice(1).map((id) => rows.find((row) => row.id === id))).toMatchObject([
    { state: 'withdrawn', reason: `bundled.${ids[0]}` },
    { state: 'withdrawn', reason: `bundled.${ids[0]}` },
  ]);
  const first = rows.find((row) => row.id === ids[0])!;
  expect(first).toMatchObject({
    price: 0.115,
    fallback: expect.stringMatching(/undelivered:12h:sms unread:48h:sms$/),
  });
  expect(home.person.said().filter(({ text }) => NEWS.some((one) => text.includes(one)))).toHaveLength(1);
});

test('what was held for the window comes as one message after the tap', async () => {
  const home = await family(30, false);
  const quiet = { kind: 'update' };
  const ids: string[] = [];
  for (const text of NEWS)
    ids.push(await home.put('update', { ...quiet, state: 'held', reason: 'window' }, text));
  home.person.write('yes');
  const told = await until('the news', () => home.person.said().find(({ text }) => text.includes(NEWS[2]!)));
  expect(told.text).toBe(NEWS.join('\n\n'));
});

test('an SMS for a message that arrived meanwhile is taken back', async () => {
  const home = await family(2, true);
  const past = new Date(Date.now() - 1_000);
  const id = await home.put('opinion', {
    state: 'sent',
    provider_id: 'wamid.q',
    sent_at: past,
    check_at: past,
  });
  await found(home, (row) => row.id === `${id}.sms` && row.reason === 'quiet_hours');
  await fresh.db.updateTable('outbox').set({ state: 'delivered' }).where('id', '=', id).execute();
  // It is morning.
  await fresh.db.updateTable('outbox').set({ due_at: past }).where('id', '=', `${id}.sms`).execute();
  expect(await found(home, (row) => row.id === `${id}.sms` && row.state === 'withdrawn')).toMatchObject({
    reason: 'arrived',
  });
  expect(home.texts()).toEqual([]);
});

test('an SMS that cannot be answered says to write STOP on WhatsApp: the son does, and it ends there too', async () => {
  const home = await family(2, true);
  const id = await home.put('family', {
    channel: 'sms',
    audience: 'family',
    due_at: new Date(Date.now() + HOUR),
  });
  home.son.write('ठीक है, धन्यवाद');
  await new Promise((done) => setTimeout(done, 300));
  expect(await home.permitted()).toBe(true);
  home.son.write('STOP');
  await until('the end of SMS', async () => !(await home.permitted()), 25_000);
  expect(await found(home, (row) => row.id === id && row.state === 'withdrawn')).toMatchObject({
    reason: 'stop_word',
  });
  await until('the request to hear of it', home.out);
  home.son.write('START');
  await until('the beginning', home.permitted, 25_000);
  await until('the request to hear of that', async () => !(await home.out()));
});
