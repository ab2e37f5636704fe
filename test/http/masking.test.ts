import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Box } from '../../src/cases/facts.ts';
import { createReader } from '../../src/documents/reader.ts';
import type { Reader, Reading } from '../../src/documents/reading.ts';
import type { CaseView, ChatMessage, QueuePage, Role } from '../../src/http/contract.ts';
import { openHouse, type House } from './house.ts';

let house: House;
let reader: Reader;
beforeAll(async () => {
  house = await openHouse();
  reader = createReader({
    processes: 1,
    timeoutMs: 60_000,
    memoryMb: 1_600,
    typesFolder: join(import.meta.dirname, '../../flows/documents'),
  });
}, 60_000);
afterAll(async () => {
  await reader.close();
  await house.close();
});

type Family = Awaited<ReturnType<House['family']>>;
const TODAY = { today: '2026-11-24' };

/** The sample as it is read, put in place of the family's first page, with its facts. */
async function sushilasPage(family: Family): Promise<Reading> {
  const bytes = await readFile(join(import.meta.dirname, '../../samples/sushila-histopathology-phone.jpg'));
  const reading = await reader.read(bytes, TODAY);
  const page = reading.pages[0]!;
  const { db, vault, deps } = house;
  const file = await deps.files.put(db, family.case, family.caseKey, page.image);
  const place = `pages/${family.document}/1`;
  const sealed = await vault.seal(db, family.caseKey, place, { text: page.text, lines: page.lines });
  await db
    .updateTable('pages')
    .set({ file, sealed, width: page.width, height: page.height })
    .where('document_id', '=', family.document)
    .execute();
  for (const { path, value, box, page: number } of reading.facts)
    await family.learn(path, value, {
      from: { kind: 'page', document: family.document, page: number, box, words: value },
    });
  return reading;
}

const picture = async (role: Role, path: string) => {
  const answer = await house.as(role, path);
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
  return Buffer.from(await answer.arrayBuffer());
};
const viewed = async (role: Role, family: Family) =>
  (await (await house.as(role, `/api/cases/${family.case}`)).json()) as CaseView;
const pixels = async (bytes: Uint8Array, [left, top, width, height]: Box) =>
  sharp(await sharp(bytes).extract({ left, top, width, height }).toBuffer()).stats();

test('a doctor sees the page without name and numbers, on the pixels; the original stays as it is', async () => {
  const family = await house.family('ready', { 'patient.name': 'Sushila Devi' });
  const reading = await sushilasPage(family);
  const path = `/api/pages/${family.document}/1`;
  const whole = await picture('coordinator', path);
  expect(whole.equals(Buffer.from(reading.pages[0]!.image))).toBe(true);

  const { pages } = (await viewed('coordinator', family)).documents[0]!;
  const covers = pages[0]!.covers.map(({ box }) => box);
  expect(covers.length).toBeGreaterThan(0);
  const masked = await picture('reviewer', path);
  const { width, height } = await sharp(masked).metadata();
  expect([width, height]).toEqual([pages[0]!.width, pages[0]!.height]);
  for (const box of covers) {
    const [x, y, w, h] = box;
    const inner: Box = [x + 4, y + 4, Math.min(w, width - x) - 8, Math.min(h, height - y) - 8];
    // One flat colour but for the trembling of the compression: nothing of what was there can be told from it.
    for (const { max, min } of (await pixels(masked, inner)).channels) expect(max - min).toBeLessThan(16);
    const before = (await pixels(whole, inner)).channels[0]!;
    expect(before.max - before.min).toBeGreaterThan(40);
  }

  // Our own reader, which found the name, does not find it any more, and finds the illness still.
  const again = await reader.read(masked, TODAY);
  const text = again.pages.map((page) => page.text).join('\n');
  expect(reading.pages[0]!.text).toMatch(/Sushila/i);
  expect(text).not.toMatch(/sush|devi/i);
  const paths = again.facts.map((fact) => fact.path);
  expect(paths).not.toContain('patient.name');
  expect(paths).not.toContain('patient.hospital_id');
  const ill = (facts: Reading['facts']) =>
    facts.filter((fact) => /^(?:stage|ihc|pathology)\./.test(fact.path)).map((fact) => fact.path);
  expect(ill(again.facts)).toEqual(expect.arrayContaining(ill(reading.facts)));
  expect(paths).toContain('patient.age');

  // The lead sees it as the doctor does, and asks for nothing twice.
  expect((await picture('lead', `${path}?as=reviewer`)).equals(masked)).toBe(true);
  expect((await picture('coordinator', path)).equals(whole)).toBe(true);
}, 120_000);

test('a doctor does not read who it is, in facts, words, file names, chat or queue', async () => {
  const family = await house.family('ready', { 'question.1': 'Can Sarita be cured?' });
  await family.learn('patient.hospital_id', 'SGT-00912');
  await family.learn('pathology.specimen', 'Breast, Sarita Devi', {
    from: {
      kind: 'page',
      document: family.document,
      page: 1,
      box: [80, 80, 400, 30],
      words: 'Breast, Sarita Devi',
    },
  });
  const view = await viewed('reviewer', family);
  const chat = await house.as('reviewer', `/api/conversations/${family.conversation}/messages`);
  const queue = (await (await house.as('reviewer', '/api/queue')).json()) as QueuePage;
  const all = JSON.stringify([view, (await chat.json()) as ChatMessage[], queue]);
  expect(all).not.toMatch(/Sarita|00912|scan\.jpg/);
  expect(view.veiled).toBe(true);
  const paths = view.facts.map((fact) => fact.path);
  expect(paths).toEqual(expect.arrayContaining(['patient.age', 'patient.sex', 'pathology.specimen']));
  expect(view.documents[0]!.pages[0]!.covers).toEqual([]);
  const found = await house.as('reviewer', '/api/queue/search', { words: 'Sarita' });
  expect(((await found.json()) as QueuePage).rows).toEqual([]);
  expect(JSON.stringify(await viewed('coordinator', family))).toMatch(/Sarita Devi.*scan\.jpg/);
});

test('a coordinator draws a cover, takes it away, and lets a page that nobody could read be seen', async () => {
  const family = await house.family('ready');
  const path = `/api/pages/${family.document}/1`;
  const say = (body: object, role: Role = 'coordinator') => house.as(role, `${path}/covers`, body);
  const box: Box = [100, 200, 300, 40];
  const before = await picture('reviewer', path);
  expect((await pixels(before, box)).channels[0]!.max).toBeGreaterThan(200);
  expect((await say({ do: 'cover', box })).status).toBe(200);
  expect((await pixels(await picture('reviewer', path), [104, 204, 290, 30])).channels[0]!.max).toBeLessThan(
    80,
  );
  expect((await viewed('coordinator', family)).documents[0]!.pages[0]!.covers).toEqual([
    { box, by: 'staff' },
  ]);
  await say({ do: 'uncover', box });
  expect((await pixels(await picture('reviewer', path), box)).channels[0]!.max).toBeGreaterThan(200);

  const wrong = await say({ do: 'cover', box: [700, 200, 300, 40] });
  expect([wrong.status, await wrong.json()]).toMatchObject([422, { fields: { box: expect.any(String) } }]);
  expect((await say({ do: 'cover', box }, 'reviewer')).status).toBe(403);
  expect((await say({ do: 'cover', box }, 'administrator')).status).toBe(404);

  const sealed = await house.vault.seal(house.db, family.caseKey, `pages/${family.document}/1`, {
    text: '',
    lines: [],
  });
  await house.db.updateTable('pages').set({ sealed }).where('document_id', '=', family.document).execute();
  const shut = await house.as('reviewer', path);
  expect([shut.status, await shut.json()]).toMatchObject([409, { message: expect.stringContaining('desk') }]);
  expect((await viewed('reviewer', family)).documents[0]!.pages[0]).toMatchObject({
    image: null,
    open: false,
  });
  expect((await house.as('coordinator', path)).status).toBe(200);
  await say({ do: 'clear' });
  expect((await house.as('reviewer', path)).status).toBe(200);
  expect(house.bugs).toEqual([]);
});

test('an erased case shows no page, neither whole nor painted over', async () => {
  const family = await house.family('ready');
  const path = `/api/pages/${family.document}/1`;
  await picture('reviewer', path);
  await house.vault.destroy(house.db, family.caseKey, house.clock.now());
  for (const role of ['reviewer', 'coordinator'] as const)
    expect((await house.as(role, path)).status).toBe(410);
});
