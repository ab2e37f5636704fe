import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { account, graph, MEERA, SON, startWire, statuses, to } from './service.ts';
import type { Wire } from './service.ts';

let wire: Wire;
beforeAll(async () => {
  wire = await startWire({ whatsapp: { ...account, limits: { burst: 1000, perSecond: 1000 } } });
  wire.sim.whatsapp(MEERA).text('hello');
});
afterAll(() => wire.close());

const text = (body: string) => ({ type: 'text', text: { body } });
const button = (id: string, title: string) => ({ type: 'reply', reply: { id, title } });
const buttons = (list: object[], more: object = {}) => ({
  type: 'interactive',
  interactive: { type: 'button', body: { text: 'Ready?' }, action: { buttons: list }, ...more },
});
const row = (n: number, more: object = {}) => ({ id: `r${n}`, title: `Row ${n}`, ...more });
const rows = (count: number) => Array.from({ length: count }, (_, n) => row(n));
const list = (sections: object[], more: object = {}) => ({
  type: 'interactive',
  interactive: { type: 'list', body: { text: 'Which?' }, action: { button: 'Choose', sections }, ...more },
});
const template = (name: string, language: string, parameters: object[]) => ({
  type: 'template',
  template: { name, language: { code: language }, components: [{ type: 'body', parameters }] },
});
const value = (said: string) => ({ type: 'text', text: said });
const x = (n: number) => 'x'.repeat(n);

test.each<[what: string, message: object, http: number, code: number | null]>([
  ['a text of 4096 characters', text(x(4096)), 200, null],
  ['a text of 4097', text(x(4097)), 400, 100],
  ['an empty text', text(''), 400, 131008],
  ['three buttons of 20 characters', buttons([1, 2, 3].map((n) => button(`${n}`, n + x(19)))), 200, null],
  ['four buttons', buttons([1, 2, 3, 4].map((n) => button(`${n}`, `B${n}`))), 400, 131009],
  ['no button', buttons([]), 400, 131009],
  ['a button title of 21', buttons([button('a', x(21))]), 400, 131009],
  ['a button without a title', buttons([button('a', '')]), 400, 131009],
  ['a button id of 257', buttons([button(x(257), 'A')]), 400, 131009],
  ['two buttons of one id', buttons([button('a', 'A'), button('a', 'B')]), 400, 131009],
  ['two buttons of one title', buttons([button('a', 'A'), button('b', 'A')]), 400, 131009],
  ['a body of 1025 above buttons', buttons([button('a', 'A')], { body: { text: x(1025) } }), 400, 131009],
  ['no body above buttons', buttons([button('a', 'A')], { body: {} }), 400, 131008],
  ['a footer of 60', buttons([button('a', 'A')], { footer: { text: x(60) } }), 200, null],
  ['a footer of 61', buttons([button('a', 'A')], { footer: { text: x(61) } }), 400, 131009],
  ['a header of 61', buttons([button('a', 'A')], { header: { type: 'text', text: x(61) } }), 400, 131009],
  [
    'ten rows in two sections',
    list([
      { title: 'A', rows: rows(5) },
      { title: 'B', rows: [5, 6, 7, 8, 9].map((n) => row(n)) },
    ]),
    200,
    null,
  ],
  [
    'eleven rows in two sections',
    list([
      { title: 'A', rows: rows(5) },
      { title: 'B', rows: [5, 6, 7, 8, 9, 10].map((n) => row(n)) },
    ]),
    400,
    131009,
  ],
  [
    'two sections of which one has no title',
    list([{ rows: [row(1)] }, { title: 'B', rows: [row(2)] }]),
    400,
    131008,
  ],
  ['a row title of 25', list([{ rows: [row(1, { title: x(25) })] }]), 400, 131009],
  ['a row description of 72', list([{ rows: [row(1, { description: x(72) })] }]), 200, null],
  ['a row description of 73', list([{ rows: [row(1, { description: x(73) })] }]), 400, 131009],
  ['a row id of 201', list([{ rows: [row(1, { id: x(201) })] }]), 400, 131009],
  ['two rows of one id', list([{ rows: [row(1), row(1)] }]), 400, 131009],
  [
    'an opening label of 21',
    list([{ rows: rows(1) }], { action: { button: x(21), sections: [{ rows: rows(1) }] } }),
    400,
    131009,
  ],
  ['a body of 4096 above a list', list([{ rows: rows(1) }], { body: { text: x(4096) } }), 200, null],
  ['a body of 4097 above a list', list([{ rows: rows(1) }], { body: { text: x(4097) } }), 400, 131009],
  ['an image header on a list', list([{ rows: rows(1) }], { header: { type: 'image' } }), 400, 131009],
  ['a caption of 1025', { type: 'image', image: { id: '1', caption: x(1025) } }, 400, 131009],
  [
    'an image by id and by link',
    { type: 'image', image: { id: '1', link: 'https://example.org/a' } },
    400,
    131008,
  ],
  ['a template as approved', template('case_update', 'en', [value('SO4F7K')]), 200, null],
  ['a template nobody knows', template('case_result', 'en', []), 404, 132001],
  ['a template in a language it has not', template('case_update', 'hi', [value('SO4F7K')]), 404, 132001],
  ['a template with a value too many', template('case_update', 'en', [value('a'), value('b')]), 400, 132000],
  ['a template with no value', template('case_update', 'en', []), 400, 132000],
  ['a template with a line break in a value', template('case_update', 'en', [value('a\nb')]), 400, 132018],
  ['a template that becomes too long', template('case_update', 'en', [value(x(1024))]), 400, 132005],
  ['callback data of 513', { ...text('hi'), biz_opaque_callback_data: x(513) }, 400, 131009],
  ['a kind nobody knows', { type: 'hologram' }, 400, 131051],
  ['another product', { ...text('hi'), messaging_product: 'telegram' }, 400, 100],
  ['a recipient who is the sender', { ...text('hi'), to: account.displayPhone }, 400, 131021],
  ['a recipient that is no phone', { ...text('hi'), to: 'Meera' }, 400, 131009],
])('%s', async (_what, message, http, code) => {
  const answer = await graph(wire.api, to(MEERA, message));
  expect([answer.status, answer.body.error?.code ?? null]).toEqual([http, code]);
  if (code === null) return;
  expect(answer.body.error).toMatchObject({
    message: expect.stringMatching(/^\(#\d+\) /),
    type: 'OAuthException',
    error_data: { messaging_product: 'whatsapp', details: expect.any(String) },
    fbtrace_id: expect.any(String),
  });
});

test('nobody to send to is refused', async () => {
  const { status, body } = await graph(wire.api, { messaging_product: 'whatsapp', ...text('hi') });
  expect([status, body.error.code]).toEqual([400, 100]);
});

test('a wrong token is answered with 401 and code 190', async () => {
  const { status, body } = await graph(wire.api, to(MEERA, text('hi')), 'stolen');
  expect([status, body.error.code, body.error.type]).toEqual([401, 190, 'OAuthException']);
});

test('a paused and a disabled template have codes of their own', async () => {
  for (const [state, code] of [
    ['paused', 132015],
    ['disabled', 132016],
  ] as const) {
    wire.sim.template({ name: 'nudge', language: 'en', body: 'News.', state });
    const { body } = await graph(wire.api, to(MEERA, template('nudge', 'en', [])));
    expect(body.error.code).toBe(code);
  }
});

test('somebody without WhatsApp, and a chat older than a day, are told later, in a receipt', async () => {
  const unknown = await graph(wire.api, to(SON, { ...text('hi'), biz_opaque_callback_data: 'a' }));
  wire.jump(24 * 3_600_000 + 1000);
  const late = await graph(wire.api, to(MEERA, { ...text('hi'), biz_opaque_callback_data: 'b' }));
  const nudge = await graph(wire.api, to(MEERA, template('case_update', 'en', [value('SO4F7K')])));
  expect([unknown.status, late.status, nudge.status]).toEqual([200, 200, 200]);
  await wire.sim.idle();
  const failed = statuses(wire.service.got).filter((s) => s.status === 'failed');
  expect(failed.map((s) => [s.biz_opaque_callback_data, s.errors[0].code])).toEqual([
    ['a', 131026],
    ['b', 131047],
  ]);
  expect(wire.sim.chat(MEERA).messages.at(-1)).toMatchObject({
    kind: 'template',
    text: 'Your request SO4F7K has an update.',
  });
});
