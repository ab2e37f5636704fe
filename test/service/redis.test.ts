import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { afterAll, expect, test } from '@jest/globals';
import { processes } from '../chaos/processes.ts';
import { freshDatabase } from '../database.ts';
import { Person, raise } from './stage.ts';

const there = spawnSync('redis-server', ['--version']).status === 0;
if (!there)
  process.stderr.write(
    'No redis-server on this machine: the story of two processes and a Redis is skipped.\n',
  );
const maybe = there ? test : test.skip;

let redis: ChildProcess | undefined;
afterAll(() => void redis?.kill('SIGKILL'));

async function startRedis(port: number): Promise<void> {
  redis = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', ''], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await new Promise<void>((ready) => {
    redis!.stdout!.on('data', (part: Buffer) => part.toString().includes('Ready to accept') && ready());
  });
}

async function stopRedis(): Promise<void> {
  const gone = new Promise((done) => redis!.once('exit', done));
  redis!.kill('SIGKILL');
  await gone;
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => done(port));
    });
  });
}

maybe(
  'two processes share a Redis; while it is away, and before it was ever there, everybody is answered',
  async () => {
    const port = await freePort();
    const stage = await raise(3);
    const fresh = await freshDatabase(new Date());
    const env = {
      ...stage.env,
      DATABASE_URL: fresh.url,
      MASTER_KEY: fresh.masterKey,
      REDIS_URL: `redis://127.0.0.1:${port}`,
    };
    const all = await processes({
      http: { file: 'src/main.ts', env: { ...env, ROLE: 'http' } },
      work: { file: 'src/main.ts', env: { ...env, ROLE: 'work' } },
    });
    try {
      const [url] = await Promise.all([all.start('http'), all.start('work')]);
      stage.sim.aim(url!, stage.env['PUBLIC_URL']);
      const answered = async (phone: string) => {
        const person = new Person(stage.sim, phone);
        person.write('hello');
        return (await person.hears('language:en')).text;
      };
      expect(await answered('+919812340001')).toMatch(/language/);
      await startRedis(port);
      expect(await answered('+919812340002')).toMatch(/language/);
      await stopRedis();
      expect(await answered('+919812340003')).toMatch(/language/);
      await startRedis(port);
      expect(await answered('+919812340004')).toMatch(/language/);
    } finally {
      await all.close();
      await stage.sim.close();
      await fresh.drop();
      await stopRedis();
    }
  },
  90_000,
);
