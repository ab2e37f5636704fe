import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openTask } from '../../src/db/effects.ts';
import { newId } from '../../src/db/ids.ts';
import type { CaseView } from '../../src/http/contract.ts';
import { openHouse, type House } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
}, 60_000);
afterAll(() => house.close());

const json = async <T>(response: Response) => (await response.json()) as T;

/** A family with two messages that were stopped, and the task that says so. */
async function stopped(code: string) {
  const family = await house.family('checking');
  const { db, vault, clock } = house;
  const key = await db
    .selectFrom('conversations')
    .select('key_id')
    .where('id', '=', family.conversation)
    .executeTakeFirstOrThrow();
  for (const n of [1, 2]) {
    const id = `${family.conversation}.${n}`;
    const letter = { message: { kind: 'text', text: `words ${n}` } };
    const row = {
      conversation_id: family.conversation,
      channel: 'whatsapp',
      audience: 'person',
      voice: 'bot',
      epoch: 0,
      tag: 't',
      state: 'parked',
      failure: code,
      attempts: 8,
      doubts: 2,
      due_at: clock.now(),
      at: clock.now(),
    };
    await db
      .insertInto('outbox')
      .values({ ...row, id, sealed: await vault.seal(db, key.key_id, `outbox/${id}`, letter) })
      .execute();
  }
  const task = { conversation: family.conversation, case: family.case, caseKey: family.caseKey };
  const id = newId(clock.now());
  await openTask(db, vault, task, id, 'parked', code, clock.now());
  const rows = () =>
    db
      .selectFrom('outbox')
      .select(['id', 'tag', 'state', 'attempts', 'doubts', 'failure'])
      .where('conversation_id', '=', family.conversation)
      .orderBy('seq')
      .execute();
  return { family, task: id, rows };
}

test('the desk reads why, and sends once more with a word of apology, once', async () => {
  const { family, task, rows } = await stopped('131026');
  const view = await json<CaseView>(await house.as('coordinator', `/api/cases/${family.case}`));
  const note = view.tasks.find(({ what }) => what === 'parked')!.note!;
  expect(note).toMatch(/^[A-Z].{20,}\.$/);
  expect(note).not.toContain('131026');
  const press = () => house.as('coordinator', `/api/tasks/${task}/again`, { sorry: true });
  const [first, second] = await Promise.all([press(), press()]);
  const counts = await Promise.all(
    [first, second].map(async (one) => (one.ok ? (await json<{ count: number }>(one)).count : 0)),
  );
  expect(house.bugs).toEqual([]);
  expect(counts.sort()).toEqual([0, 2]);
  const all = await rows();
  // The apology first, then what it is about, in its order, as if never tried.
  expect(all.map(({ tag }) => tag)).toEqual(['sorry', 't', 't']);
  expect(all.slice(1)).toMatchObject(
    [1, 2].map((n) => ({
      id: `${family.conversation}.${n}`,
      state: 'queued',
      attempts: 0,
      doubts: 0,
      failure: null,
    })),
  );
  expect((await press()).status).toBe(409);
});

test('whoever may not do a task sends nothing again; nor does anybody after STOP', async () => {
  const { family, task, rows } = await stopped('unknown_twice');
  expect((await house.as('reviewer', `/api/tasks/${task}/again`, {})).ok).toBe(false);
  await house.db.updateTable('cases').set({ status: 'withdrawn' }).where('id', '=', family.case).execute();
  expect((await house.as('coordinator', `/api/tasks/${task}/again`, {})).ok).toBe(false);
  expect((await rows()).map(({ state }) => state)).toEqual(['parked', 'parked']);
});
