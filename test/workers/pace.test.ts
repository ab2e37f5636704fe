import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { askedFor, memoryPace, META, type Asked } from '../../src/workers/pace.ts';

describe('pacing', () => {
  const pair: Asked = { key: 'c', ...META.pair };

  test('45 at once, then one in six seconds, and a rest gives them back', async () => {
    const pace = memoryPace();
    for (let i = 0; i < 45; i += 1) expect(await pace.take([pair], 0)).toBe(0);
    expect(await pace.take([pair], 0)).toBe(6_000);
    expect(await pace.take([pair], 6_000)).toBe(0);
    expect(await pace.take([pair], 6_000)).toBe(6_000);
    for (let i = 0; i < 45; i += 1) expect(await pace.take([pair], 600_000)).toBe(0);
  });

  test('a person is one, however many requests they have, and nobody reads from the key who it is', () => {
    const hide = (address: string) => `#${address.length}${address.at(-1)}`;
    const pairOf = (value: string, conversation: string) => {
      const message = { channel: 'whatsapp', to: { value }, conversation };
      return askedFor(message, META, hide).pair?.key;
    };
    const [one, other] = ['+919800000001', '+919800000002'];
    expect(pairOf(one, 'of the mother')).toBe(pairOf(one, 'of the father'));
    expect(pairOf(one, 'c')).not.toBe(pairOf(other, 'c'));
    expect(pairOf(one, 'c')).not.toContain('9800');
    // An operator counts by number alone.
    const sms = { channel: 'sms', to: { value: one } };
    expect(askedFor(sms, META, hide)).toEqual({ number: { key: 'sms', ...META.number } });
  });

  test('one person who must wait takes no place of the number', async () => {
    const pace = memoryPace();
    const number: Asked = { key: 'number', every: 1_000, burst: 1 };
    const slow: Asked = { key: 'slow', every: 60_000, burst: 1 };
    expect(await pace.take([number, slow], 0)).toBe(0);
    expect(await pace.take([number, slow], 1_000)).toBe(59_000);
    expect(await pace.take([number, { ...slow, key: 'other' }], 1_000)).toBe(0);
  });

  test('a number that was told to slow down is silent for everybody until then', async () => {
    const pace = memoryPace();
    await pace.slow('number', 5_000);
    await pace.slow('number', 3_000);
    expect(await pace.take([{ key: 'number', ...META.number }], 1_000)).toBe(4_000);
    expect(await pace.take([{ key: 'number', ...META.number }], 5_000)).toBe(0);
  });

  test('never more than the burst and what time gave', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 9_000 }), { maxLength: 120 }), async (gaps) => {
        const pace = memoryPace();
        let [now, taken] = [0, 0];
        for (const gap of gaps) {
          now += gap;
          if ((await pace.take([pair], now)) === 0) taken += 1;
          expect(taken).toBeLessThanOrEqual(45 + now / 6_000 + 1);
        }
      }),
    );
  });
});
