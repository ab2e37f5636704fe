import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { account, graph, MEERA, messages, SON, startWire, statuses, to, values } from './service.ts';
import type { Wire } from './service.ts';

let wire: Wire;
beforeEach(async () => {
  wire = await startWire();
});
afterEach(() => wire.close());

test('every webhook is signed over its exact bytes, written plainly or with escapes', async () => {
  const { sim, service } = wire;
  for (let n = 0; n < 12; n += 1) sim.whatsapp(MEERA).text(`माँ 🙏 1/${n}`);
  await sim.idle();
  for (const { body, headers } of service.got) {
    const mac = createHmac('sha256', account.appSecret).update(body).digest('hex');
    expect(headers['x-hub-signature-256']).toBe(`sha256=${mac}`);
  }
  const bodies = service.got.map((g) => g.body.toString());
  expect(bodies.some((b) => b.includes('\\u092e') && b.includes('1\\/'))).toBe(true);
  expect(bodies.some((b) => b.includes('माँ 🙏 1/'))).toBe(true);
  expect(messages(service.got).map((m) => m.text.body)).toEqual(
    Array.from({ length: 12 }, (_, n) => `माँ 🙏 1/${n}`),
  );
  expect(service.got.length).toBeLessThan(12);
});

test('each kind of message has the form that Meta documents', async () => {
  const { sim, service, api } = wire;
  const meera = sim.whatsapp(MEERA);
  const first = meera.text('hi');
  const body = { text: 'Ready?' };
  const button = { type: 'reply', reply: { id: 'go', title: 'Start' } };
  const asked = await graph(
    api,
    to(MEERA, { type: 'interactive', interactive: { type: 'button', body, action: { buttons: [button] } } }),
  );
  const rows = [{ id: 'breast', title: 'Breast', description: 'Breast cancer' }];
  const listed = await graph(
    api,
    to(MEERA, {
      type: 'interactive',
      interactive: { type: 'list', body, action: { button: 'Choose', sections: [{ rows }] } },
    }),
  );
  const parameters = [{ type: 'text', text: 'SO4F7K' }];
  const nudged = await graph(
    api,
    to(MEERA, {
      type: 'template',
      template: {
        name: 'case_update',
        language: { code: 'en' },
        components: [
          { type: 'body', parameters },
          {
            type: 'button',
            sub_type: 'quick_reply',
            index: '0',
            parameters: [{ type: 'payload', payload: 'open' }],
          },
        ],
      },
    }),
  );
  const id = (answer: { body: any }) => answer.body.messages[0].id as string;
  await sim.idle();
  service.got.length = 0;
  meera.tap(id(asked), 'go');
  meera.tap(id(listed), 'breast');
  meera.tap(id(nudged), 'open');
  meera.text('yes', { replyTo: id(asked) });
  meera.media({ bytes: Buffer.from('photo'), mime: 'image/jpeg', caption: 'page 1' });
  meera.media({ bytes: Buffer.from('%PDF'), mime: 'application/pdf', name: '../../etc/passwd' });
  meera.voice(Buffer.from('ogg'));
  meera.react(id(asked), '👍');
  meera.react(id(asked), '');
  meera.edit(first, 'hello');
  meera.edit(first, 'hello!', 'unsupported');
  meera.revoke(first);
  meera.location(19.0045, 72.843, 'Tata Memorial Hospital');
  meera.contact('Ravi Devi', [SON]);
  meera.brokenMedia('document');
  await sim.idle();
  const context = (about: string) => ({ from: account.displayPhone, id: about });
  expect(messages(service.got)).toMatchObject([
    {
      type: 'interactive',
      context: context(id(asked)),
      interactive: { type: 'button_reply', button_reply: { id: 'go', title: 'Start' } },
    },
    {
      type: 'interactive',
      context: context(id(listed)),
      interactive: { type: 'list_reply', list_reply: rows[0] },
    },
    { type: 'button', context: context(id(nudged)), button: { payload: 'open', text: 'Open' } },
    { type: 'text', context: context(id(asked)), text: { body: 'yes' } },
    {
      type: 'image',
      image: {
        caption: 'page 1',
        mime_type: 'image/jpeg',
        id: expect.stringMatching(/^\d+$/),
        sha256: expect.stringMatching(/^[\w+/]{43}=$/),
      },
    },
    { type: 'document', document: { filename: '../../etc/passwd', mime_type: 'application/pdf' } },
    { type: 'audio', audio: { voice: true, mime_type: 'audio/ogg; codecs=opus' } },
    { type: 'reaction', reaction: { message_id: id(asked), emoji: '👍' } },
    { type: 'reaction', reaction: { message_id: id(asked) } },
    {
      type: 'edit',
      edit: { original_message_id: first, message: { type: 'text', text: { body: 'hello' } } },
    },
    { type: 'unsupported', unsupported: { type: 'edit' }, errors: [{ code: 131051 }] },
    { type: 'revoke', revoke: { original_message_id: first } },
    { type: 'location', location: { latitude: 19.0045, longitude: 72.843, name: 'Tata Memorial Hospital' } },
    {
      type: 'contacts',
      contacts: [{ name: { formatted_name: 'Ravi Devi' }, phones: [{ phone: SON, wa_id: SON.slice(1) }] }],
    },
    { type: 'document', errors: [{ code: 131052 }] },
  ]);
});

test('somebody with a user name shows no phone, and is written to by user id', async () => {
  const { sim, service, api } = wire;
  const meera = sim.whatsapp(MEERA);
  meera.called('Meera', 'meera.d');
  meera.hidePhone(true);
  meera.text('hi');
  const answer = await graph(api, {
    messaging_product: 'whatsapp',
    recipient: meera.userId(),
    type: 'text',
    text: { body: 'Hello' },
  });
  await sim.idle();
  expect(answer.body.contacts).toEqual([{ input: meera.userId(), user_id: meera.userId() }]);
  expect(values(service.got)[0]?.['contacts']).toEqual([
    { profile: { name: 'Meera', username: 'meera.d' }, user_id: meera.userId() },
  ]);
  expect(service.got.map((g) => g.body.toString()).join('')).not.toContain(MEERA.slice(1));
  expect(statuses(service.got).map((s) => s.recipient_user_id)).toEqual([meera.userId(), meera.userId()]);
});

test('a new number is told from the old one, without contacts', async () => {
  const { sim, service } = wire;
  const meera = sim.whatsapp(MEERA);
  const old = meera.userId();
  meera.changeNumber('+919800000009');
  await sim.idle();
  expect(values(service.got)[0]).not.toHaveProperty('contacts');
  expect(messages(service.got)).toMatchObject([
    {
      type: 'system',
      from: MEERA.slice(1),
      system: {
        type: 'user_changed_number',
        wa_id: '919800000009',
        user_id: sim.whatsapp('+919800000009').userId(),
        previous_user_id: old,
      },
    },
  ]);
  expect(sim.whatsapp('+919800000009').userId()).not.toBe(old);
});

test('the handshake gives the challenge back, or fails', async () => {
  expect(await wire.sim.verify()).toBe(false);
  const asked = new URL(wire.service.got[0]?.url ?? '', wire.service.url);
  expect([
    asked.pathname,
    asked.searchParams.get('hub.mode'),
    asked.searchParams.get('hub.verify_token'),
  ]).toEqual(['/webhooks/whatsapp', 'subscribe', 'verify me']);
});
