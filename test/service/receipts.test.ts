import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Failure, Inbound } from '../../src/channels/channel.ts';
import { receive } from '../../src/db/arrivals.ts';
import { release } from '../../src/db/effects.ts';
import { endSend, endSent, leaseDue, type Leased } from '../../src/db/outbox.ts';
import { freshDatabase, type Fresh } from '../database.ts';

const TIMES = { lease: 60_000, settle: 90_000 };
const BEGAN = Date.parse('2026-11-24T06:00:00Z');
const WORDS = ['sent', 'delivered', 'read', 'failed'] as const;
type Word = (typeof WORDS)[number];

let fresh: Fresh;
let conversation: { id: string; key_id: string };
let count = 0;
let now = new Date(BEGAN);

beforeAll(async () => {
  fresh = await freshDatabase(now);
  await arrive({
    kind: 'message',
    id: 'wamid.first',
    from: { aliases: [{ kind: 'phone', value: '+919812345000' }] },
    at: now,
    shape: 'text',
    text: 'hello',
    media: [],
  });
  conversation = await fresh.db
    .selectFrom('conversations')
    .select(['id', 'key_id'])
    .executeTakeFirstOrThrow();
});
afterAll(() => fresh.drop());

const arrive = (...all: Inbound[]) =>
  receive(
    { db: fresh.db, vault: fresh.vault, newcomer: () => ({ flow: 'f', state: {} }) },
    { name: 'whatsapp' },
    all,
    now,
  );

/** One message of ours from the moment it is queued, and everything that can happen to it. */
async function queued() {
  const { db, vault } = fresh;
  // Each has a time of its own, so that nothing of the one before is due.
  now = new Date(now.getTime() + 3_600_000);
  const id = `m${++count}`;
  const letter = { message: { kind: 'text', text: 'words' } };
  await db
    .insertInto('outbox')
    .values({
      id,
      conversation_id: conversation.id,
      channel: 'whatsapp',
      audience: 'person',
      voice: 'bot',
      epoch: 0,
      tag: 'name',
      sealed: await vault.seal(db, conversation.key_id, `outbox/${id}`, letter),
      due_at: now,
      at: now,
    })
    .execute();
  const state = async () =>
    (await db.selectFrom('outbox').select('state').where('id', '=', id).executeTakeFirstOrThrow()).state;
  return {
    id,
    state,
    async lease(): Promise<Leased | undefined> {
      const [leased] = await leaseDue(db, vault, ['whatsapp'], now, TIMES, 1);
      return typeof leased === 'object' && leased.id === id ? leased : undefined;
    },
    answer: (leased: Leased, attempt: string) =>
      endSent(db, [
        {
          message: leased,
          ending: { state: 'sent', providerId: `${id}.${attempt}`, at: now },
          beside: undefined,
        },
      ]),
    lost: (leased: Leased) =>
      endSend(db, leased, {
        state: 'unknown',
        due: new Date(now.getTime() + TIMES.settle),
        failure: 'no_answer',
      }),
    hears: (attempt: string, status: Word, action: Failure['action'] = 'person') =>
      arrive({
        kind: 'receipt',
        of: `${id}.${attempt}`,
        at: now,
        status,
        callback: id,
        ...(status === 'failed' ? { failure: { code: '131047', action, operator: 'It failed.' } } : {}),
      }),
    async end() {
      const last = await state();
      await db.updateTable('outbox').set({ state: 'withdrawn' }).where('id', '=', id).execute();
      // A nudge of one run is not the next one's.
      await db.deleteFrom('outbox').where('tag', '=', 'nudge').execute();
      return last;
    },
  };
}

const RANK = ['sent', 'failed', 'delivered', 'read'];
/** How far one attempt got, if the provider took it. */
const furthest = (heard: readonly Word[]) =>
  heard.reduce<string>((best, one) => (RANK.indexOf(one) > RANK.indexOf(best) ? one : best), 'sent');
/** Of two attempts the better one counts. */
const ACROSS = ['failed', 'sent', 'delivered', 'read'];
const better = (one: string, other: string) => (ACROSS.indexOf(one) > ACROSS.indexOf(other) ? one : other);

const receipts = fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 6 });

test('any receipts, in any order, repeated, before or after the answer: the end is the same', async () => {
  await fc.assert(
    fc.asyncProperty(
      receipts,
      fc.nat(6),
      fc.boolean(),
      fc.boolean(),
      async (heard, place, isLost, together) => {
        const message = await queued();
        const leased = (await message.lease())!;
        const answer = () => (isLost ? message.lost(leased) : message.answer(leased, 'a'));
        const acts = heard.map((status) => () => message.hears('a', status));
        acts.splice(Math.min(place, acts.length), 0, answer as never);
        if (together) await Promise.all(acts.map((act) => act()));
        else for (const act of acts) await act();
        expect(await message.end()).toBe(furthest(heard));
      },
    ),
    { numRuns: 60 },
  );
}, 60_000);

test('a message sent twice because its answer was lost is where the better of the two is', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.constantFrom('a', 'b'), fc.constantFrom(...WORDS)), { maxLength: 8 }),
      fc.nat(8),
      async (heard, place) => {
        const message = await queued();
        await message.lost((await message.lease())!);
        now = new Date(now.getTime() + 2 * TIMES.settle);
        const second = (await message.lease())!;
        const acts = heard.map(
          ([attempt, status]) =>
            () =>
              message.hears(attempt, status) as Promise<unknown>,
        );
        acts.splice(Math.min(place, acts.length), 0, () => message.answer(second, 'b'));
        for (const act of acts) await act();
        const of = (attempt: string) => heard.filter(([a]) => a === attempt).map(([, status]) => status);
        const first = of('a').length ? furthest(of('a')) : 'failed';
        expect(await message.end()).toBe(better(first, furthest(of('b'))));
      },
    ),
    { numRuns: 60 },
  );
}, 60_000);

test('words that were too late for the window wait, and late echoes of the failed attempt do not hold them back', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom('sent', 'failed', 'write', 'again'), { maxLength: 8 }),
      receipts,
      async (echoes, after) => {
        const message = await queued();
        await message.answer((await message.lease())!, 'a');
        await message.hears('a', 'failed', 'template');
        expect(await message.state()).toBe('held');
        let second: Leased | undefined;
        let isAnswered = false;
        for (const echo of [...echoes, 'write', 'again', 'sent', 'failed'] as const) {
          if (echo === 'write') await release(fresh.db, conversation.id);
          else if (echo !== 'again') await message.hears('a', echo, 'template');
          else if (!second) second = await message.lease();
          else if (!isAnswered) {
            await message.answer(second, 'b');
            isAnswered = true;
          }
        }
        expect(second).toBeDefined();
        if (!isAnswered) await message.answer(second!, 'b');
        for (const status of after) await message.hears('b', status);
        expect(await message.end()).toBe(furthest(after));
      },
    ),
    { numRuns: 40 },
  );
}, 60_000);

test('requests with receipts for the same messages in opposite order do not lose each other', async () => {
  const messages: Awaited<ReturnType<typeof queued>>[] = [];
  for (let n = 0; n < 12; n++) {
    const message = await queued();
    await message.answer((await message.lease())!, 'a');
    messages.push(message);
  }
  const receipts = (status: Word) =>
    messages.map(({ id }): Inbound => ({ kind: 'receipt', of: `${id}.a`, at: now, status, callback: id }));
  // Taken in the order in which they came, each would hold what the other wants next.
  await Promise.all([
    arrive(...receipts('delivered')),
    arrive(...receipts('read').reverse()),
    arrive(...receipts('sent')),
    arrive(...receipts('delivered').reverse()),
  ]);
  expect(await Promise.all(messages.map((message) => message.end()))).toEqual(messages.map(() => 'read'));
}, 30_000);

test.each([
  ['131050', 'marketing'],
  ['63014', 'service'],
] as const)(
  'a receipt with %s tells of somebody who stopped us: the ledger knows it, and the desk',
  async (code, stopped) => {
    const { db } = fresh;
    await db.deleteFrom('tasks').execute();
    const message = await queued();
    await message.answer((await message.lease())!, 'a');
    const failure: Failure = { code, action: 'person', operator: 'They stopped us.', stopped };
    const of = `${message.id}.a`;
    const receipt: Inbound = {
      kind: 'receipt',
      of,
      at: now,
      status: 'failed',
      callback: message.id,
      failure,
    };
    await arrive(receipt);
    await arrive(receipt);
    const rows = await db
      .selectFrom('permissions')
      .select(['conversation_id', 'channel', 'given', 'purpose', 'method'])
      .where('message_id', '=', of)
      .execute();
    const ours = { conversation_id: conversation.id, channel: 'whatsapp' };
    expect(rows).toEqual([{ ...ours, given: false, purpose: stopped, method: 'provider' }]);
    expect(await db.selectFrom('tasks').select('what').execute()).toEqual([{ what: 'parked' }]);
    await message.end();
  },
);
