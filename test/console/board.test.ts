import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { DEMO_USERS } from '../../src/http/staff.ts';
import type { Running } from '../service/running.ts';
import { Person, until, type Stage } from '../service/stage.ts';
import { served, UNTIL_AGE } from '../service/served.ts';
import {
  accessibilityFaults,
  DESKTOP,
  fitsSideways,
  hasChromium,
  openBrowser,
  openPage,
  PHONE,
} from './browser.ts';

const LEAD = DEMO_USERS.find(({ role }) => role === 'lead')!;
const ASHA = DEMO_USERS[0]!;

(hasChromium() ? describe : describe.skip)('the lead’s board, with the whole service behind it', () => {
  let browser: Browser;
  let stage: Stage;
  let running: Running;
  served(43, (all) => ({ stage, running } = all));
  beforeAll(async () => {
    browser = await openBrowser();
  }, 120_000);
  afterAll(() => browser?.close());

  async function sits(who: { email: string; password: string }, viewport = DESKTOP) {
    const { page, errors } = await openPage(browser, `${running.service.url}/console/`, viewport);
    await page.getByLabel('E-mail').fill(who.email);
    await page.locator('input[type=password]').fill(who.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('heading', { name: 'Queue' }).waitFor();
    return { page, errors };
  }

  test('a lead sees who came how far, opens a number, and answers a complaint that no coordinator sees', async () => {
    const family = new Person(stage.sim, '+919812346001');
    await family.goes(UNTIL_AGE);
    family.write('I want to complain');
    await family.hears(/7 days/);
    family.write('Nobody called me back.');
    await family.hears(/This is kept/);
    const other = new Person(stage.sim, '+919812346002');
    await other.goes([['hello', 'language:hi']]);

    const { page, errors } = await sits(LEAD);
    await page.getByRole('link', { name: 'Board' }).click();
    await page.getByRole('button', { name: 'Wrote to us: 2. Show the list' }).waitFor();
    await page.getByRole('button', { name: 'Agreed: 1. Show the list' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await fitsSideways(page)).toBe(true);

    await page.getByLabel('Split by').selectOption('speaker');
    await page.getByRole('button', { name: 'Wrote to us · The patient: 1. Show the list' }).click();
    await page.getByRole('dialog').locator('.behind li').first().waitFor();
    expect(await page.getByRole('dialog').locator('.behind li').count()).toBe(1);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: 'Complaints, until answered: 1. Show the list' }).click();
    await page.getByLabel('Answer to the family, in their language').fill('We will call you at six.');
    await page.getByRole('button', { name: 'Answer and close' }).click();
    await family.hears(/We will call you at six/);
    await page.getByRole('button', { name: 'Answer and close' }).waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    expect(errors).toEqual([]);

    // On paper the numbers stay and the controls go.
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.board-aim').isVisible()).toBe(false);
    expect(await page.locator('.count').first().isVisible()).toBe(true);
    await page.context().close();
  }, 90_000);

  test('it fits a phone, in Hindi too', async () => {
    const { page, errors } = await sits(LEAD, PHONE);
    await page.getByText('हि', { exact: true }).click();
    await page.getByRole('link', { name: 'बोर्ड' }).click();
    await page.getByRole('heading', { name: 'लोग कहाँ तक पहुँचे' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await fitsSideways(page)).toBe(true);
    expect(errors).toEqual([]);
    await page.context().close();
  }, 60_000);

  test('a coordinator has no way to it, and an address that was guessed shows nothing', async () => {
    const { page } = await sits(ASHA);
    expect(await page.getByRole('link', { name: 'Board' }).count()).toBe(0);
    await page.goto(`${running.service.url}/console/#/board`);
    await page.getByText('Only a lead sees the board.').waitFor();
    await until('no numbers', async () => (await page.locator('.count').count()) === 0);
    await page.context().close();
  }, 60_000);
});
