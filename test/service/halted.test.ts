import { expect, test } from '@jest/globals';
import type { Sent } from '../../src/channels/channel.ts';
import { failure } from '../../src/channels/whatsapp/failures.ts';
import { endingOf } from '../../src/workers/ending.ts';
import type { Leased } from '../../src/db/outbox.ts';
import type { Fresh } from '../database.ts';
import type { Health } from '../../src/http/contract.ts';
import type { Running } from './running.ts';
import { served } from './served.ts';
import { until, type Stage } from './stage.ts';

let stage: Stage;
let fresh: Fresh;
let running: Running;
// Meta does not know this token any more.
served(17, (all) => ({ stage, fresh, running } = all), {
  env: { WHATSAPP_ACCESS_TOKEN: 'a-token-of-yesterday' },
});

test('the token is no longer valid: one message finds out, the others wait and are tried no more', async () => {
  stage.sim.whatsapp('+919812349001').text('hello');
  await until('the first refusal', () => running.lines.some((line) => line.includes('"number_halted"')));
  for (const phone of ['+919812349002', '+919812349003']) stage.sim.whatsapp(phone).text('hello');
  const rows = await until('the others', async () => {
    const all = await fresh.db
      .selectFrom('outbox')
      .select(['state', 'attempts', 'failure', 'reason', 'due_at'])
      .orderBy('seq')
      .execute();
    return all.length >= 3 && all.slice(1).every(({ reason }) => reason === 'pace') && all;
  });
  expect(rows[0]).toMatchObject({ state: 'queued', attempts: 1, failure: '190' });
  for (const row of rows.slice(1)) expect(row).toMatchObject({ state: 'queued', attempts: 0 });
  expect(rows[1]!.due_at.getTime()).toBeGreaterThan(Date.now() + 4 * 60_000);
  // Whoever runs the service is told what to do, at /readyz and on the desk's first page.
  const health = (await (await fetch(`${running.service.url}/readyz`)).json()) as Health;
  expect(health.parts.find(({ name }) => name === 'numbers')).toEqual({
    name: 'numbers',
    ok: true,
    warn: true,
    detail: expect.stringMatching(/^Nothing goes out\. .*token.*set a new one\. \(whatsapp, 190\)$/),
  });
});

test.each([
  [190, 35, 'queued'],
  [190, 36, 'parked'],
  [130497, 8, 'parked'],
  [131000, 7, 'queued'],
  [131000, 8, 'parked'],
])('after %i, try number %i: %s', (code, attempts, state) => {
  const message = { attempts, kind: 'reply', letter: { message: { kind: 'text' } } } as unknown as Leased;
  const sent: Sent = { outcome: 'refused', failure: failure(code) };
  expect(endingOf(message, sent, new Date(), { settle: 1 }, () => 0).state).toBe(state);
});
