import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { DESKTOP, fitsSideways, hasChromium, openBrowser, openPage, PHONE } from './browser.ts';
import { startFakeService, type FakeService } from './fake-service.ts';

/** What somebody may write, call a file, or print on a paper. */
const HOSTILE = [
  '<script>document.title = "broken"</script>',
  '<img src=x onerror="document.title = \'broken\'">',
  '"><svg onload=document.title="broken">',
  'javascript:document.title="broken"',
  '\u202Egpj.exe\u202C',
  'W'.repeat(600),
  'क्षि'.repeat(200),
  '\u0000\u0007\uFFFE{{constructor}} ${title}',
];

(hasChromium() ? describe : describe.skip)('hostile words at the desk', () => {
  let browser: Browser;
  let service: FakeService;
  beforeAll(async () => {
    [browser, service] = [await openBrowser(), await startFakeService()];
    const [line] = service.chat;
    service.chat = HOSTILE.map((text, n) => ({
      ...line!,
      id: `h${n}`,
      from: 'person' as const,
      by: null,
      text,
    }));
    const { facts, documents } = service.case;
    service.case = {
      ...service.case,
      facts: facts.map((fact, n) => {
        const value = HOSTILE[n % HOSTILE.length]!;
        return {
          ...fact,
          value,
          ...(fact.from.kind === 'page' ? { from: { ...fact.from, words: value } } : {}),
        };
      }),
      documents: documents.map((paper, n) => ({ ...paper, fileName: HOSTILE[n % HOSTILE.length]! })),
      questions: service.case.questions.map((one, n) => ({ ...one, text: HOSTILE[n % HOSTILE.length]! })),
    };
    service.side = {
      ...service.side,
      notes: HOSTILE.map((text, n) => ({ id: `n${n}`, by: 'Asha Nair', text, mentions: [], at: line!.at })),
    };
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await service?.close();
  });

  test.each([
    ['wide', DESKTOP],
    ['on a phone', PHONE],
  ])(
    'they are shown as words, %s: nothing runs, nothing is blocked, nothing sticks out',
    async (_name, size) => {
      const { page, errors } = await openPage(
        browser,
        `${service.url}/console/?seat=coordinator#/case/case-meena`,
        size,
      );
      const asked: string[] = [];
      page.on('dialog', (dialog) => (asked.push(dialog.message()), void dialog.dismiss()));
      const tabs = page.getByRole('tab');
      await page.locator('main').waitFor();
      await page.waitForFunction(() => document.body.innerText.length > 500);
      for (let n = 0; n < (await tabs.count()); n += 1) {
        if (await tabs.nth(n).isVisible()) await tabs.nth(n).click();
        expect(await fitsSideways(page)).toBe(true);
      }
      const made = await page.evaluate(() => ({
        title: document.title,
        images: [...document.images].filter((one) => one.hasAttribute('onerror')).length,
        scripts: document.querySelectorAll('body script:not([src])').length,
        links: [...document.links].filter(({ protocol }) => protocol === 'javascript:').length,
        shown: document.body.textContent.includes('<script>document.title'),
      }));
      expect(made).toEqual({ title: made.title, images: 0, scripts: 0, links: 0, shown: true });
      expect(made.title).not.toContain('broken');
      expect(asked).toEqual([]);
      expect(errors).toEqual([]);
      await page.context().close();
    },
  );
});
