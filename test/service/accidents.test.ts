import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readConfig } from '../../src/config.ts';
import { find } from '../../src/db/people.ts';
import { startService, type Service } from '../../src/main.ts';
import type { Accident, DemoState, Mortal } from '../../src/simulator/contract.ts';
import { freePort } from './running.ts';
import { Person, until, wayIn, wayOut } from './stage.ts';

const hasRedis = spawnSync('redis-server', ['--version']).status === 0;
if (!hasRedis) process.stderr.write('No redis-server on this machine: its death is skipped.\n');

let folder: string;
let service: Service;
let redis: ChildProcess | undefined;

/** As `npm start` without any setting: a PostgreSQL of its own, and the demo screen. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'doosri-accidents-'));
  // As root PostgreSQL runs as another user, who must be able to come in.
  await chmod(folder, 0o755);
  const port = String(await freePort());
  if (hasRedis)
    redis = spawn('redis-server', ['--port', port, '--bind', '127.0.0.1', '--save', ''], { stdio: 'ignore' });
  const env = hasRedis ? { REDIS_URL: `redis://127.0.0.1:${port}` } : {};
  service = await startService(readConfig({ DATA_DIR: folder, PORT: '0', ...env }), { log: () => {} });
}, 60_000);
afterAll(async () => {
  await service?.stop();
  redis?.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

const kill = async (what: string, dead: boolean) => {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ what, dead });
  const response = await fetch(`${service.url}/demo/accident`, { method: 'POST', headers, body });
  return { status: response.status, body: (await response.json()) as Accident[] };
};
const screen = async () => (await (await fetch(`${service.url}/demo/state`)).json()) as DemoState;
const accident = async (what: Mortal) => (await screen()).accidents.find((one) => one.what === what);
const absorbed = (what: Mortal) =>
  until(
    `what the ${what} met to be safe`,
    async () => {
      const one = await accident(what);
      return one && !one.dead && one.safe === one.met ? one : undefined;
    },
    60_000,
  );

/** What the case of this phone knows, in the order in which it was learnt. */
async function caseOf(phone: string): Promise<string[]> {
  const { db, vault } = service.world;
  const known = await find(db, vault, 'whatsapp', [{ kind: 'phone', value: phone }]);
  const rows = await db
    .selectFrom('facts as f')
    .innerJoin('conversations as c', 'c.case_id', 'f.case_id')
    .innerJoin('cases as k', 'k.id', 'f.case_id')
    .select(['f.id', 'f.sealed', 'k.key_id'])
    .where('c.id', '=', known!.conversation)
    .orderBy('f.seq')
    .execute();
  const facts = rows.map((row) =>
    vault.open<{ path: string; value: string }>(db, row.key_id, `facts/${row.id}`, row.sealed),
  );
  return (await Promise.all(facts)).map(({ path, value }) => `${path} = ${value}`);
}

const way = [...wayIn('agree', 'Asha Kumari', '51'), ...wayOut('9812345999', 'Ravi Kumar')];
const AT_THE_NAME = 7;

test('the database and the providers die in the middle of a story: the screen says what was absorbed, and the case is the same', async () => {
  const calm = new Person(service.simulator!, '+919812346001');
  await calm.goes(way);
  const hit = new Person(service.simulator!, '+919812346002');
  await hit.goes(way.slice(0, AT_THE_NAME));

  expect((await kill('database', true)).body).toEqual([{ what: 'database', dead: true, met: 0, safe: 0 }]);
  // Each answers another question: in any other order they would not fit.
  for (const said of ['Asha Kumari', '51', 'breast']) hit.write(said);
  await service.simulator!.idle();
  expect(await accident('database')).toEqual({ what: 'database', dead: true, met: 3, safe: 0 });
  await kill('database', false);
  await hit.hears('papers:later', 60_000);
  expect(await absorbed('database')).toEqual({ what: 'database', dead: false, met: 3, safe: 3 });

  await kill('providers', true);
  hit.tap('papers:later');
  const waits = await until('an answer that cannot leave', async () => {
    const one = await accident('providers');
    return one?.met ? one : undefined;
  });
  expect(waits).toMatchObject({ dead: true, safe: 0 });
  await kill('providers', false);
  await hit.hears('question:treatment', 60_000);
  expect((await absorbed('providers')).met).toBeGreaterThan(0);

  await hit.goes(way.slice(way.findIndex(([say]) => say === 'papers:later') + 1), 60_000);
  expect(await caseOf(hit.phone)).toEqual(await caseOf(calm.phone));
  expect((await screen()).accidents.map(({ what }) => what)).toEqual(['providers', 'database']);
}, 240_000);

test('whoever reads a paper is killed: it is read again', async () => {
  const person = new Person(service.simulator!, '+919812346003');
  await person.goes(wayIn('agree', 'Asha Kumari', '51'));
  const samples = new URL('../../samples/', import.meta.url);
  const bytes = await readFile(new URL('sushila-lab-phone.jpg', samples));
  person.hands.media({ bytes, mime: 'image/jpeg' });
  const reading = () =>
    service.world.db.selectFrom('readings').select('id').where('state', '=', 'leased').executeTakeFirst();
  await until('a reading', async () => (await reading()) && service.world.reader.pids().length > 0);
  expect((await kill('readers', true)).body[0]).toMatchObject({ what: 'readers', dead: false, met: 1 });
  expect(await absorbed('readers')).toMatchObject({ met: 1, safe: 1 });
}, 180_000);

(hasRedis ? test : test.skip)(
  'Redis dies: nothing that is true was in there',
  async () => {
    const person = new Person(service.simulator!, '+919812346004');
    await kill('redis', true);
    await person.goes(wayIn('agree', 'Asha Kumari', '51').slice(0, 2));
    expect(await accident('redis')).toMatchObject({ dead: true, met: 2 });
    await kill('redis', false);
    expect(await absorbed('redis')).toEqual({ what: 'redis', dead: false, met: 2, safe: 2 });
    await person.goes([['who:patient', 'notice:agree']]);
  },
  60_000,
);

test('what nobody may kill is refused', async () => {
  expect((await screen()).mortal).toEqual(
    hasRedis ? ['database', 'redis', 'providers', 'readers'] : ['database', 'providers', 'readers'],
  );
  expect((await kill('disk', true)).status).toBe(400);
  expect((await kill('database', 'yes' as never)).status).toBe(400);
});
