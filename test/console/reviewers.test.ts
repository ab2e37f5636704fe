import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { agreementOf, type FirstRead } from '../../src/cases/agreement.ts';
import type { Findings, Review } from '../../src/http/contract.ts';
import { wholeFindings } from '../opinions/whole.ts';
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

const reviewer = (id: string, name: string, handedIn: boolean, responsible = false) => ({
  id,
  name,
  responsible,
  handedIn,
});
const read = (by: string, findings: Partial<Findings> = {}): FirstRead => ({
  by,
  findings: { ...wholeFindings(), ...findings },
  answers: [],
});

(hasChromium() ? describe : describe.skip)('a case that several doctors read', () => {
  let browser: Browser;
  let service: FakeService;
  beforeAll(async () => {
    browser = await openBrowser();
  }, 120_000);
  afterAll(() => browser?.close());
  beforeEach(async () => {
    service = await startFakeService();
    service.case.status = 'in_review';
  });
  afterEach(() => service.close());
  const review = (part: Partial<Review>) => Object.assign(service.case.review, part);
  const open = async (seat: string, viewport: typeof PHONE) => {
    const { page, errors } = await openPage(
      browser,
      `${service.url}/console/?seat=${seat}#/case/case-meena`,
      viewport,
    );
    await page
      .locator(viewport === PHONE ? '.tabs-all' : '.tabs-right')
      .getByRole('button', { name: 'Opinion' })
      .click();
    return { page, errors };
  };
  const asked = (path: string) =>
    service.asked.filter((one) => one.path.endsWith(path)).map(({ body }) => body);

  test.each([
    ['on a phone', PHONE],
    ['at a desk', DESKTOP],
  ])('%s one reads apart and hands in, and then sees where they differ', async (_where, viewport) => {
    service.case.mayWrite = false;
    const both = (done: boolean) => [
      reviewer('reviewer', 'Dr. Kavita Rao', done, true),
      reviewer('x', 'Dr. Imran Qureshi', true),
    ];
    review({ reads: true, reviewers: both(false) });
    const { page, errors } = await open('reviewer', viewport);
    await page.getByText('still reads').waitFor();
    expect(await page.getByText('Where the readings differ').count()).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByLabel('Stage').fill('cT2 N1');
    await page.getByRole('button', { name: 'Hand in, for good' }).click();
    await page.waitForFunction(() => !document.querySelector('[data-loading]'));
    expect(asked('/read').at(-1)).toMatchObject({ findings: { stage: 'cT2 N1' } });
    expect(asked('/hand-in')).toEqual([{}]);
    const agreement = agreementOf([
      read('Dr. Kavita Rao', { stage: 'cT2 N1' }),
      read('Dr. Imran Qureshi', { stage: 'cT3 N1' }),
    ]);
    review({ reads: false, reviewers: both(true), agreement });
    service.announce();
    const first = page.locator('.agreement li').first();
    await first.getByText('cT3 N1').waitFor();
    expect(await first.getAttribute('data-how')).toBe('different');
    expect(await page.locator('.agreement li[data-how="same"]').count()).toBe(agreement.length - 1);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await fitsSideways(page)).toBe(true);
    expect(errors).toEqual([]);
  });

  test('the desk names who reviews, the first of whom signs', async () => {
    review({ mayName: true });
    const { page } = await open('coordinator', DESKTOP);
    await page.getByRole('button', { name: 'Name reviewers' }).click();
    await page.getByRole('checkbox', { name: 'Dr. Kavita Rao' }).check();
    await page.getByRole('checkbox', { name: 'Dr. Kavita Rao · signs' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.locator('.reviewers').getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Name reviewers' }).waitFor();
    expect(asked('/reviewers')).toEqual([{ reviewers: ['reviewer'] }]);
  });

  test('a second reader sees the very words, and agrees to them', async () => {
    service.case.mayWrite = false;
    service.case.opinions = [
      {
        id: 'o1',
        version: 1,
        findings: wholeFindings(),
        summary: 'It can be treated.',
        answers: [],
        doctor: 'Dr. Imran Qureshi',
        qualification: 'MD',
        registration: 'X 1',
        lacks: {},
        signedAt: null,
        since: null,
        code: null,
        caseHash: null,
        delivered: 'no',
        pdf: null,
      },
    ];
    const second = { needed: true, policy: true, agreed: null, stale: true, mayAsk: true, mayAgree: true };
    review({ second: { ...second, hash: 'a'.repeat(64) } });
    const { page } = await open('reviewer', PHONE);
    await page.getByText('They must agree anew.', { exact: false }).waitFor();
    await page.locator('.second').getByText('It can be treated.').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'I agree to these words' }).click();
    await page.waitForFunction(() => !document.querySelector('[data-loading]'));
    expect(asked('/opinion/agree')).toEqual([{ hash: 'a'.repeat(64) }]);
  });
});
