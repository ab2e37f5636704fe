import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Correction } from '../../src/cases/correction.ts';
import { keepCorrection } from '../../src/db/corrections.ts';
import { newId } from '../../src/db/ids.ts';
import { whoIs } from '../../src/db/people.ts';
import { freshDatabase, type Fresh } from '../database.ts';

const root = new URL('../../', import.meta.url).pathname;
const at = new Date('2026-11-24T06:00:00Z');
let fresh: Fresh;
beforeAll(async () => {
  fresh = await freshDatabase(at);
});
afterAll(() => fresh.drop());

/** A case with one paper, the shipped PDF. */
async function paperIn() {
  const { db, vault, files } = fresh;
  const phone = { kind: 'phone' as const, value: '+919812345670' };
  const known = await db
    .transaction()
    .execute((tx) =>
      whoIs(tx, vault, 'whatsapp', { aliases: [phone] }, () => ({ flow: 'f', state: {} }), at),
    );
  const { key_id: key } = await db
    .selectFrom('cases')
    .select('key_id')
    .where('id', '=', known.case)
    .executeTakeFirstOrThrow();
  const bytes = await readFile(`${root}samples/sushila-histopathology.pdf`);
  const file = await files.put(db, known.case, key, bytes);
  const document = newId(at);
  const sealed = await vault.seal(db, key, `documents/${document}`, { fileName: null });
  await db
    .insertInto('documents')
    .values({
      id: document,
      case_id: known.case,
      reading_id: document,
      message_id: 'm',
      file,
      type: 'histopathology',
      type_confidence: 0.9,
      mime: 'application/pdf',
      bytes: bytes.length,
      faults: [],
      sealed,
      at,
    })
    .execute();
  return { id: known.case, key, document };
}

test('what a change of code would have changed, in paths and counts and without a word of a paper', async () => {
  const one = await paperIn();
  const place = { document: one.document, page: 1, box: [0, 0, 10, 10] as const };
  const examples: Correction[] = [
    // Doubted then; it is read as the person said now.
    { ...place, path: 'patient.age', read: '5', said: '54', accepted: false },
    // Sure and wrong then, by this invented answer, and so it is still.
    { ...place, path: 'patient.sex', read: 'Female', said: 'Male', accepted: true },
    { ...place, path: 'lab.potassium', read: '4.2', said: '4.2', accepted: true },
  ];
  for (const example of examples) await keepCorrection(fresh.db, fresh.vault, one, example, at);
  const { stdout, code } = await run();
  expect(
    stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.trim()),
  ).toEqual([
    '1  lab.potassium  right → missed',
    '1  patient.age  doubted → right',
    '1  patient.sex  wrong as before',
    '3 places, 2 read otherwise now',
  ]);
  expect(code).toBe(1);

  await fresh.db.transaction().execute((tx) => fresh.vault.destroy(tx, one.key, at));
  expect((await run()).stdout).toBe('0 places, 0 read otherwise now\n');
}, 120_000);

async function run(): Promise<{ stdout: string; code: number }> {
  const env = {
    ...process.env,
    DATABASE_URL: fresh.url,
    MASTER_KEY: fresh.masterKey,
    DATA_DIR: fresh.folder,
  };
  try {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['src/commands/read.ts', '--against', 'corrections'],
      { cwd: root, env },
    );
    return { stdout, code: 0 };
  } catch (error) {
    const { stdout, code } = error as { stdout: string; code: number };
    return { stdout, code };
  }
}
