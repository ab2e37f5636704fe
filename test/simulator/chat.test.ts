import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { graph, MEERA, messages, MORNING, startWire, statuses, to, values } from './service.ts';
import type { Wire } from './service.ts';

let wire: Wire;
beforeEach(async () => {
  wire = await startWire();
});
afterEach(() => wire.close());

test('Meera says hello, the service answers, and the ticks turn as her phone gets and opens it', async () => {
  const { sim, service, api } = wire;
  sim.whatsapp(MEERA).called('Meera');
  const hello = sim.whatsapp(MEERA).text('Namaste 🙏 / hello');
  await sim.idle();
  expect(messages(service.got)).toEqual([
    {
      from: '919800000001',
      from_user_id: sim.whatsapp(MEERA).userId(),
      id: hello,
      timestamp: String(Date.parse(MORNING) / 1000),
      type: 'text',
      text: { body: 'Namaste 🙏 / hello' },
    },
  ]);
  expect(values(service.got)[0]).toMatchObject({
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '912240001111', phone_number_id: '106550000000001' },
    contacts: [{ profile: { name: 'Meera' }, wa_id: '919800000001', user_id: sim.whatsapp(MEERA).userId() }],
  });
  expect(sim.whatsapp(MEERA).userId()).toMatch(/^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/);

  const sent = await graph(
    api,
    to(MEERA, { type: 'text', text: { body: 'Hello' }, biz_opaque_callback_data: 'msg:1' }),
  );
  expect(sent.status).toBe(200);
  expect(sent.body.contacts).toEqual([
    { input: MEERA, wa_id: '919800000001', user_id: sim.whatsapp(MEERA).userId() },
  ]);
  const id = sent.body.messages[0].id;
  expect(id).toMatch(/^wamid\.[\w-]+$/);
  expect(sim.chat(MEERA).messages.map((m) => [m.from, m.text, m.state])).toEqual([
    ['person', 'Namaste 🙏 / hello', 'delivered'],
    ['service', 'Hello', 'delivered'],
  ]);
  sim.whatsapp(MEERA).open();
  await sim.idle();
  expect(statuses(service.got).map((s) => [s.id, s.status, s.biz_opaque_callback_data])).toEqual([
    [id, 'sent', 'msg:1'],
    [id, 'delivered', 'msg:1'],
    [id, 'read', 'msg:1'],
  ]);
  expect(statuses(service.got)[0]).toMatchObject({
    recipient_id: '919800000001',
    recipient_user_id: sim.whatsapp(MEERA).userId(),
    pricing: { pricing_model: 'PMP', category: 'service' },
  });
});
