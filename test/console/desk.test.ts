import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { accessibilityFaults, fitsSideways, hasChromium, openBrowser, openPage, PHONE } from './browser.ts';
import { startFakeService, type FakeService } from './fake-service.ts';

(hasChromium() ? describe : describe.skip)('at the desk', () => {
  let browser: Browser;
  let service: FakeService;
  beforeAll(async () => {
    browser = await openBrowser();
  }, 60_000);
  afterAll(() => browser?.close());
  beforeEach(async () => {
    service = await startFakeService();
  });
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
    await service.close();
  });
  const caseAs = (seat: string) => `${service.url}/console/?seat=${seat}#/case/case-meena`;
  const asked = (end: string) =>
    service.asked.filter(({ path }) => path.endsWith(end)).map(({ body }) => body);

  test('the desk is for everyone while it is still waiting', async () => {
    const page = await (await browser.newContext()).newPage();
    await page.route('**/api/**', () => undefined);
    await page.goto(`${service.url}/console/`);
    await page.getByRole('status', { name: 'Loading' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  test('a wrong password is said kindly, a demo user gets in, and the queue comes most urgent first', async () => {
    const { page, errors } = await openPage(browser, `${service.url}/console/`);
    await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByLabel('E-mail').fill('coordinator@example.org');
    await page.locator('input[type=password]').fill('wrong');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByText('E-mail or password is not right.').waitFor();
    await page.getByRole('button', { name: /Asha Nair/ }).click();
    await page.getByRole('heading', { name: 'Queue' }).waitFor();
    await page.getByText('Iqbal Sheikh').waitFor();
    expect(await page.locator('.row').first().textContent()).toContain('Emergency');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('searchbox').fill('k7m4');
    await page.waitForFunction(() => document.querySelectorAll('.row').length === 1);
    // A name full of markup was on this page, and stayed text.
    expect(await page.title()).toBe('Doosri Rai desk');
    expect(errors).toEqual([]);
  });

  test('a fact leads to its pixels, a box to its fact, and a doubt is settled by a person', async () => {
    const { page, errors } = await openPage(browser, caseAs('coordinator'));
    await page.locator('[data-fact="f9"]').click();
    await page.locator('.box[aria-pressed="true"][aria-label="HER2: 2+"]').waitFor();
    await page.locator('[data-fact="f10"]').waitFor();
    await page.getByRole('button', { name: 'ER: 90 %' }).click();
    await page.locator('[data-fact="f10"][aria-pressed="true"]').waitFor();
    await page.getByRole('button', { name: 'Check the next' }).click();
    await page.getByRole('button', { name: 'It is right' }).click();
    await page.locator('.fact-confirmed').waitFor();
    expect(asked('/facts')).toEqual([{ path: 'ihc.her2', value: '2+', confirms: 'f9' }]);
    await page.locator('.box[aria-pressed="true"][aria-label^="Creatinine"]').waitFor();
    await page.getByRole('button', { name: 'Correct', exact: true }).click();
    const form = page.getByRole('form', { name: 'What does it say?' });
    await form.getByRole('textbox').fill('1.10');
    await form.getByRole('button', { name: 'Save' }).click();
    await page.getByText('before: 11.0 mg/dL').waitFor();
    expect(await page.getByText('to check').count()).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(errors).toEqual([]);
  });

  test('speaking takes the voice first, and a lost answer never says it twice', async () => {
    const { page } = await openPage(browser, caseAs('coordinator'));
    await page.getByText('The bot is answering this family.', { exact: false }).waitFor();
    await page.getByRole('textbox', { name: 'Write to the family' }).fill('I call you now.');
    service.refuseNext = { status: 503, body: { code: 'busy', message: 'Busy. Try again.' } };
    await page.getByRole('button', { name: 'Take over and send' }).click();
    await page.getByText('Busy. Try again.').waitFor();
    expect(await page.getByRole('textbox', { name: 'Write to the family' }).inputValue()).toBe(
      'I call you now.',
    );
    await page.getByRole('button', { name: 'Take over and send' }).click();
    await page.locator('.bubble', { hasText: 'I call you now.' }).waitFor();
    expect(asked('/say')[0]).toEqual(asked('/say')[1]);
    await page.getByRole('button', { name: 'Hand back to the bot' }).click();
    await page.getByText('Can we speak on Monday?').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('textbox').fill('सोमवार को बात करेंगे।');
    await page.getByRole('dialog').getByRole('button', { name: 'Hand back to the bot' }).click();
    expect(asked('/hand-back')).toEqual([{ summary: 'सोमवार को बात करेंगे।' }]);
    await page.getByText('The bot is answering this family.', { exact: false }).waitFor();
  });

  test('a message id survives a failed send', async () => {
    const { page } = await openPage(browser, caseAs('coordinator'));
    await page.getByRole('button', { name: 'Take over', exact: true }).click();
    await page.getByText('You are answering.', { exact: false }).waitFor();
    service.refuseNext = { status: 502, body: null };
    await page.getByRole('textbox', { name: 'Write to the family' }).fill('Once only');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByText('The service answered 502', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.locator('.bubble', { hasText: 'Once only' }).waitFor();
    const [first, second] = asked('/say');
    expect(second).toEqual(first);
  });

  test('what happened while the line was down is caught up', async () => {
    const { page } = await openPage(browser, caseAs('coordinator'));
    await page.getByText('Live', { exact: true }).waitFor();
    await page.getByText('We are checking your papers.').waitFor();
    service.cut();
    service.chat.push({ ...service.chat[0]!, id: 'm99', text: 'Are you there?' });
    await page.getByText('Are you there?').waitFor();
    service.chat.push({ ...service.chat[0]!, id: 'm100', text: 'Told live' });
    service.announce();
    await page.getByText('Told live').waitFor();
  });

  test('a reviewer never loses typed words, is told what is empty, and signs', async () => {
    const { page, errors } = await openPage(browser, caseAs('reviewer'));
    // What the service knows of the doctor stands there before a word is typed.
    expect(await page.getByLabel('Qualification').inputValue()).toBe('MD, DM');
    await page.getByRole('button', { name: 'Sign …' }).click();
    await page.getByText('Write something here first.').first().waitFor();
    // Diagnosis, stage, limits, plain words, two questions, registration; two choices; and the lists.
    expect(await page.getByText('Write something here first.').count()).toBe(7);
    expect(await page.getByText('Choose one first.').count()).toBe(2);
    expect(await page.locator('.opinion-lack').allTextContents()).toEqual([
      'Give at least one option.',
      'Name a test, or say that none is missing.',
    ]);
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-invalid'))).toBe('true');
    expect(await accessibilityFaults(page)).toEqual([]);
    service.refuseNext = { status: 500, body: null };
    await page.getByLabel('Opinion in plain words').fill('Chemotherapy first is right.');
    await page.getByText('The service answered 500', { exact: false }).waitFor();
    await page.getByRole('link', { name: 'Back to the queue' }).click();
    await page.locator('.row', { hasText: 'Meena' }).click();
    expect(await page.getByLabel('Opinion in plain words').inputValue()).toBe('Chemotherapy first is right.');
    await page.getByLabel('The diagnosis on the papers').selectOption('agreed');
    await page.getByLabel('Diagnosis as you see it').fill('Invasive carcinoma.');
    await page.getByLabel('Stage').fill('pT2 pN1a');
    await page.getByLabel('Treatment aims at').selectOption('cure');
    await page.getByRole('button', { name: 'Add an option' }).click();
    const option = page.getByRole('group', { name: 'Option 1' });
    await option.getByLabel('Option 1').fill('Chemotherapy first.');
    await option.getByLabel('How certain').selectOption('strong');
    await option.getByLabel('Where it can be had').selectOption('city');
    await option.getByLabel('What it costs').fill('₹1,50,000');
    await page.getByLabel('No test is missing').check();
    await page.getByLabel('Limits of this opinion').fill('Slides were not seen.');
    for (const box of await page.getByPlaceholder('Answer').all()) await box.fill('Yes.');
    await page.getByLabel('Registration number and council').fill('KMC 12345');
    await page.locator('.opinion-head').getByText('Saved').waitFor({ timeout: 12_000 });
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Sign …' }).click();
    await page.getByRole('button', { name: 'Sign and send' }).click();
    await page.getByText('Signed, version 1').waitFor();
    await page.locator('.signed').getByText('Chemotherapy first.').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Open the PDF' }).waitFor();
    expect(asked('/sign')).toEqual([{ version: 1 }]);
    expect(errors).toEqual([]);
  });

  test('a doctor who may not write now is told so, and sees no form', async () => {
    service.case.mayWrite = false;
    const { page } = await openPage(browser, caseAs('reviewer'));
    await page.getByText('No opinion can be written while the case is here.').waitFor();
    expect(await page.locator('.opinion-form').count()).toBe(0);
  });

  test('a coordinator is told when words will wait, before writing them', async () => {
    const { page } = await openPage(browser, caseAs('coordinator'));
    await page.getByText('The bot is answering this family.', { exact: false }).waitFor();
    await page.getByText('open until', { exact: false }).waitFor();
    const text = 'आपके अनुरोध में कुछ नया है।';
    const template = { name: 'request_update', language: 'hi', text, price: 0.115 };
    Object.assign(service.side.sending, { window: 'shut', template });
    service.announce();
    await page.getByText(text).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    Object.assign(service.side.sending, { refused: 'blocked' });
    service.announce();
    await page.getByText('They stopped our number', { exact: false }).waitFor();
    await page
      .getByRole('textbox', { name: 'Write to the family' })
      .fill('x', { force: true })
      .catch(() => undefined);
    expect(await page.getByRole('button', { name: 'Take over and send' }).isDisabled()).toBe(true);
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  test('two seats sit side by side in one browser and leave no cookie', async () => {
    const { page } = await openPage(browser, caseAs('coordinator'));
    await page.getByText('Asha Nair', { exact: true }).first().waitFor();
    const second = await page.context().newPage();
    await second.goto(caseAs('reviewer'));
    await second.getByText('Dr. Kavita Rao').first().waitFor();
    await page.reload();
    await page.getByText('Asha Nair', { exact: true }).first().waitFor();
    expect(await page.context().cookies()).toEqual([]);
  });

  test('a thumb reaches everything on a phone', async () => {
    const { page, errors } = await openPage(browser, caseAs('reviewer'), PHONE);
    for (const pane of ['Papers', 'Chat', 'Opinion', 'Case']) {
      await page.locator('.tabs-all').getByRole('button', { name: pane }).click();
      await page.locator(`.pane-${pane.toLowerCase()}`).waitFor();
      expect(await fitsSideways(page)).toBe(true);
      expect(await accessibilityFaults(page)).toEqual([]);
      expect(await tooSmall(page)).toEqual([]);
    }
    await page.locator('[data-fact="f12"]').click();
    await page.locator('.pane-papers .fact-panel', { hasText: '11.0 mg/dL' }).waitFor();
    expect(errors).toEqual([]);
  });
});

/** Buttons and choices that a thumb would miss: lower than 44 pixels. */
function tooSmall(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('.mantine-Button-root, .pick, .label, .fact, .top-bar-back')]
      .filter((one) => one.getBoundingClientRect().height > 0 && one.getBoundingClientRect().height < 44)
      .map((one) => `${one.textContent} ${one.getBoundingClientRect().height}`),
  );
}
