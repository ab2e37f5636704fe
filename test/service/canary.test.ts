import { afterAll, expect, test } from '@jest/globals';
import PDFDocument from 'pdfkit';
import sharp from 'sharp';
import { DEMO_USERS } from '../../src/http/staff.ts';
import { signIn } from '../../src/simulator/story/desk.ts';
import { freshDatabase, type Fresh } from '../database.ts';
import { gate } from '../../src/gate.ts';
import { envelope, knock, run, type Running } from './running.ts';
import { Person, raise, until, wayIn, wayOut, type Stage } from './stage.ts';
import { filesBelow, forms, found, tables, type Trace } from './traces.ts';

/** What no table, file or log line may give away: all of it invented, none of it a word of ours. */
const CANARY = {
  name: 'Zephyrina Quillfeather',
  shownName: 'Profilenarwhal',
  phone: '9812345671',
  question: 'walnutmarmalade',
  hindi: 'अमृतधाराकानन',
  caption: 'captionpangolin',
  fileName: 'kumquatreport',
  exif: 'exifocelotmeadow',
  pdf: 'Pdfwolverinelantern',
  relativePhone: '9876501234',
  relativeName: 'Xanthippe',
  sms: 'smslorikeetgrove',
  staff: 'staffaardvarkhello',
  spooled: 'spooledtapirvalley',
  broken: 'brokenibexmountain',
  unknown: 'unknownokapiforest',
};
const words = Object.values(CANARY);

let stage: Stage;
let fresh: Fresh;
let running: Running;
let door: Awaited<ReturnType<typeof gate>>;
afterAll(async () => {
  await running?.stop();
  door?.close();
  await stage?.sim.close();
  await fresh?.drop();
});

test('the search finds a word in every form', () => {
  for (const word of [CANARY.hindi, CANARY.question]) {
    for (const { form } of forms(word))
      for (const before of ['', 'a', 'ab']) {
        const text = `${before}${word} and more`;
        const written: Record<string, string | Buffer> = {
          plain: text,
          'UTF-16': Buffer.from(text, 'utf16le'),
          'UTF-16 swapped': Buffer.from(text, 'utf16le').swap16(),
          hex: Buffer.from(text).toString('hex'),
          HEX: Buffer.from(text).toString('hex').toUpperCase(),
          percent: encodeURIComponent(text),
          escaped: JSON.stringify(text).replace(
            /[^\x20-\x7e]/g,
            (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
          ),
          [`base64+${before.length}`]: Buffer.from(text).toString('base64'),
          [`base64url+${before.length}`]: Buffer.from(text).toString('base64url'),
        };
        if (written[form] === undefined) continue;
        const trace = { where: form, bytes: Buffer.from(written[form]) };
        expect(found([word], [trace]).join()).toContain(form);
      }
  }
});

test('nothing that a family, their papers or the desk said can be read anywhere', async () => {
  stage = await raise(3);
  fresh = await freshDatabase(new Date());
  door = await gate(fresh.url);
  running = await run(stage, { url: door.url, masterKey: fresh.masterKey, folder: fresh.folder });
  const { service } = running;
  const person = new Person(stage.sim, `+91${CANARY.phone}`);
  person.hands.called(CANARY.shownName);
  await person.goes(wayIn('agree', CANARY.name, '54'));
  await sendPapers(person);
  await person.goes([
    ...wayOut(CANARY.relativePhone, CANARY.relativeName, `${CANARY.question} ${CANARY.hindi}`),
    ['check:send', /./],
  ]);
  const relative = `+91${CANARY.relativePhone}`;
  await until('the SMS to the relative', () => stage.sim.texts(relative).length > 0);
  stage.sim.sms(relative).text(CANARY.sms);
  await replyFromDesk(person);
  await strangeWebhooks();
  const atRest = [...(await tables(fresh.db)), ...(await filesBelow(running.dataDir)), ...logged()];
  await awayAndBack();
  const afterwards = [...(await tables(fresh.db)), ...(await filesBelow(running.dataDir)), ...logged()];

  const traces = [...atRest, ...(await outside(service.url)), ...afterwards];
  expect(found(words, traces)).toEqual([]);

  // The search had something to search, and the words did come in: with the key they are all there.
  expect(traces.length).toBeGreaterThan(500);
  expect(found(['breast.yaml', 'request_update', 'page_read'], traces).length).toBeGreaterThan(0);
  const opened = await open();
  const missing = words.filter((word) => found([word], opened).length === 0);
  // The name that somebody shows on WhatsApp is not kept at all.
  expect(missing).toEqual([CANARY.shownName]);
}, 60_000);

async function sendPapers(person: Person): Promise<void> {
  const photo = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#fff' } })
    .withExif({ IFD0: { ImageDescription: CANARY.exif } })
    .jpeg()
    .toBuffer();
  // Cut short: kept like any other, and not worth the readers' time.
  const bytes = photo.subarray(0, photo.length - 30);
  person.hands.media({ bytes, mime: 'image/jpeg', caption: CANARY.caption });
  person.hands.media({
    bytes: await pdfOf(`${CANARY.pdf} HISTOPATHOLOGY REPORT`),
    mime: 'application/pdf',
    name: `${CANARY.fileName}.pdf`,
  });
  await person.hears(/1 file arrived damaged/);
}

function pdfOf(text: string): Promise<Buffer> {
  const doc = new PDFDocument({ size: 'A4' });
  const parts: Buffer[] = [];
  doc.on('data', (part: Buffer) => parts.push(part));
  for (let line = 0; line < 12; line++) doc.text(`${text} line ${line} of a report with words`);
  doc.end();
  return new Promise((done) => doc.on('end', () => done(Buffer.concat(parts))));
}

async function replyFromDesk(person: Person): Promise<void> {
  const { service } = running;
  const desk = await signIn(service.url, DEMO_USERS[0]!, AbortSignal.timeout(20_000));
  const [row] = await desk.queue();
  const conversation = row!.conversation;
  await fetch(`${service.url}/api/conversations/${conversation}/messages`);
  expect(await desk.act(`conversations/${conversation}/take`, {})).toBeNull();
  const say = { text: `${CANARY.staff}, we are here.`, id: 'a'.repeat(16) };
  expect(await desk.act(`conversations/${conversation}/say`, say)).toBeNull();
  await person.hears(new RegExp(CANARY.staff));
  await desk.look(row!.case);
}

/** Genuine requests that nobody can read or knows. */
async function strangeWebhooks(): Promise<void> {
  const { url } = running.service;
  const { status } = await knock(url, stage.appSecret, `{"${CANARY.broken}`);
  expect(status).toBe(200);
  const strange = envelope(stage.env, [
    {
      from: `91${CANARY.phone}`,
      id: 'wamid.strange',
      timestamp: '1',
      type: 'hologram',
      hologram: CANARY.unknown,
    },
  ]);
  expect((await knock(url, stage.appSecret, strange)).status).toBe(200);
  const other = JSON.stringify({ object: 'page', entry: [{ id: CANARY.unknown }] });
  expect((await knock(url, stage.appSecret, other)).status).toBe(200);
  expect((await knock(url, 'another secret', `{"${CANARY.broken}`)).status).toBe(401);
}

/** The database goes away, a message comes into the spool, is looked at there, and is replayed. */
async function awayAndBack(): Promise<void> {
  door.shut();
  const body = envelope(stage.env, [
    {
      from: `91${CANARY.phone}`,
      id: 'wamid.spooled',
      timestamp: String(Math.floor(Date.now() / 1000)),
      type: 'text',
      text: { body: CANARY.spooled },
    },
  ]);
  expect((await knock(running.service.url, stage.appSecret, body)).status).toBe(200);
  const spooled = (await filesBelow(running.dataDir)).filter(({ where }) => where.endsWith('.box'));
  expect(spooled.length).toBeGreaterThan(0);
  expect(found(words, spooled)).toEqual([]);
  door.open();
  await until('the spool to be empty', () => running.lines.some((line) => line.includes('spool_replayed')));
}

const logged = (): Trace[] => running.lines.map((line) => ({ where: 'log', bytes: Buffer.from(line) }));

/** What the service says of itself to anybody who asks. */
async function outside(url: string): Promise<Trace[]> {
  return Promise.all(
    ['/metrics', '/readyz', '/healthz'].map(async (path) => ({
      where: path,
      bytes: Buffer.from(await (await fetch(url + path)).arrayBuffer()),
    })),
  );
}

/** Everything that was sealed, opened with the key. */
async function open(): Promise<Trace[]> {
  const { db, vault } = fresh;
  const traces: Trace[] = [];
  const add = (where: string, value: unknown) =>
    traces.push({ where, bytes: Buffer.isBuffer(value) ? value : Buffer.from(JSON.stringify(value)) });
  const { key_id, case_id } = await db
    .selectFrom('conversations')
    .select(['key_id', 'case_id'])
    .executeTakeFirstOrThrow();
  const { key_id: caseKey } = await db
    .selectFrom('cases')
    .select('key_id')
    .where('id', '=', case_id)
    .executeTakeFirstOrThrow();
  for (const row of await db.selectFrom('inbox').selectAll().execute())
    add('inbox', await vault.open(db, key_id, `inbox/${row.id}`, row.sealed));
  for (const row of await db.selectFrom('outbox').selectAll().execute())
    add('outbox', await vault.open(db, key_id, `outbox/${row.id}`, row.sealed));
  for (const row of await db.selectFrom('aliases').selectAll().execute())
    add('aliases', await vault.open(db, key_id, `aliases/${row.conversation_id}`, row.sealed));
  for (const row of await db.selectFrom('tasks').selectAll().where('note', 'is not', null).execute())
    add('tasks', await vault.open(db, caseKey, `tasks/${row.id}`, row.note!));
  for (const row of await db.selectFrom('pages').selectAll().execute())
    add('pages', await vault.open(db, caseKey, `pages/${row.document_id}/${row.number}`, row.sealed));
  for (const row of await db.selectFrom('kept').selectAll().execute()) {
    const kept = await vault.open<{ body?: string }>(db, 'service', `kept/${row.id}`, row.sealed);
    add('kept', kept);
    if (kept.body) add('kept body', Buffer.from(kept.body, 'base64'));
  }
  for (const row of await db.selectFrom('documents').select('file').where('file', '!=', '').execute())
    add('files', Buffer.from(await running.service.world.files.get(db, caseKey, row.file)));
  return traces;
}
