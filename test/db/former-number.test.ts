import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Alias, Inbound } from '../../src/channels/channel.ts';
import { receive } from '../../src/db/arrivals.ts';
import { addressOf } from '../../src/db/people.ts';
import { freshDatabase, type Fresh } from '../database.ts';

let now = new Date('2026-11-24T06:00:00Z');
let fresh: Fresh;
beforeAll(async () => {
  fresh = await freshDatabase(now);
});
afterAll(() => fresh.drop());

const OLD = names('IN.1', '+919812346001');
const NEW = names('IN.2', '+919812346002');
/** Whoever was given the old number. */
const OTHER = names('IN.3', '+919812346001');

function names(userId: string, phone: string): Alias[] {
  return [
    { kind: 'user_id', value: userId },
    { kind: 'phone', value: phone },
  ];
}

async function arrives(one: Inbound) {
  now = new Date(now.getTime() + 1_000);
  const { db, vault } = fresh;
  await receive({ db, vault, newcomer: () => ({ flow: 'f', state: {} }) }, { name: 'whatsapp' }, [one], now);
}

/** Returns whose conversation it came into. */
async function writes(aliases: Alias[], id: string): Promise<{ id: string; key: string }> {
  await arrives({
    kind: 'message',
    id,
    from: { aliases },
    at: now,
    shape: 'text',
    text: id,
    media: [],
  });
  return fresh.db
    .selectFrom('inbox as i')
    .innerJoin('conversations as c', 'c.id', 'i.conversation_id')
    .select(['c.id', 'c.key_id as key'])
    .where('i.source', '=', `whatsapp:${id}`)
    .executeTakeFirstOrThrow();
}

const writtenTo = async ({ id, key }: { id: string; key: string }) =>
  (await addressOf(fresh.db, fresh.vault, id, key))?.value;

test('a message that is later than the change of number is heard, and does not bring the old number back', async () => {
  const asha = await writes(OLD, 'first');
  await arrives({
    kind: 'notice',
    id: 'change',
    at: now,
    what: 'alias_changed',
    detail: 'user_changed_number',
    from: { aliases: OLD },
    becomes: NEW,
  });
  expect(await writtenTo(asha)).toBe('+919812346002');
  expect(await writes(OLD, 'late')).toEqual(asha);
  expect(await writtenTo(asha)).toBe('+919812346002');

  // The number goes to somebody else, and is theirs, however late a message of its former owner is.
  const ravi = await writes(OTHER, 'somebody else');
  expect(ravi.id).not.toBe(asha.id);
  expect(await writes(OLD, 'later still')).toEqual(asha);
  expect(await writes(OTHER, 'again')).toEqual(ravi);
  expect([await writtenTo(asha), await writtenTo(ravi)]).toEqual(['+919812346002', '+919812346001']);
  expect(await writes(NEW, 'from the new one')).toEqual(asha);
});
