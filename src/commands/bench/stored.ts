import { join } from 'node:path';
import pg from 'pg';
import { embedded } from '../../db/embedded.ts';
import { migrate } from '../../db/migrate.ts';
import { fill } from './fill.ts';

/** The database that has years of work in it. */
export const STORED = 'stored';

/** In a hurry, since what a crash loses here is made again. The server that is measured is started anew, without these. */
const HURRY = [
  'fsync=off',
  'full_page_writes=off',
  'wal_level=minimal',
  'max_wal_senders=0',
  'max_wal_size=8GB',
  'shared_buffers=1GB',
  'autovacuum=off',
].flatMap((setting) => ['-c', setting]);

/**
 * Sees to it that the PostgreSQL in `folder` has a database `stored` with so many conversations, brought to the newest tables.
 * A million take about half an hour, 25 GB, and are kept for the next time where the folder is.
 */
export async function store(folder: string, migrations: string, conversations: number): Promise<void> {
  const server = await embedded(join(folder, 'postgres'), HURRY);
  try {
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [STORED]);
    if (!rowCount) await client.query(`create database ${STORED}`);
    const url = server.url.replace(/\/[^/]*$/, `/${STORED}`);
    await migrate(url, migrations, new Date());
    await fill(url, conversations, (done) => process.stderr.write(`\rstored: ${done} conversations`));
    process.stderr.write('\n');
    // Or it would have to be done within the seconds that a stop is given.
    await client.query('checkpoint');
    await client.end();
  } finally {
    await server.stop();
  }
}
