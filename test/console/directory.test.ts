import { afterAll, expect } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { createStaff } from '../../src/http/staff.ts';
import { totp } from '../http/authenticator.ts';
import { openHouse, type House } from '../http/house.ts';
import { CLIENT, openDirectory, type TestDirectory } from '../http/oidc-provider.ts';
import { DESKTOP, openPage, PHONE } from './browser.ts';
import { fine, housed, inBrowser } from './housed.ts';

let house: House;
let directory: TestDirectory;
let browser: Browser;
housed(
  (all) => ({ house, browser } = all),
  async () => {
    directory = await openDirectory();
    // Another site than the directory's, so that the browser holds cookies back as it will between hospital and desk.
    const hospital = { issuer: directory.issuer, name: 'City Hospital', ...CLIENT };
    return openHouse({ secondStep: true, directory: hospital }, 'localhost');
  },
);
afterAll(() => directory?.close());

const go = (page: Page) => page.getByRole('button', { name: 'Sign in with City Hospital' }).click();

inBrowser.each([
  ['phone', PHONE],
  ['desk', DESKTOP],
] as const)(
  'on a %s one comes in by the hospital’s directory, from another site, with its second step or with ours',
  async (kind, size) => {
    const email = `${kind}@hospital.example`;
    const password = 'juniper-window-31';
    await createStaff(house.deps.auth, house.db, { email, name: 'Meera Iyer', role: 'lead', password });
    const person = { sub: kind, email, email_verified: true };
    const { page, errors } = await openPage(browser, `${house.url}/console/`, size);

    directory.next({ ...person, email: `unknown-${email}`, sub: `unknown-${kind}` });
    await go(page);
    await page.getByText('you have no account at this desk').waitFor();
    await fine(page, 'directory-unknown');
    expect(page.url()).toBe(`${house.url}/console/`);

    directory.next({ ...person, amr: ['pwd', 'mfa'] });
    await go(page);
    await page.locator('.top-bar').waitFor();
    expect(page.url()).toBe(`${house.url}/console/`);
    await page.getByRole('button', { name: 'Sign out' }).click();

    directory.next(person);
    await go(page);
    await page.getByText('It is set up now').waitFor();
    await page.getByRole('button', { name: 'Go on' }).click();
    // There is a password here, so it is asked for.
    await page.getByRole('textbox', { name: 'Password' }).fill(password);
    await fine(page, 'directory-enrol');
    await page.getByRole('button', { name: 'Go on' }).click();
    const secret = (await page.locator('code.key').innerText()).replace(/\s/g, '');
    await page.getByLabel('Code from').fill(totp(secret));
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('button', { name: 'I have kept them' }).click();
    await page.locator('.top-bar').waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();

    await go(page);
    await page.getByText('One step more').waitFor();
    await fine(page, 'directory-code');
    await page.getByLabel('Code from').fill(totp(secret, 1));
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.locator('.top-bar').waitFor();
    expect(errors).toEqual([]);
  },
  90_000,
);
