import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { CaseView, ChatMessage, OpinionView, Problem } from '../../src/http/contract.ts';
import { wholeFindings } from '../opinions/whole.ts';
import { openHouse, type House } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
}, 60_000);
afterAll(() => house.close());

type Family = Awaited<ReturnType<House['family']>>;

/** What was posted for a conversation, in order, opened. */
async function posted(family: Family) {
  const rows = await house.db
    .selectFrom('inbox')
    .select(['id', 'source', 'sealed'])
    .where('conversation_id', '=', family.conversation)
    .orderBy('seq')
    .execute();
  return Promise.all(
    rows.map(async (row) => ({
      id: row.id,
      source: row.source,
      event: await house.vault.open<Record<string, unknown>>(
        house.db,
        family.key,
        `inbox/${row.id}`,
        row.sealed,
      ),
    })),
  );
}

const json = async <T>(response: Response) => (await response.json()) as T;

test('Asha takes a conversation, says one sentence once, and hands it back', async () => {
  const family = await house.family('checking');
  const talk = `/api/conversations/${family.conversation}`;
  expect(await json(await house.as('coordinator', `${talk}/take`, {}))).toEqual({ ok: true, pending: true });
  const [taken] = await posted(family);
  const by = taken!.event['by'] as { id: string; name: string };
  expect([taken!.event['kind'], by.name]).toEqual(['taken', 'Asha Nair']);
  // The engine's part: the voice is hers.
  await house.db
    .updateTable('conversations')
    .set({ voice: 'staff', holder_id: by.id })
    .where('id', '=', family.conversation)
    .execute();

  const say = { text: 'We have your papers. Is the pain new?', id: 'say-0000-0001' };
  const both = [house.as('coordinator', `${talk}/say`, say), house.as('coordinator', `${talk}/say`, say)];
  expect((await Promise.all(both)).map((one) => one.status)).toEqual([200, 200]);
  await house.as('coordinator', `${talk}/hand-back`, {});
  expect((await posted(family)).map((one) => one.event['kind'])).toEqual(['taken', 'said', 'handed_back']);

  const other = await house.as('lead', `${talk}/say`, { text: 'Hello', id: 'say-0000-0002' });
  expect(other.status).toBe(409);
  expect((await json<Problem>(other)).message).toContain('Asha Nair is answering');

  const acts = await house.db
    .selectFrom('audit')
    .select(['act', 'detail'])
    .where('object', '=', `conversation/${family.conversation}`)
    .orderBy('seq')
    .execute();
  expect(acts.map((one) => one.act)).toEqual([
    'conversation.taken',
    'conversation.said',
    'conversation.handed_back',
  ]);
  expect(JSON.stringify(acts)).not.toContain('pain');
});

test('an id that was used for another family or another act is refused', async () => {
  const [one, two] = [await house.family('checking'), await house.family('checking')];
  const id = 'the-same-id-0001';
  expect((await house.as('coordinator', `/api/conversations/${one.conversation}/take`, { id })).status).toBe(
    200,
  );
  for (const path of [`${two.conversation}/take`, `${one.conversation}/hand-back`])
    expect((await house.as('coordinator', `/api/conversations/${path}`, { id })).status).toBe(409);
  expect(await posted(two)).toEqual([]);
});

test('the answer waits until the engine is done, and says so when it could not do it', async () => {
  house.deps.patience = 3_000;
  const family = await house.family('checking');
  const settle = async (column: 'done_at' | 'parked_at') => {
    let changed = 0n;
    while (!changed) {
      const { numUpdatedRows } = await house.db
        .updateTable('inbox')
        .set({ [column]: house.clock.now() })
        .where('conversation_id', '=', family.conversation)
        .where('done_at', 'is', null)
        .executeTakeFirst();
      changed = numUpdatedRows;
    }
  };
  const path = `/api/conversations/${family.conversation}`;
  const [taken] = await Promise.all([house.as('coordinator', `${path}/take`, {}), settle('done_at')]);
  expect(await json(taken)).toEqual({ ok: true });
  const [back] = await Promise.all([house.as('coordinator', `${path}/hand-back`, {}), settle('parked_at')]);
  expect(back.status).toBe(409);
  house.deps.patience = 0;
});

test('a page of somebody else cannot make the browser act', async () => {
  const family = await house.family('checking');
  const path = `/api/conversations/${family.conversation}/take`;
  const tries: Record<string, string>[] = [
    { 'x-requested-with': 'XMLHttpRequest' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
  ];
  for (const headers of tries) {
    const { status } = await house.as('coordinator', path, {}, headers);
    expect([headers, status]).toEqual([headers, 403]);
  }
  expect(await posted(family)).toEqual([]);
  expect((await house.as('coordinator', path, {}, { origin: house.url })).status).toBe(200);
});

test('a case moves only where the table lets it, and only with what it needs', async () => {
  const family = await house.family('checking');
  const path = `/api/cases/${family.case}/status`;
  const move = (to: string) => house.as('coordinator', path, { to });
  // Without needs known for its cancer nobody can review it.
  const gate = await move('ready');
  expect([gate.status, (await json<Problem>(gate)).message]).toEqual([
    409,
    'A report from tissue or blood is missing. Nobody can review the case without it.',
  ]);
  expect((await move('delivered')).status).toBe(409);
  expect((await move('signed')).status).toBe(403);
  expect((await move('nowhere')).status).toBe(422);
  house.deps.packs = { breast: { cancer: 'breast', source: 's', needs: [], biomarkers: [] } };
  const task = await family.task('wrong_patient');
  const view = await json<CaseView>(await house.as('coordinator', `/api/cases/${family.case}`));
  expect([view.gate, view.moves.includes('ready')]).toEqual(['G0', false]);
  expect((await move('ready')).status).toBe(409);
  await house.as('coordinator', `/api/tasks/${task}/close`, {});
  expect((await move('ready')).status).toBe(200);
  // The conversation hears that the task is closed, too, so that it may open one of its kind again.
  expect((await posted(family)).map((one) => one.event)).toMatchObject([
    { kind: 'task_closed', what: 'wrong_patient' },
    { kind: 'status_changed', to: 'ready' },
  ]);
});

test('a doubted value is agreed to with its pixels, or corrected with a word of ours', async () => {
  const family = await house.family('ready');
  const from = { kind: 'page' as const, document: family.document, page: 1, words: 'HER2: 2+' };
  const box = [1, 2, 3, 4] as const;
  const doubted = await family.learn('ihc.her2', '2+', {
    from: { ...from, box },
    accepted: false,
    doubt: 'low_confidence',
  });
  const path = `/api/cases/${family.case}/facts`;
  await house.as('reviewer', path, { path: 'ihc.her2', value: '2+', confirms: doubted });
  await house.as('reviewer', path, { path: 'ihc.her2', value: '3+', corrects: doubted });
  const wrong = await house.as('reviewer', path, { path: 'ihc.er', value: '2+', corrects: doubted });
  expect(wrong.status).toBe(404);
  const empty = await house.as('reviewer', path, { path: 'IHC', value: ' ' });
  expect([empty.status, Object.keys((await json<Problem>(empty)).fields!)]).toEqual([422, ['path', 'value']]);
  const [agreed, corrected] = (await posted(family)).map((one) => one.event['fact']);
  expect(agreed).toMatchObject({
    accepted: true,
    from: { ...from, box },
    corrects: doubted,
    confirmed: { kind: 'staff' },
  });
  expect(agreed).not.toHaveProperty('doubt');
  expect(corrected).toMatchObject({ value: '3+', from: { kind: 'staff' }, corrects: doubted });
});

test('nothing is added to a case of a family that took its yes back, and the desk is told so', async () => {
  const family = await house.family('ready');
  const row = await house.db
    .selectFrom('consents')
    .selectAll()
    .where('case_id', '=', family.case)
    .executeTakeFirstOrThrow();
  const { seq: _seq, ...yes } = row;
  const no = { ...yes, id: `${yes.id}.no`, given: false };
  await house.db.insertInto('consents').values(no).execute();
  const body = { path: 'ihc.her2', value: '3+' };
  const refused = await house.as('reviewer', `/api/cases/${family.case}/facts`, body);
  expect([refused.status, (await json<Problem>(refused)).code]).toEqual([409, 'conflict']);
  expect(await posted(family)).toEqual([]);
});

test('Dr. Rao writes a draft, is told what is missing, signs, and adds to it later', async () => {
  const family = await house.family('ready');
  const path = `/api/cases/${family.case}/opinion`;
  const findings = wholeFindings();
  const write = (body: object) => house.as('reviewer', path, { findings, ...body });
  const sign = (version: number) => house.as('reviewer', `${path}/sign`, { version });
  const look = async () => json<CaseView>(await house.as('reviewer', `/api/cases/${family.case}`));
  const answers = [{ path: 'question.1', answer: 'Yes, four cycles are usual.' }];
  const stand = (status: string) =>
    house.db.updateTable('cases').set({ status }).where('id', '=', family.case).execute();

  expect((await write({ summary: 's', answers: [{ path: 'question.9', answer: 'a' }] })).status).toBe(422);
  expect(await json(await write({ summary: 'A plain word.', answers: [], findings: {} }))).toMatchObject({
    ok: true,
    version: 1,
    lacks: { 'question.1': 'write', 'findings.intent': 'choose', 'findings.options': 'option' },
  });
  expect(await json(await write({ summary: 'A plain word.', answers: [] }))).toEqual({
    ok: true,
    version: 1,
    lacks: { 'question.1': 'write' },
  });
  expect((await sign(1)).status).toBe(409);
  await stand('in_review');
  const open = await sign(1);
  expect(open.status).toBe(409);
  expect(Object.keys((await json<Problem>(open)).fields!)).toEqual(['question.1']);
  await write({ summary: 'A plain word.', answers, registration: '' });
  expect(Object.keys((await json<Problem>(await sign(1))).fields!)).toEqual(['registration']);
  await write({ summary: 'A plain word.', answers });
  const task = await family.task('wrong_patient');
  expect((await sign(1)).status).toBe(409);
  await house.as('coordinator', `/api/tasks/${task}/close`, {});
  expect((await sign(2)).status).toBe(409);
  expect((await look()).opinions.map((one) => [one.version, one.signedAt])).toEqual([[1, null]]);

  const twice = await Promise.all([sign(1), sign(1)]);
  expect(twice.map((one) => one.status).filter((status) => status === 200).length).toBeGreaterThanOrEqual(1);
  const events = (await posted(family)).filter(({ event }) => event['kind'] !== 'task_closed');
  expect(events).toHaveLength(1);
  const opinion = events[0]!.event['opinion'] as { file: { hash: string; name: string; bytes: number } };
  const view = await look();
  expect(opinion).toMatchObject({
    doctor: 'Dr. Kavita Rao',
    registration: 'Demo Medical Council 48213',
    file: { name: `request-${view.reference}.pdf`, mime: 'application/pdf' },
    answers: [{ answer: 'Yes, four cycles are usual.' }],
  });
  const [signed] = view.opinions as [OpinionView];
  expect(signed).toMatchObject({ version: 1, delivered: 'no', signedAt: '2026-11-24T06:00:00.000Z' });
  expect(signed.caseHash).toMatch(/^[0-9a-f]{64}$/);
  const pdf = await house.as('coordinator', signed.pdf!);
  expect(pdf.headers.get('content-disposition')).toBe(`inline; filename="request-${view.reference}.pdf"`);
  const bytes = Buffer.from(await pdf.arrayBuffer());
  expect([bytes.subarray(0, 5).toString(), bytes.length]).toEqual(['%PDF-', opinion.file.bytes]);

  // The engine's part: the message with this file is on its way, and was read.
  const message = { kind: 'file', file: { ...opinion.file, mime: 'application/pdf' }, caption: 'Ready' };
  const id = `${events[0]!.id}.0`;
  await house.db
    .insertInto('outbox')
    .values({
      id,
      conversation_id: family.conversation,
      channel: 'whatsapp',
      audience: 'person',
      voice: 'bot',
      epoch: 0,
      tag: 'opinion',
      state: 'read',
      sealed: await house.vault.seal(house.db, family.key, `outbox/${id}`, { message }),
      due_at: house.clock.now(),
      at: house.clock.now(),
    })
    .execute();
  expect((await look()).opinions[0]!.delivered).toBe('read');
  const chat = await house.as('reviewer', `/api/conversations/${family.conversation}/messages`);
  expect(await json<ChatMessage[]>(chat)).toMatchObject([{ from: 'bot', text: 'Ready', state: 'read' }]);

  expect(await json(await write({ summary: 'One thing more.', answers }))).toEqual({
    ok: true,
    version: 2,
    lacks: {},
  });
  expect((await look()).opinions.map((one) => one.summary)).toEqual(['A plain word.', 'One thing more.']);
  expect(house.bugs).toEqual([]);
});

test('a word too many is said so, field by field, and a body too large is turned away', async () => {
  const family = await house.family('in_review');
  const path = `/api/cases/${family.case}/opinion`;
  const long = await house.as('reviewer', path, { summary: 'x'.repeat(20_001), answers: [] });
  expect([long.status, Object.keys((await json<Problem>(long)).fields!)]).toEqual([422, ['summary']]);
  const option = { what: 'x'.repeat(1_001) };
  const strange = await house.as('reviewer', path, {
    summary: '',
    answers: [],
    findings: { options: [option] },
  });
  expect(Object.keys((await json<Problem>(strange)).fields!)).toEqual(['findings.options.0.what']);
  const huge = await house.as('reviewer', path, { summary: 'x'.repeat(600_000), answers: [] });
  expect([huge.status, (await json<Problem>(huge)).code]).toEqual([413, 'too_large']);
});
