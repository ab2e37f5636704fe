import { expect, test } from '@jest/globals';
import { segments } from '../../src/channels/index.ts';
import { loadContent } from '../../src/content.ts';
import type { State } from '../../src/engine/state.ts';
import type { Fresh } from '../database.ts';
import { until, type Stage } from './stage.ts';
import { served } from './served.ts';

const { flow, sms } = loadContent();

let stage: Stage;
let fresh: Fresh;

served(11, (all) => ({ stage, fresh } = all));

/** Somebody who has nothing but SMS. */
function phone(number: string) {
  const said = () => stage.sim.texts(number).filter(({ from }) => from === 'service');
  const row = () =>
    fresh.db
      .selectFrom('conversations')
      .selectAll()
      .where('channel', '=', 'sms')
      .orderBy('opened_at', 'desc')
      .limit(1);
  return {
    said,
    async state(): Promise<State> {
      const one = await row().executeTakeFirstOrThrow();
      return fresh.vault.open<State>(fresh.db, one.key_id, `conversations/${one.id}`, one.sealed);
    },
    /** Writes, and reads all that comes back until it is quiet. */
    async writes(text: string): Promise<void> {
      const before = said().length;
      stage.sim.sms(number).text(text);
      await until(`an answer to "${text}"`, () => said().length > before);
      await until('quiet', async () => {
        const open = await fresh.db
          .selectFrom('outbox')
          .select('id')
          .where('state', 'in', ['queued', 'leased'])
          .execute();
        const events = await fresh.db
          .selectFrom('inbox')
          .select('id')
          .where('done_at', 'is', null)
          .where('timer_key', 'is', null)
          .execute();
        return open.length + events.length === 0;
      });
    },
  };
}

/** What a person answers to a step, as they would by SMS: the number of a line, or words. */
function answerTo(step: (typeof flow)['steps'][number], shown: string): string {
  const lines = [...shown.matchAll(/^(\d+)\. (.+)$/gm)];
  const wish = [
    'patient',
    'agree',
    'none',
    'nothing',
    'never',
    'unsure',
    'later',
    'unknown',
    'not_told',
    'send',
    'female',
  ];
  const titles = wish.map((id) => flow.words.say('en', `steps.${step.name}.options.${id}`));
  const line = titles.flatMap((title) => lines.filter(([, , said]) => said === title))[0] ?? lines.at(-1);
  if (line) return line[1]!;
  return (
    { name: 'Asha Kumari', age: '54', scale: '2', weight: '60', height: '160' }[step.check ?? ''] ?? 'skip'
  );
}

test('the whole intake by SMS alone: numbered lines, no buttons, no word that is an order to the provider', async () => {
  const asha = phone('+919812348001');
  await asha.writes('hello');
  await asha.writes('English');
  const asked: string[] = [];
  for (;;) {
    const state = await asha.state();
    const step = flow.steps.find(({ name }) => name === state.at);
    if (!step) break;
    asked.push(step.name);
    expect(asked.length).toBeLessThan(80);
    const answer = answerTo(step, asha.said().at(-1)!.text);
    expect(sms.orders).not.toContain(answer.toUpperCase());
    await asha.writes(answer);
  }
  const end = await asha.state();
  expect(end.status).not.toBe('draft');
  expect(end.status).not.toBe('intake');
  expect(new Set(asked).size).toBeGreaterThan(15);
  for (const { text } of asha.said()) expect(segments(text).segments).toBeLessThanOrEqual(10);
  const lost = await fresh.db
    .selectFrom('outbox')
    .select(['state', 'failure', 'tag'])
    .where('state', 'in', ['parked', 'failed', 'unknown'])
    .execute();
  expect(lost).toEqual([]);
});

test('STOP by SMS ends the conversation itself; the provider has answered, so we say nothing more', async () => {
  const ravi = phone('+919812348002');
  await ravi.writes('hello');
  const before = ravi.said().length;
  stage.sim.sms('+919812348002').text('STOP');
  await until('the stop', async () => (await ravi.state()).stopped);
  await new Promise((done) => setTimeout(done, 500));
  // Twilio's own answer is the only one.
  expect(ravi.said()).toHaveLength(before + 1);
  const rows = await fresh.db
    .selectFrom('permissions')
    .select(['channel', 'given', 'method'])
    .where('channel', '=', 'sms')
    .execute();
  expect(rows).toContainEqual({ channel: 'sms', given: false, method: 'provider' });
  stage.sim.sms('+919812348002').text('START');
  await until('the start', async () => !(await ravi.state()).stopped);
});
