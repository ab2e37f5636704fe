import { expect } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { createStaff } from '../../src/http/staff.ts';
import { totp } from '../http/authenticator.ts';
import { openHouse, type House } from '../http/house.ts';
import { DESKTOP, openPage, PHONE } from './browser.ts';
import { fine, housed, inBrowser } from './housed.ts';

let house: House;
let browser: Browser;
housed(
  (all) => ({ house, browser } = all),
  () => openHouse({ secondStep: true }),
);

const password = 'juniper-window-31';

async function signIn(page: Page, email: string) {
  await page.getByLabel('E-mail').fill(email);
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

inBrowser.each([
  ['phone', PHONE],
  ['desk', DESKTOP],
] as const)(
  'on a %s one sets up the app, comes back with its code and with a backup code, and leaves everywhere',
  async (name, size) => {
    const email = `${name}@desk.example`;
    await createStaff(house.deps.auth, house.db, { email, name: 'Meera Iyer', role: 'lead', password });
    const { page, errors } = await openPage(browser, `${house.url}/console/`, size);
    await signIn(page, email);
    await fine(page, 'password');
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('img', { name: 'QR code for the app' }).waitFor();
    await fine(page, 'qr');
    const secret = (await page.locator('code.key').innerText()).replace(/\s/g, '');
    await page.getByLabel('Code from').fill('000000');
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByText('This code is not right').waitFor();
    await page.getByLabel('Code from').fill(totp(secret));
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.locator('.backup-codes li').first().waitFor();
    await fine(page, 'backup');
    const codes = await page.locator('.backup-codes li').allInnerTexts();
    expect(new Set(codes).size).toBe(10);
    await page.getByRole('button', { name: 'I have kept them' }).click();
    await page.locator('.top-bar').waitFor();

    const { page: other } = await openPage(browser, `${house.url}/console/`, size);
    await signIn(other, email);
    await other.getByLabel('Code from').fill(totp(secret, 1));
    await fine(other, 'code');
    await other.getByRole('button', { name: 'Sign in', exact: true }).click();
    await other.locator('.top-bar').waitFor();

    const { page: third } = await openPage(browser, `${house.url}/console/`, size);
    await signIn(third, email);
    await third.getByRole('button', { name: 'Use a backup code' }).click();
    await third.getByLabel('Backup code').fill(codes[0]!);
    await third.getByRole('button', { name: 'Sign in', exact: true }).click();
    await third.getByTitle('Your sign-in').click();
    await third.getByText('Where you are signed in').waitFor();
    expect(await third.locator('.session').count()).toBe(3);
    await fine(third, 'account');
    await third.getByRole('button', { name: 'Sign out everywhere' }).click();
    await third.getByLabel('E-mail').waitFor();
    // Another page that is open shows nothing of a family once it asks again.
    await other
      .getByRole('button', { name: /Unread/ })
      .or(other.getByText('Unread'))
      .first()
      .click();
    await other.getByLabel('E-mail').waitFor();
    expect(errors).toEqual([]);
  },
  90_000,
);
