import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { CaseView, QueuePage } from '../../src/http/contract.ts';
import { openHouse, type House } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
}, 60_000);
afterAll(() => house.close());

type Family = Awaited<ReturnType<House['family']>>;

const json = async <T>(response: Response) => (await response.json()) as T;
const look = async (family: Family, role: 'reviewer' | 'coordinator' = 'reviewer') =>
  json<CaseView>(await house.as(role, `/api/cases/${family.case}`));
const row = async (family: Family, role: 'reviewer' | 'coordinator' = 'reviewer') =>
  (await json<QueuePage>(await house.as(role, '/api/queue'))).rows.find((one) => one.case === family.case)!;
const seen = (family: Family, upTo: object, role: 'reviewer' | 'coordinator' = 'reviewer') =>
  house.as(role, `/api/cases/${family.case}/seen`, upTo);

test('what came since one looked is new to oneself only, in the case and in the queue', async () => {
  const family = await house.family('in_review');
  const first = await look(family);
  expect([first.news, (await row(family)).news]).toEqual([null, 0]);
  expect((await seen(family, first.newest)).status).toBe(200);
  expect((await look(family)).news).toEqual({ facts: [], papers: [], opinions: [] });
  const id = await family.learn('ihc.her2', '3+');
  const then = await look(family);
  expect([then.news, (await row(family)).news]).toEqual([{ facts: [id], papers: [], opinions: [] }, 1]);
  expect([(await look(family, 'coordinator')).news, (await row(family, 'coordinator')).news]).toEqual([
    null,
    0,
  ]);
  await seen(family, then.newest);
  expect([(await look(family)).news?.facts, (await row(family)).news]).toEqual([[], 0]);
  // An older look that arrives late takes nothing back.
  await seen(family, first.newest);
  expect((await look(family)).news?.facts).toEqual([]);
});

test('a look at a case one may not see, or up to a fact of another case, marks nothing', async () => {
  const [mine, other] = [await house.family('in_review'), await house.family('in_review')];
  const hidden = await house.family('intake');
  expect((await seen(hidden, { fact: null, paper: null })).status).toBe(404);
  await seen(mine, { fact: (await look(other)).newest.fact, paper: null });
  const { news, facts } = await look(mine);
  expect(news!.facts.length).toBeGreaterThanOrEqual(facts.length);
});

test('the view tells the story and the conflicts of the case', async () => {
  const family = await house.family('in_review');
  const on = { kind: 'page', document: family.document, page: 1, box: [0, 0, 9, 9], words: '' } as const;
  await family.learn('report.date', '12/08/2025', { from: on, normal: '2025-08-12' });
  const two = await family.learn('ihc.her2', '2+', { from: on });
  const three = await family.learn('ihc.her2', '3+');
  const { timeline, conflicts } = await look(family);
  expect(timeline).toContainEqual({ kind: 'markers', at: '2025-08-12', facts: [two] });
  expect(timeline).toContainEqual({ kind: 'markers', at: null, facts: [three] });
  expect(conflicts).toEqual([
    {
      topic: 'ihc.her2',
      seen: null,
      sides: [
        { says: '2+', facts: [two] },
        { says: '3+', facts: [three] },
      ],
    },
  ]);
});
