import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { closeDemo, DEMO_USERS } from '../../src/http/staff.ts';
import { openHouse, type House } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
}, 60_000);
afterAll(() => house.close());

const asha = DEMO_USERS[0]!;
const rao = DEMO_USERS[1]!;

test('a password opens the desk by cookie and by token; signing out ends it', async () => {
  const answer = await house.signIn(asha.email, asha.password);
  const cookie = answer.headers.getSetCookie()[0]!;
  expect(cookie).toMatch(/HttpOnly/i);
  expect(cookie).toMatch(/SameSite=Strict/i);
  const token = answer.headers.get('set-auth-token')!;
  const me = () => house.send('/api/me', undefined, { authorization: `Bearer ${token}` });
  expect(await (await me()).json()).toMatchObject({ name: 'Asha Nair', role: 'coordinator', demo: true });
  await house.send('/api/auth/sign-out', {}, { cookie: cookie.split(';')[0]!, origin: house.url });
  expect((await me()).status).toBe(401);
});

test('nobody makes an account or changes a role over HTTP', async () => {
  const mail = { email: 'new@desk.example', password: 'a-long-password', name: 'New', role: 'lead' };
  expect((await house.send('/api/auth/sign-up/email', mail, { origin: house.url })).ok).toBe(false);
  await house.as(
    'coordinator',
    '/api/auth/update-user',
    { role: 'lead', name: 'Else' },
    { origin: house.url },
  );
  expect(await (await house.as('coordinator', '/api/me')).json()).toMatchObject({
    name: 'Asha Nair',
    role: 'coordinator',
  });
});

test('after five wrong passwords even the right one must wait, and other accounts need not', async () => {
  for (let i = 0; i < 5; i += 1)
    expect((await house.signIn(rao.email, `wrong ${i}`, '10.0.1.1')).status).toBe(401);
  const late = await house.signIn(rao.email.toUpperCase(), rao.password, '10.0.1.2');
  expect([late.status, await late.json()]).toEqual([
    429,
    expect.objectContaining({ message: 'Too many wrong passwords. Please try again in 15 minutes.' }),
  ]);
  expect((await house.signIn(asha.email, asha.password, '10.0.1.1')).status).toBe(200);
});

test('twenty wrong tries from one address close it, whatever account they are for', async () => {
  const tries = Array.from({ length: 24 }, (_, i) =>
    house.signIn(`nobody${i}@desk.example`, 'wrong', '10.0.2.1').then((answer) => answer.status),
  );
  const statuses = await Promise.all(tries);
  // Named one by one, so that another answer shows what it was.
  const right = [...Array<number>(20).fill(401), ...Array<number>(4).fill(429)];
  expect(statuses.toSorted()).toEqual(right);
  expect((await house.signIn(asha.email, asha.password, '10.0.2.1')).status).toBe(429);
  expect((await house.signIn(asha.email, asha.password, '10.0.2.2')).status).toBe(200);
});

test('a database that came from a demo has no demo sign-in in production', async () => {
  const { db } = house.deps;
  await closeDemo(db);
  expect((await house.signIn(asha.email, asha.password, '10.0.4.1')).status).toBe(401);
  house.deps.production = true;
  expect((await house.send('/api/demo-users')).status).toBe(404);
  house.deps.production = false;
});
