import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Db } from '../../src/db/connect.ts';
import { Broken, open, seal } from '../../src/db/seal.ts';
import { Erased, Vault } from '../../src/db/vault.ts';
import { freshDatabase, type Fresh } from '../database.ts';

const NOW = new Date('2026-11-24T06:00:00Z');
let fresh: Fresh;
beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.drop());

async function newKey(vault: Vault, db: Db): Promise<string> {
  const { at: made_at, ...key } = vault.make('case', NOW);
  await db
    .insertInto('keys')
    .values({ ...key, made_at })
    .execute();
  return key.id;
}

test('a sealed value opens only with its key, in its place, and unchanged', () => {
  const key = randomBytes(32);
  const box = seal(key, 'facts/1', Buffer.from('stage IIB'));
  expect(open(key, 'facts/1', box).toString()).toBe('stage IIB');
  expect(box.includes('stage')).toBe(false);
  expect(() => open(key, 'facts/2', box)).toThrow(Broken);
  expect(() => open(randomBytes(32), 'facts/1', box)).toThrow(Broken);
  for (const at of [0, 5, 20, box.length - 1]) {
    const changed = Buffer.from(box);
    changed[at]! ^= 1;
    expect(() => open(key, 'facts/1', changed)).toThrow(Broken);
  }
  expect(() => open(key, 'facts/1', box.subarray(0, 20))).toThrow(Broken);
});

test('the same words are never sealed the same way twice', () => {
  const key = randomBytes(32);
  expect(seal(key, 'p', Buffer.from('x')).equals(seal(key, 'p', Buffer.from('x')))).toBe(false);
});

test('destroying a key erases what it sealed, also for a process that starts afterwards', async () => {
  const { db, vault, masterKey } = fresh;
  const id = await newKey(vault, db);
  const box = await vault.seal(db, id, 'facts/a', { name: 'Kamala' });
  await vault.destroy(db, id, NOW);
  await expect(vault.open(db, id, 'facts/a', box)).rejects.toThrow(Erased);
  const other = new Vault([masterKey]);
  await other.prepare(db, NOW);
  await expect(other.open(db, id, 'facts/a', box)).rejects.toThrow(Erased);
});

test('a new master key takes over: all keys are wrapped again, and the old one opens nothing any more', async () => {
  const mine = await freshDatabase();
  try {
    const id = await newKey(mine.vault, mine.db);
    const box = await mine.vault.seal(mine.db, id, 'facts/a', 'pT2');
    const lookup = mine.vault.lookup('alias', '+919800000001');
    const next = randomBytes(32).toString('hex');
    const both = new Vault([next, mine.masterKey]);
    await both.prepare(mine.db, NOW);
    while (await both.rewrap(mine.db, 2));
    const only = new Vault([next]);
    await only.prepare(mine.db, NOW);
    expect(await only.open(mine.db, id, 'facts/a', box)).toBe('pT2');
    expect(only.lookup('alias', '+919800000001')).toBe(lookup);
    const old = new Vault([mine.masterKey]);
    await expect(old.key(mine.db, id)).rejects.toThrow('not configured');
  } finally {
    await mine.drop();
  }
});

test('files are sealed, found by what is in them, and a path is no name', async () => {
  const { db, vault, files } = fresh;
  const key = await newKey(vault, db);
  const caseId = '01m0000000000000000000000a';
  const bytes = Buffer.from('a photo of a report');
  const name = await files.put(db, caseId, key, bytes);
  expect(await files.put(db, caseId, key, bytes)).toBe(name);
  expect((await files.get(db, key, name)).equals(bytes)).toBe(true);
  await expect(files.get(db, key, '../../etc/passwd')).rejects.toThrow('not a name');
});
