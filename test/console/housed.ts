import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openHouse, type House } from '../http/house.ts';
import { accessibilityFaults, fitsSideways, hasChromium, openBrowser } from './browser.ts';

export const inBrowser = hasChromium() ? test : test.skip;

/** A desk of real accounts and a browser, for the tests of one file; `keep` gets them once they stand. */
export function housed(
  keep: (all: { house: House; browser: Browser }) => void,
  open: () => Promise<House> = () => openHouse(),
): void {
  const all: { house?: House; browser?: Browser } = {};
  beforeAll(async () => {
    if (!hasChromium()) return;
    const browser = (all.browser = await openBrowser());
    const house = (all.house = await open());
    keep({ house, browser });
  }, 120_000);
  afterAll(async () => {
    await all.browser?.close();
    await all.house?.close();
  });
}

const shots = process.env['SHOTS'];

/** As one would want a page: nothing for axe to find, nothing that sticks out. `SHOTS`: a folder that gets its picture. */
export async function fine(page: Page, name: string): Promise<void> {
  expect([name, await accessibilityFaults(page), await fitsSideways(page)]).toEqual([name, [], true]);
  if (shots) await page.screenshot({ path: `${shots}/${name}-${page.viewportSize()!.width}.png` });
}
