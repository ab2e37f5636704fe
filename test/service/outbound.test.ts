import { describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { eraseCase } from '../../src/db/erase.ts';
import { templateState, templateTroubles } from '../../src/db/templates.ts';
import type { Fresh } from '../database.ts';
import { envelope, knock, type Running } from './running.ts';
import { Person, until, type Stage } from './stage.ts';
import { served } from './served.ts';

let stage: Stage;
let fresh: Fresh;
let running: Running;
served(9, (all) => ({ stage, fresh, running } = all));

const meta = (field: string, value: object, time = Math.floor(Date.now() / 1_000)) =>
  knock(
    running.service.url,
    stage.appSecret,
    JSON.stringify({
      object: 'whatsapp_business_account',
      entry: [{ id: stage.env['WHATSAPP_WABA_ID'], time, changes: [{ field, value }] }],
    }),
  );

const begins = async (phone: string) => {
  const person = new Person(stage.sim, phone);
  await person.goes([
    ['hello', 'language:en'],
    ['language:en', 'who:patient'],
  ]);
  const row = await fresh.db
    .selectFrom('conversations')
    .select(['id', 'case_id', 'voice'])
    .orderBy('opened_at', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  return { person, ...row };
};

const ledger = (conversation: string) =>
  fresh.db
    .selectFrom('permissions')
    .select(['channel', 'purpose', 'given', 'method', 'message_id'])
    .where('conversation_id', '=', conversation)
    .orderBy('seq')
    .execute();

describe('the ledger of wishes', () => {
  test('STOP and START are written down with their message; nothing written down can be changed', async () => {
    const { person, id } = await begins('+919812347001');
    person.write('STOP');
    await until('the STOP', async () => (await ledger(id)).length === 1);
    person.write('hello?');
    await new Promise((done) => setTimeout(done, 300));
    expect(await ledger(id)).toHaveLength(1);
    person.write('START');
    await until('the START', async () => (await ledger(id)).length === 2);
    const rows = await ledger(id);
    expect(rows).toMatchObject([
      { channel: 'whatsapp', purpose: 'service', given: false, method: 'stop_word' },
      { channel: 'whatsapp', purpose: 'service', given: true, method: 'start_word' },
    ]);
    const said = await fresh.db.selectFrom('inbox').select('id').where('conversation_id', '=', id).execute();
    for (const row of rows) expect(said.map((one) => one.id)).toContain(row.message_id);
    await expect(sql`update permissions set given = true`.execute(fresh.db)).rejects.toThrow(/append-only/);
    await expect(sql`delete from permissions`.execute(fresh.db)).rejects.toThrow(/append-only/);
  });

  test('consent is an opt-in', async () => {
    const { person, id } = await begins('+919812347002');
    await person.goes([
      ['who:patient', 'notice:agree'],
      ['notice:agree', 'reading:agree'],
    ]);
    expect(await ledger(id)).toMatchObject([{ purpose: 'service', given: true, method: 'consent' }]);
  });
});

describe('who else speaks to the person', () => {
  test('a colleague writes from the app: the bot is silent, and says nothing about itself', async () => {
    const { person, id } = await begins('+919812347003');
    const before = person.said().length;
    const echo = {
      from: '911140000001',
      to: '919812347003',
      id: 'wamid.ECHO',
      timestamp: '1793500000',
      type: 'text',
      text: { body: 'It is me' },
    };
    await meta('smb_message_echoes', { messaging_product: 'whatsapp', message_echoes: [echo] });
    await until('the pause', async () => {
      const row = await fresh.db
        .selectFrom('conversations')
        .select('voice')
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      return row.voice === 'staff';
    });
    person.write('thank you');
    await new Promise((done) => setTimeout(done, 500));
    expect(person.said()).toHaveLength(before);
  });

  test('what another number of the account hears opens no conversation, and is kept', async () => {
    const count = async () =>
      (await sql<{ n: number }>`select count(*)::int n from conversations`.execute(fresh.db)).rows[0]!.n;
    const before = await count();
    const message = {
      from: '919812347004',
      id: 'wamid.OTHER',
      timestamp: '1793500000',
      type: 'text',
      text: { body: 'hi' },
    };
    const body = envelope({ ...stage.env, WHATSAPP_PHONE_NUMBER_ID: '999' }, [message]);
    expect((await knock(running.service.url, stage.appSecret, body)).status).toBe(200);
    expect(await count()).toBe(before);
    const kept = await fresh.db.selectFrom('kept').select('reason').execute();
    expect(kept.map(({ reason }) => reason)).toContain('notice:unknown');
  });
});

test('templates are known by the newest notice, whatever order they come in', async () => {
  const named = {
    message_template_id: 1,
    message_template_name: 'request_update',
    message_template_language: 'en',
  };
  const now = Math.floor(Date.now() / 1_000);
  await meta(
    'message_template_status_update',
    { ...named, event: 'PAUSED', reason: 'NONE', other_info: { title: 'FIRST_PAUSE' } },
    now,
  );
  await meta('message_template_status_update', { ...named, event: 'APPROVED', reason: 'NONE' }, now - 100);
  expect(await templateState(fresh.db, 'request_update', 'en')).toBe('paused');
  expect(await templateState(fresh.db, 'request_update', 'hi')).toBe('usable');
  await meta(
    'message_template_status_update',
    { ...named, event: 'APPROVED', other_info: { title: 'UNPAUSE' } },
    now + 1,
  );
  expect(await templateState(fresh.db, 'request_update', 'en')).toBe('usable');
  await meta(
    'template_category_update',
    { ...named, correct_category: 'MARKETING', new_category: 'UTILITY' },
    now + 2,
  );
  expect(await templateState(fresh.db, 'request_update', 'en')).toBe('costly');
  expect(await templateTroubles(fresh.db)).toEqual([
    expect.stringMatching(/request_update \(en\) counts as MARKETING/),
  ]);
  // Somebody hears of it: in the log, in what the desk sees, and the service goes on.
  const alarms = running.lines.filter((line) => line.includes('"event":"template_'));
  expect(alarms.at(-1)).toMatch(/"template_category".*MARKETING/);
  const ready = await fetch(`${running.service.url}/readyz`);
  expect(ready.status).toBe(200);
  const { parts } = (await ready.json()) as { parts: { name: string; warn?: boolean }[] };
  expect(parts.find(({ name }) => name === 'templates')).toMatchObject({ ok: true, warn: true });
});

test('Meta says that our number goes too fast, in a webhook of its own: everything of it is silent for a while', async () => {
  const { person } = await begins('+919812347007');
  const before = person.said().length;
  const error = { code: 130429, title: 'Rate limit hit', message: '(#130429) Rate limit hit' };
  const metadata = {
    display_phone_number: '911140000001',
    phone_number_id: stage.env['WHATSAPP_PHONE_NUMBER_ID'],
  };
  await meta('messages', { messaging_product: 'whatsapp', metadata, errors: [error] });
  const began = Date.now();
  person.write('hello?');
  await until('the answer', () => person.said().length > before);
  expect(Date.now() - began).toBeGreaterThan(3_500);
});

test('an erased case is gone for good, and its person can begin anew', async () => {
  const { person, id, case_id: caseId } = await begins('+919812347005');
  const { vault } = running.service.world;
  expect(await eraseCase(fresh.db, vault, caseId, 'lead', new Date())).toEqual([id]);
  const row = await fresh.db
    .selectFrom('conversations')
    .select(['key_id', 'sealed'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  await expect(vault.open(fresh.db, row.key_id, `conversations/${id}`, row.sealed)).rejects.toThrow(
    /destroyed/,
  );
  await person.goes([['hello again', 'language:en']]);
  const all = await fresh.db
    .selectFrom('aliases')
    .select('conversation_id')
    .where('conversation_id', '=', id)
    .execute();
  expect(all).toEqual([]);
});

test('a person whose key alone was destroyed begins anew too', async () => {
  const { person, id } = await begins('+919812347006');
  const { key_id: key } = await fresh.db
    .selectFrom('conversations')
    .select('key_id')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  await running.service.world.vault.destroy(fresh.db, key, new Date());
  await person.goes([['hello again', 'language:en']]);
});
