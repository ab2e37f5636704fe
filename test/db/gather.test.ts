import { expect, test } from '@jest/globals';
import { gather } from '../../src/db/gather.ts';

const breath = () => new Promise((done) => setImmediate(done));

test('what comes while one go is under way goes together in the next, in order, each with its own result', async () => {
  const goes: number[][] = [];
  let open = () => {};
  const together = gather<number, number>(async (items) => {
    goes.push(items);
    if (goes.length === 1) await new Promise<void>((done) => (open = done));
    return items.map((item) => item * 10);
  });
  const first = together(1);
  await breath();
  await breath();
  const rest = [2, 3, 4].map(together);
  open();
  expect(await first).toBe(10);
  expect(await Promise.all(rest)).toEqual([20, 30, 40]);
  expect(goes).toEqual([[1], [2, 3, 4]]);
});

test('what one go throws is thrown to all of it, and the next goes on', async () => {
  let fails = true;
  const together = gather<string, string>((items) =>
    fails ? Promise.reject(new Error('away')) : Promise.resolve(items),
  );
  const lost = await Promise.allSettled(['a', 'b'].map(together));
  expect(lost.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  fails = false;
  expect(await together('c')).toBe('c');
});

test('a go has a bound', async () => {
  const sizes: number[] = [];
  const together = gather<number, void>(async (items) => {
    sizes.push(items.length);
    return items.map(() => undefined);
  });
  await Promise.all(Array.from({ length: 450 }, (_, n) => together(n)));
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(450);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(200);
});
