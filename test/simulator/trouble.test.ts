import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { graph, MEERA, messages, startWire, statuses, to } from './service.ts';
import type { Wire } from './service.ts';

let wire: Wire;
beforeEach(async () => {
  wire = await startWire();
});
afterEach(() => wire.close());

const hello = to(MEERA, { type: 'text', text: { body: 'Hello' } });

test('a webhook that is answered with 500 comes again, the same bytes, until it is taken', async () => {
  const { sim, service } = wire;
  service.answers.push({ status: 500 }, { status: 503 });
  const id = sim.whatsapp(MEERA).text('hi');
  expect(sim.chat(MEERA).messages[0]?.state).toBe('sent');
  await sim.idle();
  expect(messages(service.got).map((m) => m.id)).toEqual([id, id, id]);
  expect(
    new Set(service.got.map((g) => g.body.toString('hex') + g.headers['x-hub-signature-256'])).size,
  ).toBe(1);
  expect(sim.chat(MEERA).messages[0]?.state).toBe('delivered');
});

test('nothing is lost while the service is not there at all', async () => {
  const { sim, service } = wire;
  sim.aim('http://127.0.0.1:9');
  sim.whatsapp(MEERA).text('are you there?');
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(sim.waiting()).toBe(1);
  wire.sim.aim(service.url);
  await sim.idle();
  expect(messages(service.got).map((m) => m.text.body)).toEqual(['are you there?']);
});

test('three copies of every webhook', async () => {
  wire.sim.behave({ copies: 3 });
  const id = wire.sim.whatsapp(MEERA).text('hi');
  await wire.sim.idle();
  expect(messages(wire.service.got).map((m) => m.id)).toEqual([id, id, id]);
});

test('reordering loses and doubles nothing, and does not keep the order', async () => {
  const { sim, service } = wire;
  sim.behave({ reorder: true, delay: 30 });
  const sent = Array.from({ length: 20 }, (_, n) => sim.whatsapp(MEERA).text(`${n}`));
  await sim.idle();
  const got = messages(service.got).map((m) => m.id);
  expect(got).not.toEqual(sent);
  expect([...got].sort()).toEqual([...sent].sort());
});

test('a failing provider answers with errors of its own, and nothing reaches the chat', async () => {
  const { sim, api } = wire;
  sim.whatsapp(MEERA).text('hi');
  sim.behave({ fail: 1 });
  for (let n = 0; n < 5; n += 1) {
    const answer = await graph(api, hello).catch(() => ({ status: 502, body: null }));
    expect(answer.status === 502 || [2, 131000, 131016, 130429].includes(answer.body.error.code)).toBe(true);
  }
  expect(sim.chat(MEERA).messages).toHaveLength(1);
});

test('a hanging provider takes the message, tells its receipts, and never answers', async () => {
  const { sim, service, api } = wire;
  sim.whatsapp(MEERA).text('hi');
  sim.behave({ hang: 1 });
  let answered = false;
  const call = graph(api, hello).then(
    () => (answered = true),
    () => null,
  );
  while (sim.chat(MEERA).messages.length < 2) await new Promise((resolve) => setTimeout(resolve, 10));
  await sim.idle();
  expect(statuses(service.got).map((s) => s.status)).toEqual(['sent', 'delivered']);
  expect(answered).toBe(false);
  await wire.sim.close();
  await call;
  expect(answered).toBe(false);
});

test('a provider that breaks off in the middle took the message, and its receipts come', async () => {
  const { sim, service, api } = wire;
  sim.whatsapp(MEERA).text('hi');
  sim.behave({ cut: 1 });
  await expect(graph(api, hello)).rejects.toThrow();
  await sim.idle();
  expect(sim.chat(MEERA).messages).toHaveLength(2);
  expect(statuses(service.got).map((s) => s.status)).toEqual(['sent', 'delivered']);
});

test('lost receipts never come', async () => {
  const { sim, service, api } = wire;
  sim.whatsapp(MEERA).text('hi');
  sim.behave({ loseReceipts: 1 });
  await graph(api, hello);
  await sim.idle();
  expect(statuses(service.got)).toEqual([]);
});

test('a phone that is off gets everything once it is on again', async () => {
  const { sim, service, api } = wire;
  sim.whatsapp(MEERA).text('hi');
  sim.behave({ phoneOff: true });
  await graph(api, hello);
  await sim.idle();
  expect(statuses(service.got).map((s) => s.status)).toEqual(['sent']);
  sim.behave({ phoneOff: false });
  await sim.idle();
  expect(statuses(service.got).map((s) => s.status)).toEqual(['sent', 'delivered']);
});

test('typing shows until the next message, and for 25 seconds at most', async () => {
  const { sim, api, jump } = wire;
  const id = sim.whatsapp(MEERA).text('hi');
  const seen = {
    messaging_product: 'whatsapp',
    status: 'read',
    message_id: id,
    typing_indicator: { type: 'text' },
  };
  expect((await graph(api, seen)).body).toEqual({ success: true });
  expect([sim.chat(MEERA).typing, sim.chat(MEERA).messages[0]?.state]).toEqual([true, 'read']);
  jump(25_001);
  expect(sim.chat(MEERA).typing).toBe(false);
  await graph(api, seen);
  await graph(api, hello);
  expect(sim.chat(MEERA).typing).toBe(false);
});

test('nonsense from the browser is not taken over as behaviour', () => {
  const before = wire.sim.behaviour();
  const wanted = { copies: 1e9, fail: 'all', hang: NaN, delay: -5, phoneOff: 'no', unknown: 1 };
  expect(wire.sim.behave(wanted as never)).toEqual({ ...before, copies: 10 });
});
