import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createClient } from 'redis';
import { seeded } from '../../src/simulator/random.ts';
import { memoryPace, META, sharedPace, type Asked } from '../../src/workers/pace.ts';

const there = spawnSync('redis-server', ['--version']).status === 0;
if (!there)
  process.stderr.write('No redis-server on this machine: the pace that processes share is not checked.\n');
const maybe = there ? test : test.skip;

const socket = `/tmp/pace-${process.pid}.sock`;
let server: ChildProcess | undefined;
const client = createClient({ socket: { path: socket, tls: false } });
client.on('error', () => {});
beforeAll(async () => {
  if (!there) return;
  server = spawn('redis-server', ['--port', '0', '--unixsocket', socket, '--save', ''], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await new Promise<void>((ready) => {
    server!.stdout!.on('data', (part: Buffer) => /ready to accept/i.test(part.toString()) && ready());
  });
  await client.connect();
});
afterAll(() => {
  if (there) client.destroy();
  server?.kill('SIGKILL');
});

const pair = (key: string): Asked => ({ key, ...META.pair });

maybe('two processes with one Redis count as one does in its memory', async () => {
  let now = Date.now();
  const [here, elsewhere] = [sharedPace(client, () => now), sharedPace(client, () => now)];
  const alone = memoryPace();
  const random = seeded(7);
  for (let i = 0; i < 300; i += 1) {
    now += Math.floor(random.next() * 3_000);
    const asked = [{ key: 'number', every: 500, burst: 5 }, pair(`person${Math.floor(random.next() * 3)}`)];
    expect(await (i % 2 ? here : elsewhere).take(asked, now)).toBe(await alone.take(asked, now));
  }
});

maybe('what one process heard of a slow number holds for the other', async () => {
  const now = Date.now();
  const [here, elsewhere] = [sharedPace(client, () => now), sharedPace(client, () => now)];
  await here.slow('whatsapp', now + 5_000);
  expect(await elsewhere.take([{ key: 'whatsapp', ...META.number }], now)).toBe(5_000);
});

test('without Redis each process keeps its own pace, and nobody waits for it', async () => {
  const away = { eval: () => Promise.reject(new Error('away')) };
  const pace = sharedPace(away, () => 0);
  await pace.slow('b', 1_000);
  for (let i = 0; i < 45; i += 1) expect(await pace.take([pair('a')], 0)).toBe(0);
  expect(await pace.take([pair('a')], 0)).toBe(6_000);
  expect(await pace.take([pair('b')], 0)).toBe(1_000);
});
