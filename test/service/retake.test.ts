import { expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { redrawLost } from '../../src/workers/redraw.ts';
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
  const { db, files } = running.service.world;
  const { key_id } = await fresh.db
    .selectFrom('cases')
    .select('key_id')
    .where('id', '=', case_id)
    .executeTakeFirstOrThrow();
  expect(hash(await files.get(db, key_id, file))).toBe(hash(bytes));
  expect(other.said()).toHaveLength(before);
  expect(lakshmi.said().filter(({ kind }) => kind === 'image')).toHaveLength(1);

  // Its upright page is lost, and drawn again from the original.
  const page = () => fresh.db.selectFrom('pages').selectAll().executeTakeFirstOrThrow();
  const { file: lost, width, height } = await page();
  await rm(join(running.dataDir, 'files', lost));
  expect(await redrawLost(running.service.world)).toEqual({ drawn: 1, lost: 0 });
  const drawn = await sharp(await files.get(db, key_id, (await page()).file)).metadata();
  expect([drawn.width, drawn.height]).toEqual([width, height]);
  expect(await redrawLost(running.service.world)).toEqual({ drawn: 0, lost: 0 });
  // Where the original is gone as well it is said, and nothing else happens.
  for (const name of [(await page()).file, file]) await rm(join(running.dataDir, 'files', name));
  expect(await redrawLost(running.service.world)).toEqual({ drawn: 0, lost: 1 });
}, 120_000);

const hash = (of: Uint8Array) => createHash('sha256').update(of).digest('hex');
