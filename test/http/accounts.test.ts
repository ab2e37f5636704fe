import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { closeDemo, createStaff } from '../../src/http/staff.ts';
import { cookieOf, totp } from './authenticator.ts';
import { openHouse, type House } from './house.ts';
import { PASSWORD, peopleOf } from './people.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse({ heartbeat: 50 });
}, 60_000);
afterAll(() => house.close());

const HOUR = 60 * 60_000;
const { stranger, enter, take, staff, member, acts, mend } = peopleOf(() => house);

test('an account that is switched off opens nothing, at once and on every way, until it is on again', async () => {
  const { id, email } = await member('lead');
  const inside = await enter(email, PASSWORD);
  expect((await inside.ask('/api/queue')).status).toBe(200);
  const stream = await inside.ask('/api/live');
  const family = await house.family('ready');
  await house.db
    .updateTable('conversations')
    .set({ assignee_id: id })
    .where('id', '=', family.conversation)
    .execute();

  expect((await house.as('administrator', `/api/staff/${id}/off`, {})).status).toBe(200);
  expect((await inside.ask('/api/queue')).status).toBe(401);
  await stream.text();
  expect((await enter(email, PASSWORD)).status).toBe(403);
  // A session that was born in the same instant is none.
  const later = new Date(Date.now() + HOUR);
  const born = { id: 'born', token: 'born-token', userId: id, expiresAt: later, proof: 'code' };
  await house.db
    .insertInto('session')
    .values({ ...born, createdAt: new Date(), updatedAt: new Date() })
    .execute();
  expect((await house.send('/api/me', undefined, { authorization: 'Bearer born-token' })).status).toBe(401);
  const { staff: names } = (await (await house.as('lead', '/api/desk')).json()) as {
    staff: { id: string }[];
  };
  expect(names.some((one) => one.id === id)).toBe(false);
  const talk = await house.db
    .selectFrom('conversations')
    .select('assignee_id')
    .where('id', '=', family.conversation)
    .executeTakeFirstOrThrow();
  expect(talk.assignee_id).toBeNull();

  expect((await house.as('administrator', `/api/staff/${id}/on`, {})).status).toBe(200);
  expect((await (await enter(email, PASSWORD)).ask('/api/me')).status).toBe(200);
  expect(await acts(`user/${id}`)).toEqual(['staff.joined', 'staff.off', 'staff.on']);
});

test('a new role is a new sign-in, and holds', async () => {
  const { id, email } = await member('coordinator');
  const before = await enter(email, PASSWORD);
  expect((await house.as('administrator', `/api/staff/${id}/role`, { role: 'reviewer' })).status).toBe(200);
  expect((await before.ask('/api/me')).status).toBe(401);
  expect(await (await (await enter(email, PASSWORD)).ask('/api/me')).json()).toMatchObject({
    role: 'reviewer',
  });
  expect((await house.as('administrator', `/api/staff/${id}/role`, { role: 'owner' })).status).toBe(422);
  expect(await acts(`user/${id}`)).toEqual(['staff.joined', 'staff.role reviewer']);
});

test('who lost the password sets a new one by a link, and is signed out everywhere', async () => {
  const { id, email } = await member('coordinator');
  const before = await enter(email, PASSWORD);
  const token = await mend(id, 'password');
  expect(await (await stranger('/api/welcome/look', { token })).json()).toMatchObject({
    purpose: 'password',
    email,
  });
  expect((await before.ask('/api/me')).status).toBe(200);
  expect((await take(token, { password: 'another-kettle-45' })).status).toBe(200);
  expect((await before.ask('/api/me')).status).toBe(401);
  expect((await enter(email, PASSWORD)).status).toBe(401);
  expect((await enter(email, 'another-kettle-45')).status).toBe(200);
  expect(await acts(`user/${id}`)).toEqual([
    'staff.joined',
    'staff.mend_link password',
    'staff.password_mended',
  ]);
});

test('who lost the phone sets up the second step anew; the password stays, and alone does not open more than before', async () => {
  const { id, email } = await member('coordinator');
  const inside = await enter(email, PASSWORD);
  const origin = { origin: house.url };
  const cookie = inside.cookie;
  const enable = async (as: string) =>
    (await (
      await house.send('/api/auth/two-factor/enable', { password: PASSWORD }, { ...origin, cookie: as })
    ).json()) as { totpURI: string; backupCodes: string[] };
  const first = await enable(cookie);
  const secret = new URL(first.totpURI).searchParams.get('secret')!;
  const on = await house.send(
    '/api/auth/two-factor/verify-totp',
    { code: totp(secret) },
    { ...origin, cookie },
  );
  expect(on.status).toBe(200);
  expect((await staff()).people.find((one) => one.id === id)).toMatchObject({ secondStep: true });

  const passkey = { id: `key-${id}`, userId: id, publicKey: '', credentialID: id, counter: 0 };
  await house.db
    .insertInto('passkey')
    .values({ ...passkey, deviceType: 'singleDevice', backedUp: false })
    .execute();
  const token = await mend(id, 'second_step');
  expect((await take(token, {})).status).toBe(200);
  expect((await house.send('/api/me', undefined, { cookie: cookieOf(on) })).status).toBe(401);
  expect(
    (await house.db.selectFrom('twoFactor').select('id').where('userId', '=', id).execute()).length,
  ).toBe(0);
  const keys = await house.db.selectFrom('passkey').select('id').where('userId', '=', id).execute();
  expect(keys).toEqual([]);
  const again = await enter(email, PASSWORD);
  house.deps.secondStep = true;
  expect((await again.ask('/api/me')).status).toBe(403);
  house.deps.secondStep = false;
  const second = await enable(again.cookie);
  expect(new URL(second.totpURI).searchParams.get('secret')).not.toBe(secret);
});

test('a link that mends an account is over when the account is off', async () => {
  const { id } = await member('coordinator');
  const token = await mend(id, 'password');
  await house.as('administrator', `/api/staff/${id}/off`, {});
  expect((await take(token)).status).toBe(404);
  const none = await house.as('administrator', `/api/staff/${id}/mend`, { purpose: 'password' });
  expect(none.status).toBe(404);
});

test('one changes one’s own password by the old one; other places are signed out, this one is not', async () => {
  const { id, email } = await member('coordinator');
  const elsewhere = await enter(email, PASSWORD);
  const here = await enter(email, PASSWORD);
  const change = (current: string, next: string) => here.ask('/api/account/password', { current, next });
  const wrong = await change('not-my-password', 'another-kettle-45');
  expect([wrong.status, await wrong.json()]).toEqual([
    422,
    expect.objectContaining({ code: 'wrong_password' }),
  ]);
  const short = await change(PASSWORD, 'short');
  expect([short.status, Object.keys(((await short.json()) as { fields: object }).fields)]).toEqual([
    422,
    ['next'],
  ]);
  expect((await change(PASSWORD, 'another-kettle-45')).status).toBe(200);
  expect([(await here.ask('/api/me')).status, (await elsewhere.ask('/api/me')).status]).toEqual([200, 401]);
  expect((await enter(email, PASSWORD)).status).toBe(401);
  expect((await enter(email, 'another-kettle-45')).status).toBe(200);
  expect(await acts(`user/${id}`)).toEqual(['staff.joined', 'password.changed']);
  const tries = [];
  for (let i = 0; i < 6; i += 1) tries.push((await change(`wrong ${i}`, 'one-more-kettle-46')).status);
  expect(tries).toEqual([422, 422, 422, 422, 422, 429]);
});

test('there is always an administrator: none changes oneself, and two cannot switch each other off', async () => {
  const me = (await staff()).people.find((one) => one.me)!;
  for (const [path, body] of [
    ['off', {}],
    ['role', { role: 'lead' }],
    ['mend', { purpose: 'password' }],
  ] as const)
    expect((await house.as('administrator', `/api/staff/${me.id}/${path}`, body)).status).toBe(403);

  // The demo's administrator is no help to a house in production.
  await closeDemo(house.db);
  const second = await createStaff(house.deps.auth, house.db, {
    email: 'second@desk.example',
    name: 'The second',
    role: 'administrator',
    password: PASSWORD,
  });
  const other = await enter('second@desk.example', PASSWORD);
  const answers = await Promise.all([
    house.as('administrator', `/api/staff/${second}/off`, {}),
    other.ask(`/api/staff/${me.id}/role`, { role: 'lead' }),
  ]);
  expect(answers.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
  const left = await house.db
    .selectFrom('user')
    .select('id')
    .where('role', '=', 'administrator')
    .where('offAt', 'is', null)
    .execute();
  expect(left.length).toBe(1);
  await house.db
    .updateTable('user')
    .set({ role: 'administrator', offAt: null })
    .where('id', '=', me.id)
    .execute();
});
