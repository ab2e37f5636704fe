import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Channel, ChannelName } from './channels/channel.ts';
import { registerNews } from './channels/index.ts';
import { jumpingClock, type JumpingClock } from './clock.ts';
import { ConfigError, readConfig, type Config } from './config.ts';
import { derived } from './master-key.ts';
import { loadContentApart, type Content } from './content.ts';
import { connect, disconnect, type Db } from './db/connect.ts';
import { doorway, type Doorway } from './db/doorway.ts';
import { embedded, type Embedded } from './db/embedded.ts';
import { files, type Files } from './db/files.ts';
import { keepFlow } from './db/flows.ts';
import { migrate } from './db/migrate.ts';
import { spool } from './db/spool.ts';
import { Vault } from './db/vault.ts';
import { demoRoutes, raiseStage, type Stage } from './demo.ts';
import { createReader } from './documents/reader.ts';
import type { Reader } from './documents/reading.ts';
import type { Flow } from './engine/flow.ts';
import { gate, type Gate } from './gate.ts';
import { localChanges, sharedChanges, type Changes } from './http/changes.ts';
import { health } from './http/health.ts';
import { createApp, listen } from './http/server.ts';
import { closeDemo } from './http/staff.ts';
import { doors, replay, webhooks, type WebhookDeps } from './http/webhooks.ts';
import { createLog, type Log } from './log.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { channelsOf, saidBy } from './reach.ts';
import { connectRedis, type Redis } from './redis.ts';
import { settleDown } from './rest.ts';
import { staffroom } from './staffroom.ts';
import type { Simulator } from './simulator/simulator.ts';
import { memoryPace, META, sharedPace, type Pace } from './workers/pace.ts';
import { startWorkers } from './workers/start.ts';
import { transcribeBy } from './workers/transcribe.ts';
import { TIMES, type Outside, type Times } from './workers/world.ts';

const root = join(import.meta.dirname, '..');

/** A running service, for `npm start`, the demo and tests. */
export interface Service {
  url: string;
  /** The simulated providers, where they stand in. */
  simulator?: Simulator;
  clock: JumpingClock;
  world: Outside;
  /** Finishes what is under way and leaves nothing running. */
  stop(): Promise<void>;
}

export interface Choices {
  log?: Log;
  /** Shorter waits, for tests. */
  times?: Partial<Times>;
}

/** What the parts share while they are put together. `stops` is undone from the end. */
interface Base {
  config: Config;
  content: Content;
  clock: JumpingClock;
  now(): Date;
  db: Db;
  /** PostgreSQL itself, where it is our own. */
  server: Embedded | undefined;
  vault: Vault;
  files: Files;
  log: Log;
  metrics: Metrics;
  changes: Changes;
  redis: Redis | undefined;
  door: Gate | undefined;
  reader: Reader;
  stage: Stage | undefined;
  channels: Map<ChannelName, Channel>;
  stops: (() => Promise<unknown>)[];
}

/** Puts everything together and starts it. @throws ConfigError, or an Error that says which part did not start. */
export async function startService(config: Config, choices: Choices = {}): Promise<Service> {
  const base = await lay(config, choices);
  const { clock, db, vault, files, log, changes, reader, stage, stops } = base;
  const world: Outside = {
    db,
    vault,
    files,
    clock,
    random: Math.random,
    channels: base.channels,
    flows: await flowsOf(base),
    reader,
    ...(config.transcribeCommand ? { transcribe: transcribeBy(config.transcribeCommand) } : {}),
    changed: (conversation, one) => changes.emit({ conversation, case: one }),
    log,
    times: { ...TIMES, ...choices.times },
    pace: base.redis ? sharedPace(base.redis.publisher, () => clock.now().getTime()) : memoryPace(),
    rates: (stage ?? config).whatsapp?.rates ?? META,
    quiet: config.quiet,
    price: base.content.price,
  };
  const door = doorway({ db, vault, newcomer: base.content.newcomer });
  const workers = config.work
    ? startWorkers(world, { advance: 3, look: 2, read: 2 }, door.crowded)
    : undefined;
  const wake = (conversations?: Iterable<string>) => workers?.wake(conversations);
  // Another process may have put something at the door; within this one every act wakes its own loop.
  if (base.redis) changes.on((_change, elsewhere) => void (elsewhere && wake()));
  const url = config.http ? await openDoors(base, door, wake, world.pace) : config.publicUrl;
  if (workers) stops.push(() => workers.stop());
  const stop = async () => {
    for (const one of stops.splice(0).reverse()) await one();
  };
  return { url, ...(stage ? { simulator: stage.simulator } : {}), clock, world, stop };
}

/** Everything that workers and doors stand on. */
async function lay(config: Config, choices: Choices): Promise<Base> {
  const clock = jumpingClock();
  const now = () => clock.now();
  const stops: Base['stops'] = [];
  await mkdir(config.dataDir, { recursive: true });
  const content = loadContentApart(root);
  const plainLog = choices.log ?? createLog(config.logLevel);
  const { db, server } = await openDatabase(config, now, plainLog, stops);
  const metrics = createMetrics(db, now);
  const log = metrics.counting(plainLog);
  const vault = new Vault(config.masterKeys);
  await vault.prepare(db, now());
  const stage =
    config.whatsapp || config.whatsappTwilio
      ? undefined
      : await raiseStage(now, config.publicUrl, content.words);
  if (stage) stops.push(() => stage.simulator.close());
  // Somebody else's Redis may not be killed: for the demo a door stands in front of it that can be shut.
  const door = stage && config.redisUrl?.startsWith('redis://') ? await gate(config.redisUrl) : undefined;
  if (door) stops.push(async () => door.close());
  const redisUrl = door?.url ?? config.redisUrl;
  const redis = redisUrl ? await connectRedis(redisUrl, stops, log) : undefined;
  const reader = createReader({
    processes: 2,
    timeoutMs: 60_000,
    memoryMb: 1_200,
    typesFolder: join(root, 'flows/documents'),
    log: (event, code) => log(event, { code }),
  });
  stops.push(() => reader.close());
  return {
    config,
    content,
    clock,
    now,
    db,
    server,
    vault,
    files: files(join(config.dataDir, 'files'), vault),
    log,
    metrics,
    changes: redis ? sharedChanges(redis.publisher, redis.subscriber) : localChanges(),
    redis,
    door,
    reader,
    stage,
    channels: channelsOf(config, stage ?? config, content),
    stops,
  };
}

/** The configured database, or one of our own; brought to the newest tables. */
async function openDatabase(
  config: Config,
  now: () => Date,
  log: Log,
  stops: Base['stops'],
): Promise<Pick<Base, 'db' | 'server'>> {
  const server = config.databaseUrl ? undefined : await embedded(join(config.dataDir, 'postgres'));
  if (server) stops.push(server.stop);
  const url = config.databaseUrl ?? server!.url;
  await migrate(url, join(root, 'prisma/migrations'), now());
  const db = connect(url, 10, (code) => log('database_lost', { code }));
  stops.push(() => disconnect(db));
  return { db, server };
}

/** Webhooks, desk, demo and pages, on one port. Returns where this process itself is reached. */
async function openDoors(
  base: Base,
  receive: Doorway,
  wake: (conversations?: Iterable<string>) => void,
  pace: Pace,
): Promise<string> {
  const { config, content, now, db, vault, log, changes, reader, stage, stops } = base;
  const keys = config.masterKeys.map((key) => Buffer.from(derived(key, 'spool'), 'hex'));
  const box = await spool(join(config.dataDir, 'spool'), keys, now);
  if (config.production) await closeDemo(db);
  const hooks: WebhookDeps = {
    db,
    vault,
    receive,
    channels: base.channels,
    verifyToken: (stage ?? config).whatsapp?.verifyToken ?? '',
    spool: box,
    now,
    slow: (channel, ms) => void pace.slow(channel, now().getTime() + ms),
    touched(conversations, due) {
      if (due) wake(conversations);
      for (const conversation of conversations) changes.emit({ conversation, case: '*' });
    },
    log,
  };
  const checkHealth = () =>
    health({
      db,
      spool: box,
      dataDir: config.dataDir,
      now,
      reader,
      simulated: stage !== undefined,
      sms: registerNews(content.dlt, config.sms?.from),
    });
  let url = config.publicUrl;
  const app = createApp({
    webhooks: webhooks(hooks),
    desk: staffroom(config, base.redis?.publisher, {
      db,
      vault,
      files: base.files,
      now,
      changed: changes,
      // Packs, words, prices, and what the desk has at hand.
      ...content,
      publicUrl: config.publicUrl,
      production: config.production,
      secondStep: config.secondStep,
      wake,
      health: checkHealth,
      onBug: (code, error) =>
        log('desk_failed', { code, failure: (error as { code?: string }).code ?? error.name }),
    }),
    ...(stage ? { demo: demoRoutes({ ...base, simulator: stage.simulator, base: () => url, wake }) } : {}),
    pages: join(root, 'console/dist'),
    health: checkHealth,
    metrics: () => base.metrics.text(),
    proxied: config.production,
    log,
  });
  const { server, port } = await listen(app, config.port, doors(hooks));
  url = `http://127.0.0.1:${port}`;
  stage?.simulator.aim(url, config.publicUrl);
  const replaying = setInterval(
    () => void replay(hooks).catch((error: Error) => log('replay_failed', { failure: error.name })),
    1_000,
  );
  stops.push(async () => {
    clearInterval(replaying);
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  });
  return url;
}

/** The newest flow first, then every older one that somebody may still be in. */
async function flowsOf({ db, content, config, now, log }: Base): Promise<Flow[]> {
  const older = await keepFlow(db, { hash: content.flow.hash, body: content.kept }, now());
  const all = [content.flow, ...older.flatMap((body) => olderFlow(content, body, log))];
  return all.map((flow) => ({ ...flow, ...saidBy(config, content) }));
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

const SIMULATED =
  'No provider is configured: the simulator stands in. The demo screen is at /, the desk at /console.\n';

async function run(): Promise<void> {
  const began = performance.now();
  const service = await startService(readConfig());
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  process.stdout.write(`Ready in ${seconds} s at ${service.url}\n${service.simulator ? SIMULATED : ''}`);
  settleDown();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void service.stop().then(() => process.exit(0)));
}

if (import.meta.main) {
  run().catch((error: unknown) => {
    const { message, stack } = error as Error;
    process.stderr.write(`Not started. ${error instanceof ConfigError ? message : stack}\n`);
    process.exit(1);
  });
}
