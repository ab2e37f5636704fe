import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { CaseView, ReadyReply } from '../../src/http/contract.ts';
import { openHouse, type House, type Seat } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
}, 60_000);
afterAll(() => house.close());

type Family = Awaited<ReturnType<House['family']>>;

const ask = (seat: Seat, family: Family, body: object) =>
  house.as(seat, `/api/cases/${family.case}/ask`, body);
const speaks = (family: Family, language: string) =>
  house.db.updateTable('conversations').set({ language }).where('case_id', '=', family.case).execute();
/** What the engine will hear: its kind, and whether the desk words it first. */
const told = async (answer: Promise<Response>) => {
  const response = await answer;
  return [response.status, response.ok ? ((await response.json()) as { held: boolean }).held : null];
};

test('a doctor’s own words go to a family that reads them; to others the desk words them first', async () => {
  const family = await house.family('in_review');
  await speaks(family, 'en');
  expect(await told(ask('reviewer', family, { text: 'Any fever?' }))).toEqual([200, false]);
  await speaks(family, 'hi');
  expect(await told(ask('reviewer', family, { text: 'Any fever?' }))).toEqual([200, true]);
  expect(await told(ask('coordinator', family, { text: 'क्या बुख़ार है?' }))).toEqual([200, false]);
  // Ready questions are in their language already.
  expect(await told(ask('reviewer', family, { ready: 'weight' }))).toEqual([200, false]);
  const ready = (await (await house.as('reviewer', `/api/cases/${family.case}/asks`)).json()) as ReadyReply[];
  expect(ready.find(({ key }) => key === 'weight')).toEqual({
    key: 'weight',
    text: 'मरीज़ का वज़न अभी कितने किलो है?',
    english: 'What is the patient’s weight now, in kilos?'.replace('’', "'"),
  });
});

test('nobody is asked out of place: another status, no consent, no such question, no such role', async () => {
  const family = await house.family('in_review');
  expect((await ask('administrator', family, { text: 'Any fever?' })).status).toBe(404);
  expect((await ask('reviewer', family, { ready: 'nonsense' })).status).toBe(404);
  expect((await ask('reviewer', family, {})).status).toBe(409);
  expect((await ask('reviewer', family, { text: 'x'.repeat(1_001) })).status).toBe(422);
  expect((await ask('reviewer', family, { text: 'Worded', n: 1 })).status).toBe(403);
  expect((await ask('coordinator', family, { text: 'Worded', n: 1 })).status).toBe(409);
  await house.db.updateTable('consents').set({ given: false }).where('case_id', '=', family.case).execute();
  expect((await ask('reviewer', family, { text: 'Any fever?' })).status).toBe(409);
  expect((await ask('reviewer', await house.family('ready'), { text: 'Any fever?' })).status).toBe(409);
  expect((await ask('reviewer', await house.family('intake'), { text: 'Any fever?' })).status).toBe(404);
});

test('a question stands beside its answer, phones hidden from who need not call', async () => {
  const family = await house.family('more_info');
  const staff = { from: { kind: 'staff' as const, user: 'rao' } };
  await family.learn('ask.1', 'Any fever?', { ...staff, normal: 'asked' });
  await family.learn('ask.2', 'And is +919812345670 yours?', { ...staff, normal: 'waits' });
  const answer = await family.learn('asked.1', 'No');
  const view = (await (await house.as('reviewer', `/api/cases/${family.case}`)).json()) as CaseView;
  expect(view.asks).toEqual([
    { n: 1, text: 'Any fever?', state: 'answered', by: 'rao', answer },
    { n: 2, text: 'And is ••••••••70 yours?', state: 'waits', by: 'rao', answer: null },
  ]);
});
