import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { correctedPapers } from '../../src/db/corrections.ts';
import { openHouse, type House } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
}, 60_000);
afterAll(() => house.close());

test('what the desk says of a reading is kept sealed, once a press; the newest word counts; an erased case has none', async () => {
  const family = await house.family('ready');
  const box = [1, 2, 3, 4] as const;
  const from = { kind: 'page' as const, document: family.document, page: 1, box, words: 'HER2: 2+' };
  const doubted = await family.learn('ihc.her2', '2+', { from, accepted: false, doubt: 'low_confidence' });
  const told = await family.learn('health.ecog', '1');
  const path = `/api/cases/${family.case}/facts`;
  const say = (body: object) => house.as('reviewer', path, body);
  await say({ path: 'ihc.her2', value: '2+', confirms: doubted, id: 'press-0001' });
  await say({ path: 'ihc.her2', value: '2+', confirms: doubted, id: 'press-0001' });
  await say({ path: 'ihc.her2', value: '3+', corrects: doubted });
  // What somebody said in the chat is no reading.
  await say({ path: 'health.ecog', value: '2', corrects: told });

  const rows = await house.db.selectFrom('corrections').select('sealed').execute();
  expect(rows.map(({ sealed }) => sealed.includes('her2'))).toEqual([false, false]);
  expect(await correctedPapers(house.db, house.vault, 10)).toMatchObject([
    { corrections: [{ path: 'ihc.her2', read: '2+', said: '3+', accepted: false, box }] },
  ]);
  await house.db.transaction().execute((tx) => house.vault.destroy(tx, family.caseKey, house.clock.now()));
  expect(await correctedPapers(house.db, house.vault, 10)).toEqual([]);
});
