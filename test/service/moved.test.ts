import { expect, test } from '@jest/globals';
import type { Fresh } from '../database.ts';
import { knock, type Running } from './running.ts';
import { served } from './served.ts';
import { Person, until, wayIn, type Stage } from './stage.ts';

let stage: Stage;
let fresh: Fresh;
let running: Running;
served(18, (all) => ({ stage, fresh, running } = all));

let count = 0;
const phone = () => `+91981234${String(6100 + ++count)}`;

/** The last thing that was said to this conversation before it moved, and what became of it. */
async function last(tag: string) {
  const rows = fresh.db.selectFrom('outbox').selectAll().where('tag', '=', tag).orderBy('seq', 'desc');
  const found = await until(`the message ${tag}`, async () => {
    const row = await rows.executeTakeFirst();
    return row?.provider_id ? row : undefined;
  });
  return {
    ...found,
    now: () => fresh.db.selectFrom('outbox').selectAll().where('id', '=', found.id).executeTakeFirstOrThrow(),
  };
}

/** Meta says that it could not be delivered: nobody has this number. */
async function fails({ provider_id: of, id }: { provider_id: string | null; id: string }): Promise<void> {
  const status = { id: of, status: 'failed', timestamp: String(Math.floor(Date.now() / 1000)) };
  const more = { biz_opaque_callback_data: id, errors: [{ code: 131026, title: 'Message undeliverable' }] };
  const body = JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [
      {
        id: stage.env['WHATSAPP_WABA_ID'],
        changes: [{ field: 'messages', value: { statuses: [{ ...status, ...more }] } }],
      },
    ],
  });
  expect((await knock(running.service.url, stage.appSecret, body)).status).toBe(200);
}

const openTasks = async (conversation: string) =>
  (
    await fresh.db
      .selectFrom('tasks')
      .select('what')
      .where('conversation_id', '=', conversation)
      .where('closed_at', 'is', null)
      .execute()
  ).map(({ what }) => what);

/** Somebody whose phone is off, with a question on its way to it. */
async function asked() {
  const one = new Person(stage.sim, phone());
  stage.sim.behave({ phoneOff: true });
  one.write('hmm');
  await one.hears(/.|\n/);
  const row = await last('language');
  return { one, row };
}

const moves = (one: Person) => {
  const to = phone();
  one.hands.changeNumber(to);
  return new Person(stage.sim, to);
};

test.each(['before', 'after'] as const)(
  'a question that failed at the old number, %s the change was heard of, is asked at the new one and waits for nobody',
  async (when) => {
    const { one, row } = await asked();
    if (when === 'before') {
      await fails(row);
      await until('the task', async () => (await openTasks(row.conversation_id)).includes('parked'));
    }
    const said = one.said().length;
    const now = moves(one);
    await until('the question anew', () => now.said().length > said);
    if (when === 'after') await fails(row);
    await until('its end', async () => (await row.now()).state === 'withdrawn');
    expect(await row.now()).toMatchObject({ state: 'withdrawn', reason: 'moved', check_at: null });
    expect(await openTasks(row.conversation_id)).toEqual([]);
    expect(
      now
        .said()
        .at(-1)!
        .options.map(({ id }) => id),
    ).toContain('language:en');
    stage.sim.behave({ phoneOff: false });
  },
  30_000,
);

test('what fails at the new number is for a person to look at', async () => {
  const { one } = await asked();
  const said = one.said().length;
  const now = moves(one);
  await until('the question anew', () => now.said().length > said);
  const row = await last('language');
  await fails(row);
  await until('the task', async () => (await openTasks(row.conversation_id)).includes('parked'));
  expect((await row.now()).state).toBe('failed');
  stage.sim.behave({ phoneOff: false });
}, 30_000);

test('what was on its way when the number changed is not tried again before the new one proved who it is', async () => {
  const one = new Person(stage.sim, phone());
  await one.goes(wayIn('agree', 'Farida Khatun', '50').slice(0, 6), 20_000);
  const row = await last('sharing');
  await until('its receipt', async () => (await row.now()).state === 'delivered');
  // As if its answer were lost, and no receipt had come.
  await fresh.db
    .updateTable('outbox')
    .set({ state: 'unknown', due_at: new Date(running.service.clock.now().getTime() + 1_500) })
    .where('id', '=', row.id)
    .execute();
  const now = moves(one);
  await now.hears(/In which year|reference/);
  await until('its end', async () => (await row.now()).state !== 'unknown' && (await row.now()).state);
  expect(await row.now()).toMatchObject({ state: 'withdrawn', reason: 'voice_changed' });
}, 40_000);
