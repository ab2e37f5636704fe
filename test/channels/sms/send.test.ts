import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import type { Alias, Media, Outbound } from '../../../src/channels/channel.ts';
import { segments, sms } from '../../../src/channels/index.ts';
import { FAILURES } from '../../../src/channels/sms/failures.ts';
import { format } from '../../../src/channels/sms/format.ts';
import { ending } from '../../../src/channels/sms/send.ts';
import { closedPort, hangUp, json, provider, published, raw, silence, type Answer } from '../harness.ts';

const ACCOUNT = 'AC' + '0'.repeat(32);
const SENDER = { from: '+15005550006', statusCallbackUrl: 'https://rai.example.org/webhooks/twilio/status' };
const TO: Alias = { kind: 'phone', value: '+919800000001' };
const HELLO: Outbound = { kind: 'text', text: 'Your case K7M2QX was received. नमस्ते' };

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

const channel = (apiUrl: string, timeoutMs = 5000) =>
  sms({
    accountSid: ACCOUNT,
    authToken: 'SECRET',
    apiUrl,
    publicUrl: 'https://x.example',
    timeoutMs,
    ...SENDER,
  });

async function twilio(...answers: Answer[]) {
  const server = await provider(...answers);
  open.push(server);
  return { ...server, channel: channel(server.url, answers.includes(silence) ? 200 : 5000) };
}

describe('sending', () => {
  test('one exact request; our own id travels in the address for receipts', async () => {
    const { channel, seen } = await twilio(json(201, { sid: 'SM1', status: 'queued' }));
    expect(await channel.send(HELLO, TO, 'out/1')).toEqual({ outcome: 'sent', providerId: 'SM1' });
    expect(seen[0]!.url).toBe(`/2010-04-01/Accounts/${ACCOUNT}/Messages.json`);
    expect(seen[0]!.headers.authorization).toBe(
      'Basic ' + Buffer.from(`${ACCOUNT}:SECRET`).toString('base64'),
    );
    expect(Object.fromEntries(new URLSearchParams(seen[0]!.body))).toEqual({
      To: TO.value,
      From: SENDER.from,
      Body: 'Your case K7M2QX was received. नमस्ते',
      StatusCallback: 'https://rai.example.org/webhooks/twilio/status?id=out%2F1',
    });
  });

  const refused = (code: number, status = 400) => json(status, { code, message: 'x', status });
  test.each<[string, Answer, object]>([
    ['opted out', refused(21610), { outcome: 'refused', failure: { code: '21610', action: 'person' } }],
    ['bad token', refused(20003, 401), { outcome: 'refused', failure: { code: '20003', action: 'stop' } }],
    [
      'too many calls',
      refused(20429, 429),
      { outcome: 'refused', failure: { code: '20429', action: 'slow' } },
    ],
    [
      'a code nobody told us',
      refused(21999),
      { outcome: 'refused', failure: { code: '21999', action: 'bug' } },
    ],
    ['a wall with 403', raw(403, '<html>'), { outcome: 'refused', failure: { code: '20003' } }],
    ['HTML with 502', raw(502, '<html>'), { outcome: 'unknown', detail: 'http_502' }],
    ['an error with 500', refused(20500, 500), { outcome: 'unknown', detail: 'http_500' }],
    ['201 with half an answer', raw(201, '{"sid":'), { outcome: 'unknown', detail: 'unreadable' }],
    ['a connection that closes', hangUp, { outcome: 'unknown' }],
    ['no answer', silence, { outcome: 'unknown' }],
  ])('%s', async (_name, answer, expected) => {
    const { channel } = await twilio(answer);
    const sent = await channel.send(HELLO, TO, 'out-1');
    expect(sent).toMatchObject(expected);
    expect(JSON.stringify(sent)).not.toMatch(/SECRET|Basic|98000/);
  });

  test('nobody listens: surely not sent', async () => {
    const sent = await channel(await closedPort()).send(HELLO, TO, 'out-1');
    expect(sent).toMatchObject({ outcome: 'refused', failure: { code: 'network', action: 'retry' } });
  });

  test('an exception of any shape is an ending', () => {
    fc.assert(
      fc.property(fc.anything(), (thrown) => {
        expect(['refused', 'unknown']).toContain(ending(thrown).outcome);
      }),
    );
  });
});

describe('what an SMS says', () => {
  const said = (message: Outbound, to = TO) => {
    const made = format(message, to, 'o', SENDER);
    return 'request' in made ? made.request.body : made.failure.code;
  };
  const options = ['Yes', 'No'].map((title) => ({ id: title, title }));

  test.each<[string, Outbound, string]>([
    [
      'a question as numbered lines',
      { kind: 'choice', text: 'Go on?', options, open: 'x', hint: 'Type 1 or 2' },
      'Go on?\n1. Yes\n2. No\nType 1 or 2',
    ],
    [
      'no file',
      {
        kind: 'file',
        file: { bytes: new Uint8Array(1), name: 'a.pdf', mime: 'application/pdf' },
        caption: '',
      },
      'no_files',
    ],
    ['no template', { kind: 'template', name: 'a', language: 'en', parameters: [] }, 'no_templates'],
    ['nothing', { kind: 'text', text: ' ' }, 'empty'],
    ['1601 letters', { kind: 'text', text: 'x'.repeat(1601) }, 'too_long'],
  ])('%s', (_name, message, expected) => expect(said(message)).toBe(expected));

  test('a person without a phone has no SMS', () => {
    expect(said(HELLO, { kind: 'user_id', value: 'IN.1' })).toBe('no_phone');
  });

  test('any text survives unchanged, but for marks of direction that nobody sees', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }), (text) => {
        const seen = text.replace(/[\u200E\u200F\u2066-\u2069\u061C]/g, '');
        expect([seen, 'empty']).toContain(said({ kind: 'text', text }));
      }),
    );
  });

  const schema = published('specs/twilio/twilio_api_v2010.messages.patched.json');
  (schema ? test : test.skip)("Twilio's published schema takes it", () => {
    const doc = readFileSync(schema!, 'utf8').replaceAll('"#/components', '"oai#/components');
    const spec = JSON.parse(doc) as {
      components: object;
      paths: Record<string, { post: { requestBody: { content: Record<string, { schema: object }> } } }>;
    };
    const ajv = new Ajv({ strict: false, validateFormats: false });
    ajv.addSchema({ $id: 'oai', components: spec.components });
    const { content } = spec.paths['/2010-04-01/Accounts/{AccountSid}/Messages.json']!.post.requestBody;
    const validate = ajv.compile(content['application/x-www-form-urlencoded']!.schema);
    const form = (sender: object) => {
      const made = format(HELLO, TO, 'o', { ...SENDER, ...sender });
      const fields = Object.entries('request' in made ? made.request : {});
      return Object.fromEntries(
        fields.map(([key, value]) => [key[0]!.toUpperCase() + key.slice(1), value as string]),
      );
    };
    expect([validate(form({})), validate.errors]).toEqual([true, null]);
    const service = { from: undefined, messagingServiceSid: 'MG' + '0'.repeat(32) };
    expect([validate(form(service)), validate.errors]).toEqual([true, null]);
    expect(validate({ ...form({}), To: '919800000001' })).toBe(false);
  });

  test('every failure tells the operator something in a whole sentence', () => {
    for (const [code, { operator }] of Object.entries(FAILURES)) {
      expect([code, operator]).toEqual([code, expect.stringMatching(/^[A-Z].{15,110}\.$/)]);
    }
  });
});

describe('segments', () => {
  // Figures of Twilio's calculator; the one with an escape at a border is counted by hand.
  test.each([
    ['', 'GSM-7', 0, 0],
    ['a'.repeat(160), 'GSM-7', 1, 160],
    ['a'.repeat(161), 'GSM-7', 2, 161],
    ['a'.repeat(306), 'GSM-7', 2, 306],
    ['a'.repeat(307), 'GSM-7', 3, 307],
    ['€'.repeat(80), 'GSM-7', 1, 160],
    ['€'.repeat(81), 'GSM-7', 2, 162],
    // The escape of the 153rd unit moves on with its letter.
    ['a'.repeat(152) + '€' + 'a'.repeat(152), 'GSM-7', 3, 306],
    ['न'.repeat(70), 'UCS-2', 1, 70],
    ['न'.repeat(71), 'UCS-2', 2, 71],
    ['न'.repeat(134), 'UCS-2', 2, 134],
    ['न'.repeat(135), 'UCS-2', 3, 135],
    ['🙏'.repeat(35), 'UCS-2', 1, 70],
    ['🙏'.repeat(36), 'UCS-2', 2, 72],
    ['Rs 500', 'GSM-7', 1, 6],
    ['₹500', 'UCS-2', 1, 4],
    ['a`b', 'UCS-2', 1, 3],
    ['ç', 'UCS-2', 1, 1],
    ['Ç', 'GSM-7', 1, 1],
    ['\t', 'UCS-2', 1, 1],
  ])('%#', (text, encoding, count, units) => {
    expect(segments(text)).toEqual({ encoding, segments: count, units });
  });
});

describe('fetching what came with a message', () => {
  const media = (base: string, account = ACCOUNT): Media => ({
    id: `${base}/2010-04-01/Accounts/${account}/Messages/MM${'1'.repeat(32)}/Media/ME${'2'.repeat(32)}`,
    type: 'image',
  });

  test('the store it leads to sees no credentials', async () => {
    const away: Answer = (_seen, res) => res.writeHead(307, { location: '/store' }).end();
    const { channel, seen, url } = await twilio(away, raw(200, 'jpeg', { 'content-type': 'image/jpeg' }));
    expect(await channel.fetch(media(url))).toMatchObject({ outcome: 'fetched', mime: 'image/jpeg' });
    expect(seen.map(({ headers }) => headers.authorization !== undefined)).toEqual([true, false]);
  });

  test('over two hosts to the store, and none of them sees credentials; in a circle it ends', async () => {
    const to =
      (path: string): Answer =>
      (_seen, res) =>
        res.writeHead(302, { location: path }).end();
    const whole = raw(200, 'jpeg', { 'content-type': 'image/jpeg' });
    const { channel, seen, url } = await twilio(
      to('/cdn'),
      to('/store'),
      whole,
      ...Array(4).fill(to('/round')),
    );
    expect(await channel.fetch(media(url))).toMatchObject({ outcome: 'fetched' });
    expect(seen.map(({ headers }) => headers.authorization !== undefined)).toEqual([true, false, false]);
    expect(await channel.fetch(media(url))).toEqual({ outcome: 'refused', detail: 'host' });
  });

  test.each(['http://127.0.0.1:9/internal', 'file:///etc/passwd', '//'])(
    'a redirect to %s is not followed',
    async (location) => {
      const { channel, url } = await twilio((_seen, res) => res.writeHead(302, { location }).end());
      expect(await channel.fetch(media(url))).toEqual({ outcome: 'refused', detail: 'host' });
    },
  );

  test.each([
    ['another host', media('https://evil.example')],
    ['nonsense', { ...media(''), id: 'not a url' }],
  ])('%s is refused', async (_name, asked) => {
    const { channel } = await twilio();
    expect(await channel.fetch(asked)).toEqual({ outcome: 'refused', detail: 'host' });
  });

  test('another account is refused; errors are no files', async () => {
    const { channel, url } = await twilio(raw(401, 'x'), raw(404, 'x'), hangUp);
    expect(await channel.fetch(media(url, 'AC' + '9'.repeat(32)))).toMatchObject({ outcome: 'refused' });
    expect(await channel.fetch(media(url))).toMatchObject({ outcome: 'refused', detail: 'http_401' });
    expect(await channel.fetch(media(url))).toMatchObject({ outcome: 'later' });
    expect(await channel.fetch(media(url))).toMatchObject({ outcome: 'later' });
  });
});
