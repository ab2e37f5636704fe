import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { account, graph, MEERA, messages, startWire, statuses, to } from './service.ts';
import type { Wire } from './service.ts';

let wire: Wire;
beforeEach(async () => {
  wire = await startWire();
  wire.sim.whatsapp(MEERA).text('hi');
});
afterEach(() => wire.close());

const auth = { authorization: `Bearer ${account.accessToken}` };
const locate = async (id: string) => {
  const response = await fetch(`${wire.api}/v25.0/${id}?phone_number_id=${account.phoneNumberId}`, {
    headers: auth,
  });
  return { status: response.status, body: (await response.json()) as any };
};
const upload = async (bytes: string, mime: string) => {
  const body = new FormData();
  body.set('messaging_product', 'whatsapp');
  body.set('file', new Blob([bytes], { type: mime }), 'opinion.pdf');
  const init = { method: 'POST', headers: auth, body };
  const response = await fetch(`${wire.api}/v25.0/${account.phoneNumberId}/media`, init);
  return { status: response.status, body: (await response.json()) as any };
};

test('a photo is fetched in two steps, with the token, for five minutes', async () => {
  const { sim, service, jump } = wire;
  sim.whatsapp(MEERA).media({ bytes: Buffer.from('a photo'), mime: 'image/jpeg' });
  await sim.idle();
  const { id, url: early } = messages(service.got).at(-1).image;
  const { body } = await locate(id);
  expect(body).toMatchObject({ messaging_product: 'whatsapp', id, mime_type: 'image/jpeg' });
  expect(Number(body.file_size)).toBe(7);
  const without = await fetch(body.url);
  expect([without.status, without.headers.get('content-type')]).toEqual([
    401,
    'application/json; charset=utf-8',
  ]);
  for (const url of [body.url, early])
    expect(await (await fetch(url, { headers: auth })).text()).toBe('a photo');
  jump(5 * 60_000 + 1);
  expect((await fetch(body.url, { headers: auth })).status).toBe(404);
  const again = await locate(id);
  expect((await fetch(again.body.url, { headers: auth })).status).toBe(200);
  const forged = body.url.replace(/ext=\d+/, 'ext=9999999999999');
  expect((await fetch(forged, { headers: auth })).status).toBe(404);
});

test('when every media id is gone, so are the files behind them', async () => {
  const { sim, service } = wire;
  sim.whatsapp(MEERA).media({ bytes: Buffer.from('a photo'), mime: 'image/jpeg' });
  await sim.idle();
  const { id, url } = messages(service.got).at(-1).image;
  sim.behave({ expireMedia: true });
  const { status, body } = await locate(id);
  expect([status, body.error.code]).toEqual([400, 100]);
  expect((await fetch(url, { headers: auth })).status).toBe(404);
});

test('an opinion is uploaded, sent as a document, and deleted again', async () => {
  const { sim, api } = wire;
  const { body } = await upload('%PDF-1.7 opinion', 'application/pdf');
  const document = { id: body.id, filename: 'request-SO4F7K.pdf', caption: 'Your answer' };
  await graph(api, to(MEERA, { type: 'document', document }));
  const file = { id: body.id, name: 'request-SO4F7K.pdf', mime: 'application/pdf', bytes: 16 };
  expect(sim.chat(MEERA).messages.at(-1)).toMatchObject({ kind: 'document', text: 'Your answer', file });
  const gone = await fetch(`${api}/v25.0/${body.id}`, { method: 'DELETE', headers: auth });
  expect(await gone.json()).toEqual({ success: true });
  expect((await locate(body.id)).status).toBe(400);
});

test.each([
  ['a page of the web', '<html>', 'text/html', 100],
  ['an empty file', '', 'application/pdf', 131053],
])('refused on upload: %s', async (_what, bytes, mime, code) => {
  const { status, body } = await upload(bytes, mime);
  expect([status, body.error.code]).toEqual([400, code]);
});

test('a file that does not fit its message fails later, with 131053', async () => {
  const { sim, service, api } = wire;
  const pdf = (await upload('%PDF-1.7', 'application/pdf')).body.id;
  const fake = (await upload('MZ program', 'application/pdf')).body.id;
  for (const message of [
    { type: 'image', image: { id: pdf } },
    { type: 'document', document: { id: fake } },
    { type: 'document', document: { id: '12345' } },
  ])
    expect((await graph(api, to(MEERA, message))).status).toBe(200);
  await sim.idle();
  const failed = statuses(service.got).filter((s) => s.status === 'failed');
  expect(failed.map((s) => s.errors[0].code)).toEqual([131053, 131053, 131053]);
});
