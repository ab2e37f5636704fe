import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { graph, MEERA, messages, SON, startWire, to } from './service.ts';
import type { Wire } from './service.ts';

let wire: Wire;
let demo: string;
let close: () => void;
beforeEach(async () => {
  wire = await startWire();
  const server = createServer(express().use('/demo', wire.sim.control));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  demo = `http://127.0.0.1:${(server.address() as AddressInfo).port}/demo`;
  close = () => {
    server.closeAllConnections();
    server.close();
  };
});
afterEach(async () => {
  close();
  await wire.close();
});

const get = async (path: string) => (await fetch(`${demo}/${path}`)).json() as Promise<any>;
const post = async (path: string, body: unknown) => {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${demo}/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: response.status, body: (await response.json()) as any };
};

test('the demo screen chats, taps, reads, and hears of it', async () => {
  const live = await fetch(`${demo}/live`);
  const reader = (live.body as ReadableStream<Uint8Array>).getReader();
  await post(`whatsapp/${MEERA}/text`, { text: 'hi' });
  const button = { type: 'reply', reply: { id: 'go', title: 'Start' } };
  const interactive = {
    type: 'button',
    body: { text: 'Ready?' },
    footer: { text: 'Tap' },
    action: { buttons: [button] },
  };
  await graph(wire.api, to(MEERA, { type: 'interactive', interactive }));
  const chat = await get(`whatsapp/${MEERA}`);
  expect(chat).toMatchObject({ phone: MEERA, typing: false, windowEnds: '2026-11-25T06:00:00.000Z' });
  const question = chat.messages[1];
  expect(question).toMatchObject({
    from: 'service',
    kind: 'buttons',
    text: 'Ready?',
    footer: 'Tap',
    options: [{ id: 'go', title: 'Start', description: null }],
  });
  expect(question).not.toHaveProperty('tapped');
  expect((await post(`whatsapp/${MEERA}/read`, {})).status).toBe(200);
  await post(`whatsapp/${MEERA}/tap`, { message: question.id, option: 'go' });
  await wire.sim.idle();
  expect(messages(wire.service.got).map((m) => m.type)).toEqual(['text', 'interactive']);
  let heard = '';
  while (!heard.includes('event: changed'))
    heard += Buffer.from((await reader.read()).value ?? []).toString();
  expect(heard).toContain(`data: {"phone":"${MEERA}","channel":"whatsapp"}`);
  await reader.cancel();
});

test('a photo is shown; a page that calls itself a document is only offered as a download', async () => {
  const send = (mime: string, bytes: string) =>
    fetch(`${demo}/whatsapp/${MEERA}/media?name=a.html&caption=page`, {
      method: 'POST',
      headers: { 'content-type': mime },
      body: bytes,
    });
  await send('image/jpeg', 'photo');
  await send('text/html', '<script>alert(1)</script>');
  const { messages: kept } = await get(`whatsapp/${MEERA}`);
  const files = await Promise.all(kept.map((m: any) => fetch(`${demo}/files/${m.file.id}`)));
  expect(files.map((f) => [f.headers.get('content-type'), f.headers.get('content-disposition')])).toEqual([
    ['image/jpeg', 'inline'],
    ['application/octet-stream', 'attachment'],
  ]);
  expect(files[1].headers.get('content-security-policy')).toContain('sandbox');
  for (const file of files) await file.arrayBuffer();
});

test('SMS and behaviour have their routes; what makes no sense is refused with a code', async () => {
  await post(`sms/${SON}/text`, { text: 'hello' });
  expect(await get(`sms/${SON}`)).toMatchObject([{ from: 'person', text: 'hello', segments: 1 }]);
  expect((await post('behave', { copies: 2 })).body).toMatchObject({ copies: 2, fail: 0 });
  expect((await post(`whatsapp/${MEERA}/text`, {})).body.code).toBe('invalid');
  expect((await post('whatsapp/nobody/text', { text: 'hi' })).body.code).toBe('bad_phone');
  const tap = await post(`whatsapp/${MEERA}/tap`, { message: 'wamid.no', option: 'go' });
  expect([tap.status, tap.body.code]).toEqual([404, 'no_such_message']);
});
