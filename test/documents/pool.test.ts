import { expect, test } from '@jest/globals';
import { createReader } from '../../src/documents/reader.ts';

/** Time enough that on a busy machine too, what grows reaches its memory and not its time. */
const open = (processes: number, lost: string[] = []) =>
  createReader({
    processes,
    timeoutMs: 8000,
    memoryMb: 400,
    typesFolder: '',
    program: new URL('./trouble.ts', import.meta.url),
    log: (_event, code) => lost.push(code),
  });
const today = '2026-11-24';
const bytes = (text: string) => new TextEncoder().encode(text);

test('a file that hangs, one that kills and one that grows do not take the others along', async () => {
  const lost: string[] = [];
  const reader = open(2, lost);
  const readings = await Promise.all(
    ['lab', 'hang', 'radiology', 'die', 'discharge', 'grow', 'other'].map((w) =>
      reader.read(bytes(w), { today }),
    ),
  );
  expect(readings.map((r) => r.failure ?? r.type)).toEqual([
    'lab',
    'timeout',
    'radiology',
    'crashed',
    'discharge',
    'crashed',
    'other',
  ]);
  // Hung once; died and was tried once more; grew, and once more if its process was not new.
  expect(lost.filter((c) => c === 'timeout')).toHaveLength(1);
  expect(lost.filter((c) => c === 'died')).toHaveLength(2);
  expect(reader.health().waiting).toBe(0);
  await reader.close();
  expect(reader.health().alive).toBe(0);
});

test('an urgent file goes before those that wait', async () => {
  const reader = open(1);
  const order: string[] = [];
  const note = (w: string, urgent = false) =>
    reader.read(bytes(w), { today, urgent }).then((r) => order.push(r.type));
  await Promise.all([note('first'), note('waits'), note('waits too'), note('urgent', true)]);
  expect(order).toEqual(['first', 'urgent', 'waits', 'waits too']);
  await reader.close();
});

test('pages of one album are read side by side', async () => {
  const reader = open(2);
  const first = reader.read(bytes('hang'), { today });
  expect((await reader.read(bytes('lab'), { today })).type).toBe('lab');
  await reader.close();
  expect((await first).failure).toBe('crashed');
});

test('closing ends what runs and what waits, each as a reading', async () => {
  const reader = open(1);
  const all = Promise.all([reader.read(bytes('hang'), { today }), reader.read(bytes('lab'), { today })]);
  await reader.close();
  expect((await all).map((r) => r.failure)).toEqual(['crashed', 'crashed']);
  expect((await reader.read(bytes('late'), { today })).failure).toBe('crashed');
});
