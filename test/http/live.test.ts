import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Role } from '../../src/http/contract.ts';
import { openHouse, type House } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
}, 60_000);
afterAll(() => house.close());

/** Opens the stream and gives its text piece by piece. */
async function listen(role: Role, headers: Record<string, string> = {}) {
  const response = await house.as(role, '/api/live', undefined, headers);
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  return {
    type: response.headers.get('content-type'),
    close: () => reader.cancel(),
    async until(wanted: string) {
      while (!text.includes(wanted)) text += (await reader.read()).value ?? '';
      return text;
    },
  };
}

test('a desk hears of the cases it may see and of no other', async () => {
  const [early, ready] = [await house.family('intake'), await house.family('ready')];
  const reviewer = await listen('reviewer');
  await reviewer.until('hello');
  expect(reviewer.type).toMatch(/^text\/event-stream/);
  for (const family of [early, ready])
    house.deps.changed.emit({ conversation: family.conversation, case: family.case });
  const heard = await reviewer.until(ready.case);
  expect(heard).toContain('event: changed');
  expect(heard).not.toContain(early.case);
  await reviewer.close();
});

test('whoever comes back is told that anything may have changed', async () => {
  const stream = await listen('coordinator', { 'last-event-id': 'abc-7' });
  const text = await stream.until('"conversation":"*"');
  expect(text).toMatch(/^id: \S+\nevent: changed\ndata: \{"conversation":"\*","case":"\*"\}\n\n/);
  await stream.close();
});
