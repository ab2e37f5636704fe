import { randomBytes } from 'node:crypto';
import { createServer, request as ask } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { RawRequest } from '../../src/channels/channel.ts';
import { doorway } from '../../src/db/doorway.ts';
import { isBlocked } from '../../src/db/permissions.ts';
import { spool } from '../../src/db/spool.ts';
import { doors } from '../../src/http/webhooks.ts';
import { arriving, cases, flipped, ours } from '../channels/twilio/signed.ts';
import { freshDatabase, type Fresh } from '../database.ts';

const NOW = new Date('2026-11-24T06:00:00Z');
const TABLES = ['inbox', 'receipts', 'kept', 'permissions', 'conversations'] as const;

let fresh: Fresh;
let base: string;
let close: () => void;
const refused: string[] = [];

beforeAll(async () => {
  fresh = await freshDatabase(NOW);
  const { db, vault } = fresh;
  const knock = doors({
    db,
    vault,
    receive: doorway({ db, vault, newcomer: () => ({ flow: 'f', state: {} }) }),
    channels: new Map(Object.entries(ours()) as ['sms' | 'whatsapp', ReturnType<typeof ours>['sms']][]),
    verifyToken: '',
    spool: await spool(join(fresh.folder, 'spool'), [randomBytes(32)], () => NOW),
    now: () => NOW,
    slow: () => {},
    touched: () => {},
    log: (event) => void refused.push(event),
  });
  const server = createServer((req, res) => void (knock(req, res) || res.writeHead(404).end()));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  close = () => {
    server.closeAllConnections();
    server.close();
  };
});
afterAll(async () => {
  close();
  await fresh.drop();
});

/** What the provider is answered. */
function post({ url, headers, body }: RawRequest): Promise<number> {
  return new Promise((done, fail) => {
    const wire = ask(base + url.split('#')[0], { method: 'POST', headers }, (response) => {
      response.resume();
      response.on('end', () => done(response.statusCode!));
    });
    wire.on('error', fail);
    wire.end(body);
  });
}

/** How many rows each table holds. */
async function stored(): Promise<Record<string, number>> {
  const counts = TABLES.map(async (table) => {
    const { n } = await fresh.db
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<string>().as('n'))
      .executeTakeFirstOrThrow();
    return [table, Number(n)] as const;
  });
  return Object.fromEntries(await Promise.all(counts));
}

// Those that are signed over another address of ours belong to a service that is configured with it.
const all = cases().filter(({ base: other }) => other === undefined);

test('one byte changed anywhere, and the door is shut: 401, and nothing is stored', async () => {
  const before = await stored();
  for (const [n, one] of all.entries()) {
    const genuine = arriving(one);
    const body = flipped(genuine.body, (n * 7919) % genuine.body.length);
    expect([one.name, await post({ ...genuine, body })]).toEqual([one.name, 401]);
  }
  expect(await stored()).toEqual(before);
  expect(refused).toEqual(all.map(() => 'webhook_refused'));
});

test('untouched they come in, and once more they change nothing', async () => {
  const come = () => Promise.all(all.map(async (one) => [one.name, await post(arriving(one))]));
  const answers = all.map(({ name, path }) => [name, path?.includes('/status') ? 204 : 200]);
  expect(await come()).toEqual(answers);
  const once = await stored();
  expect(once['inbox']).toBeGreaterThan(40);
  expect(once['receipts']).toBeGreaterThan(9);
  expect(await come()).toEqual(answers);
  // A body that is none is kept each time: two that look alike may be two.
  const unreadable = all.filter(({ expect: found }) => found === 'unreadable').length;
  expect(await stored()).toEqual({ ...once, kept: once['kept']! + unreadable });
});

test('a START that comes once more does not undo the STOP after it', async () => {
  const from = '+919900077788';
  const word = (id: string, Body: string) =>
    arriving({
      name: Body,
      channel: 'sms',
      form: { MessageSid: id, From: from, Body, NumMedia: '0' },
      expect: null,
    });
  const [start, stop] = [word('SMa1', 'START'), word('SMa2', 'STOP')];
  const answers: number[] = [];
  for (const each of [start, stop, start, stop, start]) answers.push(await post(each));
  expect(answers).toEqual([200, 200, 200, 200, 200]);
  expect(await isBlocked(fresh.db, fresh.vault, 'sms', from)).toBe(true);
});
