import { afterEach, expect, test } from '@jest/globals';
import { seeded } from '../../src/simulator/random.ts';
import { freshDatabase, type Fresh } from '../database.ts';
import { Person, raise, until, type Stage } from '../service/stage.ts';
import { processes, type Processes } from './processes.ts';
import { ALBUM, quiet, remains, stuck, talk } from './story.ts';

/** `SEEDS=20 npm run jest -- test/chaos` runs twenty rounds. */
const ROUNDS = Number(process.env['SEEDS'] ?? 1);
const PEOPLE = Number(process.env['PEOPLE'] ?? 8);
const PATIENCE = 150_000;

/** A send's lease, how long a lost answer may wait for its receipt, and a file's lease. */
const TIMES = ['1500', '8000', '6000'];

interface House {
  stage: Stage;
  fresh: Fresh;
  all: Processes;
  death?: { stop(): Promise<number> };
}

const houses: House[] = [];
afterEach(async () => {
  for (const house of houses.splice(0)) await shut(house);
});

async function shut({ stage, fresh, all, death }: House): Promise<void> {
  await death?.stop();
  await all.close();
  await stage.sim.close();
  await fresh.drop();
}

/** One process that hears the providers and two that work, on a database of their own. */
async function open(seed: number): Promise<House> {
  const stage = await raise(seed);
  const fresh = await freshDatabase(new Date());
  const env = { ...stage.env, DATABASE_URL: fresh.url, MASTER_KEY: fresh.masterKey };
  const work = { file: 'test/chaos/worker.ts', args: TIMES, env: { ...env, ROLE: 'work' } };
  const all = await processes({
    http: { file: 'src/main.ts', env: { ...env, ROLE: 'http' } },
    first: work,
    second: work,
  });
  const house = { stage, fresh, all };
  houses.push(house);
  const [url] = await Promise.all([all.start('http'), all.start('first'), all.start('second')]);
  stage.sim.aim(url!, stage.env['PUBLIC_URL']);
  return house;
}

/** Kills one of the workers at moments of chance and starts it again, until told to stop. */
function reaper({ all }: House, seed: number) {
  const random = seeded(seed);
  const ready = new Set(['first', 'second']);
  let stopped = false;
  let kills = 0;
  const done = (async () => {
    while (!stopped) {
      await new Promise((next) => setTimeout(next, 400 + random.below(2_000)));
      // A worker must have got up before it can die; the other one may be down at that moment.
      const name = random.pick([...ready]);
      if (stopped || !name) continue;
      ready.delete(name);
      await all.kill(name);
      kills += 1;
      void all.start(name).then(
        () => ready.add(name),
        () => {},
      );
    }
  })();
  return {
    async stop() {
      stopped = true;
      await done;
      return kills;
    },
  };
}

test(
  'workers that are killed at any moment lose nothing, and say nothing twice',
  async () => {
    const calm = await open(1);
    const undisturbed = await talk(calm.stage.sim, PEOPLE, PATIENCE);
    await quiet(calm.fresh, calm.stage.sim, PATIENCE);
    const expected = await remains(calm.fresh, undisturbed);
    expect(
      expected.flatMap(({ said }) => said).filter((text) => text.includes(`${ALBUM} pages`)),
    ).toHaveLength(1);
    await calm.all.close();

    for (let seed = 1; seed <= ROUNDS; seed++) {
      const house = await open(seed);
      house.stage.sim.behave({ seed, copies: 3, reorder: true, delay: 60 });
      const death = (house.death = reaper(house, seed));
      const people = await talk(house.stage.sim, PEOPLE, PATIENCE).catch(async (error: Error) => {
        throw new Error(`seed ${seed}: ${error.message}\n${await stuck(house.fresh)}`);
      });
      const kills = await death.stop();
      await quiet(house.fresh, house.stage.sim, PATIENCE);
      expect({ seed, people: await remains(house.fresh, people) }).toEqual({ seed, people: expected });
      expect(kills).toBeGreaterThan(0);
      const sent = await house.fresh.db
        .selectFrom('outbox')
        .select('attempts')
        .where('tag', '!=', 'seen')
        .execute();
      const lost = sent.filter(({ attempts }) => attempts > 1).length;
      if (ROUNDS > 1)
        process.stdout.write(`seed ${seed}: ${kills} killed, ${sent.length} messages, ${lost} tried again\n`);
      await shut(houses.pop()!);
    }
  },
  200_000 + ROUNDS * 300_000,
);

test('a worker that dies between the send and the note of it: the message is on the phone once', async () => {
  const { stage, fresh, all } = await open(7);
  const person = new Person(stage.sim, '+919812345999');
  await all.kill('second');
  // The provider takes every message, and its answer never comes.
  stage.sim.behave({ hang: 1 });
  person.write('hello');
  await until('the message to reach the phone', () => person.said().length === 1);
  await all.kill('first');
  stage.sim.behave({ hang: 0 });
  await all.start('first');
  const settled = await until('its receipt to settle it', () =>
    fresh.db
      .selectFrom('outbox')
      .select(['state', 'attempts'])
      .where('state', '=', 'delivered')
      .executeTakeFirst(),
  );
  expect(settled.attempts).toBe(1);
  await person.goes([['language:en', 'who:patient']], PATIENCE);
  expect(person.said()).toHaveLength(2);
}, 60_000);
