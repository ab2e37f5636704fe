import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { createReader } from '../../src/documents/reader.ts';

const LIMITS = {
  /** Time enough that on a busy machine too, what grows reaches its memory and not its time. */
  timeoutMs: 8000,
  memoryMb: 400,
  typesFolder: '',
  program: new URL('./trouble.ts', import.meta.url),
};
const open = (processes: number, lost: string[] = []) =>
  createReader({ ...LIMITS, processes, log: (_event, code) => lost.push(code) });
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

test.each(['SIGKILL', 'SIGSEGV', 'SIGABRT', 'SIGBUS'])(
  'a page that ends its process by %s each time ends as a crash, and the next is read',
  async (signal) => {
    const lost: string[] = [];
    const reader = open(1, lost);
    expect((await reader.read(bytes(signal), { today })).failure).toBe('crashed');
    expect(lost).toEqual(['died', 'died']);
    expect((await reader.read(bytes('lab'), { today })).type).toBe('lab');
    await reader.close();
  },
);

test('a page whose process dies under it once is read by another', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pool-'));
  const reader = open(1);
  const reading = await reader.read(bytes(path.join(folder, 'died')), { today });
  expect([reading.failure, reading.type, reader.health().restarts]).toEqual([
    undefined,
    path.join(folder, 'died'),
    1,
  ]);
  await reader.close();
  fs.rmSync(folder, { recursive: true });
});

test('somebody kills every process in the middle of an album: all its pages are read', async () => {
  const reader = open(2);
  const album = Promise.all(['slow', 'slow', 'lab', 'other'].map((w) => reader.read(bytes(w), { today })));
  while (reader.pids().length < 2) await wait(20);
  await wait(300);
  for (const pid of reader.pids()) process.kill(pid, 'SIGKILL');
  expect((await album).map((r) => r.failure ?? r.type)).toEqual(['slow', 'slow', 'lab', 'other']);
  await reader.close();
});

test('a process that stands still runs into its time, and the look that waits for it has no faults', async () => {
  const reader = createReader({ ...LIMITS, processes: 1, timeoutMs: 2000 });
  const [reading, sight] = await Promise.all([
    reader.read(bytes('stop'), { today }),
    reader.look(bytes('stop')),
  ]);
  expect(reading.failure).toBe('timeout');
  expect(sight).toEqual({ faults: [] });
  await reader.close();
});
