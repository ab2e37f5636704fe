import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { stoppedClock } from '../../src/clock.ts';
import { spool } from '../../src/db/spool.ts';

let folder: string;
const clock = stoppedClock('2026-11-24T06:00:00Z');
const now = () => clock.now();
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'doosri-spool-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function drained(box: Awaited<ReturnType<typeof spool>>): Promise<unknown[]> {
  const seen: unknown[] = [];
  await box.drain(async (value) => void seen.push(value));
  return seen;
}

test('what waits comes back in order, also after a restart and with a clock that was set back', async () => {
  const keys = [randomBytes(32)];
  const first = await spool(folder, keys, now);
  await first.append('one');
  await first.append('two');
  const earlier = () => new Date(now().getTime() - 86_400_000);
  const again = await spool(folder, keys, earlier);
  await again.append('three');
  expect(again.waiting()).toBe(3);
  const restarted = await spool(folder, keys, now);
  expect(await drained(restarted)).toEqual(['one', 'two', 'three']);
  expect(await readdir(folder)).toEqual([]);
});

test('one that cannot be taken now stays first', async () => {
  const box = await spool(folder, [randomBytes(32)], now);
  await box.append('one');
  await box.append('two');
  await expect(box.drain(() => Promise.reject(new Error('away')))).rejects.toThrow('away');
  expect(await drained(box)).toEqual(['one', 'two']);
});

test('the older master key still opens what waited; a spoiled file is kept and holds nobody up', async () => {
  const [old, next] = [randomBytes(32), randomBytes(32)];
  await (await spool(folder, [old], now)).append('before');
  const box = await spool(folder, [next, old], now);
  await box.append('after');
  const [before] = (await readdir(folder)).sort();
  await writeFile(join(folder, `0${before!.slice(1)}`.replace(/-\w+/, '-00000000')), 'spoiled');
  const restarted = await spool(folder, [next, old], now);
  expect(await drained(restarted)).toEqual(['before', 'after']);
  expect([restarted.waiting(), restarted.broken()]).toEqual([0, 1]);
  expect((await readdir(folder)).filter((name) => name.endsWith('.broken'))).toHaveLength(1);
  expect((await spool(folder, [next], now)).broken()).toBe(1);
});
