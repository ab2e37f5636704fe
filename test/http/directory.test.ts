import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { routes } from '../../src/http/auth-guard.ts';
import { makeLink } from '../../src/http/links.ts';
import { createStaff } from '../../src/http/staff.ts';
import { cookieOf, totp } from './authenticator.ts';
import { openHouse, type House } from './house.ts';
import { CLIENT, openDirectory, type Mood, type TestDirectory } from './oidc-provider.ts';
import { peopleOf } from './people.ts';

let house: House;
let directory: TestDirectory;
beforeAll(async () => {
  directory = await openDirectory();
  house = await openHouse({
    // Links live by the house's clock, and the directory's way in by the machine's.
    now: () => new Date(),
    secondStep: true,
    directory: { issuer: directory.issuer, name: 'City Hospital', ...CLIENT },
  });
}, 60_000);
afterAll(async () => {
  await house.close();
  await directory.close();
});

const { take, enter } = peopleOf(() => house);
const password = 'juniper-window-31';
const BODY = {
  provider: 'directory',
  callbackURL: '/console/?directory',
  errorCallbackURL: '/console/',
  disableRedirect: true,
};
let count = 0;
async function member() {
  const email = `known${(count += 1)}@hospital.example`;
  const id = await createStaff(house.deps.auth, house.db, {
    email,
    name: 'Meera Iyer',
    role: 'coordinator',
    password,
  });
  return { id, email, person: { sub: `person-${count}`, email, email_verified: true, name: 'Meera' } };
}

/** Leaves for the directory, as the page does. */
async function leave() {
  const away = await house.send('/api/auth/sign-in/social', BODY, { origin: house.url });
  expect(away.status).toBe(200);
  return { cookie: cookieOf(away), url: ((await away.json()) as { url: string }).url };
}

/** The whole way through the directory and back. */
async function goThrough(person: Record<string, unknown>, mood: Mood = {}) {
  directory.next(person, mood);
  const { cookie, url } = await leave();
  const there = await fetch(url, { redirect: 'manual' });
  const back = await fetch(there.headers.get('location')!, { redirect: 'manual', headers: { cookie } });
  const inside = cookieOf(back);
  const me = await house.send('/api/me', undefined, { cookie: inside });
  const { code } = (await me.clone().json()) as { code?: string };
  const to = back.headers.get('location') ?? '';
  return { status: back.status, to: to.replace(house.url, ''), cookie: inside, me: me.status, code };
}
const proofs = async (user: string) =>
  (await house.db.selectFrom('session').select('proof').where('userId', '=', user).execute()).map(
    ({ proof }) => proof,
  );
const people = async () => (await house.db.selectFrom('user').select('id').execute()).length;

test('the page sends people away with PKCE, state and nonce, and knows the directory by its name', async () => {
  expect(await (await house.send('/api/ways')).json()).toEqual({ directory: 'City Hospital' });
  const { url } = await leave();
  const asked = new URL(url);
  expect(asked.origin).toBe(directory.issuer);
  const query = Object.fromEntries(asked.searchParams);
  expect(query).toMatchObject({
    response_type: 'code',
    client_id: 'doosri-rai',
    code_challenge_method: 'S256',
    redirect_uri: `${house.url}/api/auth/callback/directory`,
  });
  for (const key of ['state', 'nonce', 'code_challenge']) expect(query[key]!.length).toBeGreaterThan(20);
});

test('a verified address with an account comes in; two steps of the directory are enough', async () => {
  const one = await member();
  const came = await goThrough({ ...one.person, amr: ['pwd', 'mfa'] });
  expect(came).toMatchObject({ status: 302, to: '/console/?directory', me: 200 });
  expect(await proofs(one.id)).toEqual(['directory']);
  const again = await goThrough({ ...one.person, acr: 'https://refeds.org/profile/mfa' });
  expect(again.me).toBe(200);
  // What the directory gave is not kept.
  const rows = await house.db.selectFrom('account').selectAll().where('userId', '=', one.id).execute();
  const kept = rows.find(({ providerId }) => providerId === 'directory')!;
  expect([kept.accountId, kept.accessToken, kept.idToken, kept.refreshToken]).toEqual([
    one.person.sub,
    null,
    null,
    null,
  ]);
});

test('after one step of the directory ours is wanted: first set up, then asked for', async () => {
  const one = await member();
  const first = await goThrough({ ...one.person, amr: ['pwd'] });
  expect([first.me, first.code]).toEqual([403, 'second_step']);
  const headers = { cookie: first.cookie, origin: house.url };
  // It has a password here, which is asked for before anything is set up.
  expect((await house.send('/api/auth/two-factor/enable', {}, headers)).status).toBe(400);
  const enable = await house.send('/api/auth/two-factor/enable', { password }, headers);
  const secret = new URL(((await enable.json()) as { totpURI: string }).totpURI).searchParams.get('secret')!;
  const on = await house.send('/api/auth/two-factor/verify-totp', { code: totp(secret) }, headers);
  expect((await house.send('/api/me', undefined, { cookie: cookieOf(on) })).status).toBe(200);

  const second = await goThrough(one.person);
  expect([second.to, second.me, second.code]).toEqual(['/console/?directory', 401, 'not_allowed']);
  expect(await proofs(one.id)).toEqual(['code']);
  const waiting = { cookie: second.cookie, origin: house.url };
  const wrong = await house.send('/api/auth/two-factor/verify-totp', { code: '000000' }, waiting);
  expect(wrong.status).toBe(401);
  const right = await house.send('/api/auth/two-factor/verify-totp', { code: totp(secret, 1) }, waiting);
  expect((await house.send('/api/me', undefined, { cookie: cookieOf(right) })).status).toBe(200);
});

test('nobody comes in by a token that is not for us, not for this sign-in, not of the directory or none', async () => {
  const one = await member();
  const person = { ...one.person, amr: ['mfa'] };
  const moods: [string, Mood][] = [
    ['nonce', { claims: { nonce: 'of-another-sign-in' } }],
    ['no nonce', { claims: { nonce: undefined } }],
    ['audience', { claims: { aud: 'another-client' } }],
    ['issuer', { claims: { iss: 'https://else.example' } }],
    ['key', { foreignKey: true }],
    ['no token', { withoutIdToken: true }],
    ['not yet', { claims: { nbf: Math.floor(Date.now() / 1000) + 3600 } }],
    ['no subject', { claims: { sub: undefined } }],
  ];
  for (const [what, mood] of moods) {
    const came = await goThrough(person, mood);
    expect([what, came.to.split('=')[0], came.me]).toEqual([what, '/console/?error', 401]);
  }
  expect(await proofs(one.id)).toEqual([]);
  expect((await goThrough(person)).me).toBe(200);
});

test('the directory makes nobody a member, and an address it has not verified is nobody’s', async () => {
  const before = await people();
  const stranger = {
    sub: 'stranger',
    email: 'stranger@hospital.example',
    email_verified: true,
    amr: ['mfa'],
  };
  expect(await goThrough(stranger)).toMatchObject({ to: '/console/?error=signup_disabled', me: 401 });
  const one = await member();
  for (const email_verified of [false, undefined, 'no', 1]) {
    const came = await goThrough({ ...one.person, email_verified, amr: ['mfa'] });
    expect([came.to.split('=')[0], came.me]).toEqual(['/console/?error', 401]);
  }
  // Also not when it verified the address once, and does no longer.
  expect((await goThrough({ ...one.person, amr: ['mfa'] })).me).toBe(200);
  expect((await goThrough({ ...one.person, email_verified: false, amr: ['mfa'] })).me).toBe(401);
  expect(await people()).toBe(before + 1);
});

test('an account that is off stays off, whatever the directory says', async () => {
  const one = await member();
  await house.db.updateTable('user').set({ offAt: new Date() }).where('id', '=', one.id).execute();
  const came = await goThrough({ ...one.person, amr: ['mfa'] });
  expect(came.to).toMatch(/^\/console\/\?error=ACCOUNT_OFF/);
  expect(came.me).toBe(401);
});

test('a state opens once, in the browser it was made for', async () => {
  const one = await member();
  directory.next({ ...one.person, amr: ['mfa'] });
  const { cookie, url } = await leave();
  const back = (await fetch(url, { redirect: 'manual' })).headers.get('location')!;
  const other = await fetch(back, { redirect: 'manual' });
  expect(other.headers.get('location')).toMatch(/error=state_mismatch/);
  const here = await fetch(back, { redirect: 'manual', headers: { cookie } });
  expect((await house.send('/api/me', undefined, { cookie: cookieOf(here) })).status).toBe(200);
  const again = await fetch(back, { redirect: 'manual', headers: { cookie } });
  expect(again.headers.get('location')).toMatch(/error=/);
});

test('with a directory two routes more are there, and no other', async () => {
  const known = Object.values(house.deps.auth.api).flatMap((each) =>
    'path' in each && each.path ? [each.path] : [],
  );
  const open = routes(true);
  const closed = known.filter((path) => !open.has(path) && path !== '/callback/:id');
  for (const path of [...closed, '/callback/google', '/link-social'])
    expect([path, (await house.send(`/api/auth${path}`, {}, { origin: house.url })).status]).toEqual([
      path,
      404,
    ]);
});

test('the way out takes nothing but what our page sends', async () => {
  const token = { idToken: { token: 'x.y.z' } };
  for (const body of [
    { ...BODY, ...token },
    { ...BODY, callbackURL: 'https://else.example/' },
    { ...BODY, requestSignUp: true },
    { ...BODY, provider: 'google' },
    { ...BODY, scopes: ['admin'] },
    {},
  ])
    expect((await house.send('/api/auth/sign-in/social', body, { origin: house.url })).status).toBe(400);
});

test('who is invited comes in by the directory too, with the role of the invitation; a doctor goes by the link', async () => {
  const admin = await createStaff(house.deps.auth, house.db, {
    email: 'office@hospital.example',
    name: 'Office',
    role: 'administrator',
    password,
  });
  const bring = async (role: 'coordinator' | 'reviewer') => {
    const email = `invited-${role}@hospital.example`;
    const one = { purpose: 'account' as const, email, name: 'Latha', role, user: null, by: admin };
    const made = await makeLink(house.deps, house.db, one);
    const person = { sub: `invited-${role}`, email: email.toUpperCase(), email_verified: true, amr: ['mfa'] };
    return { email, person, token: made.link.split('/').at(-1)! };
  };
  const one = await bring('coordinator');
  const unverified = await goThrough({ ...one.person, email_verified: false });
  expect(unverified.me).toBe(401);
  const came = await goThrough(one.person);
  expect(came.me).toBe(200);
  const me = await house.send('/api/me', undefined, { cookie: came.cookie });
  expect(await me.json()).toMatchObject({ name: 'Latha', role: 'coordinator' });
  expect((await take(one.token)).status).toBe(404);
  expect((await enter(one.email, password)).status).toBe(401);
  // Without a password here, the second step is set up without one.
  const weak = await goThrough({ ...one.person, amr: ['pwd'] });
  const headers = { cookie: weak.cookie, origin: house.url };
  expect((await house.send('/api/auth/two-factor/enable', {}, headers)).status).toBe(200);

  const doctor = await bring('reviewer');
  expect((await goThrough(doctor.person)).to).toBe('/console/?error=signup_disabled');
});
