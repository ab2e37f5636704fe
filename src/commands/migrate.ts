import { join } from 'node:path';
import { systemClock } from '../clock.ts';
import { readConfig } from '../config.ts';
import { embedded } from '../db/embedded.ts';
import { migrate } from '../db/migrate.ts';

/** `npm run migrate`: brings the database to the newest tables. The service does the same at start. */
const config = readConfig();
const own = config.databaseUrl ? undefined : await embedded(join(config.dataDir, 'postgres'));
try {
  const folder = join(import.meta.dirname, '../../prisma/migrations');
  const applied = await migrate(config.databaseUrl ?? own!.url, folder, systemClock.now());
  process.stdout.write(applied.length ? `Applied: ${applied.join(', ')}\n` : 'Nothing to apply.\n');
} finally {
  await own?.stop();
}
