import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Account } from '../../src/http/account-contract.ts';
import { OPEN } from '../../src/http/auth-guard.ts';
import { createStaff } from '../../src/http/staff.ts';
import { cookieOf, totp } from './authenticator.ts';
import { openHouse, type House } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse({ secondStep: true });
}, 60_000);
afterAll(() => house.close());

const password = 'juniper-window-31';
let count = 0;

/** Somebody new, signed in by password alone. */
async function newcomer() {
  count += 1;
  const email = `person${count}@desk.example`;
  const address = `10.1.${count}.1`;
  const id = await createStaff(house.deps.auth, house.db, { email, name: 'Meera', role: 'lead', password });
  const enter = async () => as(cookieOf(await house.signIn(email, password, address)));
  const as = (cookie: string) => ({
    cookie,
    ask: (path: string, body?: unknown) =>
      house.send(path, body, { cookie, origin: house.url, 'x-forwarded-for': address }),
  });
  return { id, email, enter, as };
}

/** The same with an authenticator app set up by the first code. */
async function enrolled() {
  const one = await newcomer();
  const first = await one.enter();
  const answer = await first.ask('/api/auth/two-factor/enable', { password });
  const { totpURI, backupCodes } = (await answer.json()) as { totpURI: string; backupCodes: string[] };
  const secret = new URL(totpURI).searchParams.get('secret')!;
  const on = await first.ask('/api/auth/two-factor/verify-totp', { code: totp(secret) });
  expect(on.status).toBe(200);
  return { ...one, secret, backupCodes, inside: one.as(cookieOf(on)) };
}

test('where two steps are demanded a password alone opens nothing, for no role', async () => {
  for (const role of ['coordinator', 'reviewer', 'lead', 'administrator'] as const)
    for (const path of ['/api/me', '/api/queue', '/api/live', '/api/account', '/api/cases/x']) {
      const answer = await house.as(role, path);
      expect([role, path, answer.status, ((await answer.json()) as { code: string }).code]).toEqual([
        role,
        path,
        403,
        'second_step',
      ]);
    }
});

test('the first code opens the desk and ends what the password alone had opened elsewhere', async () => {
  const one = await newcomer();
  const elsewhere = await one.enter();
  const here = await one.enter();
  const answer = await here.ask('/api/auth/two-factor/enable', { password });
  const { totpURI } = (await answer.json()) as { totpURI: string };
  expect((await here.ask('/api/me')).status).toBe(403);
  const secret = new URL(totpURI).searchParams.get('secret')!;
  const on = await here.ask('/api/auth/two-factor/verify-totp', { code: totp(secret, 1) });
  expect((await one.as(cookieOf(on)).ask('/api/me')).status).toBe(200);
  expect((await elsewhere.ask('/api/me')).status).toBe(401);
});

test('then a password wants its code, and neither secret nor backup codes lie open in the database', async () => {
  const one = await enrolled();
  const waiting = await one.enter();
  expect((await waiting.ask('/api/me')).status).toBe(401);
  expect((await waiting.ask('/api/auth/two-factor/verify-totp', { code: '000000' })).status).toBe(401);
  const right = await waiting.ask('/api/auth/two-factor/verify-totp', { code: totp(one.secret, 1) });
  expect((await one.as(cookieOf(right)).ask('/api/me')).status).toBe(200);
  const row = await house.db
    .selectFrom('twoFactor')
    .selectAll()
    .where('userId', '=', one.id)
    .executeTakeFirstOrThrow();
  const kept = JSON.stringify([row, await house.db.selectFrom('used_codes').selectAll().execute()]);
  for (const open of [one.secret, Buffer.from(one.secret).toString('hex'), ...one.backupCodes])
    expect(kept).not.toContain(open);
});

test('a code opens once, also for two who give it at the same instant', async () => {
  const one = await enrolled();
  const code = totp(one.secret, 1);
  const waiting = await Promise.all([1, 2, 3].map(() => one.enter()));
  const answers = await Promise.all(
    waiting.map((each) => each.ask('/api/auth/two-factor/verify-totp', { code })),
  );
  expect(answers.map((answer) => answer.status).toSorted()).toEqual([200, 401, 401]);
  const refused = answers.find((answer) => answer.status === 401)!;
  expect(await refused.json()).toMatchObject({ code: 'USED_CODE' });
  expect((await one.as(cookieOf(refused)).ask('/api/me')).status).toBe(401);
});

test('a backup code opens once', async () => {
  const one = await enrolled();
  const give = async () =>
    (await one.enter()).ask('/api/auth/two-factor/verify-backup-code', { code: one.backupCodes[3] });
  const first = await give();
  expect((await one.as(cookieOf(first)).ask('/api/me')).status).toBe(200);
  expect((await give()).status).toBe(401);
});

test('after five wrong codes the sign-in begins anew, after ten the account rests, whatever the address', async () => {
  const one = await enrolled();
  const tries = async (from: string) => {
    const waiting = await one.enter();
    const statuses = [];
    for (let i = 0; i < 6; i += 1) {
      const headers = { cookie: waiting.cookie, origin: house.url, 'x-forwarded-for': from };
      const code = String(i).padStart(6, '1');
      statuses.push((await house.send('/api/auth/two-factor/verify-totp', { code }, headers)).status);
    }
    return statuses;
  };
  expect(await tries('10.2.0.1')).toEqual([401, 401, 401, 401, 401, 400]);
  expect((await tries('10.2.0.2')).slice(0, 5)).toEqual([401, 401, 401, 401, 401]);
  const late = await (
    await one.enter()
  ).ask('/api/auth/two-factor/verify-totp', { code: totp(one.secret, 1) });
  expect(late.ok).toBe(false);
});

test('whoever is inside is not told which code is right, and no device is trusted for thirty days', async () => {
  const one = await enrolled();
  const inside = await one.inside.ask('/api/auth/two-factor/verify-totp', { code: totp(one.secret, 1) });
  expect(inside.status).toBe(400);
  const body = { code: totp(one.secret, 1), trustDevice: true };
  expect((await (await one.enter()).ask('/api/auth/two-factor/verify-totp', body)).status).toBe(400);
});

test('what the desk does not use of the sign-in is not there', async () => {
  const one = await enrolled();
  const known = Object.values(house.deps.auth.api).flatMap((each) =>
    'path' in each && each.path ? [each.path] : [],
  );
  const closed = known.filter((path) => !OPEN.has(path));
  // Should better-auth change how it names its routes, this must not pass by finding none.
  expect(closed).toEqual(
    expect.arrayContaining(['/sign-up/email', '/update-user', '/passkey/update-passkey']),
  );
  expect(known).toEqual(expect.arrayContaining([...OPEN]));
  for (const path of [...closed, '/', '/sign-in/email/', '/two-factor//enable'])
    for (const body of [undefined, {}])
      expect([path, (await one.inside.ask(`/api/auth${path}`, body)).status]).toEqual([path, 404]);
});

test('one sees one’s own sessions without their tokens, ends one, and ends all', async () => {
  const one = await enrolled();
  const other = await enrolled();
  const waiting = await one.enter();
  const second = one.as(
    cookieOf(await waiting.ask('/api/auth/two-factor/verify-totp', { code: totp(one.secret, 1) })),
  );
  const seen = await (await second.ask('/api/account')).text();
  const { sessions } = JSON.parse(seen) as Account;
  expect(sessions.map(({ proof, here }) => [proof, here])).toEqual([
    ['code', true],
    ['code', false],
  ]);
  const tokens = await house.db.selectFrom('session').select('token').execute();
  for (const { token } of tokens) expect(seen).not.toContain(token);

  const theirs = (await (await other.inside.ask('/api/account')).json()) as Account;
  expect((await second.ask(`/api/account/sessions/${theirs.sessions[0]!.id}/end`, {})).status).toBe(404);
  expect((await second.ask(`/api/account/sessions/${sessions[1]!.id}/end`, {})).status).toBe(200);
  expect([(await one.inside.ask('/api/me')).status, (await second.ask('/api/me')).status]).toEqual([
    401, 200,
  ]);
  expect((await second.ask('/api/account/sessions/end', {})).status).toBe(200);
  expect((await second.ask('/api/me')).status).toBe(401);
  expect((await other.inside.ask('/api/me')).status).toBe(200);
});

test('a session ends without use, and at its end however much it is used', async () => {
  const one = await enrolled();
  const row = () =>
    house.db
      .selectFrom('session')
      .select(['expiresAt', 'endsAt', 'createdAt'])
      .where('userId', '=', one.id)
      .executeTakeFirstOrThrow();
  const { createdAt, expiresAt, endsAt } = await row();
  const hours = (to: Date | null) => Math.round((to!.getTime() - createdAt.getTime()) / 36_000) / 100;
  expect([hours(expiresAt), hours(endsAt)]).toEqual([1, 12]);
  const set = (values: { expiresAt?: Date; endsAt?: Date }) =>
    house.db.updateTable('session').set(values).where('userId', '=', one.id).execute();
  const soon = new Date(Date.now() + 30_000);

  // Used, it lives on; a page that asks by itself does not keep it alive.
  await set({ expiresAt: soon });
  const away = { cookie: one.inside.cookie, 'x-away': '1' };
  expect((await house.send('/api/me', undefined, away)).status).toBe(200);
  expect((await row()).expiresAt).toEqual(soon);
  await one.inside.ask('/api/me');
  expect((await row()).expiresAt.getTime()).toBeGreaterThan(soon.getTime());
  // Near its end, use does not carry it past.
  await set({ endsAt: soon });
  await one.inside.ask('/api/me');
  expect((await row()).expiresAt).toEqual(soon);
  await set({ expiresAt: new Date(Date.now() - 1) });
  expect((await one.inside.ask('/api/me')).status).toBe(401);
});
