import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { connect, disconnect, type Db } from '../src/db/connect.ts';
import { files, type Files } from '../src/db/files.ts';
import { Vault } from '../src/db/vault.ts';

/** A database of a test's own, with everything that belongs to it. */
export interface Fresh {
  db: Db;
  url: string;
  /** 32 bytes as hex: what the vault was opened with. */
  masterKey: string;
  vault: Vault;
  files: Files;
  /** Folder of the files and of whatever else the test keeps. */
  folder: string;
  drop(): Promise<void>;
}

/** Cloned in milliseconds from the template that the run made once (see `setup.ts`). */
export async function freshDatabase(now = new Date('2026-11-24T06:00:00Z')): Promise<Fresh> {
  const admin = process.env['TEST_DATABASE_URL'];
  if (!admin) throw new Error('no PostgreSQL of this test run: use npm test');
  const name = `t_${randomBytes(6).toString('hex')}`;
  await ask(admin, `create database ${name} template template_doosri`);
  const url = admin.replace(/\/[^/]*$/, `/${name}`);
  const db = connect(url, 8);
  const masterKey = randomBytes(32).toString('hex');
  const vault = new Vault([masterKey]);
  await vault.prepare(db, now);
  const folder = await mkdtemp(join(tmpdir(), 'doosri-test-'));
  return {
    db,
    url,
    masterKey,
    vault,
    files: files(join(folder, 'files'), vault),
    folder,
    async drop() {
      await disconnect(db);
      await ask(admin, `drop database if exists ${name} with (force)`);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function ask(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
