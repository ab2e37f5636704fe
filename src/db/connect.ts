import { Kysely, PostgresDialect, type CompiledQuery, type PostgresPool, type Transaction } from 'kysely';
import type { Socket } from 'node:net';
import pg from 'pg';
import type { DB } from './tables.ts';

export type Db = Kysely<DB>;
/** A transaction, or the database itself where one statement is enough. */
export type Tx = Transaction<DB> | Db;

interface Quick {
  pool: pg.Pool;
  db: Db;
}

const quicks = new WeakMap<Db, Quick>();

/**
 * Opens a pool. Clients are never dropped when idle: opening one costs 100 ms and more at the 99th percentile.
 * `onLost` hears about clients that died while nobody asked them anything; the pool replaces them by itself.
 */
export function connect(url: string, size: number, onLost: (code: string) => void = () => {}): Db {
  const db = over(poolOf(url, size, '', onLost));
  const pool = poolOf(url, size, QUICK, onLost);
  quicks.set(db, { pool, db: over(pool) });
  return db;
}

/**
 * For the few statements that every message needs: planned once for all values, each of which an index finds.
 * Without this PostgreSQL plans a statement over lists anew each time, and that takes longer than to run it.
 */
const QUICK = [
  'plan_cache_mode=force_generic_plan',
  'enable_seqscan=off',
  'enable_hashjoin=off',
  'enable_mergejoin=off',
  // A bitmap goes past what was done long ago each time, and keeps it; a plain look at an index clears it away.
  'enable_bitmapscan=off',
  'enable_material=off',
  'jit=off',
]
  .map((setting) => `-c ${setting}`)
  .join(' ');

/** The same database for statements that always find their rows by an index. */
export function quick(db: Db): Db {
  return quicks.get(db)!.db;
}

/** Closes both pools, when what is under way has ended. */
export async function disconnect(db: Db): Promise<void> {
  await Promise.all([db.destroy(), quick(db).destroy()]);
}

function over(pool: pg.Pool): Db {
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
}

function poolOf(url: string, size: number, options: string, onLost: (code: string) => void): pg.Pool {
  const pool = new pg.Pool({
    Client: Prepared,
    // What needs no answer first is sent at once: `begin` with the first statement, the last with `commit`.
    pipeline: true,
    connectionString: url,
    max: size,
    options,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    statement_timeout: 30_000,
  });
  // A client may also die between two statements of a transaction: unheard, that would end the process.
  pool.on('connect', (client) =>
    client.on('error', (error: Error & { code?: string }) => onLost(error.code ?? error.name)),
  );
  pool.on('error', () => {});
  return pool;
}

/** Texts that have been prepared, by text. More than so many are asked anew each time: lists of values make ever new ones. */
const names = new Map<string, string>();
const MOST_PREPARED = 500;

function nameOf(text: string): string | undefined {
  let name = names.get(text);
  if (name === undefined && names.size < MOST_PREPARED) names.set(text, (name = `q${names.size}`));
  return name;
}

/** Every statement with values is parsed and planned once for each connection, not each time. */
class Prepared extends pg.Client {
  #asked = 0;
  /** A plan that was made while the tables were young is wrong when they have grown: planned anew ever more seldom. */
  #anew = 64;

  override query(asked: unknown, values?: unknown, ...rest: unknown[]): never {
    const query = super.query.bind(this) as (...all: unknown[]) => never;
    if (typeof asked !== 'string' || !Array.isArray(values) || !values.length)
      return query(asked, values, ...rest);
    this.#asked += 1;
    if (this.#asked === this.#anew) {
      this.#anew *= 4;
      (query('discard plans') as Promise<unknown>).catch(() => {});
    }
    return query({ name: nameOf(asked), text: asked, values });
  }
}

/** What one transaction ends with: its value, and the statement that is sent in one breath with `commit`. */
export interface Last<T> {
  value: T;
  last?: CompiledQuery | undefined;
}

/** A transaction that waits for the network twice at least, not four times. What `last` throws undoes all of it. */
export async function transact<T>(db: Db, work: (tx: Tx) => Promise<Last<T>>): Promise<T> {
  const client = await quicks.get(db)!.pool.connect();
  let broken: Error | undefined;
  try {
    // Where it cannot be said, what follows fails as well. Both leave in one packet: what comes next is asked in this tick.
    const wire = wireOf(client);
    wire.cork();
    client.query('begin').catch(() => {});
    process.nextTick(() => wire.uncork());
    const { value, last } = await work(boundTo(client));
    wire.cork();
    const said = last && client.query(last.sql, [...last.parameters]);
    const ended = client.query('commit');
    wire.uncork();
    const [outcome, commit] = await Promise.allSettled([said, ended]);
    if (outcome.status === 'rejected') throw outcome.reason;
    if (commit.status === 'rejected') throw commit.reason;
    if (commit.value.command !== 'COMMIT') throw new Error('the transaction was rolled back');
    return value;
  } catch (error) {
    await client.query('rollback').catch((lost: Error) => (broken = lost));
    throw error;
  } finally {
    client.release(broken);
  }
}

/** The socket below a client: what is written while it is corked leaves together. */
function wireOf(client: pg.PoolClient): Pick<Socket, 'cork' | 'uncork'> {
  return (client as unknown as { connection: { stream: Socket } }).connection.stream;
}

const bound = new WeakMap<object, Db>();

/** The database through one client only, for as long as somebody holds it. */
function boundTo(client: pg.PoolClient): Db {
  let db = bound.get(client);
  if (!db) {
    const lent = {
      query: (text: string, values: unknown[]) => client.query(text, values),
      release() {},
    };
    const pool = { connect: () => Promise.resolve(lent), end: () => Promise.resolve(), options: {} };
    db = new Kysely<DB>({ dialect: new PostgresDialect({ pool: pool as unknown as PostgresPool }) });
    bound.set(client, db);
  }
  return db;
}

/** Whether the database cannot be reached at all, as opposed to refusing what was asked. */
export function isAway(error: unknown): boolean {
  const code = (error as { code?: string }).code ?? '';
  const message = error instanceof Error ? error.message : '';
  return (
    ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOTFOUND', 'ETIMEDOUT', 'ENOENT', 'EAI_AGAIN'].includes(code) ||
    // Class 57: shut down, crashed, starting up. Class 08: connection. Class 53: out of disk, memory or connections.
    /^(57P|08|53)/.test(code) ||
    /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/.test(
      message,
    )
  );
}
