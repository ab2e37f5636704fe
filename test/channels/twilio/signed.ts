import { readFileSync } from 'node:fs';
import { getExpectedBodyHash, getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import type { Channel, RawRequest } from '../../../src/channels/channel.ts';
import { channels } from '../../../src/channels/index.ts';
import { post } from '../harness.ts';

/** One webhook as Twilio makes it, in what tells it from others. The persons are invented. */
export interface Case {
  name: string;
  channel: 'sms' | 'whatsapp';
  form?: Record<string, string>;
  /** Fields that come a second time. */
  twice?: Record<string, string>;
  /** Instead of a form. */
  json?: unknown;
  path?: string;
  /** Our own address, as it is configured; and the one Twilio took for its signature. */
  base?: string;
  signed?: string;
  fragment?: string;
  token?: string;
  headers?: Record<string, string>;
  expect: unknown;
}

export const TABLE = new URL('inbound.json', import.meta.url);
export const cases = () => JSON.parse(readFileSync(TABLE, 'utf8')) as Case[];

const ACCOUNT = 'AC00000000000000000000000000000000';
const TOKEN = 'newer-token-of-the-account';
const BASE = 'https://rai.example.org';
const PATHS = { sms: '/webhooks/twilio', whatsapp: '/webhooks/whatsapp' };

/** What every form of the channel carries besides. */
const COMMON = {
  sms: {
    AccountSid: ACCOUNT,
    ApiVersion: '2010-04-01',
    To: '+15005550006',
    ToCountry: 'US',
    ToState: 'CA',
    ToCity: '',
    FromCountry: 'IN',
    FromState: '',
    NumSegments: '1',
  },
  whatsapp: {
    AccountSid: ACCOUNT,
    ApiVersion: '2010-04-01',
    To: 'whatsapp:+14155550199',
    NumSegments: '1',
  },
};

/** Our channels, both by way of Twilio. */
export function ours(base = BASE): Record<Case['channel'], Channel> {
  const access = {
    accountSid: ACCOUNT,
    authToken: [TOKEN, 'older-token-of-the-account'],
    apiUrl: 'https://api.twilio.com',
    publicUrl: base,
  };
  const whatsappTwilio = {
    ...access,
    from: '+14155550199',
    contentUrl: 'https://content.twilio.com',
    statusCallbackUrl: `${base}/webhooks/whatsapp/status`,
    contents: {},
  };
  const sms = { ...access, from: '+15005550006', statusCallbackUrl: `${base}/webhooks/twilio/status` };
  const [first, second] = channels({ whatsappTwilio, sms });
  return { whatsapp: first!, sms: second! };
}

/** The request as it reaches us, signed by the vendor's own package over the address that it was given. */
export function arriving(one: Case): RawRequest {
  const { channel, json, base = BASE, signed = base, token = TOKEN } = one;
  const path = one.path ?? PATHS[channel];
  const sign = (url: string, params: Record<string, unknown>) =>
    getExpectedTwilioSignature(token, signed + url, params);
  if (json !== undefined) {
    const body = JSON.stringify(json);
    const url = `${path}?bodySHA256=${getExpectedBodyHash(body)}`;
    return request(one, url, body, sign(url, {}), 'application/json');
  }
  const form = { ...COMMON[channel], ...one.form };
  const params = Object.entries(form).map(([name, value]) => {
    const again = one.twice?.[name];
    return [name, again === undefined ? value : [value, again]] as const;
  });
  const pairs = [...Object.entries(form), ...Object.entries(one.twice ?? {})];
  return request(
    one,
    path + (one.fragment ?? ''),
    new URLSearchParams(pairs).toString(),
    sign(path, Object.fromEntries(params)),
    'application/x-www-form-urlencoded; charset=UTF-8',
  );
}

function request(
  { headers = {} }: Case,
  url: string,
  body: string,
  signature: string,
  type: string,
): RawRequest {
  return post(url, body, {
    'content-type': type,
    'i-twilio-idempotency-token': 'a3c1',
    ...headers,
    'x-twilio-signature': signature,
  });
}

/** The same bytes but for the last bit of one. */
export function flipped(bytes: Uint8Array, at: number): Uint8Array {
  const other = Uint8Array.from(bytes);
  other[at]! ^= 1;
  return other;
}
