import { expect, test } from '@jest/globals';
import type { Advanced } from '../../src/workers/advance.ts';
import { turns } from '../../src/workers/turns.ts';

const breath = () => new Promise((done) => setTimeout(done, 5));

function staged(answers: Record<string, Advanced[]>, due: string[][] = [], together = 1) {
  const had: string[] = [];
  const lanes: string[][] = [];
  let side = 0;
  let most = 0;
  const errors: unknown[] = [];
  const loop = turns({
    width: 2,
    together,
    every: 60_000,
    due: () => Promise.resolve(due.shift() ?? []),
    async advance(conversations) {
      had.push(...conversations);
      lanes.push([...conversations]);
      most = Math.max(most, (side += 1));
      await breath();
      side -= 1;
      return new Map(conversations.map((one) => [one, answers[one]?.shift() ?? 'nothing']));
    },
    crowded: () => false,
    onError: (error) => errors.push(error),
  });
  return { loop, had, lanes, errors, most: () => most };
}

test('a conversation has one turn at a time, and after it stands behind the others', async () => {
  const { loop, had, most } = staged({ a: ['more', 'more', 'done'], b: ['done'], c: ['done'] });
  loop.hint(['a', 'b', 'c', 'a']);
  await new Promise((done) => setTimeout(done, 60));
  await loop.stop();
  expect(had.filter((one) => one === 'a')).toHaveLength(3);
  expect(had.indexOf('c')).toBeLessThan(had.indexOf('a', 1));
  expect(most()).toBe(2);
});

test('what comes while a conversation is in hand is not lost', async () => {
  const { loop, had } = staged({ a: ['done', 'done'] });
  loop.hint(['a']);
  await new Promise(setImmediate);
  loop.hint(['a']);
  await new Promise((done) => setTimeout(done, 40));
  await loop.stop();
  expect(had).toEqual(['a', 'a']);
});

test('where a look found something to do, the next look follows at once', async () => {
  const { loop, had } = staged({ a: ['done'], b: ['done'] }, [['a'], ['b'], []]);
  await new Promise((done) => setTimeout(done, 60));
  await loop.stop();
  expect(had).toEqual(['a', 'b']);
});

test('what comes in the same breath goes together, so many at most, and who has more stands behind the others', async () => {
  const { loop, lanes } = staged({ a: ['more', 'done'], b: ['done'], c: ['done'] }, [], 2);
  for (const one of ['a', 'b', 'c']) loop.hint([one]);
  await new Promise((done) => setTimeout(done, 60));
  await loop.stop();
  expect(lanes).toEqual([['a', 'b'], ['c'], ['a']]);
});
