import { expect, test } from '@jest/globals';
import { DEMO_USERS } from '../../src/http/staff.ts';
import { signIn } from '../../src/simulator/story/desk.ts';
import type { Fresh } from '../database.ts';
import type { Running } from './running.ts';
import { Person, until, wayIn, wayOut, type Stage } from './stage.ts';
import { served } from './served.ts';

const HOUR = 3_600_000;

let stage: Stage;
let fresh: Fresh;
let running: Running;
served(13, (all) => ({ stage, fresh, running } = all), { jumps: true });

const jump = (ms: number) => running.service.clock.jump(ms);

/** Everything said to one person, oldest first. */
async function outbox(phone: string) {
  const { vault } = running.service.world;
  return fresh.db
    .selectFrom('outbox as o')
    .innerJoin('aliases as a', 'a.conversation_id', 'o.conversation_id')
    .select(['o.tag', 'o.state', 'o.voice', 'o.audience', 'o.provider_id', 'o.attempts'])
    .where('a.lookup', '=', vault.lookup('alias', 'whatsapp', 'phone', phone))
    .where('o.tag', '!=', 'seen')
    .orderBy('o.seq')
    .execute();
}

async function talkOf(person: Person) {
  const desk = await signIn(running.service.url, DEMO_USERS[0]!, AbortSignal.timeout(20_000));
  const { vault } = running.service.world;
  const row = await fresh.db
    .selectFrom('aliases')
    .select('conversation_id as id')
    .where('lookup', '=', vault.lookup('alias', 'whatsapp', 'phone', person.phone))
    .executeTakeFirstOrThrow();
  return { desk, path: `conversations/${row.id}` };
}

/** Moves the clock to the first reminder, wherever it is: at night it waits for the morning. */
async function toTheReminder(person: Person): Promise<void> {
  const { vault, clock } = running.service.world;
  const pending = await fresh.db
    .selectFrom('inbox as i')
    .innerJoin('aliases as a', 'a.conversation_id', 'i.conversation_id')
    .select('i.due_at')
    .where('a.lookup', '=', vault.lookup('alias', 'whatsapp', 'phone', person.phone))
    .where('i.timer_key', '=', 'reminder')
    .where('i.done_at', 'is', null)
    .executeTakeFirst();
  // Asked after the timer: the next one is set in the transaction that queues the first reminder.
  const isReminded = (await outbox(person.phone)).some(({ tag }) => tag === 'reminder');
  if (pending && !isReminded) jump(pending.due_at.getTime() - clock.now().getTime());
}

test('while the provider is down everything waits, tried less and less often, and then goes out in order', async () => {
  const person = new Person(stage.sim, '+919812345300');
  await person.goes([['hello', 'language:en']]);
  stage.sim.behave({ fail: 1 });
  person.tap('language:en');
  await until('a message that waits', async () =>
    (await outbox(person.phone)).some((one) => one.attempts > 0),
  );
  person.write('what is this?');
  const waits = await until('two that wait, the first tried twice', async () => {
    const all = (await outbox(person.phone)).filter(({ state }) => state === 'queued');
    return all.length >= 2 && all[0]!.attempts >= 2 && all;
  });
  // Nothing overtakes: what is behind is not even tried.
  expect(waits[1]!.attempts).toBe(0);
  expect(person.said()).toHaveLength(1);
  stage.sim.behave({ fail: 0 });
  const all = await until('everything to be on the phone', async () => {
    jump(5_000);
    const rows = await outbox(person.phone);
    return rows.every(({ state }) => state === 'delivered') && rows;
  });
  expect(person.said().map(({ id }) => id)).toEqual(all.map((one) => one.provider_id));
});

test('a person who steps in: what the bot had not said yet is taken back, and only their words go', async () => {
  const person = new Person(stage.sim, '+919812345301');
  await person.goes([
    ['hello', 'language:en'],
    ['language:en', 'who:patient'],
    ['who:patient', 'notice:agree'],
    ['notice:agree', 'reading:agree'],
  ]);
  stage.sim.behave({ fail: 1 });
  person.tap('reading:agree');
  await until('the next question to wait', async () => {
    const { state } = (await outbox(person.phone)).at(-1)!;
    // A connection that ended just then leaves open whether it went: after the silence it is tried again.
    if (state === 'unknown') jump(120_000);
    return state === 'queued';
  });
  const { desk, path } = await talkOf(person);
  expect(await desk.act(`${path}/take`, {})).toBeNull();
  // A try that was under way in that moment ends first, and is then taken back.
  await until('the question to be taken back', async () => {
    const bot = (await outbox(person.phone)).filter(({ voice, tag }) => voice === 'bot' && tag === 'sharing');
    return bot.length === 1 && bot[0]!.state === 'withdrawn';
  });
  stage.sim.behave({ fail: 0 });
  expect(await desk.act(`${path}/say`, { text: 'Here I am.', id: 'h'.repeat(16) })).toBeNull();
  await until('the words of the person', () => {
    jump(5_000);
    return person.said().some(({ text }) => text === 'Here I am.');
  });
  expect(person.said().some(({ options }) => options.some(({ id }) => id === 'sharing:agree'))).toBe(false);
});

test('after a day one template nudges, and what was held comes with the next word of the person', async () => {
  const person = new Person(stage.sim, '+919812345302');
  await person.goes([
    ['hello', 'language:en'],
    ['language:en', 'who:patient'],
  ]);
  jump(25 * HOUR);
  await until('the nudge', async () => {
    await toTheReminder(person);
    return person.said().some(({ kind }) => kind === 'template');
  });
  const { desk, path } = await talkOf(person);
  expect(await desk.act(`${path}/take`, {})).toBeNull();
  expect(await desk.act(`${path}/say`, { text: 'First words.', id: 'f'.repeat(16) })).toBeNull();
  expect(await desk.act(`${path}/say`, { text: 'Second words.', id: 's'.repeat(16) })).toBeNull();
  await until(
    'all to be held',
    async () => (await outbox(person.phone)).filter(({ state }) => state === 'held').length >= 3,
  );
  expect(person.said().filter(({ kind }) => kind === 'template')).toHaveLength(1);
  expect(person.said().some(({ text }) => text.includes('words.'))).toBe(false);
  person.write('yes, I am here');
  await person.hears(/First words\./);
  await person.hears(/Second words\./);
  expect(person.said().filter(({ text }) => text.includes('words.'))).toHaveLength(2);
  const reminder = (await outbox(person.phone)).find(({ tag }) => tag === 'reminder');
  expect(reminder?.state).toBe('withdrawn');
}, 40_000);

test('STOP by SMS from the son: what waited for him is taken back, and nothing goes to him any more', async () => {
  const SON = '+919812345399';
  const person = new Person(stage.sim, '+919812345303');
  await person.goes(wayIn('refuse', 'Asha Kumari', '51'));
  await person.goes(wayOut(SON.slice(3), 'Ravi'));
  stage.sim.behave({ fail: 1 });
  person.tap('check:send');
  const family = async () => (await outbox(person.phone)).filter(({ audience }) => audience === 'family');
  // Refused for now, or without an answer that says so: either way it would be tried again.
  await until('an SMS that waits', async () => (await family()).some(({ attempts }) => attempts > 0));
  stage.sim.sms(SON).text('STOP');
  await until('it to be taken back', async () => {
    jump(10_000);
    return (await family()).every(({ state }) => state === 'withdrawn');
  });
  stage.sim.behave({ fail: 0 });
  const before = person.said().length;
  // A withdrawal of the patient is something that the son would have heard of.
  person.write('stop');
  await until('the chat to go on', () => {
    jump(30_000);
    return person.said().length > before;
  });
  await until('everything to be sent or taken back', async () => {
    jump(30_000);
    const open = await fresh.db
      .selectFrom('outbox')
      .select('id')
      .where('state', 'in', ['queued', 'leased', 'unknown'])
      .execute();
    return open.length === 0;
  });
  const ours = stage.sim
    .texts(SON)
    .filter(({ from, text }) => from === 'service' && !/unsubscribed/.test(text));
  expect(ours).toEqual([]);
}, 40_000);
