import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Alias } from '../../../src/channels/channel.ts';
import { segments, sms } from '../../../src/channels/index.ts';
import {
  binding,
  fits,
  portalFaults,
  registerNews,
  registrationOf,
  registryFaults,
  senderFault,
  visible,
  type Registry,
} from '../../../src/channels/sms/dlt.ts';
import { dltFaults } from '../../../src/commands/check-dlt.ts';
import { loadContent } from '../../../src/content.ts';
import { smsText } from '../../../src/engine/family.ts';
import type { FamilyMeaning } from '../../../src/engine/types.ts';
import { json, provider } from '../harness.ts';

const { flow, words, dlt } = loadContent();
const MEANINGS = ['received', 'needed', 'progress', 'ready', 'delay', 'closed', 'stopped'];
const WHATSAPP = '9812345678';
const INDIAN: Alias = { kind: 'phone', value: '+919812345678' };

/** As the file will be once a hospital has registered; the ids are invented. */
const registered: Registry = {
  ...dlt,
  entity: '1101000000000000001',
  header: 'INVNTD',
  whatsapp: WHATSAPP,
  templates: dlt.templates.map((one, i) => ({
    ...one,
    text: one.text.replaceAll('{whatsapp}', WHATSAPP),
    id: `11070000000000000${String(i).padStart(2, '0')}`,
  })),
};
const say = (language: string, meaning: string, reference = 'K7M2QX', whatsapp = WHATSAPP) =>
  smsText({ ...flow, whatsapp }, language, meaning as FamilyMeaning, { reference, day: '27/11' });

describe('what we would register', () => {
  test('nothing is registered yet, and nothing pretends to be', () => {
    expect(dlt.entity + dlt.header + dlt.templates.map(({ id }) => id).join('')).toBe('');
  });

  test('every SMS in every language stands there as it is said, and an operator would take it', () => {
    expect(dltFaults(flow, dlt)).toEqual([]);
    expect(dlt.templates).toHaveLength(words.languages.length * MEANINGS.length);
  });

  test('one letter that differs is found, and so are a text too many and one too few', () => {
    const [first, second, ...rest] = dlt.templates;
    const templates = [{ ...first!, text: `${first!.text}!` }, { ...second!, meaning: 'greeting' }, ...rest];
    const faults = dltFaults(flow, { ...dlt, templates });
    expect(faults).toHaveLength(3);
    expect(faults.join('\n')).toMatch(/says "CareLink[^]*is not in flows\/dlt[^]*is never said/);
  });

  test.each([
    ['CareLink: {#var#} came', /not a type/],
    ['CareLink: {#alphanumeric#} {#numeric#} came', /side by side/],
    ['CareLink: {#alphanumeric#} at {#numeric#} for {#numeric#}.', /3 variables/],
    ['{#alphanumeric#} came', /the name CareLink is missing/],
    ['CareLink: <b> {#numeric#} came', /< or >/],
    ['CareLink:  came', /a space too many/],
  ])('a portal would refuse %s', (text, why) => {
    expect(portalFaults(text, 'CareLink').join()).toMatch(why);
  });

  test.each([
    [{ entity: '12' }, /entity is a number/],
    [{ header: 'RAI' }, /six letters/],
    [{ category: 'promotional' }, /advertising/],
    [{ whatsapp: '+91 98123' }, /10 to 12 digits/],
    [{ templates: [{ meaning: 'a', language: 'en', id: 'x', text: 'CareLink' }] }, /id x/],
    [{ templates: registered.templates.map((one) => ({ ...one, id: '1107000000000000001' })) }, /twice/],
  ])('a slip of the pen is found: %#', (slip, why) => {
    expect(registryFaults({ ...registered, ...slip } as Registry).join()).toMatch(why);
  });
});

describe('a text against the register', () => {
  const all = words.languages.flatMap((language) => MEANINGS.map((meaning) => [language, meaning] as const));

  test.each(all)('%s %s goes under its own id', (language, meaning) => {
    const id = registered.templates.find((one) => one.language === language && one.meaning === meaning)!.id;
    expect(registrationOf(say(language, meaning), registered)).toEqual({
      entity: registered.entity,
      header: registered.header,
      template: id,
    });
  });

  test('whatever the value, it goes or it is refused: never longer than 30, never of another type', () => {
    const values = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.stringMatching(/^[\w .-]{0,40}$/),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...words.languages),
        fc.constantFrom(...MEANINGS),
        values,
        (language, meaning, value) => {
          const found = registrationOf(
            say(language, meaning).replace('K7M2QX', () => value),
            registered,
          );
          const fine = /^[\p{L}\p{M}\p{N} ./_-]{1,30}$/u.test(
            value.replace(/[\u200E\u200F\u2066-\u2069]/g, '').normalize('NFC'),
          );
          if (!fine && value.trim()) expect(found).toBe('dlt_no_template');
          if (/^[A-Z0-9]{1,30}$/.test(value)) expect(found).toHaveProperty('template');
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test('every text that leads on says where to write, since a header cannot be answered', () => {
    for (const [language, meaning] of all) {
      const text = say(language, meaning);
      const leads = !['closed', 'stopped'].includes(meaning);
      expect([language, meaning, text.includes(`WhatsApp`) && text.includes(WHATSAPP)]).toEqual([
        language,
        meaning,
        leads,
      ]);
      expect(text).not.toMatch(/Reply STOP/);
      // Two values of the moment at most; the number is a part of the registered text.
      const registeredText = registered.templates.find(
        (one) => one.language === language && one.meaning === meaning,
      )!.text;
      expect(registeredText.match(/\{#\w+#\}/g)!.length).toBeLessThanOrEqual(2);
      expect([language, meaning, segments(visible(text)).segments]).toEqual([language, meaning, 1]);
    }
  });

  test('where SMS can be answered they say so', () => {
    expect(smsText(flow, 'en', 'ready', { reference: 'K7M2QX' })).toMatch(/Reply STOP to end SMS\.$/);
  });

  test('a value is of its type', () => {
    expect(fits('Call 18001234567 now', 'Call {#cbn#} now')).toBe(true);
    expect(fits('Call me now', 'Call {#cbn#} now')).toBe(false);
    expect(fits('No 12 of 30', 'No {#numeric#} of #numeric#')).toBe(true);
    expect(fits('See https://a.in/b now', 'See {#url#} now')).toBe(true);
    expect(fits('See a.in now', 'See {#url#} now')).toBe(false);
    expect(fits('Now?', 'Now{#unheard#}?')).toBe(false);
  });

  test('no entity, no id and no such text are three different things', () => {
    const open = { ...registered, templates: registered.templates.map((one) => ({ ...one, id: '' })) };
    expect(registrationOf(say('hi', 'ready'), dlt)).toBe('dlt_no_entity');
    expect(registrationOf(say('hi', 'ready'), open)).toBe('dlt_no_id');
    expect(registrationOf('CareLink: come quickly', registered)).toBe('dlt_no_template');
  });
});

describe('with an Indian sender', () => {
  const channel = (apiUrl: string, registry: Registry | undefined) =>
    sms({
      accountSid: `AC${'0'.repeat(32)}`,
      authToken: 'SECRET',
      apiUrl,
      publicUrl: 'https://rai.example.org',
      statusCallbackUrl: 'https://rai.example.org/webhooks/twilio/status',
      from: 'INVNTD',
      dlt: registry,
    });
  const text = (of: string) => ({ kind: 'text', text: of }) as const;

  test('a registered text leaves under its header, and its ids stand beside it', async () => {
    const twilio = await provider(json(201, { sid: 'SM1' }));
    const sent = await channel(twilio.url, registered).send(text(say('ur', 'ready')), INDIAN, 'o1');
    const { template } = registrationOf(say('ur', 'ready'), registered) as { template: string };
    expect(sent).toEqual({
      outcome: 'sent',
      providerId: 'SM1',
      registration: `${registered.entity}/INVNTD/${template}`,
    });
    const form = new URLSearchParams(twilio.seen[0]!.body);
    expect(form.get('From')).toBe('INVNTD');
    // To the letter: a mark of direction that nobody sees would make it another text.
    expect(fits(form.get('Body')!, registered.templates.find(({ id }) => id === template)!.text)).toBe(true);
    expect(form.get('Body')).not.toMatch(/[\u200E\u200F\u2066-\u2069]/);
    await twilio.close();
  });

  test('where the account has fields for them, the ids travel too', async () => {
    const fields = { entity: 'EntityId', template: 'TemplateId' };
    const refused = { code: 21901, message: 'x', status: 400 };
    const twilio = await provider(json(201, { sid: 'SM2' }), json(400, refused));
    const own = channel(twilio.url, { ...registered, fields });
    expect(await own.send(text(say('en', 'closed')), INDIAN, 'o2')).toMatchObject({ outcome: 'sent' });
    const form = new URLSearchParams(twilio.seen[0]!.body);
    expect(form.get('EntityId')).toBe(registered.entity);
    expect(registered.templates.map(({ id }) => id)).toContain(form.get('TemplateId'));
    expect(form.get('StatusCallback')).toMatch(/id=o2$/);
    expect(await own.send(text(say('en', 'closed')), INDIAN, 'o2')).toMatchObject({
      outcome: 'refused',
      failure: { code: '21901', action: 'stop' },
    });
    await twilio.close();
  });

  test.each([
    ['no entity', dlt, say('hi', 'ready'), 'dlt_no_entity'],
    [
      'no id',
      { ...registered, templates: registered.templates.map((one) => ({ ...one, id: '' })) },
      say('hi', 'ready'),
      'dlt_no_id',
    ],
    ['another text', registered, 'CareLink: come quickly', 'dlt_no_template'],
    ['too long a value', registered, say('en', 'ready', 'K'.repeat(31)), 'dlt_no_template'],
  ])('%s: nothing leaves, and a person is told why', async (_name, registry, words_, code) => {
    const twilio = await provider();
    const own = channel(twilio.url, registry);
    expect(own.refuses!(text(words_), INDIAN)).toMatchObject({ code, action: 'person' });
    expect(await own.send(text(words_), INDIAN, 'o3')).toMatchObject({
      outcome: 'refused',
      failure: { code },
    });
    expect(twilio.seen).toEqual([]);
    await twilio.close();
  });

  test('a phone abroad, and a sender abroad, need no register', () => {
    expect(
      channel('http://127.0.0.1:1', dlt).refuses!(text('hi'), { kind: 'phone', value: '+14155550100' }),
    ).toBeUndefined();
    expect(channel('http://127.0.0.1:1', undefined).refuses!(text('hi'), INDIAN)).toBeUndefined();
  });
});

describe('whom the register binds', () => {
  test.each([
    ['a number from abroad', '+15005550006', dlt, false, undefined],
    ['a header without a registration', 'INVNTD', dlt, true, /names no registered entity/],
    ['a header that is not the registered one', 'OTHERS', registered, true, /not the header/],
    ['the registered header', 'INVNTD', registered, true, undefined],
    [
      'the registered header, with no number to write to',
      'INVNTD',
      { ...registered, whatsapp: '' },
      true,
      /no WhatsApp number/,
    ],
    ['a messaging service, registered', undefined, registered, true, undefined],
    ['a messaging service, not registered', undefined, dlt, false, undefined],
  ])('%s', (_name, sender, registry, bound, fault) => {
    expect(binding(registry, sender)).toBe(bound ? registry : undefined);
    const said = senderFault(registry, sender);
    if (fault) expect(said).toMatch(fault);
    else expect(said).toBeUndefined();
  });

  test('the operator reads how far it is', () => {
    expect(registerNews(dlt)).toMatch(/^Not registered in India .* may send without/);
    expect(registerNews(dlt, 'INVNTD')).toMatch(/No SMS can go to India/);
    const some = registered.templates.map((one, i) => (i ? one : { ...one, id: '' }));
    expect(registerNews({ ...registered, templates: some })).toMatch(/^1 of 84 texts/);
    expect(registerNews(registered)).toBe('all texts are registered');
  });
});
