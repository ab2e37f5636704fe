import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Welcome } from '../../src/http/account-contract.ts';
import type { Role } from '../../src/http/contract.ts';
import { openHouse, type House } from './house.ts';
import { PASSWORD, peopleOf } from './people.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse({ heartbeat: 50 });
}, 60_000);
afterAll(() => house.close());

const HOUR = 60 * 60_000;
const { someone, stranger, enter, invited, take, staff, member, acts } = peopleOf(() => house);

test('an invitation opens an account once, with the role it was made for', async () => {
  const { email, made, token } = await invited('coordinator');
  expect(made.link).toMatch(/^http:.+\/console\/#\/welcome\/[\w-]{43}$/);
  const look = await stranger('/api/welcome/look', { token });
  expect((await look.json()) as Welcome).toEqual({
    purpose: 'account',
    email,
    name: 'Latha Menon',
    role: 'coordinator',
  });
  expect((await take(token, { password: 'short' })).status).toBe(422);
  expect((await take(token, { password: PASSWORD, role: 'lead' })).status).toBe(200);
  const inside = await enter(email, PASSWORD);
  expect(await (await inside.ask('/api/me')).json()).toMatchObject({
    name: 'Latha Menon',
    role: 'coordinator',
  });
  const again = await take(token);
  expect([again.status, await again.json()]).toEqual([404, expect.objectContaining({ code: 'link_over' })]);
});

test('the token is nowhere but in the link, and two who open it at once make one account', async () => {
  const { token } = await invited('coordinator');
  const rows = JSON.stringify(await house.db.selectFrom('invitations').selectAll().execute());
  expect(rows).not.toContain(token);
  const answers = await Promise.all([1, 2, 3].map(() => take(token)));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 404, 404]);
});

test('a doctor says under what they are registered before anything is made', async () => {
  const { email, token } = await invited('reviewer');
  const bare = await take(token);
  expect([bare.status, Object.keys(((await bare.json()) as { fields: object }).fields)]).toEqual([
    422,
    ['qualification', 'registration'],
  ]);
  const whole = { password: PASSWORD, qualification: 'MD, DM', registration: 'KMC 48213' };
  expect((await take(token, whole)).status).toBe(200);
  const me = await (await (await enter(email, PASSWORD)).ask('/api/me')).json();
  expect(me).toMatchObject({ role: 'reviewer', qualification: 'MD, DM', registration: 'KMC 48213' });
});

test('an invitation ends after three days, when it is taken back, and when a new one is made', async () => {
  const late = await invited('coordinator');
  house.clock.jump(73 * HOUR);
  expect((await take(late.token)).status).toBe(404);

  const back = await invited('coordinator');
  const { id } = (await staff()).links.find((one) => one.email === back.email)!;
  expect((await house.as('administrator', `/api/staff/invitations/${id}/revoke`, {})).status).toBe(200);
  expect((await take(back.token)).status).toBe(404);
  expect((await house.as('administrator', `/api/staff/invitations/${id}/revoke`, {})).status).toBe(404);
  expect(await acts(`invitation/${id}`)).toEqual(['staff.invited coordinator', 'staff.link_revoked']);

  const first = await invited('coordinator');
  const second = await invited('coordinator', 'administrator', first.email);
  expect((await take(first.token)).status).toBe(404);
  expect((await take(second.token)).status).toBe(200);
  const known = await house.as('administrator', '/api/staff/invitations', {
    email: first.email.toUpperCase(),
    name: 'Again',
    role: 'lead',
  });
  expect([known.status, await known.json()]).toEqual([409, expect.objectContaining({ code: 'known' })]);
});

test('no link is found by trying, and a page of somebody else cannot open one', async () => {
  const { token } = await invited('coordinator');
  for (const wrong of ['', 'x'.repeat(43), `${token}A`, null, { $ne: 1 }])
    expect((await stranger('/api/welcome/look', { token: wrong })).status).toBe(404);
  const foreign = { origin: 'https://else.example', 'x-forwarded-for': '10.7.0.1' };
  expect((await house.send('/api/welcome/take', { token, password: PASSWORD }, foreign)).status).toBe(403);
  const statuses = [];
  for (let i = 0; i < 42; i += 1)
    statuses.push((await stranger('/api/welcome/look', { token: 'x' }, '10.7.0.2')).status);
  expect(statuses.slice(39)).toEqual([404, 429, 429]);
  expect((await take(token)).status).toBe(200);
});

test('a lead invites coordinators and reviewers only; nobody else sees the list', async () => {
  await invited('coordinator', 'lead');
  for (const role of ['lead', 'administrator'])
    expect(
      (await house.as('lead', '/api/staff/invitations', { email: someone(), name: 'X', role })).status,
    ).toBe(403);
  for (const role of ['coordinator', 'reviewer'] as const) {
    expect((await house.as(role, '/api/staff')).status).toBe(404);
    const asked = { email: someone(), name: 'X', role: 'reviewer' };
    expect((await house.as(role, '/api/staff/invitations', asked)).status).toBe(403);
  }
  const other = await member('coordinator');
  for (const [path, body] of [
    ['off', {}],
    ['on', {}],
    ['role', { role: 'lead' }],
    ['mend', { purpose: 'password' }],
  ] as const)
    for (const role of ['lead', 'coordinator', 'reviewer'] as const)
      expect([role, path, (await house.as(role, `/api/staff/${other.id}/${path}`, body)).status]).toEqual([
        role,
        path,
        403,
      ]);
  // Links that mend an account are shown to administrators alone, and only they take them back.
  await house.as('administrator', `/api/staff/${other.id}/mend`, { purpose: 'password' });
  const mends = async (by: Role) => (await staff(by)).links.filter(({ email }) => email === other.email);
  expect((await mends('lead')).length).toBe(0);
  const [link] = await mends('administrator');
  expect((await house.as('lead', `/api/staff/invitations/${link!.id}/revoke`, {})).status).toBe(404);
});
