import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
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

(hasChromium() ? describe : describe.skip)('Asha checks the papers', () => {
  let browser: Browser;
  let service: FakeService;
  beforeAll(async () => {
    browser = await openBrowser();
  }, 120_000);
  afterAll(() => browser?.close());
  beforeEach(async () => {
    service = await startFakeService();
    moreDoubts(service);
  });
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
    await service.close();
  });

  const asked = (end: string) =>
    service.asked.filter(({ path }) => path.endsWith(end)).map(({ body }) => body);
  async function papers(viewport = DESKTOP, seat = 'coordinator') {
    const { page, errors } = await openPage(
      browser,
      `${service.url}/console/?seat=${seat}#/case/case-meena`,
      viewport,
    );
    await page.getByRole('heading', { name: 'Meena Devi' }).waitFor();
    // Beside the case where there is room for it.
    const tab = page.getByRole('button', { name: 'Papers', exact: true }).locator('visible=true');
    if (await tab.count()) await tab.first().click();
    await page.locator('.page-paper img').waitFor();
    return { page, errors };
  }
  async function isWell(page: Page): Promise<void> {
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await fitsSideways(page)).toBe(true);
  }
  const at = (page: Page, n: number) => page.getByText(`${n} of 4`, { exact: true }).waitFor();

  test('by keys: the gravest doubt first, one after another, to the end', async () => {
    const { page, errors } = await papers();
    await page.getByRole('button', { name: 'Check papers (4)' }).click();
    await at(page, 1);
    await page.locator('.box[aria-pressed="true"][aria-label^="HER2"]').waitFor();
    await isWell(page);
    await page.keyboard.press('Enter');
    await at(page, 2);
    // The second stands on another paper; a correction that is refused keeps what was typed, and says why beside it.
    await page.locator('.box[aria-pressed="true"][aria-label^="Creatinine"]').waitFor();
    await page.keyboard.press('e');
    const field = page.getByRole('form', { name: 'What does it say?' }).getByRole('textbox');
    await field.fill('1,10');
    const why = 'Please write a number.';
    service.refuseNext = {
      status: 422,
      body: { code: 'invalid', message: 'Look at the field.', fields: { value: why } },
    };
    await field.press('Enter');
    await page.getByText(why).waitFor();
    expect(await field.inputValue()).toBe('1,10');
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    await isWell(page);
    await field.fill('1.10');
    await field.press('Enter');
    await at(page, 3);
    await page.keyboard.press('x');
    await at(page, 4);
    await page.keyboard.press('w');
    await page.getByText('Is the whole paper another person’s?').waitFor();
    await isWell(page);
    await page.keyboard.press('Enter');
    await page.getByText('All are looked at. Left for later: 0.').waitFor();
    expect(asked('/facts')).toEqual([
      { path: 'ihc.her2', value: '2+', confirms: 'f9' },
      { path: 'lab.creatinine', value: '1,10', corrects: 'f12' },
      { path: 'lab.creatinine', value: '1.10', corrects: 'f12' },
      { path: 'lab.platelets', value: '2', rejects: 'f20' },
      { path: 'lab.sodium', value: '193', rejects: 'f21', as: 'other_person' },
    ]);
    await page.getByRole('button', { name: 'End checking' }).click();
    await page.locator('.thumbnail').nth(2).click();
    await page.getByText('Another person’s; nothing on it counts').waitFor();
    await isWell(page);
    await page.getByRole('button', { name: 'It is this patient’s' }).click();
    expect(asked('/facts').at(-1)).toEqual({ path: 'lab.sodium', value: '193', confirms: 'f21' });
    expect(errors).toEqual([]);
  });

  test('by thumb, on a phone: the buttons do the same, and one may skip', async () => {
    const { page, errors } = await papers(PHONE);
    await page.getByRole('button', { name: 'Check papers (4)' }).click();
    await at(page, 1);
    await isWell(page);
    await page.getByRole('button', { name: 'Skip' }).click();
    await at(page, 2);
    await page.getByRole('button', { name: 'It is right' }).click();
    await at(page, 3);
    await page.getByRole('button', { name: 'Not on the paper' }).click();
    await at(page, 4);
    await page.getByRole('button', { name: 'Not this patient' }).click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Skip' }).click();
    await page.getByText('All are looked at. Left for later: 2.').waitFor();
    expect(asked('/facts').map((body) => body.confirms ?? body.rejects)).toEqual(['f12', 'f20']);
    expect(errors).toEqual([]);
  });

  test('who comes second to a doubt is told what the first said, and keeps what was typed', async () => {
    const { page } = await papers();
    await page.getByRole('button', { name: 'Check papers (4)' }).click();
    await page.keyboard.press('e');
    const field = page.getByRole('form', { name: 'What does it say?' }).getByRole('textbox');
    await field.fill('1+');
    const told = 'Ravi Menon has settled this meanwhile: it says “3+”, not “2+”.';
    service.refuseNext = { status: 409, body: { code: 'conflict', message: told } };
    const her2 = service.case.facts.find(({ id }) => id === 'f9')!;
    her2.current = false;
    service.case.facts.push({
      ...her2,
      id: 'f9r',
      value: '3+',
      accepted: true,
      current: true,
      corrects: 'f9',
    });
    await field.press('Enter');
    await page.getByText(told).waitFor();
    expect(await field.inputValue()).toBe('1+');
    await page.locator('.fact-panel-value', { hasText: '3+' }).waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Skip' }).click();
    await at(page, 2);
  });

  test('a page is made larger, turned, dragged and pinched', async () => {
    const { page, errors } = await papers();
    const frame = page.locator('.page-frame');
    const wide = () => page.locator('.page-sheet').evaluate((sheet) => sheet.getBoundingClientRect().width);
    const before = await wide();
    await page.keyboard.press('+');
    await page.keyboard.press('+');
    await page.waitForFunction(() => document.querySelector('.page-sheet')!.clientWidth > 700);
    expect((await wide()) / before).toBeCloseTo(2, 1);
    const { x, y, width, height } = (await frame.boundingBox())!;
    const middle = { x: x + width / 2, y: y + height / 2 };
    const top = () => frame.evaluate((view) => [view.scrollLeft, view.scrollTop]);
    const [left, high] = await top();
    await page.mouse.move(middle.x, middle.y);
    await page.mouse.down();
    await page.mouse.move(middle.x - 40, middle.y - 60, { steps: 4 });
    await page.mouse.up();
    const [leftNow, highNow] = await top();
    expect([leftNow! - left!, highNow! - high!]).toEqual([40, 60]);
    // Two fingers that part make it larger.
    const apart = (to: number) =>
      frame.evaluate((view, by) => {
        const touch = (id: number, clientX: number) =>
          new Touch({ identifier: id, target: view, clientX, clientY: 300 });
        const fingers = (gap: number) => ({
          touches: [touch(1, 300 - gap), touch(2, 300 + gap)],
          cancelable: true,
        });
        view.dispatchEvent(new TouchEvent('touchstart', fingers(50)));
        view.dispatchEvent(new TouchEvent('touchmove', fingers(by)));
      }, to);
    await apart(65);
    await page.waitForFunction(
      (least) => document.querySelector('.page-sheet')!.clientWidth > least,
      before * 2.5,
    );
    await page.getByRole('button', { name: 'Turn the page' }).click();
    const sheet = await page.locator('.page-sheet').boundingBox();
    expect(sheet!.width).toBeGreaterThan(sheet!.height);
    // The boxes are turned with it.
    const box = await page.locator('.box').first().boundingBox();
    expect(box!.height).toBeGreaterThan(box!.width);
    await isWell(page);
    expect(errors).toEqual([]);
  });

  test('what names the patient is covered for doctors, by drawing, also on a turned page', async () => {
    const { page, errors } = await papers();
    service.case.documents[0]!.pages[0]!.covers = [{ box: [80, 80, 300, 40], by: 'machine' }];
    service.case.documents[0]!.pages[0]!.open = false;
    service.announce();
    await page.getByText('Doctors do not see this page yet', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'Cover', exact: true }).click();
    await page.locator('.cover').waitFor();
    await isWell(page);
    const draw = async (from: [number, number], to: [number, number]) => {
      const { x, y, width, height } = (await page.locator('.page-sheet').boundingBox())!;
      await page.mouse.move(x + from[0] * width, y + from[1] * height);
      await page.mouse.down();
      await page.mouse.move(x + to[0] * width, y + to[1] * height, { steps: 3 });
      await page.mouse.up();
    };
    await draw([0.1, 0.2], [0.4, 0.25]);
    await page.waitForFunction(() => document.querySelectorAll('.cover').length === 2);
    const [upright] = asked('/covers') as { box: number[] }[];
    [80, 220, 240, 55].forEach((side, i) => expect(Math.abs(upright!.box[i]! - side)).toBeLessThan(8));
    await page.keyboard.press('o');
    await draw([0.5, 0.5], [0.6, 0.8]);
    await page.waitForFunction(() => document.querySelectorAll('.cover').length === 3);
    // What is the right of the turned page is the top of the upright one.
    const turned = (asked('/covers') as { box: number[] }[])[1]!;
    [400, 440, 240, 110].forEach((side, i) => expect(Math.abs(turned.box[i]! - side)).toBeLessThan(12));
    await page.getByRole('button', { name: 'Show this place to doctors' }).first().click();
    await page.waitForFunction(() => document.querySelectorAll('.cover').length === 2);
    await page.getByRole('button', { name: 'Doctors may see it' }).click();
    await page.getByText('Doctors do not see this page yet', { exact: false }).waitFor({ state: 'detached' });
    expect(asked('/covers').map((body) => body.do)).toEqual(['cover', 'cover', 'uncover', 'clear']);
    const masked = page.waitForRequest((request) => request.url().endsWith('&as=reviewer'));
    await page.getByRole('button', { name: 'As the doctor sees it' }).click();
    await masked;
    expect(errors).toEqual([]);
  });

  test('a doctor waits for a page that the desk has not looked at, and has no tools of the desk', async () => {
    Object.assign(service.case, { veiled: true });
    Object.assign(service.case.documents[0]!.pages[0]!, { image: null, open: false });
    const { page } = await openPage(browser, `${service.url}/console/?seat=reviewer#/case/case-meena`);
    await page.getByText('The desk must look at this page first', { exact: false }).waitFor();
    expect(await page.getByRole('button', { name: 'As the doctor sees it' }).count()).toBe(0);
    await isWell(page);
  });

  test('papers are put together, ordered and parted; who did not see it is told', async () => {
    const { page, errors } = await papers();
    await page.getByRole('button', { name: 'Arrange' }).click();
    await isWell(page);
    await page.getByRole('button', { name: '2. IHC / molecular report' }).click();
    await page.getByText('Put together at the desk').waitFor();
    const [doc1, doc2] = ['doc-1', 'doc-2'].map((document) => ({ document, page: 1 }));
    expect(asked('/arrangement')).toEqual([{ seen: null, groups: [[doc1, doc2]] }]);
    await isWell(page);
    await page.getByText('Page 1 of 2').waitFor();
    await page.getByRole('button', { name: 'Later' }).click();
    await page.getByText('Page 2 of 2').waitFor();
    expect(asked('/arrangement').at(-1)).toEqual({ seen: 'a2', groups: [[doc2, doc1]] });
    const told = 'Ravi Menon set a page apart meanwhile.';
    service.refuseNext = { status: 409, body: { code: 'conflict', message: told } };
    await page.getByRole('button', { name: 'Apart', exact: true }).click();
    await page.getByText(told).waitFor();
    await page.getByRole('button', { name: 'Apart', exact: true }).click();
    await page.getByText('Put together at the desk').waitFor({ state: 'detached' });
    expect(asked('/arrangement').at(-1)).toEqual({ seen: 'a2', groups: [[doc1]] });
    await page.getByRole('button', { name: 'Take back what Asha Nair did' }).click();
    await page.waitForFunction(() => !document.querySelector('fieldset:disabled'));
    expect(asked('/arrangement').at(-1)).toEqual({ seen: 'a1', undo: 'a1' });
    expect(errors).toEqual([]);
  });

  test('a new photo is asked for with its fault named, once', async () => {
    const { page, errors } = await papers(PHONE);
    await page.getByRole('button', { name: 'Ask for a new photo' }).click();
    await page.getByRole('button', { name: 'Something covers words' }).waitFor();
    await isWell(page);
    await page.getByRole('button', { name: 'Something covers words' }).click();
    await page.getByText('Asked for again: Something covers words').waitFor();
    expect(asked('/retake')).toEqual([{ fault: 'covered' }]);
    expect(await page.getByRole('button', { name: 'Ask for a new photo' }).isDisabled()).toBe(true);
    await isWell(page);
    // That somebody works on this paper was told.
    expect(service.asked.some(({ path }) => path === '/api/pages/doc-1/1/look')).toBe(true);
    expect(errors).toEqual([]);
  });
});

/** Two more doubts, the last of them the lightest. */
function moreDoubts({ case: view }: FakeService): void {
  const creatinine = view.facts.find(({ id }) => id === 'f12')!;
  const her2 = view.facts.find(({ id }) => id === 'f9')!;
  Object.assign(her2, { weight: 10 });
  Object.assign(creatinine, { weight: 4.5 });
  const box = (y: number) => ({ ...creatinine.from, box: [80, y, 520, 34] as const, words: 'x' });
  view.facts.push(
    { ...creatinine, id: 'f20', path: 'lab.platelets', value: '2', weight: 3, from: box(530) as never },
    { ...creatinine, id: 'f21', path: 'lab.sodium', value: '193', weight: 2, from: box(630) as never },
  );
}
