import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { DEMO_USERS } from '../../src/http/staff.ts';
import type { Running } from '../service/running.ts';
import { Person, type Stage } from '../service/stage.ts';
import { served, UNTIL_AGE } from '../service/served.ts';
import { DESKTOP, hasChromium, openBrowser, openPage } from './browser.ts';

const ASHA = DEMO_USERS[0]!;

(hasChromium() ? describe : describe.skip)('the line of the desk', () => {
  let browser: Browser;
  let stage: Stage;
  let running: Running;
  served(45, (all) => ({ stage, running } = all));
  beforeAll(async () => {
    browser = await openBrowser();
  }, 120_000);
  afterAll(() => browser?.close());

  async function sits() {
    const { page, errors } = await openPage(browser, `${running.service.url}/console/`, DESKTOP);
    await page.getByLabel('E-mail').fill(ASHA.email);
    await page.locator('input[type=password]').fill(ASHA.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('heading', { name: 'Queue' }).waitFor();
    return { page, errors };
  }

  test('what happened while it was cut is all there within a second of its coming back', async () => {
    const family = new Person(stage.sim, '+919812347101');
    await family.goes(UNTIL_AGE);
    const { page, errors } = await sits();
    await page.locator('.row', { hasText: 'Lakshmi Iyer' }).click();
    await page.getByText('How old').last().waitFor();
    await page.evaluate(() => {
      const seen: Record<string, number> = {};
      Object.assign(globalThis, { seen });
      addEventListener('online', () => (seen['online'] = performance.now()));
      new MutationObserver(() => {
        for (const n of [1, 2, 3])
          if (document.body.innerText.includes(`line ${n} of mine`)) seen[n] ??= performance.now();
      }).observe(document.body, { subtree: true, childList: true, characterData: true });
    });
    await page.context().setOffline(true);
    await page.getByText('Reconnecting').waitFor();
    for (const n of [1, 2, 3]) {
      family.write(`line ${n} of mine`);
      await family.hears(/./);
    }
    await page.context().setOffline(false);
    await page.getByText('line 3 of mine').first().waitFor();
    const seen = await page.evaluate(() => (globalThis as unknown as { seen: Record<string, number> }).seen);
    const took = [1, 2, 3].map((n) => Math.round(seen[n]! - seen['online']!));
    process.stdout.write(`three messages were there ${took.join(', ')} ms after the line was back\n`);
    expect(took.every((ms) => ms >= 0 && ms < 1_000)).toBe(true);
    expect(errors).toEqual([]);
    await page.context().close();
  }, 90_000);

  test('a page opened while the service is away says so itself, and nothing of a patient is kept', async () => {
    const { page } = await sits();
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await page.reload();
    await page.getByRole('heading', { name: 'Queue' }).waitFor();
    await page.locator('.row').first().click();
    await page.getByText('Lakshmi Iyer').first().waitFor();
    const kept = await page.evaluate(async () => {
      const names = await caches.keys();
      const all = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
      return all.flat().map(({ url }) => new URL(url).pathname);
    });
    expect(kept).toContain('/console/');
    expect(kept.filter((path) => path !== '/console/' && !path.startsWith('/console/assets/'))).toEqual([]);

    await running.stop();
    await page.reload();
    await page.getByText('No connection to the service').waitFor();
    expect(await page.getByText('Lakshmi').count()).toBe(0);
    await page.context().close();
  }, 90_000);
});
