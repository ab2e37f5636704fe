import { expect } from '@jest/globals';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { createStaff } from '../../src/http/staff.ts';
import { cookieOf, totp } from '../http/authenticator.ts';
import { openHouse, type House } from '../http/house.ts';
import { DESKTOP, openPage, PHONE } from './browser.ts';
import { fine, housed, inBrowser } from './housed.ts';

let house: House;
let browser: Browser;
housed(
  (all) => ({ house, browser } = all),
  () => openHouse({ secondStep: true }, 'localhost'),
);

const password = 'juniper-window-31';

/** Somebody whose authenticator app is set up, as a browser with a device that knows its owner would meet them. */
async function somebody(email: string) {
  const id = await createStaff(house.deps.auth, house.db, {
    email,
    name: 'Meera Iyer',
    role: 'lead',
    password,
  });
  const cookie = cookieOf(await house.signIn(email, password, '10.3.0.1'));
  const headers = { cookie, origin: house.url, 'x-forwarded-for': '10.3.0.1' };
  const enable = await house.send('/api/auth/two-factor/enable', { password }, headers);
  const secret = new URL(((await enable.json()) as { totpURI: string }).totpURI).searchParams.get('secret')!;
  const on = await house.send('/api/auth/two-factor/verify-totp', { code: totp(secret) }, headers);
  expect(on.status).toBe(200);
  return { id, secret, headers: { ...headers, cookie: cookieOf(on) }, oneStep: headers };
}

/** A device in the browser that keeps passkeys; whether its owner shows a finger can be changed. */
async function device(page: Page): Promise<{ cdp: CDPSession; authenticatorId: string }> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { cdp, authenticatorId };
}

inBrowser.each([
  ['phone', PHONE],
  ['desk', DESKTOP],
] as const)(
  'on a %s one makes a passkey, comes in by it alone, and removes it',
  async (kind, size) => {
    const email = `${kind}@desk.example`;
    const { secret, id } = await somebody(email);
    const { page, errors } = await openPage(browser, `${house.url}/console/`, size);
    await device(page);
    await page.getByLabel('E-mail').fill(email);
    await page.getByRole('textbox', { name: 'Password' }).fill(password);
    await fine(page, 'passkey-sign-in');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByLabel('Code from').fill(totp(secret, 1));
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByTitle('Your sign-in').click();
    await page.getByRole('button', { name: 'Make a passkey' }).click();
    await page.getByText(/^Chrome · \d+ \w+$/).waitFor();
    await fine(page, 'passkey-account');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();

    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await page.getByTitle('Your sign-in').click();
    await page.getByText('Where you are signed in').waitFor();
    const proofs = await house.db.selectFrom('session').select('proof').where('userId', '=', id).execute();
    expect(proofs.map(({ proof }) => proof).toSorted()).toEqual(['code', 'passkey']);
    await page.getByRole('button', { name: 'Remove' }).click();
    await page.getByText(/^Chrome · \d+ \w+$/).waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await page.getByText('The desk does not know this passkey').waitFor();
    await fine(page, 'passkey-unknown');
    const acts = await house.db
      .selectFrom('audit')
      .select('act')
      .where('actor', '=', id)
      .orderBy('seq')
      .execute();
    expect(acts.map(({ act }) => act)).toEqual(['passkey.made', 'passkey.removed']);
    expect(errors).toEqual([]);
  },
  90_000,
);

inBrowser(
  'a device that does not ask who holds it opens nothing; nor does a passkey of an account that is off',
  async () => {
    const email = 'device@desk.example';
    const { id, secret } = await somebody(email);
    const { page } = await openPage(browser, `${house.url}/console/`, PHONE);
    const { cdp, authenticatorId } = await device(page);
    await page.getByLabel('E-mail').fill(email);
    await page.getByRole('textbox', { name: 'Password' }).fill(password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByLabel('Code from').fill(totp(secret, 1));
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByTitle('Your sign-in').click();
    await page.getByRole('button', { name: 'Make a passkey' }).click();
    await page.getByText(/^Chrome · \d+ \w+$/).waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Sign in with a passkey' }).waitFor();

    /** Signs in as our page does, but content with a device that does not ask. */
    const enter = (userVerification: string) =>
      page.evaluate(async (asked) => {
        const path = '/api/auth/passkey';
        const options = (await (await fetch(`${path}/generate-authenticate-options`)).json()) as object;
        const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON({
          ...(options as PublicKeyCredentialRequestOptionsJSON),
          userVerification: asked as 'required',
        });
        const response = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential;
        const answer = await fetch(`${path}/verify-authentication`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ response: response.toJSON() as object }),
        });
        const { code } = (await answer.json()) as { code?: string };
        return [answer.status, code, (await fetch('/api/me')).status];
      }, userVerification);
    await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
    expect(await enter('discouraged')).toEqual([403, 'USER_NOT_VERIFIED', 401]);
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await page.getByText('No passkey was used').waitFor();

    await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true });
    await house.db.updateTable('user').set({ offAt: new Date() }).where('id', '=', id).execute();
    expect(await enter('required')).toEqual([403, 'ACCOUNT_OFF', 401]);
    await house.db.updateTable('user').set({ offAt: null }).where('id', '=', id).execute();
    expect(await enter('required')).toEqual([200, undefined, 200]);
  },
  90_000,
);

inBrowser('who showed one step of two makes no passkey, nor does a desk that was left open', async () => {
  const first = 'first@desk.example';
  await createStaff(house.deps.auth, house.db, { email: first, name: 'New', role: 'lead', password });
  const cookie = cookieOf(await house.signIn(first, password, '10.3.0.2'));
  const path = '/api/auth/passkey/generate-register-options';
  const asked = await house.send(path, undefined, { cookie, origin: house.url });
  expect([asked.status, await asked.json()]).toEqual([403, expect.objectContaining({ code: 'second_step' })]);

  const { id, headers } = await somebody('open@desk.example');
  expect((await house.send(path, undefined, headers)).status).toBe(200);
  const side = { response: {}, createSession: true };
  expect((await house.send('/api/auth/passkey/verify-registration', side, headers)).status).toBe(400);
  const hourAgo = new Date(Date.now() - 60 * 60_000);
  await house.db.updateTable('session').set({ createdAt: hourAgo }).where('userId', '=', id).execute();
  const late = await house.send(path, undefined, headers);
  expect([late.status, await late.json()]).toEqual([
    403,
    expect.objectContaining({ code: 'SESSION_NOT_FRESH' }),
  ]);
});
