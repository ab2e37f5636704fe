import { join } from 'node:path';
import { systemClock } from '../clock.ts';
import { readConfig } from '../config.ts';
import { connect } from '../db/connect.ts';
import { files } from '../db/files.ts';
import { Vault } from '../db/vault.ts';
import { createReader } from '../documents/reader.ts';
import { redrawLost } from '../workers/redraw.ts';

/** `npm run redraw`: draws the pages again whose pictures were lost, from the originals. Safe to stop and to run again. */
const config = readConfig();
if (!config.databaseUrl) throw new Error('DATABASE_URL: say which database');
const db = connect(config.databaseUrl, 2);
const reader = createReader({
  processes: 1,
  timeoutMs: 60_000,
  memoryMb: 1_600,
  typesFolder: join(import.meta.dirname, '../../flows/documents'),
});
try {
  const vault = new Vault(config.masterKeys);
  await vault.prepare(db, systemClock.now());
  const store = files(join(config.dataDir, 'files'), vault);
  const { drawn, lost } = await redrawLost({ db, vault, files: store, reader, log: () => {} });
  process.stdout.write(`${drawn} pages were drawn again; ${lost} cannot be.\n`);
} finally {
  await reader.close();
  await db.destroy();
}
