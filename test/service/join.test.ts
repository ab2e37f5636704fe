import { expect, test } from '@jest/globals';
import type { Fresh } from '../database.ts';
import type { Running } from './running.ts';
import { Person, until, type Stage } from './stage.ts';
import { UNTIL_AGE, served } from './served.ts';

let stage: Stage;
let fresh: Fresh;
let running: Running;
served(29, (all) => ({ stage, fresh, running } = all));

async function factsOf(phone: string) {
  const { vault } = running.service.world;
  const rows = await fresh.db
    .selectFrom('aliases as a')
    .innerJoin('conversations as c', 'c.id', 'a.conversation_id')
    .innerJoin('cases as k', 'k.id', 'c.case_id')
    .innerJoin('facts as f', 'f.case_id', 'k.id')
    .select(['f.id', 'f.sealed', 'k.key_id', 'k.reference'])
    .where('a.lookup', '=', vault.lookup('alias', 'whatsapp', 'phone', phone))
    .execute();
  return Promise.all(
    rows.map(async ({ id, sealed, key_id: key, reference }) => ({
      ...(await vault.open<{ path: string; value: string; from: { speaker?: string } }>(
        fresh.db,
        key,
        `facts/${id}`,
        sealed,
      )),
      reference,
    })),
  );
}

test('a second phone joins by the reference and a tap on the first; who said what is kept', async () => {
  const mother = new Person(stage.sim, '+919812345900');
  const son = new Person(stage.sim, '+919812345901');
  await mother.goes(UNTIL_AGE);
  const { reference } = await until('a fact', async () => (await factsOf(mother.phone))[0]);

  // A stranger's guess leads nowhere, and tells nothing.
  const stranger = new Person(stage.sim, '+919812345902');
  stranger.write('JOIN ABCDEF');
  await stranger.hears(/asked on the first phone/);

  son.write(`join ${reference}`);
  await son.hears(/asked on the first phone/);
  await mother.hears(/ends in 5901/);
  mother.tap('join:allow');
  await mother.hears(/Done\. The phone that ends in 5901/);
  await son.hears(/You are now part of request/);
  // The question was last asked on the son's phone.
  son.write('47');
  await son.hears(/Where in the body/);
  // The mother sees it first: her words are for what stands on her screen.
  mother.write('breast');
  await mother.hears(/Where in the body/);
  mother.write('breast');
  await mother.hears(/photos of the reports/);

  const facts = await factsOf(son.phone);
  expect(new Set(facts.map((fact) => fact.reference))).toEqual(new Set([reference]));
  const said = (path: string) => facts.find((fact) => fact.path === path);
  expect(said('patient.age')).toMatchObject({ value: '47', from: { speaker: 'relative' } });
  expect(said('cancer.group')).toMatchObject({ value: 'Breast', from: { speaker: 'patient' } });
}, 60_000);

test('a phone that is refused sees nothing', async () => {
  const mother = new Person(stage.sim, '+919812345910');
  const other = new Person(stage.sim, '+919812345911');
  await mother.goes(UNTIL_AGE);
  const { reference } = await until('a fact', async () => (await factsOf(mother.phone))[0]);
  other.write(`JOIN ${reference}`);
  await mother.hears('join:refuse');
  mother.tap('join:refuse');
  await mother.hears(/Nobody was added/);
  other.write('hello');
  await other.hears('language:en');
  expect(
    other
      .said()
      .map(({ text }) => text)
      .join(),
  ).not.toMatch(/Lakshmi|How old/);
}, 60_000);
