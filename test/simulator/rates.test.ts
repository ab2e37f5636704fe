import { expect, test } from '@jest/globals';
import { createRates } from '../../src/simulator/whatsapp/rates.ts';

test('45 messages to one person may go at once; then one in six seconds', () => {
  const rates = createRates();
  const at = 1_000_000_000;
  for (let n = 0; n < 45; n += 1) expect(rates.spend('meera', at)).toBeNull();
  expect(rates.spend('meera', at)?.code).toBe(131056);
  expect(rates.spend('son', at)).toBeNull();
  expect(rates.spend('meera', at + 5999)?.code).toBe(131056);
  expect(rates.spend('meera', at + 6000)).toBeNull();
  expect(rates.spend('meera', at + 6001)?.code).toBe(131056);
});

test('80 messages a second go over one number, whoever gets them', () => {
  const rates = createRates();
  const at = 1_000_000_000;
  for (let n = 0; n < 80; n += 1) expect(rates.spend(`person ${n}`, at)).toBeNull();
  expect(rates.spend('one more', at + 999)?.code).toBe(130429);
  expect(rates.spend('one more', at + 1000)).toBeNull();
});
