import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { findableWords, wanted } from '../../src/cases/wanted.ts';
import { nameOlder } from '../../src/commands/names.ts';
import { findable } from '../../src/db/finding.ts';
import type { QueuePage } from '../../src/http/contract.ts';
import { openHouse, PHONE, type House } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
}, 60_000);
afterAll(() => house.close());

const json = async <T>(answer: Promise<Response>) => (await (await answer).json()) as T;
const search = async (words: string, role: 'coordinator' | 'reviewer' = 'coordinator') =>
  (await json<QueuePage>(house.as(role, '/api/queue/search', { words }))).rows.map(({ case: id }) => id);

test('what was typed is a reference, a phone as people write it, or words of a name', () => {
  for (const phone of ['98123 45670', '098123-45670', '+91 98123 45670', '0091 9812345670', '919812345670'])
    expect(wanted(phone)).toMatchObject({ phone: '+919812345670', names: [] });
  expect(wanted('k7m4')).toEqual({ reference: 'K7M4', names: [] });
  expect(wanted(' Smt. Meena  Devi ')).toEqual({ names: ['meena', 'devi'] });
  expect(wanted('1234567890123')).toEqual({ names: [] });
});

test('a case is found by reference, phone or name, by those who may see it, and by nobody once it is erased', async () => {
  const family = await house.family('intake', { 'patient.name': 'Smt. Lakshmi Venkataraman' });
  const seen = await house.family('ready', { 'patient.name': 'लक्ष्मी देवी' });
  const named = (id: string, value: string) =>
    findable(house.db, house.vault, id, findableWords({ path: 'patient.name', value }));
  await named(family.case, 'Smt. Lakshmi Venkataraman');
  await named(seen.case, 'लक्ष्मी देवी');
  const { reference } = await house.db
    .selectFrom('cases')
    .select('reference')
    .where('id', '=', family.case)
    .executeTakeFirstOrThrow();
  expect(await search(reference.slice(0, 4).toLowerCase())).toContain(family.case);
  for (const words of ['lak', 'LAKSHMI', 'venkat', 'Lakshmi  venkataraman', 'Venkataraman lakshmi'])
    expect(await search(words)).toEqual(words === 'venkat' ? [] : [family.case]);
  expect(await search('venka')).toEqual([family.case]);
  expect(await search('लक्ष्मी')).toEqual([seen.case]);
  expect(await search('Lakshmi Sharma')).toEqual([]);
  const alias = await house.db
    .selectFrom('parties')
    .select('sealed')
    .where('conversation_id', '=', family.conversation)
    .executeTakeFirstOrThrow();
  const phone = await house.vault.open<string>(
    house.db,
    family.key,
    `aliases/${family.conversation}`,
    alias.sealed,
  );
  expect(phone.startsWith(PHONE)).toBe(true);
  expect(await search(phone.replace(/^\+91/, '+91 '))).toEqual([family.case]);
  expect(await search('lakshmi', 'reviewer')).toEqual([]);
  // Who reviews does not know names, and is told none by a search either.
  expect(await search('लक्ष्मी', 'reviewer')).toEqual([]);
  const kept = await sql<{ all: string }>`select string_agg(n::text, '') as all from name_lookups n`.execute(
    house.db,
  );
  expect(kept.rows[0]!.all).not.toMatch(/lakshmi|venka/i);
  const erased = await house.as('lead', `/api/cases/${family.case}/erase`, { reference });
  expect(erased.status).toBe(200);
  expect(await search('lakshmi')).toEqual([]);
});

test('a case from before names were looked up is found once the command has run', async () => {
  const older = await house.family('intake', { 'patient.name': 'Bhagyashree Patwardhan' });
  expect(await search('bhagyashree')).toEqual([]);
  expect(await nameOlder(house.db, house.vault)).toBeGreaterThan(0);
  expect(await search('bhagyashree')).toEqual([older.case]);
});
