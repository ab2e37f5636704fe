import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { receive } from '../../src/db/arrivals.ts';
import { freshDatabase, type Fresh } from '../database.ts';

const NOW = new Date('2026-11-24T06:00:00Z');

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
        id: `wamid.${id}`,
        from: { aliases: [{ kind: 'phone', value: phone }] },
        at: NOW,
        shape: 'text',
        text: id,
        media: [],
      },
    ],
    NOW,
  );

const messages = () =>
  fresh.db
    .selectFrom('inbox')
    .select(['source', 'conversation_id'])
    .where('source', 'like', 'whatsapp:wamid.%')
    .orderBy('seq')
    .execute();

test('fifty people who write for the first time at once have fifty conversations', async () => {
  await Promise.all(Array.from({ length: 50 }, (_, n) => writes(`+9198000001${10 + n}`, `first.${n}`)));
  const all = (await messages()).filter(({ source }) => source?.includes('first.'));
  expect(all).toHaveLength(50);
  expect(new Set(all.map((one) => one.conversation_id)).size).toBe(50);
});

test('a newcomer whose first message comes a hundred times at once has one conversation and one message', async () => {
  await Promise.all(Array.from({ length: 100 }, () => writes('+919800000200', 'copy')));
  const all = (await messages()).filter(({ source }) => source === 'whatsapp:wamid.copy');
  expect(all).toHaveLength(1);
});

test('messages of the same second stay in the order in which they came', async () => {
  const sent = Array.from({ length: 12 }, (_, n) => `same.${n}`);
  for (const id of sent) await writes('+919800000300', id);
  const kept = (await messages()).filter(({ source }) => source?.includes('same.'));
  expect(kept.map(({ source }) => source)).toEqual(sent.map((id) => `whatsapp:wamid.${id}`));
  expect(new Set(kept.map((one) => one.conversation_id)).size).toBe(1);
});
