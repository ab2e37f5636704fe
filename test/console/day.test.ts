import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { createAuth } from '../../src/http/auth.ts';
import { createStaff } from '../../src/http/staff.ts';
import type { Fresh } from '../database.ts';
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

const RAVI = { email: 'ravi@desk.example', name: 'Ravi Menon', password: 'tamarind-window-31' };
const ASHA = { email: 'asha@desk.example', name: 'Asha Nair', password: 'marigold-basket-27' };

(hasChromium() ? describe : describe.skip)('a coordinator’s day, with the whole service behind it', () => {
  let browser: Browser;
  let stage: Stage;
  let fresh: Fresh;
  let running: Running;
  served(41, (all) => ({ stage, fresh, running } = all));
  beforeAll(async () => {
    browser = await openBrowser();
    const auth = createAuth(fresh.db, { secret: 'x'.repeat(40), publicUrl: 'http://x', production: false });
    await createStaff(auth, fresh.db, { ...RAVI, role: 'coordinator' });
  }, 120_000);
  afterAll(() => browser?.close());

  /** Signs in as a person does, in a browser of their own. */
  async function sits(who: typeof ASHA, viewport: typeof DESKTOP) {
    const { page, errors } = await openPage(browser, `${running.service.url}/console/`, viewport);
    await page.getByLabel('E-mail').fill(who.email);
    await page.locator('input[type=password]').fill(who.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('heading', { name: 'Queue' }).waitFor();
    return { page, errors };
  }

  async function isWell(page: Page): Promise<void> {
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await fitsSideways(page)).toBe(true);
  }

  const box = (page: Page) => page.getByRole('textbox', { name: 'Write to the family' });
  const heard = (person: Person, text: string) =>
    person.said().filter((one) => one.text.includes(text)).length;

  test.each([
    ['wide', 'on a phone', DESKTOP, PHONE, '+919812300001'],
    ['on a phone', 'wide', PHONE, DESKTOP, '+919812300002'],
  ])(
    'Asha %s, Ravi %s',
    async (_asha, _ravi, hers, his, number) => {
      const family = new Person(stage.sim, number);
      await family.goes(UNTIL_AGE);
      stage.sim.whatsapp(number).text('I want to talk to a person');
      await until('the promise of a person', () => heard(family, 'A person') > 0);

      const { page: asha, errors } = await sits(ASHA, hers);
      const { page: ravi, errors: his2 } = await sits(RAVI, his);

      // The one who waits is first, and is found by a name and by a phone, although both are sealed.
      await asha.locator('.row').first().getByText('Wants a person').waitFor();
      await isWell(asha);
      await asha.getByRole('searchbox').fill('laksh');
      await asha.locator('.row', { hasText: 'Lakshmi Iyer' }).first().waitFor();
      await asha.getByRole('searchbox').fill(number.slice(3));
      await asha.waitForFunction(() => document.querySelectorAll('.row').length === 1);
      await asha.getByRole('searchbox').fill('Nobody Known');
      await asha.getByText('No case matches.').waitFor();
      await asha.getByRole('searchbox').fill(number.slice(3));
      await asha.waitForFunction(() => document.querySelectorAll('.row').length === 1);

      // By keyboard into the case; both look at it, and see each other.
      await asha.getByRole('searchbox').press('ArrowDown');
      await asha.keyboard.press('Enter');
      await asha.locator('.here').waitFor();
      await asha.keyboard.press('r');
      await box(asha).waitFor();
      await ravi.goto(asha.url());
      await asha.getByText(`Here now: ${RAVI.name}`).waitFor();
      await ravi.getByText(`Here now: ${ASHA.name}`).waitFor();
      await ravi.locator('.here').waitFor();
      await ravi.keyboard.press('r');
      await isWell(ravi);

      // One writes at a time; who is taken over from is told, and keeps the words.
      await box(asha).fill('We read it now.');
      await ravi.getByText('Asha Nair is writing to this family.').waitFor();
      await ravi.getByRole('button', { name: 'Write instead' }).click();
      await asha.getByText('Ravi Menon has taken over the writing.', { exact: false }).waitFor();
      expect(await box(asha).inputValue()).toBe('We read it now.');
      await isWell(asha);
      await asha.getByRole('button', { name: 'Write instead' }).click();
      await asha.getByRole('button', { name: 'Take over and send' }).click();
      await until('her words on the phone', () => heard(family, 'We read it now.') > 0);
      expect(heard(family, 'Asha from the care team is with you now.')).toBe(1);
      await ravi.getByText('Asha Nair is answering this family.', { exact: false }).waitFor();

      // They answer: it comes live, needs no answer, and the clock stops.
      stage.sim.whatsapp(number).text('Thank you so much');
      await asha.locator('.bubble', { hasText: 'Thank you so much' }).waitFor();
      await asha.getByRole('button', { name: 'Needs no answer' }).click();
      await until('a clock that stands', async () => {
        const rows = await fresh.db.selectFrom('conversations').select('waiting_since').execute();
        return rows.every((row) => row.waiting_since === null);
      });

      // A note that only the desk reads, and that calls Ravi.
      await asha.getByRole('button', { name: 'Private note' }).click();
      await asha.getByRole('textbox', { name: 'Write a private note' }).fill('Her son calls at five @Rav');
      await asha.getByRole('button', { name: `@${RAVI.name}` }).click();
      await asha.getByRole('button', { name: 'Keep the note' }).click();
      await asha.locator('.desk-note', { hasText: 'Her son calls at five' }).waitFor();
      await isWell(asha);
      await ravi.locator('.desk-note', { hasText: 'Her son calls at five' }).waitFor();

      // A ready reply, in the family's language beside the English.
      await asha.keyboard.press('r');
      await asha.getByRole('button', { name: 'Ready replies' }).click();
      await asha.getByText('What time is good for you?').waitFor();
      await isWell(asha);
      await asha.getByRole('button', { name: /^Use this reply: We would like to call/ }).click();

      // The line is down: what is here stays, and what was sent goes later, once.
      await asha.context().setOffline(true);
      await asha.getByRole('button', { name: 'Send', exact: true }).click();
      await asha.getByText('Goes when the line is back', { exact: true }).waitFor();
      await asha.getByText('No connection. This is what was here', { exact: false }).waitFor();
      expect(await asha.locator('.bubble', { hasText: 'Thank you so much' }).count()).toBe(1);
      await isWell(asha);
      await asha.context().setOffline(false);
      await until('the late words', () => heard(family, 'What time is good for you?') > 0);
      await asha.getByText('Live', { exact: true }).waitFor();
      await asha.waitForFunction(() => !document.body.textContent.includes('Goes when the line is back'));
      expect(heard(family, 'What time is good for you?')).toBe(1);

      // Handing back shows what the bot goes on from, and the bot says what she adds.
      await asha.getByRole('button', { name: 'Hand back to the bot' }).click();
      const dialog = asha.getByRole('dialog');
      await dialog.getByText('Thank you so much').waitFor();
      await isWell(asha);
      await dialog.getByRole('textbox').fill('We talk on Monday at five.');
      await dialog.getByRole('button', { name: 'Hand back to the bot' }).click();
      await until('the bot', () => heard(family, 'We talk on Monday at five.') > 0);
      expect(family.said().at(-1)!.text).toContain('How old are you?');
      await asha.getByText('The bot is answering this family.', { exact: false }).waitFor();

      // The keys are told, and can be turned off.
      await asha.keyboard.press('?');
      await asha.getByRole('dialog').getByText('Working by keyboard').waitFor();
      await isWell(asha);
      await asha.keyboard.press('Escape');
      await asha.getByRole('dialog').waitFor({ state: 'detached' });
      await asha.keyboard.press('u');
      await asha.getByRole('heading', { name: 'Queue' }).waitFor();
      expect([...errors, ...his2]).toEqual([]);
      await asha.context().close();
      await ravi.context().close();
    },
    180_000,
  );
});
