import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { CaseView, ChatMessage, QueuePage, Role } from '../../src/http/contract.ts';
import { post } from '../../src/db/inbox.ts';
import { withoutPhones } from '../../src/http/policies.ts';
import { openHouse, PHONE, type House } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
}, 60_000);
afterAll(() => house.close());

const ROLES: Role[] = ['coordinator', 'reviewer', 'lead', 'administrator'];

/** Every route that is about a case, with what each role gets: for a case in intake, and for one that is ready. */
const MATRIX: [route: string, body: unknown, intake: number[], ready: number[]][] = [
  ['/api/cases/:case', undefined, [200, 404, 200, 404], [200, 200, 200, 404]],
  ['/api/conversations/:talk/messages', undefined, [200, 404, 200, 404], [200, 200, 200, 404]],
  ['/api/pages/:document/1', undefined, [200, 404, 200, 404], [200, 200, 200, 404]],
  ['/api/conversations/:talk/take', {}, [200, 404, 200, 404], [200, 403, 200, 404]],
  ['/api/conversations/:talk/hand-back', {}, [200, 404, 200, 404], [200, 403, 200, 404]],
  [
    '/api/cases/:case/facts',
    { path: 'patient.age', value: '53' },
    [200, 404, 200, 404],
    [200, 200, 200, 404],
  ],
  ['/api/tasks/:task/close', {}, [200, 404, 200, 404], [200, 403, 200, 404]],
  ['/api/cases/:case/opinion', { summary: 's', answers: [] }, [403, 404, 409, 404], [403, 200, 200, 404]],
  ['/api/cases/:case/opinion/sign', { version: 9 }, [403, 404, 409, 404], [403, 409, 409, 404]],
];

test('every route answers every role as the table says', async () => {
  for (const [status, column] of [
    ['intake', 2],
    ['ready', 3],
  ] as const) {
    const family = await house.family(status);
    const task = await family.task('documents');
    for (const row of MATRIX) {
      const path = row[0]
        .replace(':case', family.case)
        .replace(':talk', family.conversation)
        .replace(':document', family.document)
        .replace(':task', task);
      const got = [];
      for (const role of ROLES) got.push((await house.as(role, path, row[1])).status);
      expect([status, row[0], ...got]).toEqual([status, row[0], ...row[column]]);
    }
  }
  expect(house.bugs).toEqual([]);
});

test('nobody who is not signed in gets anything but the demo users', async () => {
  for (const path of ['/api/me', '/api/queue', '/api/live', '/api/cases/x', '/api/nothing'])
    expect((await house.send(path)).status).toBe(401);
  const users = (await (await house.send('/api/demo-users')).json()) as { role: string }[];
  expect(users.map((user) => user.role)).toEqual(['coordinator', 'reviewer', 'lead', 'administrator']);
});

test('a strange id is not found, whoever asks', async () => {
  const family = await house.family('ready');
  for (const id of ['nothing', family.conversation, "x'--", '%2e%2e'])
    expect((await house.as('coordinator', `/api/cases/${id}`)).status).toBe(404);
  for (const page of ['0', '2', '-1', '1e1', '99999999'])
    expect((await house.as('lead', `/api/pages/${family.document}/${page}`)).status).toBe(404);
  expect((await house.as('lead', `/api/opinions/${family.case}/pdf`)).status).toBe(404);
});

test('a reviewer sees a ready case without phone numbers, a coordinator with them', async () => {
  const family = await house.family('ready');
  const { key_id: key } = await house.db
    .selectFrom('conversations')
    .select('key_id')
    .where('id', '=', family.conversation)
    .executeTakeFirstOrThrow();
  await post(house.db, house.vault, {
    conversation: family.conversation,
    key,
    source: `whatsapp:${family.conversation}`,
    event: { kind: 'message', shape: 'text', text: `I am on +91 98123 45670`, media: [] } as never,
    at: house.clock.now(),
  });
  const chat = `/api/conversations/${family.conversation}/messages`;
  const seen = async (role: Role) => {
    const view = (await (await house.as(role, `/api/cases/${family.case}`)).json()) as CaseView;
    const lines = (await (await house.as(role, chat)).json()) as ChatMessage[];
    return { view, lines, all: JSON.stringify([view, lines]) };
  };
  const coordinator = await seen('coordinator');
  expect(coordinator.all).toContain(PHONE);
  expect(coordinator.lines.map((line) => line.text)).toEqual(['I am on +91 98123 45670']);
  const reviewer = await seen('reviewer');
  expect(reviewer.all).not.toContain('98123');
  expect(reviewer.lines.map((line) => line.text)).toEqual(['I am on ••••••••70']);
  expect(reviewer.view.facts.map((fact) => fact.path)).not.toContain('family.phone');
  expect(reviewer.view.moves).toEqual(['in_review']);
  expect(reviewer.view.questions[0]?.text).toMatch(/^Is chemotherapy needed/);
});

test('the queue holds what one may see, emergencies first', async () => {
  const early = await house.family('draft');
  const urgent = await house.family('ready');
  await urgent.task('emergency');
  const list = async (role: Role) => ((await (await house.as(role, '/api/queue')).json()) as QueuePage).rows;
  const all = await list('coordinator');
  expect(all[0]).toMatchObject({ case: urgent.case, tasks: ['emergency'], name: 'Sarita Devi', papers: 1 });
  expect(all.some((row) => row.case === early.case)).toBe(true);
  const ready = await list('reviewer');
  expect(ready.some((row) => row.case === early.case)).toBe(false);
  expect(ready.some((row) => row.case === urgent.case)).toBe(true);
  expect(await list('administrator')).toEqual([]);
});

test('a look is written down, by whom and at what, and nothing of what was seen', async () => {
  const family = await house.family('ready');
  await house.as('reviewer', `/api/cases/${family.case}`);
  await house.as('reviewer', `/api/pages/${family.document}/1`);
  const rows = await house.db
    .selectFrom('audit as a')
    .innerJoin('user as u', 'u.id', 'a.actor')
    .select(['u.email', 'a.act', 'a.object', 'a.detail'])
    .where('a.object', 'in', [`case/${family.case}`, `page/${family.document}/1`])
    .orderBy('a.seq')
    .execute();
  const email = 'dr.rao@desk.example';
  expect(rows).toEqual([
    { email, act: 'case.viewed', object: `case/${family.case}`, detail: null },
    { email, act: 'page.viewed', object: `page/${family.document}/1`, detail: null },
  ]);
});

test('phone numbers are covered, numbers of a report are not', () => {
  for (const phone of ['+91 98123 45670', '9812345670', '098123-45670', '91 9812345670', '+1 415 555 0170'])
    expect(withoutPhones(`call ${phone}, please`)).toMatch(/^call ••••••••70, please$/);
  for (const text of ['12.1 13.0 9.8 250 450', '24.11.2026 10 30', 'TLC 8500, Plt 250000', 'No. 812345670'])
    expect(withoutPhones(text)).toBe(text);
});
