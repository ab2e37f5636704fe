import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { sql } from 'kysely';
import PDFDocument from 'pdfkit';
import type { Fresh } from '../database.ts';
import { envelope, knock, type Running } from './running.ts';
import { Person, until, wayIn, type Stage } from './stage.ts';
import { served } from './served.ts';
import { tables } from './traces.ts';

let stage: Stage;
let fresh: Fresh;
let running: Running;
served(9, (all) => ({ stage, fresh, running } = all));

const hook = () => `${running.service.url}/webhooks/whatsapp`;
const post = (body: string | Uint8Array) => knock(running.service.url, stage.appSecret, body);
let count = 0;
const text = (from: string, body: string, id = `wamid.trouble${++count}`) =>
  envelope(stage.env, [
    { from, id, timestamp: String(Math.floor(Date.now() / 1000)), type: 'text', text: { body } },
  ]);

/** What was kept for us to look at, opened. */
async function kept(): Promise<{ reason: string; value: Record<string, unknown> }[]> {
  const rows = await fresh.db.selectFrom('kept').selectAll().orderBy('at').orderBy('id').execute();
  const { db, vault } = fresh;
  return Promise.all(
    rows.map(async (row) => ({
      reason: row.reason,
      value: await vault.open<Record<string, unknown>>(db, 'service', `kept/${row.id}`, row.sealed),
    })),
  );
}

test('whoever holds a signed paper finds the page that checks it, before any of the staff came', async () => {
  const page = await fetch(`${running.service.url}/verify`);
  expect(page.status).toBe(200);
  expect(await page.text()).toContain('<form');
});

test('Meta may ask whether the address is ours; others may not', async () => {
  expect(await stage.sim.verify()).toBe(true);
  const ask = (token: string) =>
    fetch(
      `${hook()}?${new URLSearchParams({ 'hub.mode': 'subscribe', 'hub.challenge': '42', 'hub.verify_token': token })}`,
    );
  expect((await ask('guess')).status).toBe(403);
  const right = await ask(stage.env['WHATSAPP_VERIFY_TOKEN']!);
  expect([right.status, await right.text()]).toEqual([200, '42']);
});

test('without the right signature nobody comes in, and nothing is stored', async () => {
  const before = await tables(fresh.db);
  const body = text('919812345100', 'let me in');
  const answers = await Promise.all([
    knock(running.service.url, 'a guess', body),
    fetch(hook(), { method: 'POST', body }),
    knock(running.service.url, stage.appSecret, body, { 'x-hub-signature-256': 'sha256=' }),
    knock(running.service.url, stage.appSecret, body, { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` }),
    fetch(`${running.service.url}/webhooks/twilio`, {
      method: 'POST',
      headers: { 'x-twilio-signature': 'guess', 'content-type': 'application/x-www-form-urlencoded' },
      body: 'MessageSid=SM1&From=%2B919812345100&Body=hello',
    }),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401]);
  expect(await tables(fresh.db)).toEqual(before);
});

test('a genuine request that nobody can read is answered with 200 and kept as it came', async () => {
  expect((await post('{"object": "whatsapp_bus')).status).toBe(200);
  const [unreadable] = (await kept()).filter(({ reason }) => reason === 'unreadable');
  expect(Buffer.from(String(unreadable!.value['body']), 'base64').toString()).toBe(
    '{"object": "whatsapp_bus',
  );
});

test('kinds that nobody knows yet are kept whole', async () => {
  const strange = { object: 'planets', entry: [{ id: '1', changes: [{ field: 'rings', value: { n: 7 } }] }] };
  expect((await post(JSON.stringify(strange))).status).toBe(200);
  const field = {
    object: 'whatsapp_business_account',
    entry: [{ id: stage.env['WHATSAPP_WABA_ID'], changes: [{ field: 'rings_update', value: { n: 8 } }] }],
  };
  expect((await post(JSON.stringify(field))).status).toBe(200);
  const told = JSON.stringify((await kept()).filter(({ reason }) => reason.startsWith('notice:')));
  expect(told).toContain('"rings"');
  expect(told).toContain('"rings_update"');
});

test('a body over 3 MB is refused', async () => {
  expect((await post(text('919812345101', 'x'.repeat(3.2 * 1024 * 1024)))).status).toBe(413);
});

test('the same request five times at once is one message with one answer', async () => {
  const body = text('919812345102', 'hello', 'wamid.fivetimes');
  const answers = await Promise.all(Array.from({ length: 5 }, () => post(body)));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  const rows = await fresh.db
    .selectFrom('inbox')
    .select('conversation_id')
    .where('source', '=', 'whatsapp:wamid.fivetimes')
    .execute();
  expect(rows).toHaveLength(1);
  const answered = await until('the answer', async () => {
    const all = await fresh.db
      .selectFrom('outbox')
      .select('id')
      .where('conversation_id', '=', rows[0]!.conversation_id)
      .where('tag', '!=', 'seen')
      .execute();
    return all.length > 0 && all;
  });
  expect(answered).toHaveLength(1);
});

const ODD: [what: string, said: string][] = [
  ['4,096 characters', 'क'.repeat(4096)],
  ['only emoji', '🙏👩‍⚕️🏳️‍🌈'],
  ['right to left, with an override', '\u202Eمرحبا\u202C'],
  ['nothing to be seen', '\u200B\u200D\uFEFF'],
  ['NUL', 'a\u0000b'],
  ['half a character', 'a\uD800b'],
  ['what SQL would stumble over', `'; drop table inbox; --\\`],
  ['names of properties', '__proto__ constructor {{name}}'],
];

test('whatever is typed, it is kept and answered, and the conversation goes on', async () => {
  const person = new Person(stage.sim, '+919812345103');
  await person.goes([
    ['hello', 'language:en'],
    ['language:en', 'who:patient'],
  ]);
  for (const [, said] of ODD) {
    const before = person.said().length;
    expect((await post(text('919812345103', said))).status).toBe(200);
    await until('an answer', () => person.said().length > before);
  }
  const kept = await opened('+919812345103');
  // PostgreSQL and JSON hold no lone half of a character; everything else is kept as it came.
  for (const [what, said] of ODD.filter(([name]) => name !== 'half a character' && name !== 'NUL'))
    expect({ what, kept: kept.includes(said) }).toEqual({ what, kept: true });
  expect(kept.some((one) => /^a.?b$/s.test(one))).toBe(true);
  await person.goes([['who:patient', 'notice:agree']]);
  expect(running.lines.filter((line) => /webhook_failed|event_failed|event_parked/.test(line))).toEqual([]);
});

/** The words of all messages of a person, as they were kept. */
async function opened(phone: string): Promise<string[]> {
  const { db, vault } = running.service.world;
  const { conversation_id: id } = await db
    .selectFrom('aliases')
    .select('conversation_id')
    .where('lookup', '=', vault.lookup('alias', 'whatsapp', 'phone', phone))
    .executeTakeFirstOrThrow();
  const rows = await db
    .selectFrom('inbox as i')
    .innerJoin('conversations as c', 'c.id', 'i.conversation_id')
    .select(['i.id', 'i.sealed', 'c.key_id'])
    .where('c.id', '=', id)
    .where('i.kind', '=', 'message')
    .execute();
  return Promise.all(
    rows.map(
      async (row) => (await vault.open<{ text: string }>(db, row.key_id, `inbox/${row.id}`, row.sealed)).text,
    ),
  );
}

test('files that are no papers get one kind sentence each, and the conversation goes on', async () => {
  const person = new Person(stage.sim, '+919812345104');
  await person.goes(wayIn('agree', 'Asha Kumari', '51'));
  const photo = (bytes: Uint8Array, mime = 'image/jpeg', name = 'IMG.jpg') =>
    person.hands.media({ bytes, mime, name });
  photo(new Uint8Array());
  photo(Buffer.from('4d5a90000300000004000000ffff0000', 'hex'), 'image/jpeg', 'report.exe.jpg');
  photo(bombOfPixels(), 'image/png');
  photo(await pdf({ size: [200_000, 200_000] }), 'application/pdf', 'as-large-as-a-field.pdf');
  photo(await pdf({ userPassword: 'secret' }), 'application/pdf', '../../etc/passwd');
  const { text: said } = await person.hears(/files are too big/);
  for (const sentence of ['1 file came empty.', '1 file is not a photo or a PDF', '2 files are too big.'])
    expect(said.split(sentence)).toHaveLength(2);
  await person.hears(/This PDF has a password/);
  await person.goes([
    ['lock:photos', /Please send photos of its pages/],
    ['papers:later', 'question:treatment'],
  ]);
}, 60_000);

/** A PNG of a few bytes that says it has 90 million pixels. */
function bombOfPixels(): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(10_000, 0);
  head.writeUInt32BE(9_000, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const chunk = (kind: string, data: Buffer) => {
    const size = Buffer.alloc(4);
    size.writeUInt32BE(data.length);
    return Buffer.concat([size, Buffer.from(kind), data, Buffer.alloc(4)]);
  };
  const parts = [
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.alloc(100))),
    chunk('IEND', Buffer.alloc(0)),
  ];
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...parts]);
}

function pdf(options: PDFKit.PDFDocumentOptions): Promise<Buffer> {
  const doc = new PDFDocument(options);
  const parts: Buffer[] = [];
  doc.on('data', (part: Buffer) => parts.push(part));
  doc.text('HISTOPATHOLOGY REPORT');
  doc.end();
  return new Promise((done) => doc.on('end', () => done(Buffer.concat(parts))));
}

test('reading processes that are killed again and again: the photo still ends as an answer', async () => {
  const person = new Person(stage.sim, '+919812345104');
  const bytes = await readFile(join(import.meta.dirname, '../../samples/sushila-lab-phone.jpg'));
  person.hands.media({ bytes, mime: 'image/jpeg' });
  let killed = 0;
  let isOver = false;
  const killer = (async () => {
    while (!isOver) {
      for (const pid of await readers()) {
        process.kill(pid, 'SIGKILL');
        killed += 1;
      }
      await new Promise((next) => setTimeout(next, 100));
    }
  })();
  await person
    .hears(/1 page could not be read. A person will look at it./, 25_000)
    .finally(() => (isOver = true));
  await killer;
  expect(killed).toBeGreaterThanOrEqual(2);
  const { rows } = await sql<{ state: string }>`select state from readings where state != 'done'`.execute(
    fresh.db,
  );
  expect(rows).toEqual([]);
}, 40_000);

/** Reading processes of this very test. */
async function readers(): Promise<number[]> {
  const pids = (await readdir('/proc')).map(Number).filter(Boolean);
  const own = await Promise.all(
    pids.map(async (pid) => {
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
      const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      return parent === process.pid && line.includes('documents/process.ts') ? [pid] : [];
    }),
  );
  return own.flat();
}
