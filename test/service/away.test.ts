import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { connect, type Db } from '../../src/db/connect.ts';
import { embedded, type Embedded } from '../../src/db/embedded.ts';
import { Vault } from '../../src/db/vault.ts';
import { envelope, knock, run, type Running } from './running.ts';
import { Person, raise, until, wayIn, type Stage } from './stage.ts';

const PHONE = '919812345200';
const masterKey = randomBytes(32).toString('hex');

let stage: Stage;
let folder: string;
let flags: string[];
let server: Embedded;
let running: Running;

/** A PostgreSQL of this test's own that can be stopped, and comes back at the same address. */
beforeAll(async () => {
  stage = await raise(11);
  folder = await mkdtemp(join(tmpdir(), 'doosri-away-'));
  // As root PostgreSQL runs as another user, who must be able to come in.
  await chmod(folder, 0o755);
  flags = ['-c', 'fsync=off', '-p', String(await freePort())];
  server = await embedded(join(folder, 'db'), flags);
  running = await run(stage, { url: server.url, masterKey, folder });
}, 60_000);
afterAll(async () => {
  await running?.stop();
  await server?.stop();
  await stage?.sim.close();
  await rm(folder, { recursive: true, force: true });
});

function freePort(): Promise<number> {
  return new Promise((done) => {
    const one = createServer().listen(0, '127.0.0.1', () => {
      const { port } = one.address() as AddressInfo;
      one.close(() => done(port));
    });
  });
}

const readiness = async () => {
  const response = await fetch(`${running.service.url}/readyz`);
  const { parts } = (await response.json()) as { parts: { name: string; ok: boolean }[] };
  return { status: response.status, wrong: parts.filter(({ ok }) => !ok).map(({ name }) => name) };
};

test('while the database is stopped everything is taken in, and answered in its order when it is back', async () => {
  const person = new Person(stage.sim, `+${PHONE}`);
  await person.goes(wayIn('agree', 'Asha Kumari', '51').slice(0, 7));
  expect((await readiness()).status).toBe(200);

  await server.stop();
  // Each of these is the answer to another question: in any other order they would not fit.
  const said = ['Asha Kumari', '51', 'breast'];
  for (const [n, body] of said.entries()) {
    const at = String(Math.floor(Date.now() / 1000));
    const message = { from: PHONE, id: `wamid.away${n}`, timestamp: at, type: 'text', text: { body } };
    const answer = await knock(running.service.url, stage.appSecret, envelope(stage.env, [message]));
    expect(answer.status).toBe(200);
  }
  expect((await knock(running.service.url, 'a guess', '{}')).status).toBe(401);
  expect(await readiness()).toEqual({ status: 503, wrong: ['database', 'spool'] });
  const health = await fetch(`${running.service.url}/healthz`);
  expect(health.status).toBe(200);

  server = await embedded(join(folder, 'db'), flags);
  await person.hears('papers:later');
  await until('the service to be ready again', async () => (await readiness()).status === 200);
  const db = connect(server.url, 2);
  try {
    expect(await learnt(db)).toEqual([
      'patient.name = Asha Kumari',
      'patient.age = 51',
      'cancer.group = Breast',
      'cancer.site = Breast',
    ]);
    // Each once: the spool was emptied, and nothing of it was taken twice.
    const rows = await db
      .selectFrom('inbox')
      .select('source')
      .where('source', 'like', 'whatsapp:wamid.away%')
      .execute();
    expect(rows).toHaveLength(3);
  } finally {
    await db.destroy();
  }
  await person.goes([['papers:later', 'question:treatment']]);
}, 90_000);

/** What the case knows of the patient, in the order in which it was learnt. */
async function learnt(db: Db): Promise<string[]> {
  const vault = new Vault([masterKey]);
  await vault.prepare(db, new Date());
  const rows = await db
    .selectFrom('facts as f')
    .innerJoin('cases as k', 'k.id', 'f.case_id')
    .select(['f.id', 'f.sealed', 'k.key_id'])
    .orderBy('f.seq')
    .execute();
  const facts = await Promise.all(
    rows.map((row) =>
      vault.open<{ path: string; value: string }>(db, row.key_id, `facts/${row.id}`, row.sealed),
    ),
  );
  return facts
    .filter(({ path }) => /^(?:patient|cancer)\./.test(path))
    .map(({ path, value }) => `${path} = ${value}`);
}
