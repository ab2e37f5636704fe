import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { embedded } from '../src/db/embedded.ts';
import { migrate } from '../src/db/migrate.ts';

/** Once per run: one PostgreSQL, and in it a template with every migration applied. */
export default async function setup(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'doosri-postgres-'));
  // As root PostgreSQL runs as another user, who must be able to come in.
  await chmod(folder, 0o755);
  const server = await embedded(join(folder, 'db'), ['-c', 'fsync=off', '-c', 'max_connections=200']);
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  await client.query('create database template_doosri');
  await client.end();
  const migrations = join(import.meta.dirname, '../prisma/migrations');
  await migrate(
    server.url.replace(/\/[^/]*$/, '/template_doosri'),
    migrations,
    new Date('2026-11-24T06:00:00Z'),
  );
  process.env['TEST_DATABASE_URL'] = server.url;
  Object.assign(globalThis, { testPostgres: { folder, stop: server.stop } });
}
