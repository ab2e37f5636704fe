import { Kysely, PostgresDialect, type CompiledQuery, type PostgresPool, type Transaction } from 'kysely';
import type { Socket } from 'node:net';
import pg from 'pg';
import type { DB } from './tables.ts';

export type Db = Kysely<DB>;
/** A transaction, or the database itself where one statement is enough. */
export type Tx = Transaction<DB> | Db;

const pools = new WeakMap<Db, pg.Pool>();

/**
 * Opens a pool. Clients are never dropped when idle: opening one costs 100 ms and more at the 99th percentile.
 * `onLost` hears about clients that died while nobody asked them anything; the pool replaces them by itself.
 */
export function connect(url: string, size: number, onLost: (code: string) => void = () => {}): Db {
  const pool = new pg.Pool({
    Client: Prepared,
    // What needs no answer first is sent at once: `begin` with the first statement, the last with `commit`.
    pipeline: true,
    connectionString: url,
    max: size,
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
  const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
  pools.set(db, pool);
  return db;
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
  override query(asked: unknown, values?: unknown, ...rest: unknown[]): never {
    const query = super.query.bind(this) as (...all: unknown[]) => never;
    if (typeof asked !== 'string' || !Array.isArray(values) || !values.length)
      return query(asked, values, ...rest);
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
  const client = await pools.get(db)!.connect();
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
