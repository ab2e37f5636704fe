import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { Unreadable } from '../../../src/channels/channel.ts';
import { parse } from '../../../src/channels/whatsapp/parse.ts';
import { ARRIVED, post, published, recorded } from '../harness.ts';

interface Case {
  name: string;
  body: unknown;
  expect: unknown;
}

const read = (body: unknown) => parse(post('/webhooks/whatsapp', JSON.stringify(body)));

const file = new URL('inbound.json', import.meta.url);
const cases = JSON.parse(readFileSync(file, 'utf8')) as Case[];

describe('recorded webhooks', () => {
  recorded<Case>(file, ({ body }) => read(body));
});

describe('what cannot be parsed', () => {
  test.each(['', 'not json', '[]', 'null', '"text"', '{"a":'])('%j is unreadable', (body) => {
    expect(() => parse(post('/webhooks/whatsapp', body))).toThrow(Unreadable);
  });

  test('a body of broken UTF-8 is read as far as it goes', () => {
    const body = Buffer.from(JSON.stringify(cases[0]!.body), 'utf8');
    body[body.indexOf('स्टेज')] = 0xff;
    expect(parse(post('/webhooks/whatsapp', body))).toMatchObject([{ kind: 'message', id: 'wamid.IN01' }]);
  });

  test('a hundred thousand brackets do not exhaust the stack', () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    const body = `{"object":"whatsapp_business_account","entry":[{"changes":[{"field":"x","value":{"v":${deep}}}]}]}`;
    expect(parse(post('/webhooks/whatsapp', body))).toMatchObject([{ kind: 'notice', what: 'unknown' }]);
  });
});

test('the same notice has the same id however it is batched, and another has another', () => {
  const notice = cases.find(({ name }) => name === 'a field nobody has seen')!.body as { entry: object[] };
  const twice = { ...notice, entry: [...notice.entry, ...notice.entry] };
  const [alone] = read(notice);
  const [first, second] = read(twice);
  expect([first, second]).toEqual([alone, alone]);
  const ids = cases
    .flatMap(({ body }) => read(body))
    .flatMap((each) => (each.kind === 'notice' ? [each.id] : []));
  expect(new Set(ids).size).toBe(ids.length);
});

test('no key of a payload reaches the prototype of objects', () => {
  const body =
    '{"object":"whatsapp_business_account","__proto__":{"polluted":1},"entry":[{"changes":[{"field":"__proto__","value":{"__proto__":{"polluted":1},"constructor":{"polluted":1}}}]}]}';
  expect(parse(post('/webhooks/whatsapp', body))).toHaveLength(1);
  expect(({} as { polluted?: number }).polluted).toBeUndefined();
});

test('what another number of the account hears is kept apart, whole, and nobody is answered', () => {
  const named = cases
    .map(({ body }) => JSON.stringify(body))
    .filter((body) => body.includes('"phone_number_id"'));
  expect(named.length).toBeGreaterThan(20);
  for (const body of named) {
    const numbers = [...body.matchAll(/"phone_number_id":"(\d+)"/g)].map(([, number]) => number);
    if (new Set(numbers).size !== 1) continue;
    const request = post('/webhooks/whatsapp', body);
    expect(parse(request, numbers[0])).toEqual(parse(request));
    for (const one of parse(request, '999'))
      expect(one).toMatchObject({ kind: 'notice', detail: 'other_number' });
  }
});

/** Replaces what stands at a random place of a payload. */
function mutated(value: unknown, at: number, by: unknown): unknown {
  let left = at;
  const walk = (node: unknown): unknown => {
    if (left-- === 0) return by;
    if (Array.isArray(node)) return node.map(walk);
    if (typeof node !== 'object' || node === null) return node;
    return Object.fromEntries(Object.entries(node).map(([key, inner]) => [key, walk(inner)]));
  };
  return walk(value);
}

test('parse never throws on mutated payloads, and everything it gives can be stored', () => {
  const body = fc.constantFrom(...cases.map((each) => each.body));
  fc.assert(
    fc.property(body, fc.integer({ min: 1, max: 40 }), fc.anything(), (payload, at, by) => {
      const text = JSON.stringify(mutated(payload, at, by), (_key, value: unknown) =>
        typeof value === 'bigint' ? String(value) : value,
      );
      for (const each of parse(post('/webhooks/whatsapp', text))) {
        const stored = JSON.stringify(each);
        expect(stored).not.toMatch(/\\u0000|\\ud[89a-f]/i);
        if (each.kind === 'message') expect([each.id, each.from.aliases.length > 0]).toEqual([each.id, true]);
        const at = each.at.getTime();
        expect(at >= Date.UTC(2009, 0) && at <= ARRIVED.getTime() + 86_400_000).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});

const samples = published('fixtures/whatsapp/meta-postman-inbound.json');
(samples ? describe : describe.skip)("Meta's own samples", () => {
  const all = samples ? Object.entries(JSON.parse(readFileSync(samples, 'utf8')) as object) : [['none', {}]];
  test.each(all)('%s', (name, body) => {
    const found = read(body);
    expect(found.length).toBeGreaterThan(0);
    const understood = found.filter(({ kind }) => kind !== 'notice');
    // Payments are not ours: that sample is kept as a notice.
    expect(understood).toHaveLength(String(name).includes('Transaction Status') ? 0 : 1);
  });
});
