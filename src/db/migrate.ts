import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';

/** Any number, but always the same: two processes that start together migrate one after the other. */
const LOCK = 727_153;

/**
 * Applies the migrations of a folder in Prisma's layout (`<name>/migration.sql`), in order, each in a transaction,
 * and records them in `_prisma_migrations`, so that `prisma migrate` agrees. Returns the names it applied.
 * @throws Error when a migration fails (nothing of it stays) or an applied one was changed afterwards.
 */
export async function migrate(url: string, folder: string, now: Date): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await client.query(TABLE);
    const { rows } = await client.query<{ migration_name: string; checksum: string }>(
      'select migration_name, checksum from _prisma_migrations where finished_at is not null',
    );
    const applied = new Map(rows.map((row) => [row.migration_name, row.checksum]));
    const fresh: string[] = [];
    for (const name of (await readdir(folder)).filter((entry) => /^\d/.test(entry)).sort()) {
      const sql = await readFile(join(folder, name, 'migration.sql'), 'utf8');
      const checksum = createHash('sha256').update(sql).digest('hex');
      const before = applied.get(name);
      if (before === checksum) continue;
      if (before) throw new Error(`migration ${name} was changed after it had been applied`);
      await apply(client, name, sql, checksum, now);
      fresh.push(name);
    }
    return fresh;
  } finally {
    await client.end();
  }
}

async function apply(
  client: pg.Client,
  name: string,
  sql: string,
  checksum: string,
  now: Date,
): Promise<void> {
  try {
    await client.query('begin');
    await client.query(sql);
    await client.query(
      `insert into _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       values ($1, $2, $3, $4, $4, 1)`,
      [randomUUID(), checksum, name, now],
    );
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`migration ${name} failed: ${(error as Error).message}`, { cause: error });
  }
}

const TABLE = `create table if not exists _prisma_migrations (
  id varchar(36) primary key, checksum varchar(64) not null, finished_at timestamptz, migration_name varchar(255) not null,
  logs text, rolled_back_at timestamptz, started_at timestamptz not null, applied_steps_count integer not null default 0)`;
