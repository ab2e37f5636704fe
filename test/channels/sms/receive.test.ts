import { createHash, createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Unreadable } from '../../../src/channels/channel.ts';
import { sms } from '../../../src/channels/index.ts';
import { loadContent } from '../../../src/content.ts';
import { post, published, recorded } from '../harness.ts';

const ACCOUNT = 'AC00000000000000000000000000000000';
const channel = (publicUrl = 'https://rai.example.org', authToken: string | string[] = ['new', 'old']) =>
  sms({
    accountSid: ACCOUNT,
    authToken,
    apiUrl: 'https://api.twilio.com',
    publicUrl,
    from: '+15005550006',
    statusCallbackUrl: `${publicUrl}/webhooks/twilio/status`,
  });

interface Case {
  name: string;
  url: string;
  form: Record<string, string>;
  expect: unknown;
}

describe('recorded webhooks', () => {
  recorded<Case>(new URL('inbound.json', import.meta.url), ({ url, form }) =>
    channel().parse(post(url, new URLSearchParams({ AccountSid: ACCOUNT, ...form }).toString())),
  );
});

test('a message is answered with nothing to say, a receipt with 204', () => {
  const { accepted, acceptedFor } = channel();
  expect(accepted).toMatchObject({ status: 200, mime: 'text/xml' });
  expect(acceptedFor!(post('/webhooks/twilio', 'MessageSid=SM1&Body=hi'))).toEqual(accepted);
  expect(
    acceptedFor!(post('/webhooks/twilio/status?id=o', 'MessageSid=SM1&MessageStatus=sent')),
  ).toMatchObject({
    status: 204,
  });
});

test('a form without a message is unreadable; any other is read', () => {
  expect(() => channel().parse(post('/webhooks/twilio', 'Body=hi'))).toThrow(Unreadable);
  const names = fc.constantFrom(
    'Body',
    'From',
    'NumMedia',
    'MediaUrl0',
    'MessageStatus',
    'OptOutType',
    '__proto__',
  );
  fc.assert(
    fc.property(fc.dictionary(names, fc.string({ unit: 'binary' })), (form) => {
      const body = new URLSearchParams({ ...form, MessageSid: 'SM1' }).toString();
      const found = channel().parse(post('/webhooks/twilio', body));
      expect(JSON.stringify(found)).not.toMatch(/\\u0000|\\ud[89a-f]/i);
    }),
  );
});

const PATH = '/webhooks/twilio?m=1';
const FORM = 'MessageSid=SM1&Body=+%E0%A4%A8+%F0%9F%99%8F+&To=%2B1&B=2&B=1&B=2&__proto__=x';
const FIELDS = 'B1B2Body न 🙏 MessageSidSM1To+1__proto__x';
const mac = (token: string, data: string) => createHmac('sha1', token).update(data).digest('base64');
const genuine = (signature: string | undefined, base?: string, body = FORM, url = PATH) =>
  channel(base).isGenuine(post(url, body, { 'x-twilio-signature': signature }));

describe('signatures', () => {
  test.each([
    ['with the primary token', mac('new', `https://rai.example.org${PATH}${FIELDS}`), undefined],
    ['with the token that goes', mac('old', `https://rai.example.org${PATH}${FIELDS}`), undefined],
    ['with the standard port', mac('new', `https://rai.example.org:443${PATH}${FIELDS}`), undefined],
    [
      'without our port',
      mac('new', `https://rai.example.org${PATH}${FIELDS}`),
      'https://rai.example.org:8443',
    ],
    [
      'with our port',
      mac('new', `https://rai.example.org:8443${PATH}${FIELDS}`),
      'https://rai.example.org:8443',
    ],
    [
      'below a prefix',
      mac('new', `https://rai.example.org/in${PATH}${FIELDS}`),
      'https://rai.example.org/in/',
    ],
  ])('good: %s', (_name, signature, base) => {
    expect(genuine(signature, base)).toBe(true);
    expect(genuine(signature, base, FORM + '&x=1')).toBe(false);
  });

  test.each([
    ['missing', undefined],
    ['empty', ''],
    ['of another token', mac('guess', `https://rai.example.org${PATH}${FIELDS}`)],
    ['of another host', mac('new', `https://evil.example.org${PATH}${FIELDS}`)],
    ['of no token', mac('', `https://rai.example.org${PATH}${FIELDS}`)],
    ['no base64 of 20 bytes', 'abc'],
  ])('refused: %s', (_name, signature) => {
    expect(genuine(signature)).toBe(false);
  });

  test('GET is refused, and nonsense never throws', () => {
    const signature = mac('new', `https://rai.example.org${PATH}`);
    const get = { ...post(PATH, '', { 'x-twilio-signature': signature }), method: 'GET' };
    expect(channel().isGenuine(get)).toBe(false);
    expect(genuine(signature, 'not a url', '', '::')).toBe(false);
  });

  test('a JSON body is covered by its hash', () => {
    const body = '{"a":"नमस्ते"}';
    const url = `/webhooks/twilio?bodySHA256=${createHash('sha256').update(body).digest('hex')}`;
    const signature = mac('new', `https://rai.example.org${url}`);
    expect(genuine(signature, undefined, body, url)).toBe(true);
    expect(genuine(signature, undefined, body + ' ', url)).toBe(false);
  });
});

interface Published {
  n: number;
  title: string;
  request: { url: string; headers: Record<string, string>; body: string };
  expect: { http: { status: number }; ignored?: string; event: PublishedEvent | null; duplicateOf?: number };
}
interface PublishedEvent {
  channel: string;
  from: { e164: string };
  kind: string;
  text: string;
  consent?: string;
  media?: { contentType: string | null }[];
}

const shared = published('fixtures/twilio/inbound-cases.json');
(shared ? describe : describe.skip)('cases signed with the twilio package', () => {
  const all = shared ? (JSON.parse(readFileSync(shared, 'utf8')) as { cases: Published[] }).cases : [];
  const ours = channel('https://bot.example.org', '12345');
  const arriving = ({ request }: Published) =>
    post(new URL(request.url).pathname, request.body, request.headers);

  test.each(all.map((each) => [each.n, each.title, each] as const))('%i %s', (_n, _title, each) => {
    const request = arriving(each);
    expect(ours.isGenuine(request)).toBe(each.expect.http.status === 200);
    const { event } = each.expect;
    const [found] = ours.parse(request);
    if (event?.channel !== 'sms') return void expect(found).toBeDefined();
    expect(found).toMatchObject({ from: { aliases: [{ kind: 'phone', value: event.from.e164 }] } });
    if (event.kind === 'consent') {
      const what = { stop: 'opted_out', start: 'opted_in', help: 'unknown' }[event.consent!];
      return void expect(found).toMatchObject({ kind: 'notice', what });
    }
    expect(found).toMatchObject({ kind: 'message', text: event.text });
    const types = found?.kind === 'message' ? found.media.map(({ mime }) => mime ?? null) : [];
    expect(types).toEqual((event.media ?? []).map(({ contentType }) => contentType));
  });

  test.each(
    all
      .filter(({ expect: { ignored } }) => ignored === 'non-person-sender')
      .map((each) => [each.title, each] as const),
  )('nobody wrote, and nothing of it is kept: %s', (_title, each) => {
    expect(ours.parse(arriving(each))).toMatchObject([{ kind: 'notice', detail: 'not_a_person' }]);
    expect(ours.parse(arriving(each))[0]).not.toHaveProperty('raw');
  });
});

describe('STOP and START in the words people use', () => {
  const { words } = loadContent();
  const heard = { stop: words.everywhere('reserved.stop'), start: words.everywhere('reserved.start') };
  const wishOf = (text: string) => {
    const form = { AccountSid: ACCOUNT, MessageSid: 'SM1', From: '+919812345678', Body: text };
    const own = sms({
      accountSid: ACCOUNT,
      authToken: 'new',
      apiUrl: 'https://api.twilio.com',
      publicUrl: 'https://rai.example.org',
      from: '+15005550006',
      statusCallbackUrl: 'https://rai.example.org/webhooks/twilio/status',
      heard,
    });
    const [one] = own.parse(post('/webhooks/twilio', new URLSearchParams(form).toString()));
    return one!.kind === 'notice' ? one!.what : 'message';
  };

  test('every word the conversation obeys, the SMS channel obeys too', () => {
    for (const language of words.languages) {
      const stop = words.list(language, 'reserved.stop');
      const start = words.list(language, 'reserved.start');
      expect([language, stop.length > 0, start.length > 0]).toEqual([language, true, true]);
      expect([language, ...stop.filter((word) => wishOf(word) !== 'opted_out')]).toEqual([language]);
      expect([language, ...start.filter((word) => wishOf(word) !== 'opted_in')]).toEqual([language]);
    }
  });

  test.each([
    [' நிறுத்து! ', 'opted_out'],
    ['بند کرو۔', 'opted_out'],
    ['మెసేజ్\u200Cలు వద్దు', 'opted_out'],
    ['মেসেজ পাঠাবেন না।', 'opted_out'],
    ['ਸ਼ੁਰੂ ਕਰੋ', 'opted_in'],
    ['STOP STOP STOP', 'opted_out'],
    ['Stop sending me these messages please!', 'opted_out'],
    ['Please stop all SMS to my number', 'opted_out'],
    ['stop the bleeding please', 'message'],
    ['Stop blood how? she is fainting', 'message'],
    ['stop me if I am wrong', 'message'],
    ['the pain did not stop', 'message'],
    ['ব্যথা বন্ধ হয়েছে', 'message'],
    ['दवा शुरू करो कब?', 'message'],
  ])('%s', (text, what) => {
    expect(wishOf(text)).toBe(what);
  });
});
