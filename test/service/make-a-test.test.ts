import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { playScript } from '../../src/commands/script.ts';
import { readConfig } from '../../src/config.ts';
import { loadContent } from '../../src/content.ts';
import { startService, type Service } from '../../src/main.ts';
import { freshDatabase, type Fresh } from '../database.ts';
import { freePort } from './running.ts';
import { Person, wayIn } from './stage.ts';

const PATIENT = '+919000000771';
let fresh: Fresh;
let service: Service;
beforeAll(async () => {
  fresh = await freshDatabase(new Date());
  const port = await freePort();
  const config = readConfig({
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    DATA_DIR: join(fresh.folder, 'data'),
    DATABASE_URL: fresh.url,
    MASTER_KEY: fresh.masterKey,
  });
  service = await startService(config, { log: () => undefined });
});
afterAll(async () => {
  await service?.stop();
  await fresh?.drop();
});

const kept = (phone: string) => fetch(`${service.url}/demo/whatsapp/${encodeURIComponent(phone)}/transcript`);

test('what was said on the demo phone is a transcript that replays, without the person', async () => {
  const person = new Person(service.simulator!, PATIENT);
  await person.goes(wayIn('refuse', 'Harpreet Kaur', '54'));
  person.hands.media({ bytes: Buffer.from('page'), mime: 'image/jpeg', caption: 'Harpreet’s report' });
  await person.hears(/page/);
  const response = await kept(PATIENT);
  const text = await response.text();
  expect(response.headers.get('content-disposition')).toContain('conversation.txt');
  expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
  expect(text).toContain('\n> (tap who:patient)\n');
  expect(text).toContain('\n> Meera Kumari\n');
  expect(text).toMatch(/\n> \(photo p1\) Meera’s report\n/);
  expect(text).not.toMatch(/Harpreet|Kaur|9000000771|other answers/);
  expect(playScript(loadContent().flow, text)).toBe(text);
  // The played phone hears the last thing that the demo phone heard.
  const last = person.said().findLast(({ options }) => options.length)!;
  for (const { title } of last.options.slice(0, 2)) expect(text).toContain(title);
});

test('a phone from which nobody wrote has nothing to keep', async () => {
  const response = await kept('+919000000779');
  expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([
    404,
    'no_such_chat',
  ]);
});
