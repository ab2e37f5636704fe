import { expect } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { totp } from '../http/authenticator.ts';
import type { House } from '../http/house.ts';
import { DESKTOP, openPage, PHONE } from './browser.ts';
import { fine, housed, inBrowser } from './housed.ts';

let house: House;
let browser: Browser;
housed((all) => ({ house, browser } = all));

async function signIn(page: Page, email: string, password: string) {
  await page.getByLabel('E-mail').fill(email);
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

const ADMIN = ['administrator@desk.example', 'walnut-harbour-19'] as const;

/** Fills in the invitation and hands back the link that is shown. */
async function inviteBy(page: Page, name: string, email: string, role: string): Promise<string> {
  const form = page.locator('form.invite');
  await form.getByLabel('Name').fill(name);
  await form.getByLabel('E-mail').fill(email);
  await form.getByLabel('Role').selectOption({ label: role });
  await form.getByRole('button', { name: 'Make the invitation' }).click();
  return page.getByLabel('One-time link').inputValue();
}

inBrowser.each([
  ['phone', PHONE],
  ['desk', DESKTOP],
] as const)(
  'on a %s an administrator invites a doctor, who comes in; loses a phone, and is switched off',
  async (kind, size) => {
    const email = `dr.${kind}@desk.example`;
    const { page, errors } = await openPage(browser, `${house.url}/console/`, size);
    await signIn(page, ...ADMIN);
    await page.getByRole('heading', { name: 'Staff' }).waitFor();
    const link = await inviteBy(page, 'Dr. Latha Menon', email, 'Reviewer');
    await fine(page, 'staff-link');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('Links that are open').waitFor();
    await fine(page, 'staff');

    house.deps.secondStep = true;
    const guest = await openPage(browser, link, size);
    await guest.page.getByRole('heading', { name: 'Welcome, Dr. Latha Menon' }).waitFor();
    await guest.page.getByLabel('Qualification').fill('MD, DM (Medical Oncology)');
    await guest.page.getByLabel('Registration number').fill('KMC 48213');
    await guest.page.getByLabel('Choose a password').fill('short');
    await guest.page.getByRole('button', { name: 'Make my account' }).click();
    await guest.page.getByText('Please take 12 characters or more.').waitFor();
    await fine(guest.page, 'welcome');
    await guest.page.getByLabel('Choose a password').fill('tamarind-kettle-44');
    await guest.page.getByRole('button', { name: 'Make my account' }).click();
    await guest.page.getByRole('heading', { name: 'Second step' }).waitFor();
    await fine(guest.page, 'welcome-second-step');
    await guest.page.getByRole('button', { name: 'Go on' }).click();
    const secret = (await guest.page.locator('code.key').innerText()).replace(/\s/g, '');
    await guest.page.getByLabel('Code from').fill(totp(secret));
    await guest.page.getByRole('button', { name: 'Go on' }).click();
    await guest.page.getByRole('button', { name: 'I have kept them' }).click();
    await guest.page.locator('.top-bar').waitFor();
    expect(guest.page.url()).not.toContain('welcome');
    house.deps.secondStep = false;

    const again = await openPage(browser, link, size);
    await again.page.getByText('This link is over').waitFor();
    await fine(again.page, 'link-over');

    await page.reload();
    await page.getByRole('button', { name: `Change: Dr. Latha Menon` }).first().waitFor();
    const row = page.locator('.member', { hasText: email });
    await row.getByRole('button', { name: /Change/ }).click();
    await page.getByRole('button', { name: 'Phone lost: make a link' }).waitFor();
    await fine(page, 'member');
    await page.getByRole('button', { name: 'Phone lost: make a link' }).click();
    const mend = await page.getByLabel('One-time link').inputValue();
    const lost = await openPage(browser, mend, size);
    await lost.page.getByRole('button', { name: 'Forget the lost phone' }).waitFor();
    await fine(lost.page, 'lost-phone');
    await lost.page.getByRole('button', { name: 'Forget the lost phone' }).click();
    await lost.page.getByRole('button', { name: 'To the sign-in' }).click();
    await signIn(lost.page, email, 'tamarind-kettle-44');
    await lost.page.locator('.top-bar').waitFor();
    await lost.page.getByTitle('Your sign-in').click();
    await lost.page.getByRole('button', { name: 'Change the password' }).click();
    await lost.page.getByLabel('Your password now').fill('tamarind-kettle-44');
    await lost.page.getByLabel('New password').fill('another-kettle-45');
    await fine(lost.page, 'change-password');
    await lost.page.getByRole('button', { name: 'Change the password' }).click();
    await lost.page.getByText('Changed. Everywhere else').waitFor();

    await page.getByRole('button', { name: 'Cancel' }).click();
    await row.getByRole('button', { name: /Change/ }).click();
    await page.getByRole('button', { name: 'Switch the account off' }).click();
    await row.getByText('Off').waitFor();
    await fine(page, 'staff-off');
    await lost.page.reload();
    await signIn(lost.page, email, 'another-kettle-45');
    await lost.page.getByText('This account is switched off').waitFor();
    await fine(lost.page, 'switched-off');
    expect([...errors, ...guest.errors, ...lost.errors]).toEqual([]);
  },
  120_000,
);

inBrowser('a lead finds the staff in the bar above, in Hindi too, and changes no account', async () => {
  const { page } = await openPage(browser, `${house.url}/console/`, PHONE);
  await signIn(page, 'lead@desk.example', 'walnut-harbour-19');
  await page.getByText('हि', { exact: true }).click();
  await fine(page, 'lead-queue');
  await page.getByRole('link', { name: 'स्टाफ़' }).click();
  await page.getByRole('heading', { name: 'स्टाफ़' }).waitFor();
  await fine(page, 'lead-staff');
  expect(await page.getByRole('button', { name: /बदलें/ }).count()).toBe(0);
  expect(await page.locator('form.invite option').allInnerTexts()).toEqual(['समन्वयक', 'समीक्षक']);
  await page.getByRole('link', { name: 'सूची पर वापस' }).click();
  await page.getByRole('heading', { name: 'सूची' }).waitFor();
});
