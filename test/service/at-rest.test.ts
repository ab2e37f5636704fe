import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freshDatabase, type Fresh } from '../database.ts';

const root = join(import.meta.dirname, '../..');
const { start } = (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Scripts).scripts;
const flags = /(--\S+ )+(?=src\/main\.ts)/.exec(start)![0].trim().split(' ');

interface Scripts {
  scripts: { start: string };
}

let fresh: Fresh;
let service: ChildProcess;
beforeAll(async () => {
  fresh = await freshDatabase();
  service = spawn(join(root, 'node_modules/.bin/node'), [...flags, join(root, 'src/main.ts')], {
    env: {
      PATH: process.env['PATH'] ?? '',
      PORT: '0',
      DATA_DIR: fresh.folder,
      DATABASE_URL: fresh.url,
      MASTER_KEY: fresh.masterKey,
      LOG_LEVEL: 'silent',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((ready, failed) => {
    service.stdout!.on('data', (part: Buffer) => part.includes('Ready') && ready());
    service.once('exit', (code) => failed(new Error(`ended with ${code}`)));
  });
});
afterAll(async () => {
  const gone = new Promise((done) => service.once('exit', done));
  service.kill();
  await gone;
  await fresh.drop();
});

test('a process that is asked nothing holds less than 180 MB, a few seconds after it began', async () => {
  const held = () =>
    Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${service.pid}/status`, 'utf8'))?.[1]) / 1024;
  for (let tries = 0; tries < 20 && held() >= 180; tries++)
    await new Promise((rest) => setTimeout(rest, 500));
  expect(held()).toBeLessThan(180);
});

test('an image starts it with what npm start gives to node', () => {
  const [, said] = /^CMD (\[.*\])$/m.exec(readFileSync(join(root, 'Dockerfile'), 'utf8'))!;
  expect(JSON.parse(said!)).toEqual(['node', ...flags, 'src/main.ts']);
});
