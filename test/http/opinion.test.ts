import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Fact } from '../../src/cases/facts.ts';
import type { CaseView, Problem } from '../../src/http/contract.ts';
import { wholeFindings } from '../opinions/whole.ts';
import { openHouse, type House } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
}, 60_000);
afterAll(() => house.close());

type Family = Awaited<ReturnType<House['family']>>;

const json = async <T>(response: Response) => (await response.json()) as T;
const look = async (family: Family) =>
  json<CaseView>(await house.as('reviewer', `/api/cases/${family.case}`));
const write = (family: Family, more: object = {}) =>
  house.as('reviewer', `/api/cases/${family.case}/opinion`, {
    findings: wholeFindings(),
    summary: 'A plain word.',
    answers: [{ path: 'question.1', answer: 'Yes.' }],
    ...more,
  });
const sign = (family: Family, version = 1) =>
  house.as('reviewer', `/api/cases/${family.case}/opinion/sign`, { version });

test('a fact or a paper after the signature shows as new, and an addendum knows it', async () => {
  const family = await house.family('in_review');
  await write(family);
  expect((await sign(family)).status).toBe(200);
  expect((await look(family)).opinions[0]!.since).toEqual({ facts: [], papers: [] });
  const id = await family.learn('ihc.her2', '3+');
  expect((await look(family)).opinions[0]!.since).toEqual({ facts: [id], papers: [] });
  await write(family, { summary: 'HER2 is positive: trastuzumab as well.' });
  expect((await sign(family, 2)).status).toBe(200);
  const [first, second] = (await look(family)).opinions;
  expect([first!.summary, first!.since!.facts, second!.since!.facts]).toEqual(['A plain word.', [id], []]);
  expect(second!.caseHash).not.toBe(first!.caseHash);
});

test('what comes while the paper is printed stops the signature', async () => {
  const cases: [name: string, meanwhile: (family: Family) => Promise<unknown>][] = [
    ['a question', (family) => family.learn('question.2', 'And diet?')],
    ['a value', (family) => family.learn('ihc.her2', '3+')],
    ['a doubt', (family) => family.task('wrong_patient')],
  ];
  for (const [name, meanwhile] of cases) {
    const family = await house.family('in_review');
    await write(family);
    const { put } = house.deps.files;
    // The store is where a signature waits between printing and its transaction.
    house.deps.files.put = async (...all) => {
      await meanwhile(family);
      return put.apply(house.deps.files, all);
    };
    const { status } = await sign(family).finally(() => (house.deps.files.put = put));
    const [opinion] = (await look(family)).opinions;
    expect([name, status, opinion!.signedAt]).toEqual([name, 409, null]);
  }
});

test('two names of the patient that nobody settled stop the signature, and settling them lets it go', async () => {
  const family = await house.family('in_review');
  await write(family);
  await family.learn('patient.name', 'Rukhsana Begum');
  const refused = await sign(family);
  expect([refused.status, (await json<Problem>(refused)).message]).toEqual([
    409,
    'A name does not match, or a paper may be of another person. Please settle that first.',
  ]);
  const staff = { kind: 'staff' as const, user: 'asha' };
  house.clock.jump(60_000);
  await family.learn('patient.name', 'Sarita Devi', { from: staff });
  await write(family);
  expect((await sign(family)).status).toBe(200);
});

test('what sources say differently stops the signature until somebody says what they make of it', async () => {
  const family = await house.family('in_review');
  await write(family);
  await family.learn('ihc.her2', '2+');
  await family.learn('ihc.her2', '3+');
  await family.learn('diagnosis.side', 'Left side', { normal: 'left' });
  await family.learn('pathology.specimen', 'Right breast, core');
  const refused = await sign(family);
  const { message, fields } = await json<Problem>(refused);
  expect([refused.status, message]).toEqual([
    409,
    'Sources disagree, and nobody has said what to make of it. Settle it, or write beside it what you make of it.',
  ]);
  expect(Object.keys(fields!)).toEqual(['conflict.ihc.her2', 'conflict.side']);

  const path = `/api/cases/${family.case}/conflicts`;
  const say = (topic: string, note = 'The 3+ is of the liver.') =>
    house.as('reviewer', path, { topic, note });
  expect((await say('ihc.her2', ' ')).status).toBe(422);
  expect((await say('ihc.er')).status).toBe(409);
  expect((await house.as('administrator', path, { topic: 'side', note: 'x' })).status).toBe(404);
  for (const topic of ['ihc.her2', 'side']) {
    expect((await say(topic)).status).toBe(200);
    // The engine learns it.
    const { id, sealed } = await house.db
      .selectFrom('inbox')
      .select(['id', 'sealed'])
      .where('conversation_id', '=', family.conversation)
      .orderBy('seq', 'desc')
      .executeTakeFirstOrThrow();
    const { fact } = await house.vault.open<{ fact: Fact }>(house.db, family.key, `inbox/${id}`, sealed);
    expect(fact.path).toBe(`conflict.${topic}`);
    await family.learn(fact.path, fact.value, fact);
  }
  const seen = await look(family);
  expect(seen.conflicts.map(({ sides, seen: word }) => [sides.length, word !== null])).toEqual([
    [2, true],
    [2, true],
  ]);
  // A third source says something else again: that has to be seen anew.
  await family.learn('ihc.her2', '1+');
  expect((await sign(family)).status).toBe(409);
  const staff = { kind: 'staff' as const, user: 'asha' };
  house.clock.jump(60_000);
  await family.learn('ihc.her2', '3+', { from: staff });
  await write(family);
  expect((await sign(family)).status).toBe(200);
});

test('the database itself keeps a signed opinion as it is, and signs none of a doubted person', async () => {
  const family = await house.family('in_review');
  await write(family);
  await sign(family);
  const own = () => house.db.updateTable('opinions').where('case_id', '=', family.case);
  await expect(own().execute()).rejects.toThrow();
  await expect(own().set({ author_id: 'x' }).execute()).rejects.toThrow('final');
  await expect(house.db.deleteFrom('opinions').where('case_id', '=', family.case).execute()).rejects.toThrow(
    'final',
  );
  const other = await house.family('in_review');
  await write(other);
  await other.task('wrong_patient');
  const signed = {
    signed_at: house.clock.now(),
    case_hash: 'h',
    file: 'f',
    file_hash: 'h',
    code: 'c',
    signer: 'Dr',
    signer_registration: 'X',
  };
  const { case_hash: _hash, ...half } = signed;
  const theirs = () => house.db.updateTable('opinions').where('case_id', '=', other.case);
  await expect(theirs().set(signed).execute()).rejects.toThrow('another person');
  await house.db.updateTable('tasks').set({ closed_at: house.clock.now() }).execute();
  await expect(theirs().set(half).execute()).rejects.toThrow('opinions_signed_whole');
});

test('whoever holds the paper can check it, and learns nothing of the patient', async () => {
  const family = await house.family('in_review');
  await write(family);
  await sign(family);
  const [opinion] = (await look(family)).opinions;
  const check = (code: string, address = '10.1.0.1') =>
    fetch(`${house.url}/verify?code=${encodeURIComponent(code)}`, {
      headers: { 'x-forwarded-for': address },
    });
  expect(opinion!.code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  // As people type: small letters, no dashes, O for 0.
  const good = await check(opinion!.code!.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o'));
  const text = await good.text();
  const pdf = Buffer.from(await (await house.as('reviewer', opinion!.pdf!)).arrayBuffer());
  expect(good.status).toBe(200);
  for (const words of [
    'Dr. Kavita Rao',
    'Demo Medical Council 48213',
    'Nothing was added since.',
    createHash('sha256').update(pdf).digest('hex'),
  ])
    expect(text).toContain(words);
  const view = await look(family);
  for (const secret of ['Sarita', view.reference, view.id, 'A plain word', 'FISH', 'hemotherapy'])
    expect(text).not.toContain(secret);
  await write(family, { summary: 'More.' });
  expect(await (await check(opinion!.code!)).text()).not.toContain('later addendum');
  await sign(family, 2);
  expect(await (await check(opinion!.code!)).text()).toContain('later addendum');
  const bad = await check('"><script>alert(1)</script>');
  expect([bad.status, (await bad.text()).includes('<script>')]).toEqual([404, false]);
  expect((await check('ZZZZ-ZZZZ-ZZZZ')).status).toBe(404);
  const many = await Promise.all(Array.from({ length: 31 }, () => check('ZZZZZZZZZZZZ', '10.1.0.2')));
  expect(many.map(({ status }) => status).filter((status) => status === 429)).toHaveLength(1);
});

test('somebody else does not write into a doctor’s draft, nor sign it', async () => {
  const family = await house.family('in_review');
  const path = `/api/cases/${family.case}/opinion`;
  const answers = [{ path: 'question.1', answer: 'Yes.' }];
  await house.as('lead', path, { summary: 'Mine.', answers, qualification: 'MD', registration: 'X 1' });
  const other = await house.as('reviewer', path, { summary: 'No, mine.', answers });
  expect([other.status, (await json<Problem>(other)).message]).toEqual([
    409,
    'The lead is writing an opinion on this case.',
  ]);
  expect((await house.as('reviewer', `${path}/sign`, { version: 1 })).status).toBe(409);
});
