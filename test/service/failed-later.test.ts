import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Failure, Inbound } from '../../src/channels/channel.ts';
import { failure as metaFailure } from '../../src/channels/whatsapp/failures.ts';
import { failure as twilioFailure } from '../../src/channels/sms/failures.ts';
import { receive } from '../../src/db/arrivals.ts';
import { release } from '../../src/db/effects.ts';
import { endSend, endSent, leaseDue, type Leased } from '../../src/db/outbox.ts';
import { takeOverdue } from '../../src/db/watch.ts';
import { takeBackAll } from '../../src/db/wishes.ts';
import { freshDatabase, type Fresh } from '../database.ts';

const MINUTE = 60_000;
const TIMES = { lease: MINUTE, settle: 90_000 };
const BEGAN = Date.parse('2026-11-24T06:00:00Z');

let fresh: Fresh;
let conversation: { id: string; key_id: string };
let now = new Date(BEGAN);
let count = 0;

const pass = (ms: number) => (now = new Date(now.getTime() + ms));
const arrive = (name: 'whatsapp' | 'sms', ...all: Inbound[]) =>
  receive(
    { db: fresh.db, vault: fresh.vault, newcomer: () => ({ flow: 'f', state: {} }) },
    { name },
    all,
    now,
  );

beforeAll(async () => {
  fresh = await freshDatabase(now);
  await arrive('whatsapp', {
    kind: 'message',
    id: 'wamid.first',
    from: { aliases: [{ kind: 'phone', value: '+919812345000' }] },
    at: now,
    shape: 'text',
    text: 'hello',
    media: [],
  });
  const rows = fresh.db.selectFrom('conversations').select(['id', 'key_id']);
  conversation = await rows.executeTakeFirstOrThrow();
});
afterAll(() => fresh.drop());

/** A message of ours that was queued, and what becomes of it. */
async function queued(channel: 'whatsapp' | 'sms', change: object = {}) {
  const { db, vault } = fresh;
  pass(48 * 60 * MINUTE);
  const id = `m${++count}`;
  const letter = {
    ...(channel === 'sms' ? { to: '+919812345999' } : {}),
    message: { kind: 'text', text: 'words' },
  };
  const audience = channel === 'sms' ? 'family' : 'person';
  const sealed = await vault.seal(db, conversation.key_id, `outbox/${id}`, letter);
  const common = { id, conversation_id: conversation.id, channel, audience, voice: 'bot', epoch: 0 };
  await db
    .insertInto('outbox')
    .values({ ...common, tag: 'name', sealed, due_at: now, at: now, ...change })
    .execute();
  let tries = 0;
  return {
    id,
    row: () => db.selectFrom('outbox').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    /** Whether it is its turn; then it is on lease. */
    async due(): Promise<Leased | undefined> {
      const found = await leaseDue(db, vault, [channel], now, TIMES, 5);
      return found.find((one): one is Leased => typeof one === 'object' && one.id === id);
    },
    async goes(): Promise<void> {
      const leased = await this.due();
      if (!leased) throw new Error('it is not due');
      const ending = { state: 'sent', providerId: `${id}.${++tries}`, at: now } as const;
      await endSent(db, [{ message: leased, ending, beside: undefined }]);
    },
    hears: (status: 'sent' | 'delivered' | 'failed', failure?: Failure, of = `${id}.${tries}`) =>
      arrive(channel, {
        kind: 'receipt',
        of,
        at: now,
        status,
        callback: id,
        ...(failure ? { failure } : {}),
      }),
  };
}

const tasks = async () => (await fresh.db.selectFrom('tasks').select('what').execute()).length;

describe('the provider took it, and says later that it failed', () => {
  test('a phone that is off is tried again after half an hour, four hours and a day; then a person hears of it', async () => {
    const sms = await queued('sms');
    await sms.goes();
    for (const minutes of [30, 240, 1_200]) {
      await sms.hears('failed', twilioFailure(30003));
      expect(await sms.row()).toMatchObject({ state: 'queued', reason: 'later', failure: '30003' });
      pass((minutes - 1) * MINUTE);
      expect(await sms.due()).toBeUndefined();
      pass(MINUTE);
      await sms.goes();
    }
    expect(await tasks()).toBe(0);
    await sms.hears('failed', twilioFailure(30003));
    expect((await sms.row()).state).toBe('failed');
    expect(await tasks()).toBe(1);
    await fresh.db.deleteFrom('tasks').execute();
  });

  test('it arrived after all, before the next try: it does not go again', async () => {
    const message = await queued('whatsapp');
    await message.goes();
    await message.hears('failed', metaFailure(131000));
    expect((await message.row()).state).toBe('queued');
    await message.hears('delivered');
    pass(24 * 60 * MINUTE);
    expect((await message.row()).state).toBe('delivered');
    expect(await message.due()).toBeUndefined();
  });

  test('the failure was faster than the answer to the send: once is once', async () => {
    const message = await queued('whatsapp');
    const leased = (await message.due())!;
    await message.hears('failed', metaFailure(131000), `${message.id}.x`);
    const ending = { state: 'sent', providerId: `${message.id}.x`, at: now } as const;
    await endSent(fresh.db, [{ message: leased, ending, beside: undefined }]);
    expect(await message.row()).toMatchObject({ state: 'queued', reason: 'later' });
    expect(await message.due()).toBeUndefined();
    pass(2 * MINUTE);
    await message.goes();
    await message.hears('delivered');
    expect((await message.row()).state).toBe('delivered');
  });

  test('what another provider says of a message of ours is not about it, whatever id it names', async () => {
    const message = await queued('whatsapp');
    await message.goes();
    const receipt = { kind: 'receipt', of: 'SM1', at: now, callback: message.id } as const;
    await arrive('sms', { ...receipt, status: 'read' });
    await arrive('sms', { ...receipt, status: 'failed', failure: twilioFailure(30005) });
    expect((await message.row()).state).toBe('sent');
    expect(await tasks()).toBe(0);
  });

  test('whoever writes has their phone on: what waited for it goes at once', async () => {
    const message = await queued('whatsapp');
    await message.goes();
    await message.hears('failed', metaFailure(131057));
    expect(await message.due()).toBeUndefined();
    await release(fresh.db, conversation.id);
    await message.goes();
  });

  test.each([131026, 131049, 130472])(
    '%i: another way is looked for now, and not in some hours',
    async (code) => {
      const message = await queued('whatsapp', { kind: 'opinion' });
      await message.goes();
      await fresh.db
        .updateTable('outbox')
        .set({ check_at: new Date(now.getTime() + 240 * MINUTE) })
        .execute();
      await message.hears('failed', metaFailure(code));
      expect(await takeOverdue(fresh.db, now)).toMatchObject({ id: message.id, state: 'failed' });
      await fresh.db.updateTable('outbox').set({ check_at: null }).execute();
    },
  );
});

describe('STOP, while a message is on its way', () => {
  test.each(['leased', 'unknown'])('a message that is %s does not go out again', async (state) => {
    const message = await queued('whatsapp');
    const leased = (await message.due())!;
    const later = new Date(now.getTime() + MINUTE);
    if (state === 'unknown')
      await endSend(fresh.db, leased, { state: 'unknown', due: later, failure: 'no_answer' });
    await takeBackAll(fresh.db, conversation.id);
    // The provider would have it again in a minute.
    await endSend(fresh.db, leased, { state: 'queued', due: later, failure: '131000' });
    pass(24 * 60 * MINUTE);
    expect(await message.due()).toBeUndefined();
    expect(await message.row()).toMatchObject({ state: 'withdrawn', reason: 'opted_out' });
    // Where it had gone out all the same, its receipt says so.
    await message.hears('delivered', undefined, `${message.id}.x`);
    expect((await message.row()).state).toBe('delivered');
  });

  test('what a colleague wrote stands', async () => {
    const message = await queued('whatsapp', { voice: 'staff', kind: 'staff' });
    await takeBackAll(fresh.db, conversation.id);
    expect(await message.due()).toBeDefined();
  });
});
