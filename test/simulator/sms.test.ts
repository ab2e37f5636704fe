import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { segments } from '../../src/simulator/twilio/segments.ts';
import { sms, SON, startWire, twilio } from './service.ts';
import type { Got, Wire } from './service.ts';

let wire: Wire;
beforeEach(async () => {
  wire = await startWire();
});
afterEach(() => wire.close());

const form = (got: Got) => Object.fromEntries(new URLSearchParams(got.body.toString()));

/** Twilio's rule, written down a second time: the URL, then each field's name and value in order of names. */
function signature(url: string, fields: Record<string, string>) {
  const sorted = Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1));
  const mac = createHmac('sha1', twilio.authToken);
  mac.update(url + sorted.map(([name, value]) => name + value).join(''));
  return mac.digest('base64');
}

test('an SMS to the son is accepted, and its way is told in signed callbacks', async () => {
  const { sim, service, api } = wire;
  const callback = `${service.url}/webhooks/twilio/status?id=m1`;
  const sent = await sms(api, {
    To: SON,
    From: twilio.from,
    Body: 'Request SO4F7K is received.',
    StatusCallback: callback,
  });
  expect(sent.status).toBe(201);
  expect(sent.body).toMatchObject({
    status: 'queued',
    to: SON,
    from: twilio.from,
    num_segments: '1',
    error_code: null,
  });
  expect(sent.body.sid).toMatch(/^SM[0-9a-f]{32}$/);
  await sim.idle();
  expect(service.got.map((g) => [g.url, form(g)['MessageStatus'], form(g)['MessageSid']])).toEqual([
    ['/webhooks/twilio/status?id=m1', 'sent', sent.body.sid],
    ['/webhooks/twilio/status?id=m1', 'delivered', sent.body.sid],
  ]);
  for (const got of service.got)
    expect(got.headers['x-twilio-signature']).toBe(signature(callback, form(got)));
  expect(sim.texts(SON)).toEqual([
    expect.objectContaining({ from: 'service', text: 'Request SO4F7K is received.', state: 'delivered' }),
  ]);
});

test('a phone that is off costs the message: undelivered, 30003', async () => {
  const { sim, service, api } = wire;
  sim.behave({ phoneOff: true });
  const callback = `${service.url}/webhooks/twilio/status`;
  const { body } = await sms(api, { To: SON, From: twilio.from, Body: 'News', StatusCallback: callback });
  await sim.idle();
  expect(service.got.map((g) => [form(g)['MessageStatus'], form(g)['ErrorCode']])).toEqual([
    ['sent', undefined],
    ['undelivered', '30003'],
  ]);
  const one = await fetch(`${api}/2010-04-01/Accounts/${twilio.accountSid}/Messages/${body.sid}.json`, {
    headers: { authorization: 'Basic ' + btoa(`${twilio.accountSid}:${twilio.authToken}`) },
  });
  expect(await one.json()).toMatchObject({ sid: body.sid, status: 'undelivered', error_code: 30003 });
});

test('STOP blocks the number, is told to the service with its type, and START lifts it', async () => {
  const { sim, service, api } = wire;
  const say = () => sms(api, { To: SON, From: twilio.from, Body: 'Request SO4F7K has moved on.' });
  sim.sms(SON).text(' stop ');
  await sim.idle();
  expect(form(service.got[0] as Got)).toMatchObject({
    Body: ' stop ',
    From: SON,
    To: twilio.from,
    OptOutType: 'STOP',
  });
  const refused = await say();
  expect([refused.status, refused.body.code, refused.body.status]).toEqual([400, 21610, 400]);
  expect(refused.body.more_info).toBe('https://www.twilio.com/docs/errors/21610');
  sim.sms(SON).text('STOP PLEASE');
  sim.sms(SON).text('yes');
  await sim.idle();
  expect(service.got.slice(1).map((g) => form(g)['OptOutType'])).toEqual([undefined, 'START']);
  expect((await say()).status).toBe(201);
  const twilioSaid = sim
    .texts(SON)
    .filter((t) => t.from === 'service')
    .map((t) => t.text.split('.')[0]);
  expect(twilioSaid).toEqual([
    'You have successfully been unsubscribed',
    'You have successfully been re-subscribed to messages from this number',
    'Request SO4F7K has moved on',
  ]);
});

test('YES is an ordinary answer while nothing is blocked', async () => {
  wire.sim.sms(SON).text('YES');
  await wire.sim.idle();
  expect(form(wire.service.got[0] as Got)['OptOutType']).toBeUndefined();
  expect(wire.sim.texts(SON)).toHaveLength(1);
});

test('an SMS in Hindi is signed over its UTF-8, and by the name the service believes to have', async () => {
  const { sim, service } = wire;
  sim.aim(service.url, 'https://rai.example.org/app');
  const id = sim.sms(SON).text('नमस्ते, माँ कैसी हैं? 🙏');
  await sim.idle();
  const got = service.got[0] as Got;
  expect(got.url).toBe('/webhooks/twilio');
  expect(form(got)).toMatchObject({
    MessageSid: id,
    NumSegments: '1',
    NumMedia: '0',
    AccountSid: twilio.accountSid,
  });
  expect(got.headers['x-twilio-signature']).toBe(
    signature('https://rai.example.org/app/webhooks/twilio', form(got)),
  );
});

test('a service that answers the webhook in plain text makes Twilio send that text', async () => {
  wire.service.answers.push({ status: 200, mime: 'text/plain', body: 'OK' });
  wire.sim.sms(SON).text('hello');
  await wire.sim.idle();
  expect(wire.sim.texts(SON).map((t) => t.text)).toEqual(['hello', 'OK']);
});

const good = { To: SON, From: twilio.from, Body: 'Hello' };
test.each<[what: string, form: Record<string, string>, code: number]>([
  ['no recipient', { From: twilio.from, Body: 'Hello' }, 21604],
  ['no sender', { To: SON, Body: 'Hello' }, 21603],
  ['no body', { To: SON, From: twilio.from }, 21602],
  ['1601 characters', { ...good, Body: 'x'.repeat(1601) }, 21617],
  ['a recipient that is no phone', { ...good, To: '98000' }, 21211],
  ['an Indian landline', { ...good, To: '+912240001111' }, 21614],
  ['a sender that is not ours', { ...good, From: '+14155550199' }, 21606],
  ['a messaging service that is not ours', { To: SON, MessagingServiceSid: 'MG1', Body: 'Hello' }, 21703],
  ['a WhatsApp recipient from an SMS sender', { ...good, To: 'whatsapp:' + SON }, 21910],
  ['a callback that is no URL', { ...good, StatusCallback: 'here' }, 21609],
])('refused: %s', async (_what, wrong, code) => {
  const { status, body } = await sms(wire.api, wrong);
  expect([status, body.code]).toEqual([400, code]);
});

test('a wrong token is 20003, another account 20404', async () => {
  const { status, body } = await sms(wire.api, good, 'wrong');
  expect([status, body.code]).toEqual([401, 20003]);
  const other = await fetch(`${wire.api}/2010-04-01/Accounts/AC${'2'.repeat(32)}/Messages.json`, {
    headers: { authorization: 'Basic ' + btoa(`${twilio.accountSid}:${twilio.authToken}`) },
  });
  expect([other.status, (await other.json()).code]).toEqual([404, 20404]);
});

test.each([
  ['a'.repeat(160), 1],
  ['a'.repeat(161), 2],
  ['a'.repeat(307), 3],
  ['€'.repeat(80), 1],
  ['€'.repeat(81), 2],
  ['न'.repeat(70), 1],
  ['न'.repeat(71), 2],
  ['न'.repeat(135), 3],
  ['🙏'.repeat(35), 1],
  ['🙏'.repeat(36), 2],
  ['₹' + 'a'.repeat(70), 2],
])('segments of %s', (text, count) => {
  expect(segments(text)).toBe(count);
});
