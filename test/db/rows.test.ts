import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { receive } from '../../src/db/arrivals.ts';
import { transact } from '../../src/db/connect.ts';
import { raced, Rows } from '../../src/db/rows.ts';
import { written } from '../../src/db/sheet.ts';
import { claimFirst, claimTurn, Handled, whoIsDue } from '../../src/db/turns.ts';
import { freshDatabase, type Fresh } from '../database.ts';

const NOW = new Date('2026-11-24T06:00:00Z');
const AFTER = { flow: 'f', state: { said: 1 }, language: 'en', spoke: true, answered: true };

let fresh: Fresh;
beforeAll(async () => {
  fresh = await freshDatabase(NOW);
});
afterAll(() => fresh.drop());

const writes = (phone: string, id: string) =>
  receive(
    { db: fresh.db, vault: fresh.vault, newcomer: () => ({ flow: 'f', state: {} }) },
    { name: 'whatsapp' },
    [
      {
        kind: 'message',
        id,
        from: { aliases: [{ kind: 'phone', value: phone }] },
        at: NOW,
        shape: 'text',
        text: id,
        media: [],
      },
    ],
    NOW,
  );

const reply = (id: string) =>
  ({
    id,
    channel: 'whatsapp',
    audience: 'person',
    voice: 'bot',
    kind: 'reply',
    urgency: 0,
    tag: 'x',
    letter: { message: { kind: 'text', text: 'hello' } },
  }) as const;

test('whoever finds the event handled already, at the very end, leaves nothing behind', async () => {
  const { db, vault } = fresh;
  await writes('+919800000021', 'race');
  const turn = transact(db, async (tx) => {
    const claimed = (await claimFirst(tx, vault, NOW))!;
    const rows = new Rows(tx, vault, claimed, NOW);
    await rows.message(reply('race.1'), 0);
    await db.updateTable('inbox').set({ done_at: NOW }).where('id', '=', claimed.event.id).execute();
    return { value: claimed, last: written([await rows.end(AFTER)], NOW) };
  });
  const error = await turn.catch(raced);
  expect(error).toBeInstanceOf(Handled);
  expect(await db.selectFrom('outbox').select('id').where('id', '=', 'race.1').execute()).toEqual([]);
  const states = await db.selectFrom('conversations').select('language').execute();
  expect(states).toHaveLength(1);
});

test('a conversation in hand is not to be had; the timers of a turn replace each other in order', async () => {
  const { db, vault } = fresh;
  await writes('+919800000022', 'one');
  const [conversation] = await whoIsDue(db, NOW);
  const due = (day: number) => new Date(Date.UTC(2026, 11, day));
  await transact(db, async (tx) => {
    const claimed = (await claimTurn(tx, vault, NOW, conversation!))!;
    expect(
      await transact(db, async (other) => ({ value: await claimTurn(other, vault, NOW, conversation!) })),
    ).toBe(undefined);
    const rows = new Rows(tx, vault, claimed, NOW);
    await rows.timer('reminder', 'e.1', due(1));
    await rows.timer('album', 'e.2', due(2));
    await rows.cancel('reminder');
    await rows.timer('reminder', 'e.3', due(3));
    await rows.timer('album', 'e.4', due(4));
    return { value: undefined, last: written([await rows.end(AFTER)], NOW) };
  });
  const timers = await db
    .selectFrom('inbox')
    .select(['timer_key', 'due_at', 'failure'])
    .where('conversation_id', '=', conversation!)
    .where('timer_key', 'is not', null)
    .orderBy('due_at')
    .execute();
  expect(timers).toEqual([
    { timer_key: 'reminder', due_at: due(1), failure: 'cancelled' },
    { timer_key: 'reminder', due_at: due(3), failure: null },
    { timer_key: 'album', due_at: due(4), failure: null },
  ]);
});
