import { expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Fresh } from '../database.ts';
import type { Running } from './running.ts';
import { UNTIL_AGE, served } from './served.ts';
import { Person, until, type Stage } from './stage.ts';

let stage: Stage;
let fresh: Fresh;
let running: Running;
served(31, (all) => ({ stage, fresh, running } = all));

const sample = (name: string) => readFile(join(import.meta.dirname, '../../samples', name));

test('a blurred photo is answered before it is read, with a picture of it, to nobody else; the original stays as it came', async () => {
  const lakshmi = new Person(stage.sim, '+919812345810');
  const other = new Person(stage.sim, '+919812345811');
  await lakshmi.goes(UNTIL_AGE);
  await other.goes(UNTIL_AGE);
  const before = other.said().length;
  const bytes = await sample('sushila-lab-blurred.jpg');
  lakshmi.hands.media({ bytes, mime: 'image/jpeg' });
  const said = await lakshmi.hears(/This photo is blurred/, 40_000);
  expect(said).toMatchObject({ kind: 'image', file: { mime: 'image/jpeg' } });
  const events = running.lines.map((line) => (JSON.parse(line) as { event: string }).event);
  expect(events).toContain('photo_seen');
  expect(events).not.toContain('page_read');

  // Its reading follows, and has nothing to add.
  await until('the reading', () => running.lines.some((line) => line.includes('page_read')), 60_000);
  const { file, case_id } = await fresh.db
    .selectFrom('documents')
    .select(['file', 'case_id'])
    .executeTakeFirstOrThrow();
  const { db, vault, files } = running.service.world;
  const { key_id } = await fresh.db
    .selectFrom('cases')
    .select('key_id')
    .where('id', '=', case_id)
    .executeTakeFirstOrThrow();
  const kept = await files.get(db, key_id, file);
  const hash = (of: Uint8Array) => createHash('sha256').update(of).digest('hex');
  expect(hash(kept)).toBe(hash(bytes));
  expect(vault.lookup('file', case_id, bytes)).toBe(file.split('/')[1]);
  expect(other.said()).toHaveLength(before);
  expect(lakshmi.said().filter(({ kind }) => kind === 'image')).toHaveLength(1);
}, 120_000);
