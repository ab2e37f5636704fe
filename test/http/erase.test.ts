import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Problem, Role } from '../../src/http/contract.ts';
import { openHouse, type House } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
}, 60_000);
afterAll(() => house.close());

/** A case with papers, its reference, and somebody who wants it gone. */
async function family() {
  const one = await house.family('in_review');
  const { reference } = await house.db
    .selectFrom('cases')
    .select('reference')
    .where('id', '=', one.case)
    .executeTakeFirstOrThrow();
  const ask = async (role: Role, body: unknown) => {
    const answer = await house.as(role, `/api/cases/${one.case}/erase`, body);
    return { status: answer.status, ...((await answer.json()) as Partial<Problem>) };
  };
  const look = async () => (await house.as('lead', `/api/cases/${one.case}`)).status;
  return { ...one, reference, ask, look };
}

const erasures = async (id: string) =>
  house.db.selectFrom('audit').select(['act', 'actor']).where('object', '=', `case/${id}`).execute();

test('only a lead erases a case; whoever may not see it does not learn that it exists', async () => {
  const { ask, look, reference, ...one } = await family();
  expect((await ask('coordinator', { reference })).status).toBe(403);
  expect((await ask('reviewer', { reference })).status).toBe(403);
  expect((await ask('administrator', { reference })).status).toBe(404);
  const path = `/api/cases/${one.case}/erase`;
  expect((await house.send(path, { reference })).status).toBe(401);
  expect(await look()).toBe(200);
});

test('the reference is typed again: another one, a part of it or none erases nothing', async () => {
  const { ask, look, reference, ...one } = await family();
  const other = await family();
  for (const wrong of [other.reference, reference.slice(0, -1), `${reference}X`]) {
    const { status, message } = await ask('lead', { reference: wrong });
    expect([status, message]).toEqual([409, 'This is not the reference of this case. Nothing was erased.']);
  }
  for (const body of [{}, { reference: '' }, { reference: 7 }, { reference: 'x'.repeat(21) }])
    expect((await ask('lead', body)).status).toBe(422);
  expect([await look(), await other.look()]).toEqual([200, 200]);
  expect((await erasures(one.case)).map(({ act }) => act)).not.toContain('case.erased');
});

test('the right reference, typed as people type, destroys the keys for good and says who did it', async () => {
  const { ask, look, reference, ...one } = await family();
  const other = await family();
  expect((await ask('lead', { reference: ` ${reference.toLowerCase()} ` })).status).toBe(200);
  expect(await look()).toBe(410);
  const key = await house.db
    .selectFrom('keys')
    .selectAll()
    .where('id', '=', one.caseKey)
    .executeTakeFirstOrThrow();
  expect(key.destroyed_at).toEqual(house.clock.now());
  expect(await erasures(one.case)).toContainEqual({ act: 'case.erased', actor: expect.any(String) });
  const names = house.db.selectFrom('aliases').select('kind').where('conversation_id', '=', one.conversation);
  expect(await names.execute()).toEqual([]);
  expect(await other.look()).toBe(200);
  expect(house.bugs).toEqual([]);
});

test('a case that is not there is not found, with any reference', async () => {
  for (const id of ['nothing', "x'--"])
    expect((await house.as('lead', `/api/cases/${id}/erase`, { reference: 'ABC234' })).status).toBe(404);
});
