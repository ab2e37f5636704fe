import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import type { Alias, Option, Outbound } from '../../../src/channels/channel.ts';
import { format } from '../../../src/channels/whatsapp/format.ts';
import { published, recorded } from '../harness.ts';

const PHONE: Alias = { kind: 'phone', value: '+919800000001' };
const USER: Alias = { kind: 'user_id', value: 'IN.13491208655302741918' };

interface Case {
  name: string;
  message: Outbound;
  expect: unknown;
}

/** Files in the table are given by their size. */
const filled = (message: Outbound): Outbound =>
  message.kind === 'file'
    ? {
        ...message,
        file: { ...message.file, bytes: new Uint8Array(message.file.bytes as unknown as number) },
      }
    : message;

const file = new URL('outbound.json', import.meta.url);
const cases = JSON.parse(readFileSync(file, 'utf8')) as Case[];

describe('recorded requests', () => {
  recorded<Case>(file, ({ message }) => format(filled(message), PHONE, 'out-1', 'MEDIA-1'));
});

test('a person who shows no phone is named by id', () => {
  expect(format({ kind: 'text', text: 'hi' }, USER, 'out-1')).toEqual({
    body: {
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      recipient: USER.value,
      biz_opaque_callback_data: 'out-1',
      type: 'text',
      text: { body: 'hi', preview_url: false },
    },
  });
});

const said = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 1200 })
  .filter((text) => text.trim() !== '');
const option = fc.record({ id: fc.uuid(), title: fc.string({ minLength: 1, maxLength: 30 }) });

test('any text survives unchanged, or is refused whole', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 5000 }), (text) => {
      const made = format({ kind: 'text', text }, PHONE, 'o');
      if ('body' in made) expect(made.body).toMatchObject({ text: { body: text } });
      else
        expect([made.failure.code, text.trim() === '' || text.length > 4096]).toEqual([
          made.failure.code,
          true,
        ]);
    }),
  );
  const long = format({ kind: 'text', text: 'क'.repeat(4097) }, PHONE, 'o');
  expect(long).toMatchObject({ failure: { code: 'too_long', action: 'bug' } });
  expect(format({ kind: 'text', text: 'क'.repeat(4096) }, PHONE, 'o')).toHaveProperty('body');
});

test('every word of a question arrives, whatever form it takes', () => {
  fc.assert(
    fc.property(said, fc.array(option, { maxLength: 12 }), said, (text, options, hint) => {
      const made = format(
        { kind: 'choice', text, options: options as Option[], open: 'Choose', hint },
        PHONE,
        'o',
      );
      const words = texts('body' in made ? made.body : {}).join('\n');
      for (const part of [text, hint, ...options.map(({ title }) => title)]) {
        expect('failure' in made || words.includes(part)).toBe(true);
      }
    }),
  );
});

const texts = (value: unknown): string[] =>
  typeof value === 'string' ? [value] : Object.values(Object(value) as object).flatMap(texts);

const schema = published('specs/whatsapp/business-messaging-api_v23.0.json');
const patch = published('specs/whatsapp/patch-openapi.mjs');
(schema && patch ? describe : describe.skip)("Meta's published schema", () => {
  test.each([PHONE, USER])('takes everything we can send to a $kind', async (to) => {
    const { patchSchemas, extraChecks } = (await import(patch!.href)) as {
      patchSchemas: (schemas: object) => object;
      extraChecks: (message: object) => string[];
    };
    const { components } = JSON.parse(readFileSync(schema!, 'utf8')) as { components: { schemas: object } };
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    ajv.addSchema({ $id: 'fb', components: { schemas: patchSchemas(components.schemas) } });
    const validate = ajv.compile({ $ref: 'fb#/components/schemas/Message' });
    const seen = ajv.compile({ $ref: 'fb#/components/schemas/MarkMessageRequestPayload' });
    const made = cases.map(({ name, message }) => ({
      name,
      message,
      made: format(filled(message), to, 'o', 'M'),
    }));
    const bodies = made.flatMap((each) => ('body' in each.made ? [{ ...each, body: each.made.body }] : []));
    expect(bodies.length).toBeGreaterThan(10);
    for (const { name, message, body } of bodies) {
      const check = message.kind === 'seen' ? seen : validate;
      expect([name, check(body), check.errors ?? []]).toEqual([name, true, []]);
      expect(extraChecks(body)).toEqual([]);
    }
    // The check can fail: a title of 21 letters is refused.
    const button = { type: 'reply', reply: { id: 'a', title: 'x'.repeat(21) } };
    const interactive = { type: 'button', body: { text: 'x' }, action: { buttons: [button] } };
    expect(
      validate({ messaging_product: 'whatsapp', to: '+911234567890', type: 'interactive', interactive }),
    ).toBe(false);
  });
});
