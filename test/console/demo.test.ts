import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import {
  accessibilityFaults,
  DESKTOP,
  fitsSideways,
  hasChromium,
  openBrowser,
  openPage,
  PHONE,
} from './browser.ts';
import { startFakeService, type FakeService } from './fake-service.ts';

(hasChromium() ? describe : describe.skip)('on the demo screen', () => {
  let browser: Browser;
  let service: FakeService;
  beforeAll(async () => {
    [browser, service] = await Promise.all([openBrowser(), startFakeService()]);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await service?.close();
  });
  let seen = 0;
  /** The next thing the page asks of the service; a tap and its request are two moments. */
  const next = async () => {
    for (let i = 0; i < 400 && service.asked.length <= seen; i += 1)
      await new Promise((done) => setTimeout(done, 25));
    seen = service.asked.length;
    return service.asked.at(-1);
  };

  test('the demo is for everyone while its seats are being set', async () => {
    const page = await (await browser.newContext()).newPage();
    await page.route('**/demo/**', (route) =>
      route.request().resourceType() === 'fetch' ? undefined : route.continue(),
    );
    await page.goto(`${service.url}/`);
    await page.getByText('Setting the four seats').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  test('a visitor is told what to do, then taps, chooses, writes and sends a photo', async () => {
    const { page, errors } = await openPage(browser, `${service.url}/`);
    await page.getByRole('button', { name: 'Start' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Start' }).click();
    await page.getByRole('button', { name: 'हिन्दी' }).click();
    expect(await next()).toEqual({
      path: '/demo/whatsapp/%2B919000000001/tap',
      body: { message: 'w1', option: 'hi' },
    });
    await page.getByRole('button', { name: 'Choose one' }).click();
    await page.getByLabel('Lung').check();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Send' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect((await next())?.body).toEqual({ message: 'w3', option: 'lung' });
    await page.getByRole('textbox', { name: 'Message', exact: true }).fill('Is it curable?');
    await page.keyboard.press('Enter');
    const uploaded = page.waitForResponse((response) => response.url().includes('/media?name=report.jpg'));
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name: 'report.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('bytes') });
    await uploaded;
    expect(
      service.asked.some(({ path, body }) => path.endsWith('/text') && body.text === 'Is it curable?'),
    ).toBe(true);
    expect(await page.title()).toBe('Doosri Rai: four seats of one story');
    expect(errors).toEqual([]);
  });

  test.each([DESKTOP, PHONE])('a conversation can be kept as a test, $width wide', async (size) => {
    const { page, errors } = await openPage(browser, `${service.url}/`, size);
    await page.getByRole('button', { name: 'Start' }).click();
    const keep = page.getByRole('link', { name: 'Make this a test' });
    const [download] = await Promise.all([page.waitForEvent('download'), keep.click()]);
    expect(download.suggestedFilename()).toBe('conversation.txt');
    expect(new URL(download.url()).pathname).toBe('/demo/whatsapp/%2B919000000001/transcript');
    expect(await fitsSideways(page)).toBe(true);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(errors).toEqual([]);
  });

  test.each([DESKTOP, PHONE])('what died is told, and more can be killed, $width wide', async (size) => {
    const { page, errors } = await openPage(browser, `${service.url}/`, size);
    await page.getByRole('button', { name: 'Start' }).click();
    const told = page.getByText('12 messages came while the database was dead: all are here.');
    expect(await told.count()).toBe(2);
    await page.getByRole('button', { name: 'Make trouble' }).click();
    expect(await accessibilityFaults(page)).toEqual([]);
    const killed = page.waitForRequest((request) => request.url().endsWith('/demo/accident'));
    await page.getByLabel('The database is dead').click();
    expect((await killed).postDataJSON()).toEqual({ what: 'database', dead: true });
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'OK', exact: true }).click();
    await page.locator('.absorbed').waitFor({ state: 'hidden' });
    expect(await fitsSideways(page)).toBe(true);
    expect(errors).toEqual([]);
  });

  test.each([DESKTOP, PHONE])('every seat can be taken and read by everybody, $width wide', async (size) => {
    const { page, errors } = await openPage(browser, `${service.url}/`, size);
    await page.getByRole('button', { name: 'Start' }).click();
    const played = page.waitForResponse((response) => response.url().endsWith('/demo/play'));
    await page.getByRole('button', { name: /Play/ }).click();
    await played;
    expect(service.asked.some(({ path }) => path === '/demo/play')).toBe(true);
    // A play has phones of its own, and nothing was said on them yet.
    await page.getByRole('button', { name: 'Say “Hello”' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    if (size === PHONE) {
      for (const seat of ['Son', 'Desk', 'Doctor']) {
        await page.locator('.seat-tabs').getByRole('button', { name: seat }).click();
        expect(await fitsSideways(page)).toBe(true);
        expect(await accessibilityFaults(page)).toEqual([]);
      }
    } else await page.getByRole('button', { name: 'The oncologist' }).click();
    await page.frameLocator('iframe[data-front=true]').getByText('Dr. Kavita Rao').first().waitFor();
    expect(errors).toEqual([]);
  });
});
