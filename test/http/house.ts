import { randomBytes } from 'node:crypto';
import { loadContent } from '../../src/content.ts';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import sharp from 'sharp';
import { stoppedClock } from '../../src/clock.ts';
import type { Fact } from '../../src/cases/facts.ts';
import type { Status } from '../../src/cases/status.ts';
import { connect } from '../../src/db/connect.ts';
import { embedded } from '../../src/db/embedded.ts';
import { files as filesIn } from '../../src/db/files.ts';
import { newId } from '../../src/db/ids.ts';
import { migrate } from '../../src/db/migrate.ts';
import { whoIs } from '../../src/db/people.ts';
import { Vault } from '../../src/db/vault.ts';
import { cover, photo } from '../../src/documents/cover.ts';
import { createAuth } from '../../src/http/auth.ts';
import { localChanges } from '../../src/http/changes.ts';
import type { Role } from '../../src/http/contract.ts';
import type { Directory } from '../../src/http/directory.ts';
import { desk } from '../../src/http/desk.ts';
import type { Deps } from '../../src/http/deps.ts';
import { createStaff, openDemo } from '../../src/http/staff.ts';

export const PHONE = '+919812345670';

/**
 * A desk on a real PostgreSQL of its own, with somebody of every role and nobody who moves conversations.
 * Passkeys need a `host` with a name: browsers make none for an address of numbers.
 */
export async function openHouse(
  settings: Partial<Deps> & { directory?: Directory } = {},
  host = '127.0.0.1',
) {
  const folder = await mkdtemp(join(tmpdir(), 'desk-'));
  // PostgreSQL runs as another user when we are root: it must be able to come in.
  await chmod(folder, 0o755);
  const server = await embedded(join(folder, 'db'), ['-c', 'fsync=off']);
  const clock = stoppedClock('2026-11-24T06:00:00Z');
  await migrate(server.url, join(import.meta.dirname, '../../prisma/migrations'), clock.now());
  const db = connect(server.url, 6);
  const vault = new Vault([randomBytes(32).toString('hex')]);
  await vault.prepare(db, clock.now());
  const app = express();
  const http = app.listen(0, '127.0.0.1');
  await new Promise((ready) => http.once('listening', ready));
  const url = `http://${host}:${(http.address() as AddressInfo).port}`;
  const auth = createAuth(db, {
    secret: 's'.repeat(40),
    publicUrl: url,
    production: false,
    secondStep: settings.secondStep === true,
    directory: settings.directory,
  });
  const bugs: Error[] = [];
  const content = loadContent();
  const deps: Deps = {
    db,
    vault,
    files: filesIn(join(folder, 'files'), vault),
    auth,
    now: () => clock.now(),
    changed: localChanges(),
    packs: {},
    words: content.words,
    paperTypes: content.paperTypes,
    desk: content.desk,
    price: content.price,
    cover,
    photo,
    publicUrl: url,
    production: false,
    patience: 0,
    onBug: (_code, error) => bugs.push(error),
    ...settings,
  };
  app.set('trust proxy', true);
  app.use(desk(deps));
  await openDemo(auth, db);
  app.use('/console', express.static(join(import.meta.dirname, '../../console/dist')));
  const password = 'walnut-harbour-19';
  for (const role of ['lead', 'administrator'] as const)
    await createStaff(auth, db, { email: `${role}@desk.example`, name: `The ${role}`, role, password });

  await createStaff(auth, db, {
    email: 'second@desk.example',
    name: 'Dr. Imran Qureshi',
    role: 'reviewer',
    password,
    qualification: 'MD, DM',
    registration: 'Demo Medical Council 51200',
  });

  const cookies = new Map<Seat, string>();
  const send = (path: string, body?: unknown, headers: Record<string, string> = {}) =>
    fetch(url + path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { 'x-requested-with': 'doosri-rai', 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const signIn = (email: string, secret: string, address = '10.0.0.1') =>
    send('/api/auth/sign-in/email', { email, password: secret }, { origin: url, 'x-forwarded-for': address });
  /** Asks as somebody of this role, with the session cookie and header the console sends. */
  const as = async (role: Seat, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    if (!cookies.has(role)) {
      const known = {
        coordinator: ['asha', 'marigold-basket-27'],
        reviewer: ['dr.rao', 'copper-lantern-58'],
      };
      const [name, secret] = known[role as 'reviewer'] ?? [role, password];
      const answer = await signIn(`${name}@desk.example`, secret!);
      cookies.set(
        role,
        answer.headers
          .getSetCookie()
          .map((one) => one.split(';')[0])
          .join('; '),
      );
    }
    return send(path, body, { cookie: cookies.get(role)!, ...headers });
  };
  const close = async () => {
    http.closeAllConnections();
    await new Promise((done) => http.close(done));
    await db.destroy();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { url, deps, db, vault, clock, bugs, send, signIn, as, close, family: familyOf(deps) };
}

/** One of every role, and a second reviewer. */
export type Seat = Role | 'second';

export type House = Awaited<ReturnType<typeof openHouse>>;

const LINE = 'Grade 3, margins free';
/** A page that bears no name. */
const picture = (count: number) =>
  sharp({ create: { width: 800, height: 1100, channels: 3, background: { r: 250, g: 250, b: count % 250 } } })
    .webp()
    .toBuffer();

/** Makes a family that wrote from a phone, agreed, answered and sent one paper. */
function familyOf({ db, vault, files, now }: Deps) {
  let count = 0;
  return async (status: Status, more: Record<string, string> = {}) => {
    count += 1;
    const at = now();
    const phone = { kind: 'phone' as const, value: `${PHONE}${count}` };
    const known = await db
      .transaction()
      .execute((tx) =>
        whoIs(tx, vault, 'whatsapp', { aliases: [phone] }, () => ({ flow: 'f', state: {} }), at),
      );
    await db.updateTable('cases').set({ status }).where('id', '=', known.case).execute();
    const { key_id: key } = await db
      .selectFrom('cases')
      .select('key_id')
      .where('id', '=', known.case)
      .executeTakeFirstOrThrow();
    const facts: Record<string, string> = {
      'patient.name': 'Sarita Devi',
      'patient.age': '52',
      'patient.sex': 'female',
      'cancer.site': 'breast',
      'diagnosis.histology': 'invasive carcinoma',
      'family.phone': PHONE,
      'question.1': `Is chemotherapy needed? Call my son on ${PHONE}.`,
      ...more,
    };
    const seal = (place: string, value: unknown) => vault.seal(db, key, place, value);
    const learn = async (path: string, value: string, extra: Partial<Fact> = {}) => {
      const id = `${newId(at)}.0`;
      const from = { kind: 'message' as const, message: 'm', speaker: 'relative' as const };
      const fact: Fact = { id, path, value, at: now().toISOString(), from, accepted: true, ...extra };
      const sealed = await seal(`facts/${id}`, fact);
      await db.insertInto('facts').values({ id, case_id: known.case, sealed, at }).execute();
      return id;
    };
    for (const [path, value] of Object.entries(facts)) await learn(path, value);
    const consent = newId(at);
    await db
      .insertInto('consents')
      .values({
        id: consent,
        case_id: known.case,
        conversation_id: known.conversation,
        purpose: 'service',
        given: true,
        version: '1',
        hash: 'h',
        language: 'en',
        speaker: 'relative',
        message_id: 'm',
        sealed: await seal(`consents/${consent}`, { words: 'I agree' }),
        at,
      })
      .execute();
    const document = newId(at);
    const image = await files.put(db, known.case, key, await picture(count));
    await db
      .insertInto('documents')
      .values({
        id: document,
        case_id: known.case,
        reading_id: document,
        message_id: 'm',
        file: image,
        type: 'histopathology',
        type_confidence: 0.9,
        mime: 'image/jpeg',
        bytes: 10,
        faults: [],
        sealed: await seal(`documents/${document}`, { fileName: 'scan.jpg' }),
        at,
      })
      .execute();
    const sealed = await seal(`pages/${document}/1`, {
      text: LINE,
      lines: [{ text: LINE, box: [80, 80, 400, 30], confidence: 1 }],
    });
    const page = {
      document_id: document,
      number: 1,
      width: 800,
      height: 1100,
      rotation: 0,
      file: image,
      sealed,
    };
    await db.insertInto('pages').values(page).execute();
    const task = async (what: string) => {
      const id = newId(now());
      const row = { id, case_id: known.case, conversation_id: known.conversation, what, at: now() };
      await db.insertInto('tasks').values(row).execute();
      return id;
    };
    return { ...known, caseKey: key, document, learn, task };
  };
}
