import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Leased } from '../../src/db/outbox.ts';
import { MANNERS } from '../../src/workers/kinds.ts';
import { plan, type Known } from '../../src/workers/plan.ts';
import { INDIA, quietUntil } from '../../src/workers/quiet.ts';

const NOON = new Date('2026-11-24T06:30:00Z');
const NIGHT = new Date('2026-11-24T17:00:00Z');
const HOUR = 3_600_000;

const letters = {
  text: { message: { kind: 'text', text: 'words' } },
  template: { message: { kind: 'template', name: 'request_update', language: 'en', parameters: ['K7M2QX'] } },
} as const;

const message = (change: Partial<Leased> = {}): Leased => ({
  id: 'e.1',
  conversation: 'c',
  case: 'k',
  caseKey: 'kk',
  key: 'ck',
  reference: 'K7M2QX',
  language: 'en',
  channel: 'whatsapp',
  audience: 'person',
  voice: 'bot',
  kind: 'reply',
  stopped: false,
  stale: false,
  tag: 'name',
  attempts: 1,
  doubts: 0,
  letter: letters.text as unknown as Leased['letter'],
  to: { kind: 'phone', value: '+919800000001' },
  lastInboundAt: new Date(NOON.getTime() - HOUR),
  unsettled: null,
  ...change,
});

const known = (change: Partial<Known> = {}): Known => ({
  now: NOON,
  times: { window: 86_100_000 },
  quiet: INDIA,
  permitted: true,
  blocked: false,
  template: 'usable',
  smsRoute: undefined,
  refused: undefined,
  arrived: false,
  price: 0.115,
  ...change,
});

const kinds = Object.keys(MANNERS) as (keyof typeof MANNERS)[];
const messages = fc
  .record({
    kind: fc.constantFrom(...kinds),
    stopped: fc.boolean(),
    stale: fc.boolean(),
    channel: fc.constantFrom('whatsapp', 'sms'),
    isFamily: fc.boolean(),
    isTemplate: fc.boolean(),
    wrote: fc.option(fc.integer({ min: 0, max: 72 * HOUR })),
    unsettled: fc.constantFrom(null, 'worker', 'answer'),
    attempts: fc.integer({ min: 1, max: 9 }),
    doubts: fc.integer({ min: 0, max: 6 }),
  })
  .map(({ isFamily, isTemplate, wrote, ...rest }) =>
    message({
      ...(rest as Partial<Leased>),
      audience: isFamily ? 'family' : 'person',
      letter: letters[isTemplate ? 'template' : 'text'] as unknown as Leased['letter'],
      lastInboundAt: wrote === null ? null : new Date(NOON.getTime() - wrote),
    }),
  );
const worlds = fc
  .record({
    at: fc.integer({ min: 0, max: 24 * 60 }),
    permitted: fc.boolean(),
    blocked: fc.boolean(),
    smsRoute: fc.constantFrom(undefined, null, 0.01, 7, 14),
    price: fc.constantFrom(null, 0.115, 0.115),
    refused: fc.constantFrom(undefined, undefined, undefined, 'dlt_no_id'),
    arrived: fc.boolean(),
    template: fc.constantFrom('usable', 'paused', 'gone', 'costly'),
  })
  .map(({ at, ...rest }) =>
    known({
      ...(rest as Partial<Known>),
      now: new Date(NOON.getTime() + at * 60_000),
    }),
  );

describe('whatever the message and the moment', () => {
  const always = (holds: (one: Leased, world: Known) => void) =>
    fc.assert(
      fc.property(messages, worlds, (one, world) => holds(one, world)),
      { numRuns: 2_000 },
    );

  test('there is one way, with its reason, and the same again', () => {
    always((one, world) => {
      const todo = plan(one, world);
      expect(todo.why).toMatch(/^[a-z_]+$/);
      expect(plan(one, world)).toEqual(todo);
    });
  });

  test('free words never leave for WhatsApp with the window shut', () => {
    always((one, world) => {
      const since = one.lastInboundAt ? world.now.getTime() - one.lastInboundAt.getTime() : Infinity;
      if (plan(one, world).do !== 'send' || one.channel !== 'whatsapp') return;
      if (one.letter.message.kind !== 'template') expect(since).toBeLessThan(world.times.window);
    });
  });

  test('nobody who said no is written to', () => {
    always((one, world) => {
      if (one.audience === 'family' && !world.permitted) expect(plan(one, world).do).not.toBe('send');
      if (one.audience === 'person' && world.blocked)
        expect(plan(one, world).do).toBe(one.stale ? 'drop' : plan(one, world).do);
      if (one.audience === 'person' && world.blocked)
        expect(['drop', 'person']).toContain(plan(one, world).do);
    });
  });

  test('a template that is paused, rejected or counted as advertising never goes out', () => {
    always((one, world) => {
      if (one.channel !== 'whatsapp' || one.letter.message.kind !== 'template' || world.template === 'usable')
        return;
      expect(plan(one, world).do).not.toBe('send');
    });
  });

  test('what goes names its price and its way out, and of two open ways the cheaper one goes', () => {
    always((one, world) => {
      const todo = plan(one, world);
      if (todo.do === 'send') {
        expect(todo.price).toBe(world.price);
        expect(todo.otherwise.length).toBeGreaterThan(0);
        if (one.kind !== 'seen') expect(todo.otherwise.every((way) => way.do !== 'nothing')).toBe(true);
      }
      const isTemplate = one.letter.message.kind === 'template' && one.channel === 'whatsapp';
      const { price, smsRoute } = world;
      if (!isTemplate || world.template !== 'usable' || smsRoute === undefined) return;
      // Of a price that nobody knows nobody may say that it is lower.
      if (price === null || smsRoute === null) return void expect(todo.do).not.toBe('sms');
      if (todo.do === 'send') expect(price).toBeLessThanOrEqual(smsRoute);
      if (todo.do === 'sms') expect(smsRoute).toBeLessThan(price);
    });
  });

  test('what an authority would refuse never leaves, and an SMS for what arrived never either', () => {
    always((one, world) => {
      const todo = plan(one, world);
      if (world.refused) expect(todo.do).not.toBe('send');
      if (one.kind === 'fallback' && world.arrived) expect(['drop', 'person']).toContain(todo.do);
    });
  });

  test('a wait ends later than now, and at night nothing comes unasked to somebody asleep', () => {
    always((one, world) => {
      const todo = plan(one, world);
      if (todo.do === 'wait') expect(todo.until.getTime()).toBeGreaterThan(world.now.getTime());
      const slept = !one.lastInboundAt || world.now.getTime() - one.lastInboundAt.getTime() > HOUR;
      if (quietUntil(world.now, INDIA) && MANNERS[one.kind].quiet && slept) expect(todo.do).not.toBe('send');
    });
  });
});

test.each([
  ['a reply at midnight goes at once', message(), { now: NIGHT }, 'send', 'window_open'],
  ['news at midnight waits for nine', message({ kind: 'update' }), { now: NIGHT }, 'wait', 'quiet_hours'],
  [
    'but not for somebody who writes just now',
    message({ kind: 'update', lastInboundAt: NIGHT }),
    { now: NIGHT },
    'send',
    'window_open',
  ],
  [
    'an SMS to the son waits too',
    message({ kind: 'family', audience: 'family', channel: 'sms' }),
    { now: NIGHT },
    'wait',
    'quiet_hours',
  ],
  [
    'a moment before the window ends words go',
    message({ lastInboundAt: new Date(NOON.getTime() - 86_100_000 + 1) }),
    {},
    'send',
    'window_open',
  ],
  [
    'and at that very moment they wait',
    message({ lastInboundAt: new Date(NOON.getTime() - 86_100_000) }),
    {},
    'template',
    'window',
  ],
  ['after a silent day words wait for a tap', message({ lastInboundAt: null }), {}, 'template', 'window'],
  [
    'a read mark for a chat long gone is dropped',
    message({ kind: 'seen', lastInboundAt: null }),
    {},
    'drop',
    'window',
  ],
])('%s', (_story, one, world, way, why) => {
  expect(plan(one, known(world))).toMatchObject({ do: way, why });
});

test.each([
  ['reminder', 'whatsapp', 'drop'],
  ['nudge', 'whatsapp', 'drop'],
  // Who blocked the chat would never hear of it: somebody calls.
  ['opinion', 'whatsapp', 'person'],
  ['staff', 'whatsapp', 'person'],
  // STOP by SMS ended the conversation itself.
  ['update', 'sms', 'drop'],
] as const)('%s by %s to somebody who stopped us at the provider: %s', (kind, channel, way) => {
  expect(plan(message({ kind, channel }), known({ blocked: true }))).toMatchObject({
    do: way,
    why: 'opted_out',
  });
});

test.each([
  ['paused', 7, 'sms', 'template_paused'],
  ['paused', undefined, 'wait', 'template_paused'],
  ['gone', 7, 'sms', 'template_gone'],
  ['gone', undefined, 'person', 'template_gone'],
  ['costly', 7, 'sms', 'template_costly'],
  ['costly', undefined, 'person', 'template_costly'],
  ['usable', 7, 'send', 'template_cheaper'],
  ['usable', 0.05, 'sms', 'cheaper'],
  ['usable', undefined, 'send', 'template'],
  ['usable', null, 'send', 'template_unpriced'],
  ['paused', null, 'sms', 'template_paused'],
] as const)('the nudge while its template is %s, an SMS for %s:', (template, smsRoute, way, why) => {
  const nudge = message({ kind: 'nudge', letter: letters.template as unknown as Leased['letter'] });
  expect(plan(nudge, known({ template, smsRoute }))).toMatchObject({ do: way, why });
});

test.each([
  ['answer', 1, 9, 'send'],
  ['answer', 2, 2, 'person'],
  ['worker', 4, 4, 'send'],
  ['worker', 5, 5, 'person'],
] as const)('after %s was lost %i times in %i tries', (unsettled, doubts, attempts, way) => {
  // What was surely refused meanwhile counts for nothing: it did not go out.
  expect(plan(message({ unsettled, doubts, attempts }), known()).do).toBe(way);
});
