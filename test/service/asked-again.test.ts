import { expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CaseView } from '../../src/http/contract.ts';
import type { Fresh } from '../database.ts';
import { atTheDesk } from './at-the-desk.ts';
import type { Running } from './running.ts';
import { served } from './served.ts';
import { Person, until, type Stage } from './stage.ts';

let stage: Stage;
let fresh: Fresh;
let running: Running;
served(52, (all) => ({ stage, fresh, running } = all), { jumps: true });

const sample = (name: string) => readFile(join(import.meta.dirname, '../../samples', name));
/** In Hindi, up to where papers may come. */
const IN_HINDI = [
  ['hello', 'language:hi'],
  ['language:hi', 'who:patient'],
  ['who:patient', 'notice:agree'],
  ['notice:agree', 'reading:agree'],
  ['reading:agree', 'sharing:agree'],
  ['sharing:agree', 'safety:none'],
] as const;

test('Asha asks for a page again; the family reads why in Hindi, sees the page, and sends another photo', async () => {
  const sushila = new Person(stage.sim, '+919812345830');
  await sushila.goes(IN_HINDI);
  sushila.hands.media({ bytes: await sample('sushila-lab-phone.jpg'), mime: 'image/jpeg' });
  const { case_id: id } = await until(
    'the reading',
    () => fresh.db.selectFrom('documents').select('case_id').executeTakeFirst(),
    60_000,
  );
  const { ask: desk } = await atTheDesk(running.service.url);
  const view = () => desk<CaseView>(`/api/cases/${id}`);
  const paper = async () => (await view()).documents[0]!;
  const path = `/api/pages/${(await paper()).id}/1`;
  expect(await desk(`${path}/retake`, { fault: 'covered' })).toEqual({ ok: true });
  const asked = await sushila.hears(/ढके हुए/);
  expect(asked).toMatchObject({ kind: 'image', file: { mime: 'image/jpeg' } });
  expect((await paper()).retake).toMatchObject({ fault: 'covered' });
  expect(await desk(`${path}/retake`, { fault: 'dark' })).toMatchObject({ code: 'conflict' });

  // What comes in the next seconds was on its way already: the answer comes after them.
  running.service.clock.jump(10_000);
  sushila.hands.media({ bytes: await sample('sushila-lab-scan.jpg'), mime: 'image/jpeg' });
  await until('the answer', async () => (await paper()).retake === null, 60_000);

  // While she has the voice herself, it goes with hers, by the same way.
  await desk(`/api/conversations/${(await view()).conversation}/take`, {});
  await desk(`${path}/retake`, { fault: 'page_missing' });
  await sushila.hears(/एक पन्ना नहीं/);
  const { voice } = await fresh.db
    .selectFrom('outbox')
    .select('voice')
    .where('tag', '=', 'retake')
    .orderBy('seq', 'desc')
    .executeTakeFirstOrThrow();
  expect(voice).toBe('staff');
}, 180_000);
