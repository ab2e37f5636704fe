import { createHmac } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { answerChallenge, isGenuine } from '../../../src/channels/whatsapp/verify.ts';
import { post } from '../harness.ts';

const SECRETS = ['new-secret', 'old-secret'];
const sign = (body: string, secret: string) =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
const genuine = (body: string, header: string | undefined, secrets = SECRETS) =>
  isGenuine(post('/webhooks/whatsapp', body, { 'x-hub-signature-256': header }), secrets);

const ESCAPED = String.raw`{"text":"\u00e4\u00f6 \ud83d\ude4f \/ \u003C"}`;
const PLAIN = '{"text":"äö 🙏 / < नमस्ते"}';

test.each([ESCAPED, PLAIN])('the raw bytes are signed, however letters are written: %s', (body) => {
  expect(genuine(body, sign(body, 'new-secret'))).toBe(true);
  expect(genuine(body, sign(body, 'old-secret'))).toBe(true);
  // The same JSON in other bytes is another body.
  const rewritten = JSON.stringify(JSON.parse(body), null, 1);
  expect(genuine(rewritten, sign(body, 'new-secret'))).toBe(false);
});

test.each([
  ['missing', undefined],
  ['empty', ''],
  ['another secret', sign(PLAIN, 'guess')],
  ['too short', sign(PLAIN, 'new-secret').slice(0, -1)],
  ['too long', sign(PLAIN, 'new-secret') + '0'],
  ['not hex', 'sha256=' + 'z'.repeat(64)],
  ['the older hash', `sha1=${createHmac('sha1', 'new-secret').update(PLAIN).digest('hex')}`],
  ['without its name', sign(PLAIN, 'new-secret').slice(7)],
  ['signed with nothing', sign(PLAIN, '')],
])('a signature that is %s is refused', (_name, header) => {
  expect(genuine(PLAIN, header, [...SECRETS, ''])).toBe(false);
});

test('without a secret nothing is genuine', () => {
  expect(genuine(PLAIN, sign(PLAIN, ''), [])).toBe(false);
});

const query = (mode: string, token: string, challenge: string) => ({
  'hub.mode': mode,
  'hub.verify_token': token,
  'hub.challenge': challenge,
});

test("Meta's question is answered with its bare challenge", () => {
  expect(answerChallenge(query('subscribe', 'ours', '1158201444'), 'ours')).toBe('1158201444');
  expect(answerChallenge(new URLSearchParams(query('subscribe', 'ours', '7')), 'ours')).toBe('7');
});

test.each([
  ['another token', query('subscribe', 'theirs', '1'), 'ours'],
  ['another mode', query('unsubscribe', 'ours', '1'), 'ours'],
  ['no token of ours', query('subscribe', '', '1'), ''],
  ['markup', query('subscribe', 'ours', '<script>'), 'ours'],
  ['no challenge', query('subscribe', 'ours', ''), 'ours'],
  ['lists', { 'hub.mode': 'subscribe', 'hub.verify_token': ['ours'], 'hub.challenge': ['1'] }, 'ours'],
  ['nothing', {}, 'ours'],
])('a question with %s is refused', (_name, asked, token) => {
  expect(answerChallenge(asked, token)).toBeUndefined();
});
