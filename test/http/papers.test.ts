import { afterAll, beforeAll, expect, test } from '@jest/globals';
import sharp from 'sharp';
import type { Board, BoardList, CaseView, Problem, Role } from '../../src/http/contract.ts';
import type { Paper as Sheet } from '../../src/cases/paper.ts';
import { newId } from '../../src/db/ids.ts';
import { openRetakes, retakeAnswered } from '../../src/db/retakes.ts';
import { openHouse, type House } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
}, 60_000);
afterAll(() => house.close());

const json = async <T>(answer: Promise<Response>) => (await (await answer).json()) as T;
type Family = Awaited<ReturnType<House['family']>>;
const view = async (family: Family, role: Role = 'coordinator') =>
  (await (await house.as(role, `/api/cases/${family.case}`)).json()) as CaseView;
const message = async (answer: Response) => [answer.status, ((await answer.json()) as Problem).message];

/** A doubt on the family's paper. */
const doubt = (family: Family, path: string, value: string, box = [1, 2, 3, 4] as const) =>
  family.learn(path, value, {
    from: { kind: 'page', document: family.document, page: 1, box, words: value },
    accepted: false,
    doubt: 'low_confidence',
  });

/** What was posted last, or last of a kind, opened. */
async function lastEvent(family: Family, kind?: string) {
  const row = await house.db
    .selectFrom('inbox')
    .select(['id', 'sealed'])
    .where('conversation_id', '=', family.conversation)
    .$if(kind !== undefined, (all) => all.where('kind', '=', kind!))
    .orderBy('seq', 'desc')
    .executeTakeFirstOrThrow();
  return house.vault.open<Record<string, any>>(house.db, family.key, `inbox/${row.id}`, row.sealed);
}

/** What the engine does with a fact of the desk: it is learnt. */
async function learnt(family: Family): Promise<void> {
  const { fact } = await lastEvent(family, 'fact_added');
  const sealed = await house.vault.seal(house.db, family.caseKey, `facts/${fact.id}`, fact);
  await house.db
    .insertInto('facts')
    .values({ id: fact.id, case_id: family.case, sealed, at: house.clock.now() })
    .execute();
}

test('two people settle one doubt: the second is told what the first said', async () => {
  const family = await house.family('checking');
  const id = await doubt(family, 'ihc.her2', '2+');
  const path = `/api/cases/${family.case}/facts`;
  const settle = (role: Role, body: object) =>
    house.as(role, path, { path: 'ihc.her2', value: '2+', ...body });
  const press = { value: '3+', corrects: id, id: 'press-her2-01' };
  expect((await settle('coordinator', press)).status).toBe(200);
  // The same press again is the same act.
  expect((await settle('coordinator', press)).status).toBe(200);
  expect(await message(await settle('lead', { confirms: id }))).toEqual([
    409,
    'Asha Nair is settling this at the same moment. Please look again.',
  ]);
  await learnt(family);
  expect(await message(await settle('lead', { confirms: id }))).toEqual([
    409,
    'Asha Nair has settled this meanwhile: it says “3+”, not “2+”.',
  ]);
  expect((await lastEvent(family)).fact.value).toBe('3+');
});

test('a doubt that is not on the paper counts no more; a paper of another person counts with nothing', async () => {
  const family = await house.family('checking');
  const [grade, stage] = [await doubt(family, 'pathology.grade', '3'), await doubt(family, 'stage.pT', 'T4')];
  const path = `/api/cases/${family.case}/facts`;
  await house.as('coordinator', path, { path: 'pathology.grade', value: '3', rejects: grade });
  await learnt(family);
  const one = await view(family);
  expect(one.facts.find((fact) => fact.id === grade)).toMatchObject({ current: false, rejected: 'rejected' });
  expect(one.facts.filter((fact) => fact.path === 'pathology.grade')).toHaveLength(1);
  expect(one.facts.find((fact) => fact.id === stage)).toMatchObject({ current: true });

  const body = { path: 'stage.pT', value: 'T4', rejects: stage, as: 'other_person' };
  await house.as('coordinator', path, body);
  await learnt(family);
  // The conversation hears that this paper counts no more: it asks for it again.
  expect(await lastEvent(family)).toMatchObject({ kind: 'papers_arranged', papers: [] });
  const two = await view(family);
  expect(two.documents[0]).toMatchObject({ ofOther: stage });
  expect(two.reports).toEqual([]);
  expect(two.facts.some((fact) => fact.current && fact.from.kind === 'page')).toBe(false);
});

/** One more file of so many pages. */
async function moreFile(family: Family, pages: number): Promise<string> {
  const id = newId(house.clock.now());
  const { db, vault } = house;
  const row = await db
    .selectFrom('documents')
    .selectAll()
    .where('id', '=', family.document)
    .executeTakeFirstOrThrow();
  const { seq: _seq, ...paper } = row;
  const sealed = await vault.seal(db, family.caseKey, `documents/${id}`, { fileName: null });
  await db
    .insertInto('documents')
    .values({ ...paper, id, reading_id: id, sealed })
    .execute();
  const [page] = await db
    .selectFrom('pages')
    .selectAll()
    .where('document_id', '=', family.document)
    .execute();
  for (let number = 1; number <= pages; number += 1) {
    const lines = await vault.seal(db, family.caseKey, `pages/${id}/${number}`, { text: '', lines: [] });
    await db
      .insertInto('pages')
      .values({ ...page!, document_id: id, number, sealed: lines })
      .execute();
  }
  return id;
}

test('pages are put together and parted; who did not see what another did is told, and loses nothing', async () => {
  const family = await house.family('checking');
  const more = await moreFile(family, 2);
  const path = `/api/cases/${family.case}/arrangement`;
  const shelves = async () =>
    (await view(family)).reports.map(({ pages }) =>
      pages.map(({ document, page }) => `${document === more ? 'more' : 'first'} ${page}`),
    );
  expect(await shelves()).toEqual([['first 1'], ['more 1', 'more 2']]);
  const { arrangement } = await view(family);
  const first = { document: family.document, page: 1 };
  const [one, two] = [1, 2].map((page) => ({ document: more, page }));
  const both = { seen: arrangement.seen, groups: [[two, first]] };
  expect((await house.as('coordinator', path, both)).status).toBe(200);
  expect(await shelves()).toEqual([['more 2', 'first 1'], ['more 1']]);
  const { papers } = await lastEvent(family, 'papers_arranged');
  expect(papers.map((sheet: Sheet) => [sheet.id === more, sheet.together !== undefined])).toEqual([
    [false, true],
    [true, false],
    [true, true],
  ]);

  const late = await house.as('lead', path, { seen: arrangement.seen, groups: [[one, two]] });
  expect(await message(late)).toEqual([
    409,
    'Asha Nair put 2 pages together meanwhile. You see it now; please look, and do yours again if it is still needed.',
  ]);
  const now = (await view(family)).arrangement;
  expect(now.undo).toMatchObject({ by: 'Asha Nair' });
  const undone = { seen: now.seen, undo: now.undo!.id };
  expect((await house.as('lead', path, undone)).status).toBe(200);
  expect(await shelves()).toEqual([['first 1'], ['more 1', 'more 2']]);

  const seen = (await view(family)).arrangement.seen;
  for (const groups of [[[{ document: 'nothing', page: 1 }]], [[one, one]], [[{ document: more, page: 3 }]]])
    expect((await house.as('coordinator', path, { seen, groups })).status).toBe(422);
  expect((await house.as('reviewer', path, { seen, groups: [[one]] })).status).toBe(404);
});

test('a paper is asked for again once, with its picture as a photo, until something comes', async () => {
  const family = await house.family('checking');
  const path = `/api/pages/${family.document}/1/retake`;
  expect((await house.as('coordinator', path, { fault: 'ugly' })).status).toBe(422);
  expect((await house.as('coordinator', path, { fault: 'covered' })).status).toBe(200);
  const { fault, picture, document } = await lastEvent(family);
  expect([fault, document, picture.mime]).toEqual(['covered', family.document, 'image/jpeg']);
  const bytes = await house.deps.files.get(house.db, family.caseKey, picture.hash);
  expect((await sharp(bytes).metadata()).format).toBe('jpeg');
  expect((await view(family)).documents[0]!.retake).toMatchObject({ fault: 'covered' });
  expect((await house.as('lead', path, { fault: 'dark' })).status).toBe(409);
  await retakeAnswered(house.db, family.case, family.document, house.clock.now());
  expect((await openRetakes(house.db, family.case)).size).toBe(0);
  expect((await house.as('lead', path, { fault: 'dark' })).status).toBe(200);
  const ready = await house.family('ready');
  const theirs = `/api/pages/${ready.document}/1/retake`;
  expect((await house.as('reviewer', theirs, { fault: 'dark' })).status).toBe(403);
});

test('a paper whose type no machine could tell is what the desk says it is, for the case and for the conversation', async () => {
  const family = await house.family('checking');
  const unsure = { type: 'unsure', type_confidence: 0.2 };
  await house.db.updateTable('documents').set(unsure).where('id', '=', family.document).execute();
  const path = `/api/papers/${family.document}/type`;
  expect((await house.as('coordinator', path, { type: 'poem' })).status).toBe(422);
  expect((await house.as('reviewer', path, { type: 'histopathology' })).status).toBe(404);
  expect((await house.as('coordinator', path, { type: 'histopathology' })).status).toBe(200);
  const one = await view(family);
  expect(one.documents[0]).toMatchObject({ type: 'histopathology', told: true });
  expect(one.reports[0]!.type).toBe('histopathology');
  expect(await lastEvent(family)).toMatchObject({
    kind: 'papers_arranged',
    papers: [{ id: family.document, type: 'histopathology' }],
  });
});

test('a paper that was kept apart counts with all it says, as it was read, once the desk says whose it is', async () => {
  const family = await house.family('checking');
  const from = { kind: 'page', document: family.document, page: 1, box: [1, 2, 3, 4], words: '' } as const;
  const apart = { from, accepted: false, doubt: 'other_person' } as const;
  const sure = await family.learn('stage.pT', 'T2', { ...apart, apart: { accepted: true } });
  const open = { accepted: false, doubt: 'two_readings' };
  const doubted = await family.learn('ihc.her2', '2+', { ...apart, apart: open });
  const held = await view(family);
  expect(held.documents[0]).toMatchObject({ held: sure });
  expect(held.reports).toEqual([]);
  const path = `/api/papers/${family.document}/patient`;
  expect((await house.as('coordinator', path, {})).status).toBe(200);
  const { facts, papers, settled } = await lastEvent(family);
  expect(papers).toMatchObject([{ id: family.document, type: 'histopathology' }]);
  expect(settled).toBe(true);
  expect(facts).toMatchObject([
    { path: 'stage.pT', accepted: true, corrects: sure },
    { path: 'ihc.her2', accepted: false, doubt: 'two_readings', corrects: doubted },
  ]);
  expect(JSON.stringify(facts)).not.toMatch(/apart|other_person/);
  for (const fact of facts) await family.learn(fact.path, fact.value, fact);
  const now = await view(family);
  expect(now.documents[0]).toMatchObject({ held: null });
  expect(now.reports).toHaveLength(1);
  expect((await house.as('coordinator', path, {})).status).toBe(409);
});

test('a file is saved as it came by who may know the patient, under a name that tells nothing, and by nobody else', async () => {
  const family = await house.family('in_review');
  const path = `/api/originals/${family.document}`;
  const answer = await house.as('coordinator', path);
  expect(answer.status).toBe(200);
  const { reference } = await view(family);
  expect(answer.headers.get('content-disposition')).toBe(
    `attachment; filename="${reference}-${family.document.slice(-6)}.jpg"`,
  );
  expect(answer.headers.get('content-type')).toBe('application/octet-stream');
  expect((await sharp(Buffer.from(await answer.arrayBuffer())).metadata()).format).toBe('webp');
  expect((await house.as('reviewer', path)).status).toBe(404);
  expect((await house.as('administrator', path)).status).toBe(404);
});

test('the time of a paper runs from the first look to the last doubt, without the pauses', async () => {
  const family = await house.family('checking');
  const ids = [await doubt(family, 'ihc.her2', '2+'), await doubt(family, 'ihc.er', '90 %')];
  const look = () => house.as('coordinator', `/api/pages/${family.document}/1/look`, {});
  const later = (seconds: number) => house.clock.jump(seconds * 1000);
  const times = async () =>
    (await json<Board>(house.as('lead', '/api/board?from=2026-11-24&to=2026-11-24'))).papers;
  await look();
  later(30);
  await look();
  // Tea.
  later(600);
  await look();
  later(20);
  const confirm = (path: string, value: string, confirms: string) =>
    house.as('coordinator', `/api/cases/${family.case}/facts`, { path, value, confirms });
  await confirm('ihc.her2', '2+', ids[0]!);
  await learnt(family);
  expect(await times()).toEqual({ count: 0, minutes: null });
  later(10);
  await confirm('ihc.er', '90 %', ids[1]!);
  expect(await times()).toEqual({ count: 1, minutes: { median: 1, p90: 1 } });
  const list = await json<BoardList>(
    house.as('lead', '/api/board/list?what=paper&from=2026-11-24&to=2026-11-24'),
  );
  expect(list.rows.map((row) => row.case)).toEqual([family.case]);
  await look();
  expect(await times()).toMatchObject({ minutes: { median: 1 } });
  expect(house.bugs).toEqual([]);
});
