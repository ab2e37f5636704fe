import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { channels } from './channels/index.ts';
import { jumpingClock, type JumpingClock } from './clock.ts';
import { ConfigError, derived, readConfig, type Config } from './config.ts';
import { loadContent, type Content } from './content.ts';
import { connect } from './db/connect.ts';
import { embedded } from './db/embedded.ts';
import { files } from './db/files.ts';
import { keepFlow } from './db/flows.ts';
import { migrate } from './db/migrate.ts';
import { spool } from './db/spool.ts';
import { Vault } from './db/vault.ts';
import { demoRoutes, raiseStage } from './demo.ts';
import { createReader } from './documents/reader.ts';
import type { Flow } from './engine/flow.ts';
import { start } from './engine/state.ts';
import { createAuth } from './http/auth.ts';
import { localChanges, sharedChanges, type Changes } from './http/changes.ts';
import { desk } from './http/desk.ts';
import { health } from './http/health.ts';
import { createApp, listen } from './http/server.ts';
import { prepareStaff } from './http/staff.ts';
import { replay, webhooks } from './http/webhooks.ts';
import { createLog, type Log } from './log.ts';
import { createMetrics } from './metrics.ts';
import type { Simulator } from './simulator/simulator.ts';
import { startWorkers } from './workers/start.ts';
import { TIMES, type Times, type World } from './workers/world.ts';

const root = join(import.meta.dirname, '..');

/** A running service, for `npm start`, the demo and tests. */
export interface Service {
  url: string;
  /** The simulated providers, where they stand in. */
  simulator?: Simulator;
  clock: JumpingClock;
  world: Omit<World, 'nudge'>;
  /** Finishes what is under way and leaves nothing running. */
  stop(): Promise<void>;
}

export interface Choices {
  log?: Log;
  /** Shorter waits, for tests. */
  times?: Partial<Times>;
}

/** Puts everything together and starts it. @throws ConfigError, or an Error that says which part did not start. */
export async function startService(config: Config, choices: Choices = {}): Promise<Service> {
  const clock = jumpingClock();
  const now = () => clock.now();
  const stops: (() => Promise<unknown>)[] = [];
  await mkdir(config.dataDir, { recursive: true });
  const content = loadContent(root);

  let databaseUrl = config.databaseUrl;
  if (!databaseUrl) {
    const own = await embedded(join(config.dataDir, 'postgres'));
    stops.push(own.stop);
    databaseUrl = own.url;
  }
  const baseLog = choices.log ?? createLog(config.logLevel);
  await migrate(databaseUrl, join(root, 'prisma/migrations'), now());
  const db = connect(databaseUrl, 16, (code) => baseLog('database_lost', { code }));
  stops.push(() => db.destroy());
  const metrics = createMetrics(db, now);
  const log = metrics.counting(baseLog);
  const vault = new Vault(config.masterKeys);
  await vault.prepare(db, now());
  const older = await keepFlow(db, content.flow, now());
  const flows = [content.flow, ...older.flatMap((body) => olderFlow(content, body, log))];
  const store = files(join(config.dataDir, 'files'), vault);

  const stage = config.whatsapp ? undefined : await raiseStage(now, config.publicUrl);
  if (stage) stops.push(() => stage.simulator.close());
  const { whatsapp, sms } = stage ?? config;
  const list = channels({
    whatsapp: whatsapp && {
      ...whatsapp,
      mediaHosts: config.production ? [] : [new URL(whatsapp.graphUrl).host],
    },
    sms: sms && {
      ...sms,
      authToken: sms.authTokens,
      publicUrl: config.publicUrl,
      statusCallbackUrl: `${config.publicUrl}/webhooks/twilio/status`,
    },
  });
  const byName = new Map(list.map((channel) => [channel.name, channel]));

  const redis = config.redisUrl ? await connectRedis(config.redisUrl, stops, log) : undefined;
  const changes: Changes = redis ? sharedChanges(redis.publisher, redis.subscriber) : localChanges();

  const reader = createReader({
    processes: 2,
    timeoutMs: 60_000,
    memoryMb: 1_600,
    typesFolder: join(root, 'flows/documents'),
    log: (event, code) => log(event, { code }),
  });
  const world: Omit<World, 'nudge'> = {
    db,
    vault,
    files: store,
    clock,
    random: Math.random,
    channels: byName,
    flows,
    reader,
    changed: (conversation, one) => changes.emit({ conversation, case: one }),
    log,
    times: { ...TIMES, ...choices.times },
  };
  stops.push(() => reader.close());
  const workers = config.work ? startWorkers(world, { advance: 3, deliver: 12, read: 2 }) : undefined;
  const wake = () => workers?.wake();
  // Another process may have put something at the door; within this one every act wakes its own loop.
  if (redis) changes.on(wake);

  let url = config.publicUrl;
  if (config.http) {
    const box = await spool(
      join(config.dataDir, 'spool'),
      config.masterKeys.map((key) => Buffer.from(derived(key, 'spool'), 'hex')),
      now,
    );
    const auth = createAuth(db, {
      secret: derived(config.masterKeys[0]!, 'sessions'),
      publicUrl: config.publicUrl,
      production: config.production,
      redis: redis?.publisher,
    });
    await prepareStaff(auth, db, config.production);
    const hookDeps = {
      db,
      vault,
      newcomer: (reference: string) => ({
        flow: content.flow.hash,
        state: start(content.flow, { reference }),
      }),
      channels: byName,
      verifyToken: whatsapp?.verifyToken ?? '',
      spool: box,
      now,
      touched: (conversations: Set<string>) => {
        wake();
        for (const conversation of conversations) changes.emit({ conversation, case: '*' });
      },
      log,
    };
    const checkHealth = () =>
      health({ db, spool: box, dataDir: config.dataDir, now, reader, simulated: stage !== undefined });
    const app = createApp({
      webhooks: webhooks(hookDeps),
      desk: desk({
        db,
        vault,
        files: store,
        auth,
        now,
        changed: changes,
        packs: content.packs,
        publicUrl: config.publicUrl,
        production: config.production,
        wake,
        health: checkHealth,
        onBug: (code, error) =>
          log('desk_failed', { code, failure: (error as { code?: string }).code ?? error.name }),
      }),
      ...(stage
        ? { demo: demoRoutes({ simulator: stage.simulator, clock, db, vault, base: () => url, wake }) }
        : {}),
      pages: join(root, 'console/dist'),
      health: checkHealth,
      metrics: () => metrics.text(),
      proxied: config.production,
      log,
    });
    const { server, port } = await listen(app, config.port);
    url = `http://127.0.0.1:${port}`;
    stage?.simulator.aim(url, config.publicUrl);
    const replaying = setInterval(
      () => void replay(hookDeps).catch((error: Error) => log('replay_failed', { failure: error.name })),
      1_000,
    );
    stops.push(async () => {
      clearInterval(replaying);
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    });
  }
  if (workers) stops.push(() => workers.stop());
  const stop = async () => {
    for (const one of stops.splice(0).reverse()) await one();
  };
  return { url, ...(stage ? { simulator: stage.simulator } : {}), clock, world, stop };
}

/** An old version that today's engine no longer understands: its conversations move to the newest. */
function olderFlow(content: Content, body: string, log: Log): Flow[] {
  try {
    return [content.older(body)];
  } catch (error) {
    log('flow_lost', { failure: (error as { code?: string }).code ?? (error as Error).name });
    return [];
  }
}

/** Two connections to Redis. The service starts and goes on without it: nothing of what is true is in there. */
async function connectRedis(url: string, stops: (() => Promise<unknown>)[], log: Log) {
  const { createClient } = await import('redis');
  // What cannot be told now is of no use later.
  const publisher = createClient({ url, disableOfflineQueue: true });
  const subscriber = createClient({ url });
  for (const client of [publisher, subscriber]) {
    client.on('error', (error: Error & { code?: string }) =>
      log('redis_lost', { code: error.code ?? error.name }),
    );
    const connected = client.connect().catch(() => {});
    await Promise.race([connected, new Promise((waited) => setTimeout(waited, 1_000))]);
    stops.push(async () => client.destroy());
  }
  return { publisher, subscriber };
}

async function run(): Promise<void> {
  const began = performance.now();
  const service = await startService(readConfig());
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  process.stdout.write(`Ready in ${seconds} s at ${service.url}\n`);
  if (service.simulator)
    process.stdout.write(
      'No provider is configured: the simulator stands in. The demo screen is at /, the desk at /console.\n',
    );
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void service.stop().then(() => process.exit(0)));
}

if (import.meta.main) {
  run().catch((error: unknown) => {
    process.stderr.write(
      error instanceof ConfigError
        ? `Not started. ${error.message}\n`
        : `Not started. ${(error as Error).stack}\n`,
    );
    process.exit(1);
  });
}
