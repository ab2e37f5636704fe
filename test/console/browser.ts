import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';

const root = join(import.meta.dirname, '../..');
const CHROMIUM = '/usr/bin/chromium';
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Whether browser tests can run here. Says so loudly when not: a skipped test proves nothing. */
export function hasChromium(): boolean {
  if (existsSync(CHROMIUM)) return true;
  console.warn(
    `NO CHROMIUM at ${CHROMIUM}: the browser tests of the console are SKIPPED and prove nothing on this machine.`,
  );
  return false;
}

/** Builds the console if it is stale, in a process of its own, and opens a browser. */
export async function openBrowser(): Promise<Browser> {
  execFileSync(process.execPath, [join(root, 'src/commands/build.ts')], { cwd: root });
  return chromium.launch({ executablePath: CHROMIUM, args: QUIET });
}

export const DESKTOP = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };

/** A fresh page that writes down every error the browser reports, broken content policy included. */
export async function openPage(
  browser: Browser,
  url: string,
  viewport = DESKTOP,
): Promise<{ page: Page; errors: string[] }> {
  const context = await browser.newContext({ viewport, reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  // A refused request is part of some stories; a blocked script or style never is.
  page.on(
    'console',
    (line) =>
      line.type() === 'error' &&
      !line.text().startsWith('Failed to load resource') &&
      errors.push(line.text()),
  );
  await page.goto(url);
  return { page, errors };
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds wrong on the page as it is now: "rule: element". Frames are pages of their own. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: {
        run(
          on: object,
          options: object,
        ): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
      };
    };
    const { violations } = await axe.run(
      { exclude: ['iframe'] },
      // All of axe, and the one rule of WCAG 2.2 AA that it leaves out by itself.
      { iframes: false, rules: { 'target-size': { enabled: true } } },
    );
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
  });
}

/** True when nothing sticks out to the side of the page. */
export const fitsSideways = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
