import { systemClock } from '../clock.ts';
import { readConfig } from '../config.ts';
import { connect, disconnect } from '../db/connect.ts';
import { Vault } from '../db/vault.ts';

/**
 * `npm run rewrap`: after MASTER_KEY was set to `new,old`, wraps every key under the new one. Then the old one may go.
 * Safe to stop and to run again; the service keeps running meanwhile.
 */
const config = readConfig();
if (!config.databaseUrl) throw new Error('DATABASE_URL: say which database');
const db = connect(config.databaseUrl, 2);
try {
  const vault = new Vault(config.masterKeys);
  await vault.prepare(db, systemClock.now());
  let all = 0;
  for (let some = await vault.rewrap(db); some > 0; some = await vault.rewrap(db)) all += some;
  process.stdout.write(`${all} keys are wrapped by the new master key.\n`);
} finally {
  await disconnect(db);
}
