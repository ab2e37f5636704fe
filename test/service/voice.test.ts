import { expect, test } from '@jest/globals';
import { join } from 'node:path';
import type { ChatMessage } from '../../src/http/contract.ts';
import { DEMO_USERS } from '../../src/http/staff.ts';
import { transcribeBy } from '../../src/workers/transcribe.ts';
import type { Fresh } from '../database.ts';
import type { Running } from './running.ts';
import { Person, until, type Stage } from './stage.ts';
import { UNTIL_AGE, served } from './served.ts';

const listener = `${process.execPath} ${join(import.meta.dirname, 'listener.mjs')}`;

let stage: Stage;
let fresh: Fresh;
let running: Running;
served(23, (all) => ({ stage, fresh, running } = all), { env: { TRANSCRIBE_COMMAND: listener } });

/** Asks for things as a coordinator who signed in. */
async function atTheDesk() {
  const { url } = running.service;
  const headers = {
    'content-type': 'application/json',
    'x-requested-with': 'doosri-rai',
    origin: new URL(url).origin,
  };
  const body = JSON.stringify(DEMO_USERS[0]);
  const entered = await fetch(`${url}/api/auth/sign-in/email`, { method: 'POST', headers, body });
  const cookie = entered.headers.getSetCookie().map((one) => one.split(';')[0]);
  return (path: string, more: Record<string, string> = {}) =>
    fetch(`${url}${path}`, { headers: { cookie: cookie.join('; '), ...more } });
}

const say = (person: Person, words: string) => person.hands.voice(Buffer.from(`OggS:${words}`));

test('a voice note is heard, read back, counts after a yes, and can be played at the desk', async () => {
  const lakshmi = new Person(stage.sim, '+919812345800');
  await lakshmi.goes(UNTIL_AGE);
  say(lakshmi, 'I am 47 years old');
  const read = await lakshmi.hears('heard:correct');
  expect(read.text).toContain('47');
  lakshmi.tap('heard:correct');
  await lakshmi.hears(/Where in the body/);

  const { vault } = running.service.world;
  const { id } = await fresh.db
    .selectFrom('aliases')
    .select('conversation_id as id')
    .where('lookup', '=', vault.lookup('alias', 'whatsapp', 'phone', lakshmi.phone))
    .executeTakeFirstOrThrow();
  const desk = await atTheDesk();
  const chat = (await (await desk(`/api/conversations/${id}/messages`)).json()) as ChatMessage[];
  const { sound } = chat.flatMap(({ media }) => media).find((one) => one.sound)!;
  const whole = await desk(sound!);
  expect(whole.headers.get('content-type')).toBe('audio/ogg');
  expect(await whole.text()).toBe('OggS:I am 47 years old');
  const part = await desk(sound!, { range: 'bytes=0-3' });
  expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([
    206,
    'bytes 0-3/22',
    'OggS',
  ]);
  expect((await fetch(`${running.service.url}${sound}`)).status).toBe(401);
}, 60_000);

test('danger in a voice note alarms at once, without a yes', async () => {
  const ravi = new Person(stage.sim, '+919812345801');
  await ravi.goes(UNTIL_AGE);
  say(ravi, 'he cannot breathe');
  await ravi.hears(/112/);
  await until('a task', async () => {
    const tasks = await fresh.db.selectFrom('tasks').select('what').where('what', '=', 'emergency').execute();
    return tasks.length === 1;
  });
}, 60_000);

test('after a change of number the case stays closed until one safe question is answered', async () => {
  const old = new Person(stage.sim, '+919812345802');
  await old.goes([...UNTIL_AGE, ['50', /Where in the body/]]);
  const before = old.said().length;
  old.hands.changeNumber('+919812345803');
  const now = new Person(stage.sim, '+919812345803');
  now.write('hello');
  await now.hears(/In which year was the patient born/);
  const since = now.said().slice(before);
  expect(since.map(({ text }) => text).join()).not.toContain('Where in the body');
  now.write(String(running.service.clock.now().getUTCFullYear() - 50));
  await now.hears(/All is as it was/);

  // Whoever is given the old number begins with the first question.
  const { vault } = running.service.world;
  const opens = fresh.db
    .selectFrom('parties')
    .select('conversation_id')
    .where('lookup', '=', vault.lookup('alias', 'whatsapp', 'phone', '+919812345802'));
  expect(await opens.execute()).toEqual([]);
}, 60_000);

test.each([
  ['that is not there', '/nowhere/listens'],
  ['that fails', `${process.execPath} -e process.exit(3)`],
  ['that never ends', `${process.execPath} -e setInterval(()=>0,1e3)`],
])('a program %s hears nothing, and nobody waits for it', async (_, command) => {
  const heard = await transcribeBy(command, 700)(Buffer.from('x'), { mime: 'audio/ogg', language: 'hi' });
  expect(heard).toBeUndefined();
});
