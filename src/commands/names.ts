import { findableWords } from '../cases/wanted.ts';
import { systemClock } from '../clock.ts';
import { readConfig } from '../config.ts';
import { factsOf } from '../db/cases.ts';
import { connect, type Db } from '../db/connect.ts';
import { findable, notFindable } from '../db/finding.ts';
import { Vault } from '../db/vault.ts';

/** Makes the cases from before names were looked up findable by the names they hold. Returns how many it looked at. */
export async function nameOlder(db: Db, vault: Vault): Promise<number> {
  let looked = 0;
  for (let last = ''; ;) {
    const cases = await notFindable(db, last);
    for (const one of cases)
      for (const fact of await factsOf(db, vault, one))
        await findable(db, vault, one.id, findableWords(fact));
    looked += cases.length;
    if (!cases.length) return looked;
    last = cases.at(-1)!.id;
  }
}

if (import.meta.main) {
  const config = readConfig();
  if (!config.databaseUrl) throw new Error('DATABASE_URL: say which database');
  const db = connect(config.databaseUrl, 2);
  try {
    const vault = new Vault(config.masterKeys);
    await vault.prepare(db, systemClock.now());
    process.stdout.write(`${await nameOlder(db, vault)} cases were looked at.\n`);
  } finally {
    await db.destroy();
  }
}
