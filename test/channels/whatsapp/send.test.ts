import { createHash } from 'node:crypto';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { Alias, Media, Outbound } from '../../../src/channels/channel.ts';
import { FAILURES } from '../../../src/channels/whatsapp/failures.ts';
import { whatsapp } from '../../../src/channels/index.ts';
import { closedPort, hangUp, json, provider, raw, silence, type Answer } from '../harness.ts';

const TO: Alias = { kind: 'phone', value: '+919800000001' };
const HELLO: Outbound = { kind: 'text', text: 'नमस्ते' };
const ACCEPTED = {
  messaging_product: 'whatsapp',
  messages: [{ id: 'wamid.NEW', message_status: 'accepted' }],
};
const error = (code: number, status = 400, headers = {}) =>
  json(status, { error: { code, message: 'x' } }, headers);

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

const channel = (url: string, timeoutMs = 5000) =>
  whatsapp({
    phoneNumberId: '106550000000001',
    wabaId: '104220000000001',
    accessToken: 'SECRET-TOKEN',
    appSecrets: ['s'],
    verifyToken: 'v',
    graphUrl: url,
    graphVersion: 'v25.0',
    mediaHosts: ['127.0.0.1'],
    timeoutMs,
  });

async function meta(...answers: Answer[]) {
  const server = await provider(...answers);
  open.push(server);
  return { ...server, channel: channel(server.url, answers.includes(silence) ? 150 : 5000) };
}

describe('sending', () => {
  test('one exact request, and the id Meta gives', async () => {
    const { channel, seen } = await meta(json(200, ACCEPTED));
    expect(await channel.send(HELLO, TO, 'out-1')).toEqual({ outcome: 'sent', providerId: 'wamid.NEW' });
    expect(seen[0]).toMatchObject({ method: 'POST', url: '/v25.0/106550000000001/messages' });
    expect(seen[0]!.headers).toMatchObject({
      authorization: 'Bearer SECRET-TOKEN',
      'content-type': 'application/json',
    });
    expect(JSON.parse(seen[0]!.body)).toMatchObject({ to: TO.value, text: { body: 'नमस्ते' } });
  });

  test('a file is uploaded, then sent by its id', async () => {
    const { channel, seen } = await meta(json(200, { id: 'M1' }), json(200, ACCEPTED));
    const file = { bytes: Buffer.from('%PDF-1.7'), name: 'opinion.pdf', mime: 'application/pdf' };
    const sent = await channel.send({ kind: 'file', file, caption: 'Your opinion' }, TO, 'out-1');
    expect(sent).toEqual({ outcome: 'sent', providerId: 'wamid.NEW' });
    expect(seen[0]!.url).toBe('/v25.0/106550000000001/media');
    expect(seen[0]!.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
    for (const part of [
      'name="messaging_product"',
      'filename="opinion.pdf"',
      'application/pdf',
      '%PDF-1.7',
    ]) {
      expect(seen[0]!.body).toContain(part);
    }
    expect(JSON.parse(seen[1]!.body)).toMatchObject({ document: { id: 'M1', filename: 'opinion.pdf' } });
  });

  test('what WhatsApp would refuse does not leave', async () => {
    const { channel, seen } = await meta();
    const file = { bytes: new Uint8Array(3), name: 'a.zip', mime: 'application/zip' };
    const sent = await channel.send({ kind: 'file', file, caption: '' }, TO, 'out-1');
    expect(sent).toMatchObject({ outcome: 'refused', failure: { code: 'file_type' } });
    expect(seen).toHaveLength(0);
  });

  test('a read mark', async () => {
    const { channel } = await meta(json(200, { success: true }));
    const sent = await channel.send({ kind: 'seen', of: 'wamid.IN' }, TO, 'out-1');
    expect(sent).toEqual({ outcome: 'sent', providerId: 'seen:wamid.IN' });
  });

  test.each<[string, Answer, object]>([
    ['window closed', error(131047), { outcome: 'refused', failure: { code: '131047', action: 'template' } }],
    ['bad token', error(190, 401), { outcome: 'refused', failure: { code: '190', action: 'stop' } }],
    [
      'service down',
      error(131016, 500),
      { outcome: 'refused', failure: { code: '131016', action: 'retry' } },
    ],
    [
      'throughput with a hint',
      error(130429, 429, { 'retry-after': '30' }),
      { outcome: 'refused', failure: { code: '130429', action: 'slow', wait: 30_000 } },
    ],
    ['a wall with 403', raw(403, '<html>'), { outcome: 'refused', failure: { code: '190' } }],
    ['a redirect', raw(302, '', { location: '/x' }), { outcome: 'refused', failure: { code: 'redirect' } }],
    ['too many, in no form', raw(429, ''), { outcome: 'refused', failure: { code: '130429' } }],
    ['HTML with 502', raw(502, '<html>Bad Gateway'), { outcome: 'unknown', detail: 'http_502' }],
    ['JSON with 500 and no code', json(500, {}), { outcome: 'unknown', detail: 'http_500' }],
    [
      '200 with half an answer',
      raw(200, '{"messages":[{"id":'),
      { outcome: 'unknown', detail: 'unreadable' },
    ],
    ['200 without an id', json(200, { messages: [] }), { outcome: 'unknown', detail: 'unreadable' }],
    ['a connection that closes', hangUp, { outcome: 'unknown' }],
    ['no answer at all', silence, { outcome: 'unknown', detail: 'timeout' }],
  ])('%s', async (_name, answer, expected) => {
    const { channel } = await meta(answer);
    expect(await channel.send(HELLO, TO, 'out-1')).toMatchObject(expected);
  });

  test('nobody listens: surely not sent', async () => {
    const sent = await channel(await closedPort()).send(HELLO, TO, 'out-1');
    expect(sent).toMatchObject({ outcome: 'refused', failure: { code: 'network', action: 'retry' } });
  });

  test('an upload that hangs is surely not sent', async () => {
    const { channel } = await meta(silence);
    const file = { bytes: new Uint8Array(3), name: 'a.pdf', mime: 'application/pdf' };
    const sent = await channel.send({ kind: 'file', file, caption: '' }, TO, 'out-1');
    expect(sent).toMatchObject({ outcome: 'refused', failure: { code: 'timeout', action: 'retry' } });
  });

  test('the token is never carried over plain http to a host that is not listed', () => {
    expect(() => channel('http://graph.example.org')).toThrow('https');
  });

  test('every failure tells the operator something in a whole sentence', () => {
    for (const [code, { operator }] of Object.entries(FAILURES)) {
      expect([code, operator]).toEqual([code, expect.stringMatching(/^[A-Z].{15,110}\.$/)]);
    }
  });
});

describe('fetching', () => {
  const BYTES = Buffer.from('a photo of a report');
  const HASH = createHash('sha256').update(BYTES);
  const [hex, base64] = [HASH.copy().digest('hex'), HASH.copy().digest('base64')];
  const photo: Media = { id: '1003383421387256', type: 'image', mime: 'image/jpeg', fileName: 'p1.jpg' };
  /** Step one: where the bytes are, at the same server. */
  const at =
    (path: string, more: object = {}): Answer =>
    (seen, res) =>
      json(200, { url: `http://${seen.headers.host}${path}`, mime_type: 'image/jpeg', ...more })(seen, res);
  const bytes = raw(200, BYTES, { 'content-type': 'image/jpeg' });
  const fetched = { outcome: 'fetched', bytes: BYTES, mime: 'image/jpeg', fileName: 'p1.jpg' };

  test('two steps, both with the token', async () => {
    const { channel, seen } = await meta(at('/file', { sha256: hex }), bytes);
    expect(await channel.fetch(photo)).toEqual(fetched);
    expect(seen.map(({ url }) => url)).toEqual([
      '/v25.0/1003383421387256?phone_number_id=106550000000001',
      '/file',
    ]);
    expect(seen.map(({ headers }) => headers.authorization)).toEqual(Array(2).fill('Bearer SECRET-TOKEN'));
  });

  test.each([
    ['hex', hex],
    ['base64', base64],
  ])('the hash is checked in %s', async (_name, sha256) => {
    const good = await meta(at('/file'), bytes);
    expect(await good.channel.fetch({ ...photo, sha256 })).toEqual(fetched);
    const bad = await meta(at('/file'), raw(200, 'another photo'));
    expect(await bad.channel.fetch({ ...photo, sha256 })).toMatchObject({
      outcome: 'damaged',
      detail: 'sha256',
    });
  });

  test('a dead address is asked for once more, then the file is gone', async () => {
    const again = await meta(at('/old'), raw(404, ''), at('/new'), bytes);
    expect(await again.channel.fetch(photo)).toEqual(fetched);
    const gone = await meta(at('/old'), raw(404, ''), at('/new'), raw(404, ''));
    expect(await gone.channel.fetch(photo)).toEqual({ outcome: 'gone', detail: 'http_404' });
  });

  test('another host sees no token', async () => {
    const store = await provider(bytes);
    open.push(store);
    const { channel } = await meta(at('/file'), raw(302, '', { location: `${store.url}/signed` }));
    expect(await channel.fetch(photo)).toEqual(fetched);
    expect(store.seen[0]!.headers.authorization).toBeUndefined();
  });

  test.each<[string, Answer[], object]>([
    ['another host named by Meta', [json(200, { url: 'https://evil.example/f' })], { outcome: 'refused' }],
    ['a look-alike host', [json(200, { url: 'https://notfbsbx.com/f' })], { outcome: 'refused' }],
    ['plain http to Meta', [json(200, { url: 'http://lookaside.fbsbx.com/f' })], { outcome: 'refused' }],
    ['a file address', [json(200, { url: 'file:///etc/passwd' })], { outcome: 'refused' }],
    [
      'a redirect away',
      [at('/f'), raw(302, '', { location: 'https://evil.example/' })],
      { outcome: 'refused' },
    ],
    [
      'redirects without end',
      [at('/f'), ...Array.from({ length: 4 }, () => raw(302, '', { location: '/f' }))],
      { outcome: 'refused' },
    ],
    ['a 401 that looks like a file', [at('/f'), raw(401, BYTES)], { outcome: 'refused', detail: 'http_401' }],
    [
      'an error page with 200',
      [at('/f'), json(200, { error: {} })],
      { outcome: 'later', detail: 'error_page' },
    ],
    ['a broken server', [at('/f'), raw(503, 'x')], { outcome: 'later', detail: 'http_503' }],
    ['an empty file', [at('/f'), raw(200, '')], { outcome: 'damaged' }],
    ['an id Meta forgot', [error(100)], { outcome: 'gone' }],
    ['a bad token', [error(190, 401)], { outcome: 'refused', detail: '190' }],
    ['throttling', [error(4)], { outcome: 'later' }],
    ['step one broken', [raw(500, '<html>')], { outcome: 'later' }],
    ['a connection that closes', [hangUp], { outcome: 'later' }],
    ['no answer', [silence], { outcome: 'later', detail: 'timeout' }],
    [
      'a file that says it has 101 MB',
      [at('/f'), (_seen, res) => res.writeHead(200, { 'content-length': 101 * 1024 * 1024 }).write('x')],
      { outcome: 'too_big' },
    ],
  ])('%s', async (_name, answers, expected) => {
    const { channel } = await meta(...answers);
    expect(await channel.fetch(photo)).toMatchObject(expected);
  });

  test('a file without end is cut off at 100 MB', async () => {
    const part = Buffer.alloc(4 * 1024 * 1024);
    const { channel } = await meta(at('/f'), (_seen, res) => {
      const more = () => {
        while (!res.destroyed && res.write(part));
        res.once('drain', more);
      };
      more();
    });
    expect(await channel.fetch(photo)).toMatchObject({ outcome: 'too_big' });
  });

  test('what the provider could not take is not asked for', async () => {
    const { channel, seen } = await meta();
    expect(await channel.fetch({ ...photo, failure: 'too_big' })).toMatchObject({ outcome: 'too_big' });
    expect(await channel.fetch({ ...photo, failure: '131052' })).toMatchObject({ outcome: 'gone' });
    expect(seen).toHaveLength(0);
  });
});
