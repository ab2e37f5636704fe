import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import type { DB } from './tables.ts';

export type Db = Kysely<DB>;
/** A transaction, or the database itself where one statement is enough. */
export type Tx = Transaction<DB> | Db;

/**
 * Opens a pool. Clients are never dropped when idle: opening one costs 100 ms and more at the 99th percentile.
 * `onLost` hears about clients that died while nobody asked them anything; the pool replaces them by itself.
 */
export function connect(url: string, size: number, onLost: (code: string) => void = () => {}): Db {
  const pool = new pg.Pool({
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
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
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
