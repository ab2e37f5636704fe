import { describe, expect, test } from '@jest/globals';
import { Unreadable } from '../../../src/channels/channel.ts';
import { recorded } from '../harness.ts';
import { arriving, cases, flipped, ours, TABLE, type Case } from './signed.ts';

const said = (one: Case) => {
  try {
    return ours(one.base)[one.channel].parse(arriving(one));
  } catch (error) {
    if (error instanceof Unreadable) return 'unreadable';
    throw error;
  }
};

describe('what each webhook says', () => recorded<Case>(TABLE, said));

test('every kind that Twilio has is among them', () => {
  const all = cases().map(({ expect: found }) => [found].flat()[0] as Record<string, any> | undefined);
  const kinds = new Set(all.map((one) => one?.shape ?? one?.what ?? one?.status));
  const messages = ['choice', 'location', 'media', 'text', 'unsupported'];
  const notices = ['opted_in', 'opted_out', 'unknown'];
  const receipts = ['delivered', 'failed', 'read', 'sent'];
  expect(kinds).toEqual(new Set([...messages, ...notices, ...receipts, undefined]));
  expect(all.length).toBeGreaterThanOrEqual(40);
  expect(new Set(cases().map(({ name }) => name)).size).toBe(all.length);
});

test.each(cases().map((one) => [one.name, one] as const))(
  '%s: genuine, and not after one byte',
  (_name, one) => {
    const channel = ours(one.base)[one.channel];
    const genuine = arriving(one);
    expect(channel.isGenuine(genuine)).toBe(true);
    const body = Buffer.from(genuine.body);
    const forged = Array.from(body, (_byte, at) => at).filter((at) =>
      channel.isGenuine({ ...genuine, body: flipped(body, at) }),
    );
    expect(forged).toEqual([]);
    const signature = genuine.headers['x-twilio-signature']!;
    const other = Buffer.from(flipped(Buffer.from(signature, 'base64'), 7)).toString('base64');
    expect(channel.isGenuine({ ...genuine, headers: { 'x-twilio-signature': other } })).toBe(false);
    expect(channel.isGenuine({ ...genuine, url: genuine.url.replace('webhooks', 'webhookt') })).toBe(false);
    expect(channel.isGenuine({ ...genuine, method: 'PUT' })).toBe(false);
    const elsewhere = ours('https://rai.example.com')[one.channel];
    expect(elsewhere.isGenuine(genuine)).toBe(false);
  },
);
