import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { INDIA, quietFor, quietUntil } from '../../src/workers/quiet.ts';

const NOON = new Date('2026-11-24T06:30:00Z');

describe('the night in India', () => {
  test.each([
    ['2026-11-24T15:29:00Z', undefined],
    ['2026-11-24T15:30:00Z', '2026-11-25T03:30:00.000Z'],
    // The last second of a day in India, and the first of the next.
    ['2026-11-24T18:29:59Z', '2026-11-25T03:30:00.000Z'],
    ['2026-11-24T18:30:00Z', '2026-11-25T03:30:00.000Z'],
    ['2026-11-24T23:59:00Z', '2026-11-25T03:30:00.000Z'],
    ['2026-11-25T03:29:59Z', '2026-11-25T03:30:00.000Z'],
    ['2026-11-25T03:30:00Z', undefined],
  ])('%s', (now, end) => {
    expect(quietUntil(new Date(now), INDIA)?.toISOString()).toBe(end);
  });

  test.each([
    // Noon in India is long before dawn in New Jersey and in California; both are awake from 17:00 UTC.
    ['+12015550123', '2026-11-24T06:30:00Z', '2026-11-24T17:00:00.000Z'],
    ['+12015550123', '2026-11-24T17:00:00Z', undefined],
    ['+12015550123', '2026-11-25T01:00:00Z', '2026-11-25T17:00:00.000Z'],
    // Nine in India is half past six in Riyadh.
    ['+966512345678', '2026-11-25T03:30:00Z', '2026-11-25T06:00:00.000Z'],
    ['+919812345678', '2026-11-25T03:30:00Z', undefined],
    ['+447700900123', '2026-11-24T08:30:00Z', '2026-11-24T09:00:00.000Z'],
    // A country that nobody wrote down, and an id without a country: India's night.
    ['+9981234567', '2026-11-24T16:00:00Z', '2026-11-25T03:30:00.000Z'],
    [undefined, '2026-11-24T16:00:00Z', '2026-11-25T03:30:00.000Z'],
  ])('for %s at %s', (phone, now, end) => {
    expect(quietFor(new Date(now), INDIA, phone)?.toISOString()).toBe(end);
  });

  test('wherever a phone is, the wait ends in its day', () => {
    const codes = fc.constantFrom('+1', '+44', '+61', '+65', '+971', '+966', '+91', '+998', '+64');
    fc.assert(
      fc.property(codes, fc.integer({ min: 0, max: 3 * 24 * 60 }), (code, at) => {
        const end = quietFor(new Date(NOON.getTime() + at * 60_000), INDIA, `${code}123456789`);
        if (end) expect(quietFor(end, INDIA, `${code}123456789`)).toBeUndefined();
      }),
    );
  });

  test('quiet hours always end, outside of themselves', () => {
    const hours = fc.integer({ min: 0, max: 23 });
    fc.assert(
      fc.property(hours, hours, fc.integer({ min: 0, max: 3 * 24 * 60 }), (from, to, at) => {
        fc.pre(from !== to);
        const quiet = { from, to, offset: 330 };
        const end = quietUntil(new Date(NOON.getTime() + at * 60_000), quiet);
        if (end) expect(quietUntil(end, quiet)).toBeUndefined();
      }),
    );
  });
});
