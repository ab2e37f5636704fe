import { join } from 'node:path';
import { verdictNow, verdictThen, type Verdict } from '../cases/correction.ts';
import { systemClock } from '../clock.ts';
import { readConfig } from '../config.ts';
import { connect } from '../db/connect.ts';
import { correctedPapers } from '../db/corrections.ts';
import { files } from '../db/files.ts';
import { Vault } from '../db/vault.ts';
import type { Reader } from '../documents/reading.ts';

const MOST = 5_000;

/**
 * What this code makes of the papers that people at the desk corrected or agreed with, beside what it had made of them then.
 * Prints paths and counts, never what a paper says. Returns whether anything is accepted now that is wrong.
 */
export async function readCorrections(reader: Reader): Promise<boolean> {
  const config = readConfig();
  if (!config.databaseUrl) throw new Error('DATABASE_URL: say which database holds the corrections');
  const db = connect(config.databaseUrl, 2);
  try {
    const vault = new Vault(config.masterKeys);
    await vault.prepare(db, systemClock.now());
    const store = files(join(config.dataDir, 'files'), vault);
    const today = systemClock.now().toISOString().slice(0, 10);
    const tally = new Tally();
    for (const { file, key, corrections } of await correctedPapers(db, vault, MOST)) {
      const { facts } = await reader.read(await store.get(db, key, file), { today });
      for (const one of corrections) tally.add(one.path, verdictThen(one), verdictNow(one, facts));
    }
    process.stdout.write(`${tally.lines().join('\n')}\n`);
    return tally.wrong;
  } finally {
    await db.destroy();
  }
}

/** Counts of places by path and by how their reading ended, then and now. */
export class Tally {
  #counts = new Map<string, number>();
  wrong = false;

  add(path: string, then: Verdict, now: Verdict): void {
    const key = `${path}  ${then === now ? `${now} as before` : `${then} → ${now}`}`;
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
    this.wrong ||= now === 'wrong';
  }

  lines(): string[] {
    const all = [...this.#counts].sort(([a], [b]) => (a < b ? -1 : 1));
    const places = all.reduce((sum, [, n]) => sum + n, 0);
    const changed = all.filter(([key]) => key.includes('→')).reduce((sum, [, n]) => sum + n, 0);
    return [
      ...all.map(([key, n]) => `${String(n).padStart(5)}  ${key}`),
      `${places} places, ${changed} read otherwise now`,
    ];
  }
}
