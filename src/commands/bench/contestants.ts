import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { embedded } from '../../db/embedded.ts';
import { migrate } from '../../db/migrate.ts';
import { NUMBER, QUESTIONS, SECRET } from './people.ts';
import { STORED } from './stored.ts';
import { wire, type Wire } from './wire.ts';

/** Who is measured: one server that answers signed webhooks, in one process or several. */
export interface Contestant {
  name: string;
  path: string;
  wire: Wire;
  pids: number[];
  /** Where it keeps what it has yet to do, if it is a service. */
  database?: string;
  /** Of its own people, so that no two rounds speak with the same. */
  next: number;
}

/** A PostgreSQL for one run, and everything that was started on it. */
export interface Ground {
  folder: string;
  postmaster: number;
  /** An empty database; for the service with its tables. */
  database(name: string, tables: boolean): Promise<string>;
  start(name: string, program: string, how: Start): Promise<Contestant>;
  /** One more process of a service that is there already. */
  join(contestant: Contestant, env: Record<string, string>): Promise<void>;
  close(): Promise<void>;
}

export interface Start {
  args?: string[];
  env?: Record<string, string>;
  /** For node itself. */
  flags?: string[];
  path: string;
}

const here = import.meta.dirname;
export const migrations = join(here, '../../../prisma/migrations');

export async function ground(folder: string, statements = false): Promise<Ground> {
  const count = [
    '-c',
    'shared_preload_libraries=pg_stat_statements',
    '-c',
    'pg_stat_statements.track_planning=on',
  ];
  const flags = ['-c', 'max_connections=100', ...(statements ? count : [])];
  const server = await embedded(join(folder, 'postgres'), flags);
  const postmaster = Number(
    (await readFile(join(folder, 'postgres/cluster/postmaster.pid'), 'utf8')).split('\n')[0],
  );
  const children: ChildProcess[] = [];
  const contestants: Contestant[] = [];

  const run = async (
    name: string,
    program: string,
    { args = [], env = {}, flags = [] }: Omit<Start, 'path'>,
  ) => {
    const child = spawn(process.execPath, [...flags, resolve(here, program), ...args], {
      env: { ...process.env, NODE_ENV: 'development', ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    const base = await new Promise<string>((ready, fail) => {
      child.once('exit', () => fail(new Error(`${name} did not start`)));
      child.stdout.on('data', (chunk: Buffer) => {
        const found = /http:\/\/[\w.:]+/.exec(chunk.toString());
        if (found) ready(found[0]);
      });
    });
    return { child, base };
  };

  return {
    folder,
    postmaster,
    async database(name, tables) {
      const url = server.url.replace(/\/[^/]*$/, `/${name}`);
      const client = new pg.Client({ connectionString: server.url });
      await client.connect();
      const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
      // One that has years of work in it is kept; what an earlier run left of others is not.
      if (rowCount && name !== STORED) await client.query(`drop database ${name} with (force)`);
      if (!rowCount || name !== STORED) await client.query(`create database ${name}`);
      await client.end();
      if (tables) await migrate(url, migrations, new Date());
      return url;
    },
    async start(name, program, how) {
      const { child, base } = await run(name, program, how);
      const one: Contestant = { name, path: how.path, wire: wire(base), pids: [child.pid!], next: 1 };
      contestants.push(one);
      return one;
    },
    async join(contestant, env) {
      const { child } = await run(contestant.name, '../../main.ts', { env });
      contestant.pids.push(child.pid!);
    },
    async close() {
      for (const one of contestants) one.wire.close();
      await Promise.all(children.map(ended));
      await server.stop();
    },
  };
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((done) => child.once('exit', done));
  child.kill('SIGTERM');
  await gone;
}

/** The environment of our own service, at a Graph of the bench's, with limits that no bench reaches. */
export function serviceEnvironment(graphUrl: string, databaseUrl: string, dataDir: string) {
  return {
    PORT: '0',
    DATA_DIR: dataDir,
    DATABASE_URL: databaseUrl,
    MASTER_KEY: Buffer.alloc(32, 7).toString('hex'),
    LOG_LEVEL: 'silent',
    WHATSAPP_GRAPH_URL: graphUrl,
    ...credentials,
    // A thousand people in one process answer faster than a real number may.
    WHATSAPP_PER_SECOND: '100000',
    WHATSAPP_PAIR_BURST: '100000',
    WHATSAPP_PAIR_EVERY_MS: '1',
  };
}

const credentials = {
  WHATSAPP_PHONE_NUMBER_ID: NUMBER.id,
  WHATSAPP_WABA_ID: NUMBER.waba,
  WHATSAPP_ACCESS_TOKEN: 'bench-access-token',
  WHATSAPP_APP_SECRET: SECRET,
  WHATSAPP_VERIFY_TOKEN: 'bench-verify-token',
};

const KIT = ['chat@4.41.1', '@chat-adapter/whatsapp@4.41.1', '@chat-adapter/state-memory@4.41.0'];

/** The Chat SDK's bot, installed for this run into a folder of its own; or why it cannot be had. */
export async function chatSdk(at: Ground, graphUrl: string): Promise<Contestant | string> {
  const folder = join(at.folder, 'chat-sdk');
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'package.json'), '{"private":true}');
    await promisify(execFile)('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', ...KIT], {
      cwd: folder,
      timeout: 120_000,
    });
    return await at.start('C', 'chat-sdk.ts', {
      args: [folder, JSON.stringify(QUESTIONS)],
      env: { ...credentials, WHATSAPP_GRAPH_URL: graphUrl },
      path: '/webhooks/whatsapp',
    });
  } catch (error) {
    return (error as Error).message.split('\n')[0]!;
  }
}
