import { beforeAll, expect, test } from '@jest/globals';
import { markSigned, opinionsOf, saveDraft } from '../../src/db/opinions.ts';
import type { Board, BoardList, Step } from '../../src/http/contract.ts';
import { DEMO_USERS } from '../../src/http/staff.ts';
import type { Fresh } from '../database.ts';
import type { Running } from './running.ts';
import { act, talkOf as talkOfPhone } from './acts.ts';
import { sit, type Seated } from './seated.ts';
import { Person, until, type Stage } from './stage.ts';
import { served, UNTIL_AGE } from './served.ts';

/**
 * A small world in which everything happened through the doors: five families wrote, the desk and a doctor acted, the clock
 * jumped. Then every number of the board is counted by hand.
 */
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const LEAD = DEMO_USERS.find(({ role }) => role === 'lead')!;
const BY = { id: 'asha', name: 'Asha Nair' };

let stage: Stage;
let fresh: Fresh;
let running: Running;
served(47, (all) => ({ stage, fresh, running } = all), { jumps: true });

let lead: Seated;
let coordinator: Seated;
let doctor: string;

const now = () => running.service.clock.now();
const jump = (ms: number) => running.service.clock.jump(ms);
const talkOf = (person: Person) => talkOfPhone({ fresh, running }, person);
const happens = (person: Person, event: Record<string, unknown>) => act({ fresh, running }, person, event);
const moves = (person: Person, to: string) => happens(person, { kind: 'status_changed', to, by: BY });

/** A doctor writes and signs; the conversation hears of it. */
async function signs(person: Person): Promise<void> {
  const { vault } = running.service.world;
  const talk = await talkOf(person);
  const owner = { id: talk.case, key: talk.caseKey };
  const words = {
    summary: 'The plan is right.',
    answers: [],
    doctor: 'Dr Rao',
    qualification: 'MD',
    registration: 'KMC 1',
  };
  await saveDraft(fresh.db, vault, owner, undefined, doctor, words, now());
  expect((await numbers()).reviewers.find(({ id }) => id === doctor)!.open).toBe(1);
  expect((await behind('open', doctor)).rows.map(({ reference }) => reference)).toEqual([talk.reference]);
  const [draft] = await opinionsOf(fresh.db, vault, owner);
  const seen = { fact: null, paper: null };
  const { files } = running.service.world;
  const paper = await files.put(fresh.db, talk.case, talk.caseKey, Buffer.from('%PDF-1.4 invented'));
  const signature = {
    caseHash: 'h',
    file: 'f'.repeat(64),
    fileHash: 'f',
    code: talk.reference,
    seen,
    at: now(),
  };
  expect(await markSigned(fresh.db, draft!, signature)).toBe(true);
  const file = { hash: paper, name: 'request.pdf', mime: 'application/pdf', bytes: 1 };
  await happens(person, { kind: 'opinion_signed', by: BY, opinion: { id: draft!.id, ...words, file } });
}

const DAY = (at: Date) => new Date(at.getTime() + 5.5 * HOUR).toISOString().slice(0, 10);
let began: Date;
const period = () => `from=${DAY(began)}&to=${DAY(now())}`;
const numbers = (filter = '') => lead.get<Board>(`board?${period()}${filter}`);
const behind = (what: string, who = '', filter = '') =>
  lead.get<BoardList>(`board/list?what=${what}&who=${who}&${period()}${filter}`);

/** The steps of everybody together. */
const added = (board: Board) =>
  board.groups.reduce<Partial<Record<Step, number>>>((sum, { steps }) => {
    for (const [step, n] of Object.entries(steps) as [Step, number][]) sum[step] = (sum[step] ?? 0) + n;
    return sum;
  }, {});

beforeAll(async () => {
  const { url } = running.service;
  coordinator = await sit(url, DEMO_USERS[0]!);
  lead = await sit(url, LEAD);
  const rao = await fresh.db
    .selectFrom('user')
    .select('id')
    .where('role', '=', 'reviewer')
    .executeTakeFirstOrThrow();
  doctor = rao.id;
  // Ten in the morning in India, so that the desk is there.
  const ist = (now().getTime() + 5.5 * HOUR) % (24 * HOUR);
  jump((10 * HOUR - ist + 24 * HOUR) % (24 * HOUR));
  began = now();
});

test('every number is what happened, and the list behind it has as many lines', async () => {
  const [curious, agreed, whole, alarm, angry] = ['01', '02', '03', '04', '05'].map(
    (n) => new Person(stage.sim, `+9198123470${n}`),
  ) as [Person, Person, Person, Person, Person];

  // One only says hello; one agrees and stops there, in Hindi and for her mother.
  await curious.goes([['hello', 'language:en']]);
  await agreed.goes([
    ['hello', 'language:hi'],
    ['language:hi', 'who:relative'],
    ['who:relative', 'agreed:agrees'],
    ['agreed:agrees', 'notice:agree'],
    ['notice:agree', 'reading:agree'],
  ]);

  // One goes all the way: 1 hour with the family, 2 with the desk, 3 with the doctor, 5 with the family, 1 with the doctor.
  await whole.goes(UNTIL_AGE);
  const opened = await fresh.db
    .selectFrom('cases')
    .select('opened_at')
    .where('id', '=', (await talkOf(whole)).case)
    .executeTakeFirstOrThrow();
  const at = (hours: number) => jump(opened.opened_at.getTime() + hours * HOUR - now().getTime());
  at(1);
  await moves(whole, 'checking');
  at(2);
  await moves(whole, 'ready');
  at(3);
  await moves(whole, 'in_review');
  at(6);
  await moves(whole, 'more_info');
  at(11);
  await moves(whole, 'in_review');
  at(12);
  await signs(whole);
  // It is night: what was signed is offered in the morning, and opened.
  jump(11 * HOUR);
  await whole.hears('opinion:open');
  whole.tap('opinion:open');
  await until('the opinion to be delivered', async () => (await talkOf(whole)).status === 'delivered');

  // Later that morning an emergency, to which somebody comes after twenty minutes: five too late.
  jump(HOUR);
  await alarm.goes(UNTIL_AGE);
  alarm.write('she cannot breathe');
  await alarm.hears(/112/);
  jump(16 * MINUTE);
  await until('the task that says it is late', () =>
    fresh.db.selectFrom('tasks').select('id').where('what', '=', 'late_emergency').executeTakeFirst(),
  );
  jump(4 * MINUTE);
  await happens(alarm, { kind: 'said', by: BY, text: 'I am here. Please go to the hospital.' });
  expect(
    await fresh.db
      .selectFrom('tasks')
      .select('id')
      .where('what', '=', 'late_emergency')
      .where('closed_at', 'is', null)
      .execute(),
  ).toEqual([]);

  // A complaint, which a coordinator does not see, and a lead answers after two hours.
  await angry.goes([['hello', 'language:en']]);
  angry.write('I want to complain');
  await angry.hears(/7 days/);
  const complained = await talkOf(angry);
  const seen = await coordinator.get<{ tasks: { what: string }[] }>(`cases/${complained.case}`);
  expect(seen.tasks).toEqual([]);
  const open = await behind('complaint');
  expect(open.rows).toMatchObject([{ reference: complained.reference, task: expect.any(String) }]);
  expect((await numbers()).complaints).toEqual({ count: 1, open: 1, hours: null });
  const close = `tasks/${open.rows[0]!.task}/close`;
  await expect(coordinator.post(close, { answer: 'Never mind.' })).rejects.toThrow();
  jump(2 * HOUR);
  await lead.post(close, { answer: 'I have spoken with the colleague.' });
  await lead.post(close, { answer: 'I have spoken with the colleague.' });
  await angry.hears(/spoken with the colleague/);
  expect(angry.said().filter(({ text }) => text.includes('spoken with'))).toHaveLength(1);

  // Two weeks later: clear, a light worry, and a mark of 2.
  jump(14 * 24 * HOUR);
  await whole.hears('open');
  whole.tap('open');
  await whole.hears('follow:clear');
  whole.tap('follow:clear');
  await whole.hears(/worry/);
  whole.write('2');
  await whole.hears('rate:2');
  whole.tap('rate:2');
  await whole.hears('low:person');

  const board = await numbers();
  const steps = {
    started: 5,
    notice: 3,
    consent: 3,
    intake: 1,
    papers: 0,
    checking: 1,
    ready: 1,
    opinion: 1,
    delivered: 1,
    followup: 1,
  };
  expect(added(board)).toEqual(steps);
  for (const [step, count] of Object.entries(steps)) {
    const list = await behind(`step.${step}`);
    expect([step, list.total, list.rows.length]).toEqual([step, count, count]);
  }
  expect(
    board.groups.map(({ language, channel, speaker, steps: own }) => [
      language,
      channel,
      speaker,
      own.started,
    ]),
  ).toEqual([
    ['en', 'whatsapp', 'patient', 2],
    ['en', 'whatsapp', 'unknown', 2],
    ['hi', 'whatsapp', 'relative', 1],
  ]);
  expect(
    (await behind('step.started', '', '&speaker=relative')).rows.map(({ reference }) => reference),
  ).toEqual([(await talkOf(agreed)).reference]);
  expect(added(await numbers('&language=hi'))).toMatchObject({ started: 1, consent: 1, checking: 0 });

  const hours = ({ median, p90 }: { median: number; p90: number }) => [median, p90].map(Math.round);
  expect(board.opinion.cases).toBe(1);
  expect(hours(board.opinion.total!)).toEqual([12, 12]);
  expect(hours(board.opinion.family!)).toEqual([6, 6]);
  expect(hours(board.opinion.desk!)).toEqual([2, 2]);
  expect(hours(board.opinion.doctor!)).toEqual([4, 4]);
  expect(board.reviewers.find(({ id }) => id === doctor)).toMatchObject({ open: 0, signed: 1 });
  expect(Math.round(board.reviewers.find(({ id }) => id === doctor)!.hours!)).toBe(1);
  expect((await behind('signed', doctor)).total).toBe(1);

  expect(board.emergencies).toMatchObject({ count: 1, unanswered: 0 });
  expect(hours(board.emergencies.minutes!)).toEqual([20, 20]);
  expect((await behind('emergency')).total).toBe(1);
  expect((await behind('unanswered')).total).toBe(0);
  expect(board.complaints).toMatchObject({ count: 1, open: 0 });
  expect(hours(board.complaints.hours!)).toEqual([2, 2]);
  expect((await behind('complaint')).rows).toMatchObject([{ task: null }]);
  expect(board.satisfaction).toEqual([0, 1, 0, 0, 0]);
  expect((await behind('mark.2')).total).toBe(1);
  for (const { what, count } of board.late) expect((await behind(`late.${what.slice(5)}`)).total).toBe(count);
  expect(board.late.find(({ what }) => what === 'late_emergency')!.count).toBe(1);
  expect(board.parked).toBe(0);

  // A period in which nothing began has no cases, and no figure is made up.
  const past = await lead.get<Board>('board?from=2020-01-01&to=2020-01-31');
  expect([past.groups, past.opinion.total, past.emergencies.minutes]).toEqual([[], null, null]);
}, 120_000);

test('the board is for a lead only, of a year at most, and knows no other numbers', async () => {
  for (const path of [`board?${period()}`, `board/list?what=complaint&${period()}`])
    await expect(coordinator.get(path)).rejects.toThrow();
  await expect(lead.get('board?from=2020-01-01&to=2026-01-01')).rejects.toThrow();
  await expect(lead.get(`board/list?what=step.secret&${period()}`)).rejects.toThrow();
  await expect(lead.get(`board/list?what=step.started&from=2026-13-01&to=x`)).rejects.toThrow();
});

test('the database keeps every move of a case by itself, and lets nobody change one', async () => {
  const whole = await talkOf(new Person(stage.sim, '+919812347003'));
  const rows = await fresh.db
    .selectFrom('case_moves')
    .selectAll()
    .where('case_id', '=', whole.case)
    .orderBy('seq')
    .execute();
  expect(rows.map(({ to_status }) => to_status)).toEqual([
    'intake',
    'checking',
    'ready',
    'in_review',
    'more_info',
    'in_review',
    'signed',
    'delivered',
  ]);
  expect(rows.slice(1).map(({ from_status }) => from_status)).toEqual(
    rows.slice(0, -1).map(({ to_status }) => to_status),
  );
  for (const table of ['case_moves', 'outcomes'] as const)
    await expect(fresh.db.deleteFrom(table).execute()).rejects.toThrow('append-only');
});
