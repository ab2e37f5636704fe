import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import PDFDocument from 'pdfkit';
import type { Browser, Page } from 'playwright-core';
import type { CaseView } from '../../src/http/contract.ts';
import { DEMO_USERS } from '../../src/http/staff.ts';
import { signIn } from '../../src/simulator/story/desk.ts';
import type { Running } from '../service/running.ts';
import { served } from '../service/served.ts';
import { Person, until, wayIn, wayOut, type Stage } from '../service/stage.ts';
import {
  accessibilityFaults,
  DESKTOP,
  fitsSideways,
  hasChromium,
  openBrowser,
  openPage,
  PHONE,
} from './browser.ts';

const RAO = { email: 'dr.rao@desk.example', password: 'copper-lantern-58' };
/** Invented. The specimen is of the other side than the family said. */
const REPORT = [
  'Sunrise Diagnostics',
  'HISTOPATHOLOGY REPORT',
  'Patient Name : Sarita Devi',
  'Age / Sex : 52 Y / F',
  'Report No : SD-2025-0812',
  'Report Date : 12/08/2025',
  'Specimen : Left breast, core biopsy',
  'Diagnosis : Invasive ductal carcinoma',
  'Histologic grade : Grade 2',
  'Immunohistochemistry',
  'ER : Positive',
  'PR : Positive',
  'HER2/neu : 2+ (equivocal)',
  'Impression : Invasive ductal carcinoma of the breast. cT2 cN1',
];

(hasChromium() ? describe : describe.skip)(
  'a reviewer’s eight minutes, with the whole service behind them',
  () => {
    let browser: Browser;
    let stage: Stage;
    let running: Running;
    served(47, (all) => ({ stage, running } = all));
    beforeAll(async () => {
      browser = await openBrowser();
    }, 120_000);
    afterAll(() => browser?.close());

    /** A family that has answered and sent its report; the desk has passed it on. */
    async function ready(number: string): Promise<{ family: Person; id: string }> {
      const family = new Person(stage.sim, number);
      await family.goes([...wayIn('agree', 'Sarita Devi', '52')]);
      await family.goes([
        ...wayOut(`98765${number.slice(-5)}`, 'Ravi'),
        ['check:send', /Still needed|reached our team/],
      ]);
      family.hands.media({ bytes: await pdfOf(REPORT), mime: 'application/pdf', name: 'report.pdf' });
      const { url } = running.service;
      const desk = await signIn(url, DEMO_USERS[0]!, AbortSignal.timeout(120_000));
      const row = (await desk.queue()).find(({ status }) => status === 'documents');
      await until(
        'the report to be read',
        async () => (await desk.look(row!.case)).facts.some(({ path }) => path === 'ihc.her2'),
        120_000,
      );
      // Other papers are missing: the desk passes it on for a limited opinion.
      for (const to of ['checking', 'ready'])
        expect(await desk.act(`cases/${row!.case}/status`, { to })).toBeNull();
      return { family, id: row!.case };
    }

    const isWell = async (page: Page) => {
      // A box on a page is as large as its words are there (WCAG 2.5.8, essential); each fact has a row of its own beside it.
      const faults = (await accessibilityFaults(page)).filter(
        (one) => !/^target-size: .*class="box"/.test(one),
      );
      expect(faults).toEqual([]);
      expect(await fitsSideways(page)).toBe(true);
    };

    test.each([
      ['on a phone', PHONE, '+919812311101'],
      ['at a desk', DESKTOP, '+919812311102'],
    ])(
      '%s',
      async (_where, viewport, number) => {
        const { family, id } = await ready(number);
        const began = performance.now();
        const { page, errors } = await openPage(browser, `${running.service.url}/console/`, viewport);
        const narrow = viewport === PHONE;
        const show = async (pane: string) => {
          const tabs = narrow ? '.tabs-all' : '.tabs-right, .tabs-left';
          const tab = page.locator(tabs).getByRole('button', { name: pane, exact: true });
          if (await tab.isVisible()) await tab.click();
        };
        await page.getByLabel('E-mail').fill(RAO.email);
        await page.locator('input[type=password]').fill(RAO.password);
        await page.getByRole('button', { name: 'Sign in', exact: true }).click();
        await page.locator(`.row[href*="${id}"]`).click();

        // One screen: what they ask, what happened, what does not fit together.
        await page.locator('.questions', { hasText: 'Must the treatment begin now?' }).waitFor();
        const story = page.locator('.glance-timeline');
        await story.getByText('12 Aug 25').first().waitFor();
        await page.locator('.conflicts', { hasText: 'Right or left' }).waitFor();
        await isWell(page);
        await page.getByRole('button', { name: 'Move on' }).click();
        await page.getByRole('menuitem', { name: 'With the doctor' }).click();
        await page.getByRole('button', { name: 'Move', exact: true }).click();
        await page.getByRole('button', { name: 'Ask the family' }).waitFor();

        // A word leads to its pixels.
        await story.locator('.fact-link', { hasText: '2+' }).first().click();
        await page.locator('.pane-papers .fact-panel', { hasText: '2+' }).waitFor();
        await page.locator('.pane-papers .box[aria-pressed="true"]').waitFor();
        await isWell(page);
        await show('Case');

        // A question to the family comes back as an answer, marked as new.
        // All that is there so far counts as seen after some seconds.
        const news = () =>
          page.evaluate(
            async (path) => ((await (await fetch(path)).json()) as CaseView).news,
            `/api/cases/${id}`,
          );
        await until('the case to be looked at', async () => (await news())?.facts.length === 0);
        await page.getByRole('button', { name: 'Ask the family' }).click();
        await isWell(page);
        await page.getByRole('dialog').getByText('weight now').click();
        await family.hears(/weight now/);
        await page.locator('.asks', { hasText: 'no answer yet' }).waitFor();
        family.write('48 kilos, she lost 6');
        await family.hears(/goes to the specialist/);
        const answer = page.locator('.asks .fact-link', { hasText: '48 kilos, she lost 6' });
        await answer.waitFor();
        await answer.locator('.fresh').waitFor();
        await page.locator('.case-state', { hasText: 'With the doctor' }).waitFor();

        // What does not fit together is looked at, with a word on it, before anything is signed.
        await show('Opinion');
        await page.locator('.opinion-unseen', { hasText: 'Right or left' }).waitFor();
        await show('Case');
        for (const open of await page.getByRole('button', { name: 'I have seen it' }).all()) {
          await open.click();
          await page.getByLabel('What you make of it').fill('The paper is right, the family mixed it up.');
          await isWell(page);
          await page.getByRole('button', { name: 'Keep it' }).click();
          await page.locator('.conflict-word').first().waitFor();
        }

        // The opinion: what is lacking is said beside its field, then it is signed.
        await show('Opinion');
        await page.getByRole('button', { name: 'Sign …' }).click();
        await page.getByText('Write something here first.').first().waitFor();
        await isWell(page);
        await write(page);
        await page.getByRole('button', { name: 'Sign …' }).click();
        await page.getByRole('button', { name: 'Sign and send' }).click();
        await page.getByText('Signed, version 1').waitFor();
        await page.getByRole('button', { name: 'Open the PDF' }).waitFor();
        await isWell(page);
        const view = await page.evaluate(
          async (path) => (await fetch(path)).json() as Promise<CaseView>,
          `/api/cases/${id}`,
        );
        const pdf = await page.evaluate(
          async (path) => (await (await fetch(path)).text()).slice(0, 5),
          view.opinions[0]!.pdf!,
        );
        expect(pdf).toBe('%PDF-');
        expect(view.status).toBe('signed');
        await until('the offer of the opinion', () => stage.sim.chat(number).messages.length > 0);
        expect(errors).toEqual([]);
        process.stdout.write(
          `a case reviewed by a robot in ${Math.round((performance.now() - began) / 1000)} s\n`,
        );
      },
      180_000,
    );
  },
);

async function write(page: Page): Promise<void> {
  await page.getByLabel('The diagnosis on the papers').selectOption('agreed');
  await page.getByLabel('Diagnosis as you see it').fill('Invasive carcinoma; HER2 needs FISH.');
  await page.getByLabel('Stage').fill('cT2 cN1');
  await page.getByLabel('Treatment aims at').selectOption('cure');
  await page.getByRole('button', { name: 'Add an option' }).click();
  const option = page.getByRole('group', { name: 'Option 1' });
  await option.getByLabel('Option 1').fill('Chemotherapy first.');
  await option.getByLabel('How certain').selectOption('strong');
  await option.getByLabel('Where it can be had').selectOption('city');
  await option.getByLabel('What it costs').fill('₹1,50,000');
  await page.getByRole('button', { name: 'Add a test' }).click();
  await page.getByRole('group', { name: 'Test 1' }).getByLabel('Test 1').fill('FISH for HER2');
  await page.getByRole('group', { name: 'Test 1' }).getByLabel('What it decides').fill('Trastuzumab');
  await page.getByLabel('Limits of this opinion').fill('Slides were not seen.');
  await page.getByLabel('Opinion in plain words').fill('It can be treated. One test comes first.');
  for (const box of await page.getByPlaceholder('Answer').all()) await box.fill('Yes, within four weeks.');
  await page.locator('.opinion-head').getByText('Saved').waitFor({ timeout: 15_000 });
}

function pdfOf(lines: string[]): Promise<Buffer> {
  const doc = new PDFDocument({ size: 'A4' });
  const parts: Buffer[] = [];
  doc.on('data', (part: Buffer) => parts.push(part));
  for (const line of lines) doc.fontSize(12).text(line).moveDown(0.6);
  doc.end();
  return new Promise((done) => doc.on('end', () => done(Buffer.concat(parts))));
}
