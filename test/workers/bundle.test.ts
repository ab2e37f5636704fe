import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Leased } from '../../src/db/outbox.ts';
import { bundle, type Behind } from '../../src/workers/bundle.ts';
import { MANNERS } from '../../src/workers/kinds.ts';
import { inWords, otherwise, overdue } from '../../src/workers/otherwise.ts';

const NOW = new Date('2026-11-24T06:30:00Z');
const HOUR = 3_600_000;
const ago = (hours: number) => new Date(NOW.getTime() - hours * HOUR);
const kinds = Object.keys(MANNERS) as (keyof typeof MANNERS)[];

const first = (change: Partial<Leased> = {}): Leased =>
  ({
    id: 'e1.1',
    kind: 'update',
    channel: 'whatsapp',
    audience: 'person',
    voice: 'bot',
    unsettled: null,
    letter: { message: { kind: 'text', text: 'first' } },
    ...change,
  }) as Leased;
const one = (id: string, text: string, change: Partial<Behind> = {}): Behind => ({
  id,
  kind: 'update',
  voice: 'bot',
  due: ago(1),
  message: { kind: 'text', text },
  ...change,
});

describe('news that waits together', () => {
  test('goes as one, and beside each stands why', () => {
    const waiting = [
      one('e2.1', 'second'),
      one('e3.1', 'third'),
      one('e4.1', 'signed', { kind: 'opinion' }),
      one('e5.1', 'x'),
    ];
    expect(bundle(first(), waiting, NOW)).toEqual({
      text: 'first\n\nsecond\n\nthird',
      along: ['e2.1', 'e3.1'],
      reasons: [
        { id: 'e2.1', why: 'bundled' },
        { id: 'e3.1', why: 'bundled' },
        { id: 'e4.1', why: 'other_kind' },
      ],
    });
  });

  test.each([
    ['not due yet', { due: new Date(NOW.getTime() + 1) }, 'not_due'],
    ['said by a colleague', { voice: 'staff' }, 'other_voice'],
    ['a paper', { message: { kind: 'file' } }, 'no_words'],
    ['too long', { message: { kind: 'text', text: 'x'.repeat(1_600) } }, 'too_long'],
  ] as [string, Partial<Behind>, string][])('%s: it goes by itself', (_name, change, why) => {
    const told = bundle(first(), [one('e2.1', 'second', change), one('e3.1', 'third')], NOW);
    expect(told).toMatchObject({ along: [], reasons: [{ id: 'e2.1', why }] });
  });

  test.each([
    ['a reply', { kind: 'reply' }],
    ['a text by SMS', { channel: 'sms' }],
    ['a message that may be out there already', { unsettled: 'answer' }],
  ] as [string, Partial<Leased>][])('%s takes nothing along', (_name, change) => {
    expect(bundle(first(change), [one('e2.1', 'second')], NOW).along).toEqual([]);
  });

  test('whatever waits: nothing is lost, nothing twice, nothing overtakes', () => {
    const behind = fc.array(
      fc.record({
        kind: fc.constantFrom(...kinds, 'update' as const, 'update' as const, 'update' as const),
        voice: fc.constantFrom('bot', 'bot', 'bot', 'staff'),
        due: fc.constantFrom(ago(2), ago(1), NOW, new Date(NOW.getTime() + HOUR)),
        text: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 700 }),
      }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(behind, fc.integer({ min: 100, max: 4_096 }), (all, longest) => {
        const waiting = all.map(({ text, ...rest }, i) => one(`e${i + 2}.1`, text, rest));
        const { text, along } = bundle(first(), waiting, NOW, longest);
        // What went along is the beginning of what waits, in its order; the rest stays as it is.
        expect(waiting.slice(0, along.length).map(({ id }) => id)).toEqual([...along]);
        const words = waiting.slice(0, along.length).map(({ message }) => (message as { text: string }).text);
        expect(text).toBe(['first', ...words].join('\n\n'));
        if (along.length) expect(text.length).toBeLessThanOrEqual(longest);
        expect(waiting.slice(0, along.length).every(({ kind, due }) => kind === 'update' && due <= NOW)).toBe(
          true,
        );
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('a message that does not get through', () => {
  test('every kind names its way out, and only a read mark has none', () => {
    for (const kind of kinds)
      for (const channel of ['whatsapp', 'sms'])
        for (const isTemplate of [true, false]) {
          const ways = otherwise({ kind, channel, audience: 'person', isTemplate });
          expect(ways.length).toBeGreaterThan(0);
          if (kind !== 'seen') expect(ways.every((way) => way.do !== 'nothing')).toBe(true);
        }
    const opinion = otherwise({
      kind: 'opinion',
      channel: 'whatsapp',
      audience: 'person',
      isTemplate: false,
    });
    expect(inWords(opinion)).toBe('refused:sms shut:template undelivered:4h:sms unread:24h:sms');
  });

  test.each([
    ['nobody has it', { state: 'sent', sentAt: ago(5) }, { do: 'tell', why: 'undelivered' }],
    ['it failed', { state: 'failed', sentAt: ago(5) }, { do: 'tell', why: 'failed' }],
    ['it was read', { state: 'read', sentAt: ago(5) }, { do: 'nothing' }],
    [
      'it lies there, and there is time',
      { state: 'delivered', sentAt: ago(5) },
      { do: 'look', at: new Date(NOW.getTime() + 19 * HOUR) },
    ],
    ['it lies there too long', { state: 'delivered', sentAt: ago(25) }, { do: 'tell', why: 'unread' }],
    [
      'the receipts are lost, but the person wrote',
      { state: 'sent', sentAt: ago(5), wroteSince: true },
      { do: 'nothing' },
    ],
    ['it was sent again', { state: 'queued', sentAt: null }, { do: 'nothing' }],
  ])('%s', (_name, late, todo) => {
    expect(overdue({ kind: 'opinion', wroteSince: false, ...late }, NOW)).toEqual(todo);
  });

  test('the hours are those of its kind', () => {
    const late = { state: 'delivered', sentAt: ago(30), wroteSince: false } as const;
    expect(overdue({ ...late, kind: 'opinion' }, NOW).do).toBe('tell');
    expect(overdue({ ...late, kind: 'update' }, NOW).do).toBe('look');
    expect(overdue({ ...late, kind: 'reply' }, NOW).do).toBe('nothing');
  });
});
