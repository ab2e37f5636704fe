import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import type { CaseView, Me, Problem } from '../../src/http/contract.ts';
import { wholeFindings } from '../opinions/whole.ts';
import { openHouse, type House, type Seat } from './house.ts';

let house: House;
const ids: Partial<Record<Seat, string>> = {};
beforeAll(async () => {
  house = await openHouse();
  for (const seat of ['reviewer', 'second', 'lead', 'coordinator'] as const)
    ids[seat] = ((await (await house.as(seat, '/api/me')).json()) as Me).id;
}, 60_000);
afterAll(() => house.close());

type Family = Awaited<ReturnType<House['family']>>;
let family: Family;
beforeEach(async () => {
  family = await house.family('in_review');
});

const json = async <T>(response: Response) => (await response.json()) as T;
const told = async (answer: Promise<Response>) => {
  const response = await answer;
  return [response.status, response.ok ? '' : (await json<Problem>(response)).message];
};
const act = (seat: Seat, path: string, body: object) =>
  house.as(seat, `/api/cases/${family.case}/${path}`, body);
const look = async (seat: Seat) => json<CaseView>(await house.as(seat, `/api/cases/${family.case}`));
const name = (...seats: Seat[]) =>
  act('coordinator', 'reviewers', { reviewers: seats.map((one) => ids[one]) });
const answers = [{ path: 'question.1', answer: 'Yes.' }];
const read = (seat: Seat, more: object = {}) =>
  act(seat, 'read', { findings: wholeFindings(), answers, ...more });
const handIn = (seat: Seat) => act(seat, 'read/hand-in', {});
const write = (seat: Seat, more: object = {}) =>
  act(seat, 'opinion', { findings: wholeFindings(), summary: 'A plain word.', answers, ...more });
const sign = (seat: Seat, version = 1) => act(seat, 'opinion/sign', { version });

test('two doctors read apart: neither is told anything of the other’s reading until their own is handed in', async () => {
  expect((await name('reviewer', 'second')).status).toBe(200);
  const other = { ...wholeFindings(), stage: 'SECRET pT3 pN2' };
  await read('reviewer');
  await read('second', { findings: other });
  await handIn('second');
  for (const seat of ['reviewer', 'coordinator', 'lead'] as const) {
    const text = JSON.stringify(await look(seat));
    // The lead may know what was handed in; who still reads, and whoever reads nothing, may not.
    expect([seat, text.includes('SECRET')]).toEqual([seat, false]);
  }
  expect((await look('second')).review).toMatchObject({
    reads: false,
    agreement: [],
    own: { handedIn: true },
  });
  expect((await look('reviewer')).review).toMatchObject({
    reads: true,
    reviewers: [
      { name: 'Dr. Kavita Rao', responsible: true, handedIn: false },
      { name: 'Dr. Imran Qureshi', responsible: false, handedIn: true },
    ],
  });
  await handIn('reviewer');
  for (const seat of ['reviewer', 'second', 'lead'] as const) {
    const { agreement } = (await look(seat)).review;
    expect([seat, agreement.find(({ field }) => field === 'stage')]).toEqual([
      seat,
      {
        field: 'stage',
        how: 'different',
        says: [
          { by: 'Dr. Kavita Rao', what: wholeFindings().stage },
          { by: 'Dr. Imran Qureshi', what: 'SECRET pT3 pN2' },
        ],
      },
    ]);
  }
  expect(JSON.stringify(await look('coordinator'))).not.toContain('SECRET');
});

test('a reading that was handed in is final, and its reader cannot be left out; the database holds it too', async () => {
  await name('reviewer', 'second');
  await read('second');
  expect(await told(handIn('second'))).toEqual([200, '']);
  const final = 'You have handed in your reading already. It stays as it is.';
  expect(await told(read('second'))).toEqual([409, final]);
  expect(await told(handIn('second'))).toEqual([409, final]);
  expect((await name('reviewer')).status).toBe(409);
  const row = house.db.updateTable('first_reads').set({ handed_in_at: null });
  await expect(row.where('case_id', '=', family.case).execute()).rejects.toThrow('final');
});

test('a half-written reading is not handed in, and an unnamed doctor reads nothing', async () => {
  await name('reviewer', 'second');
  await read('reviewer', { findings: { ...wholeFindings(), stage: '' } });
  const refused = await handIn('reviewer');
  expect((await json<Problem>(refused)).fields).toEqual({ 'findings.stage': 'Please write something here.' });
  expect((await read('lead')).status).toBe(409);
  expect((await read('coordinator')).status).toBe(403);
  expect((await act('reviewer', 'reviewers', { reviewers: [] })).status).toBe(403);
  expect((await name('coordinator')).status).toBe(404);
});

test('the draft of the responsible doctor is hidden from who still reads apart', async () => {
  await write('reviewer', { summary: 'SECRET draft' });
  await name('reviewer', 'second');
  expect(JSON.stringify(await look('second'))).not.toContain('SECRET');
  expect(JSON.stringify(await look('reviewer'))).toContain('SECRET');
  expect((await act('second', 'opinion/agree', { hash: 'a'.repeat(64) })).status).toBe(409);
});

test('with several reviewers one writes for all, once all have read; who read stands on the paper', async () => {
  await name('reviewer', 'second');
  const wait = 'Not all reviewers have handed in their reading yet.';
  expect(await told(write('reviewer'))).toEqual([409, wait]);
  expect((await look('reviewer')).mayWrite).toBe(false);
  for (const seat of ['reviewer', 'second'] as const) {
    await read(seat);
    await handIn(seat);
  }
  expect((await told(write('second')))[0]).toBe(409);
  expect((await look('second')).mayWrite).toBe(false);
  expect(await told(write('reviewer'))).toEqual([200, '']);
  expect(await told(sign('reviewer'))).toEqual([200, '']);
  const [opinion] = (await look('reviewer')).opinions;
  const pdf = new Uint8Array(await (await house.as('reviewer', opinion!.pdf!)).arrayBuffer());
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(pdf);
  const text = [...document.pages()]
    .map((page) => page.getText())
    .join(' ')
    .replace(/\s+/g, ' ');
  document.destroy();
  library.destroy();
  expect(text).toContain('Also read by Dr. Imran Qureshi, MD, DM, Demo Medical Council 51200');
});

test('a second reader: nothing is signed without their word to these very words over this very case', async () => {
  await write('reviewer');
  expect(await told(act('reviewer', 'second', { wanted: true }))).toEqual([200, '']);
  const need = 'A second reader must agree before this is signed.';
  expect(await told(sign('reviewer'))).toEqual([409, need]);
  expect((await act('reviewer', 'second', { wanted: false })).status).toBe(409);
  const { second } = (await look('second')).review;
  expect(second).toMatchObject({ needed: true, policy: false, agreed: null, mayAgree: true });
  const own = await look('reviewer');
  expect(own.review.second.mayAgree).toBe(false);
  expect((await act('reviewer', 'opinion/agree', { hash: second.hash })).status).toBe(409);
  expect((await act('second', 'opinion/agree', { hash: second.hash })).status).toBe(200);
  // A word changed, or a fact came: what was agreed to is not what would be signed.
  const stale = 'The case or the words changed after the second reader agreed. They must agree anew.';
  await write('reviewer', { summary: 'Other words.' });
  expect(await told(sign('reviewer'))).toEqual([409, stale]);
  const agreeNow = async () =>
    act('second', 'opinion/agree', { hash: (await look('second')).review.second.hash });
  expect((await act('second', 'opinion/agree', { hash: second.hash })).status).toBe(409);
  expect((await agreeNow()).status).toBe(200);
  await family.learn('ihc.her2', '3+');
  expect(await told(sign('reviewer'))).toEqual([409, stale]);
  expect((await look('reviewer')).review.second).toMatchObject({ stale: true, agreed: null });
  await agreeNow();
  expect((await look('reviewer')).review.second.agreed?.by).toBe('Dr. Imran Qureshi');
  expect(await told(sign('reviewer'))).toEqual([200, '']);
});

test('by policy a child’s opinion waits for a second reader, asked for or not', async () => {
  family = await house.family('in_review', { 'patient.age': '9' });
  await write('reviewer');
  expect((await look('reviewer')).review.second).toMatchObject({ needed: true, policy: true });
  expect((await sign('reviewer')).status).toBe(409);
  expect((await act('lead', 'second', { wanted: false })).status).toBe(200);
  expect((await sign('reviewer')).status).toBe(409);
});

test('every guard of a release holds by itself, and nothing is signed before it is lifted', async () => {
  const consent = (given: boolean) =>
    house.db.updateTable('consents').set({ given }).where('case_id', '=', family.case).execute();
  const guards: [string, () => Promise<unknown>, RegExp][] = [
    ['a question without an answer', () => write('reviewer', { answers: [] }), /still empty/],
    ['a question that came later', () => family.learn('question.2', 'And diet?'), /still empty/],
    [
      'a name that does not match',
      () => family.learn('patient.name', 'Rukhsana Begum'),
      /name does not match/,
    ],
    ['a paper of another person', () => family.task('wrong_patient'), /name does not match/],
    ['no consent any more', () => consent(false), /taken it back/],
    ['no registration number', () => write('reviewer', { registration: '' }), /still empty/],
    ['no qualification', () => write('reviewer', { qualification: '' }), /still empty/],
    ['a second reader who is missing', () => act('reviewer', 'second', { wanted: true }), /second reader/],
    ['a reviewer who still reads', () => name('reviewer', 'second'), /Not all reviewers/],
    [
      'a case that is not in review',
      () =>
        house.db.updateTable('cases').set({ status: 'more_info' }).where('id', '=', family.case).execute(),
      /in review/,
    ],
  ];
  for (const [what, closes, why] of guards) {
    family = await house.family('in_review');
    await write('reviewer');
    await closes();
    const [status, message] = await told(sign('reviewer'));
    expect([what, status, why.test(String(message)) || message]).toEqual([what, 409, true]);
    const signed = house.db.selectFrom('opinions').select('id').where('case_id', '=', family.case);
    expect([what, await signed.where('signed_at', 'is not', null).execute()]).toEqual([what, []]);
  }
});
