import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { CaseView, Me } from '../../src/http/contract.ts';
import { openHouse, type House } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
}, 60_000);
afterAll(() => house.close());

const see = async (role: 'coordinator' | 'reviewer' | 'lead', id: string) =>
  (await (await house.as(role, `/api/cases/${id}`)).json()) as CaseView;

test('the form knows the doctor before a word is typed', async () => {
  const me = (await (await house.as('reviewer', '/api/me')).json()) as Me;
  expect([me.qualification, me.registration]).toEqual([
    'MD, DM (Medical Oncology)',
    'Demo Medical Council 48213',
  ]);
});

test('a case says who may write on it now', async () => {
  const open = await house.family('in_review');
  const closed = await house.family('closed');
  const may = async (role: 'coordinator' | 'reviewer' | 'lead', id: string) => (await see(role, id)).mayWrite;
  expect(await may('reviewer', open.case)).toBe(true);
  expect(await may('coordinator', open.case)).toBe(false);
  expect(await may('reviewer', closed.case)).toBe(false);
  const saved = await house.as('lead', `/api/cases/${open.case}/opinion`, { summary: 'Mine', answers: [] });
  expect(saved.status).toBe(200);
  expect(await may('reviewer', open.case)).toBe(false);
  expect(await may('lead', open.case)).toBe(true);
});

test('a day after the family wrote, words wait', async () => {
  const family = await house.family('checking');
  const wrote = async (hoursAgo: number) => {
    const last = new Date(house.clock.now().getTime() - hoursAgo * 3_600_000);
    await house.db
      .updateTable('conversations')
      .set({ last_inbound_at: last })
      .where('id', '=', family.conversation)
      .execute();
    return (await see('coordinator', family.case)).wordsWait;
  };
  expect((await see('coordinator', family.case)).windowEnds).toBeNull();
  expect(await wrote(23)).toBe(false);
  expect(await wrote(24)).toBe(true);
});
