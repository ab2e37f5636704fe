import { expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import PDFDocument from 'pdfkit';
import type { Fresh } from '../database.ts';
import type { Running } from './running.ts';
import { Person, until, type Stage } from './stage.ts';
import { served } from './served.ts';

let stage: Stage;
let fresh: Fresh;
let running: Running;
served(17, (all) => ({ stage, fresh, running } = all), { jumps: true });

const CONSENTS = [
  ['who:patient', 'notice:agree'],
  ['notice:agree', 'reading:agree'],
  ['reading:agree', 'sharing:agree'],
  ['sharing:agree', 'safety:none'],
  ['safety:none', /full name/],
] as const;

/** Everything the service knows of the requests of one phone, by reference. */
async function requestsOf(phone: string) {
  const { vault } = running.service.world;
  const rows = await fresh.db
    .selectFrom('parties as p')
    .innerJoin('conversations as c', 'c.id', 'p.conversation_id')
    .innerJoin('cases as k', 'k.id', 'c.case_id')
    .select(['c.id', 'c.key_id', 'c.case_id', 'k.key_id as caseKey', 'k.reference'])
    .where('p.lookup', '=', vault.lookup('alias', 'whatsapp', 'phone', phone))
    .orderBy('c.opened_at')
    .execute();
  const open = async (one: (typeof rows)[number]) => {
    const facts = await fresh.db.selectFrom('facts').selectAll().where('case_id', '=', one.case_id).execute();
    const inbox = await fresh.db
      .selectFrom('inbox')
      .selectAll()
      .where('conversation_id', '=', one.id)
      .where('kind', '=', 'message')
      .orderBy('seq')
      .execute();
    const read = await fresh.db
      .selectFrom('documents')
      .selectAll()
      .where('case_id', '=', one.case_id)
      .execute();
    const values = facts.map(({ id, sealed }) =>
      vault.open<{ path: string; value: string }>(fresh.db, one.caseKey, `facts/${id}`, sealed),
    );
    const events = inbox.map(({ id, sealed }) =>
      vault.open<{ text: string; media: unknown[] }>(fresh.db, one.key_id, `inbox/${id}`, sealed),
    );
    return { ...one, documents: read, facts: await Promise.all(values), said: await Promise.all(events) };
  };
  return Promise.all(rows.map(open));
}

test('two patients on one phone have two cases: an old button goes to its own, a photo out of a silence is asked about', async () => {
  const son = new Person(stage.sim, '+919812345700');
  await son.goes([['hello', 'language:en'], ['language:en', 'who:patient'], ...CONSENTS]);
  const ofMother = son.said().findLast(({ options }) => options.some(({ id }) => id === 'safety:none'))!;
  await son.goes([
    ['Sunita Devi', /How old/],
    ['new patient', 'who:patient'],
    ...CONSENTS,
    ['Ramesh Rao', /How old/],
    ['61', /\*Ramesh · \w{6}\*/],
  ]);
  const [mother, father] = await requestsOf(son.phone);
  expect(mother!.facts.map(({ value }) => value)).toContain('Sunita Devi');
  expect(father!.facts.map(({ value }) => value)).toEqual(expect.arrayContaining(['Ramesh Rao', '61']));
  expect(mother!.facts.map(({ value }) => value)).not.toContain('61');

  // A button of the mother's conversation, while the father's is the one that speaks.
  son.hands.tap(ofMother.id, 'safety:none');
  await son.hears(new RegExp(`\\*Sunita · ${mother!.reference}\\*`));
  son.write('54');
  await son.hears(new RegExp(`\\*Sunita · ${mother!.reference}\\*`));

  running.service.clock.jump(7 * 3_600_000);
  const photo = await readFile(join(import.meta.dirname, '../../samples/sushila-histopathology.pdf'));
  son.hands.media({ bytes: photo, mime: 'application/pdf' });
  await son.hears(`whom:${father!.reference}`);
  son.tap(`whom:${father!.reference}`);
  await son.hears(/I have put it to the papers of Ramesh/);
  const all = await until('a paper that was read', async () => {
    const now = await requestsOf(son.phone);
    return now[1]!.documents.length > 0 && now;
  });
  expect(all.map(({ documents }) => documents.length)).toEqual([0, 1]);
  expect(all[0]!.facts.map(({ value }) => value)).toContain('54');
  // In the mother's conversation only the way to the other request is left.
  expect(all[0]!.said.at(-2)).toMatchObject({ text: `→ ${father!.reference}`, media: [] });
}, 60_000);

/** A locked report with a text layer. */
function lockedReport(userPassword: string): Promise<Buffer> {
  return new Promise((done) => {
    const parts: Buffer[] = [];
    const file = new PDFDocument({ userPassword });
    file.on('data', (part: Buffer) => parts.push(part)).on('end', () => done(Buffer.concat(parts)));
    file.fontSize(14).text('HISTOPATHOLOGY REPORT', { align: 'center' });
    file.text('Patient Name: Lakshmi Iyer     Age: 47 Years     Sex: Female');
    file.text('Specimen: Left breast, core biopsy.');
    file.text('Microscopy: Sections show infiltrating ductal carcinoma, grade 2.');
    file.text('Impression: Invasive ductal carcinoma of the left breast, grade 2.');
    file.end();
  });
}

test('a locked PDF is opened with the password from the chat, which is kept nowhere', async () => {
  const meena = new Person(stage.sim, '+919812345701');
  await meena.goes([
    ['hello', 'language:en'],
    ['language:en', 'who:patient'],
    ...CONSENTS,
    ['Lakshmi Iyer', /How old/],
  ]);
  meena.hands.media({
    bytes: await lockedReport('05081979'),
    mime: 'application/pdf',
  });
  await meena.hears(/This PDF has a password/);
  await meena.goes([
    ['wrongpass', /That did not open it/],
    ['05-08-1979', /Received:/],
  ]);
  const [request] = await requestsOf(meena.phone);
  expect(request!.documents.map(({ failure }) => failure)).toEqual(['encrypted', 'encrypted', null]);
  expect(request!.said.map(({ text }) => text)).toEqual(expect.arrayContaining(['Lakshmi Iyer', '•••']));
  const { vault } = running.service.world;
  const readings = await fresh.db
    .selectFrom('readings')
    .selectAll()
    .where('case_id', '=', request!.case_id)
    .execute();
  const asked = await Promise.all(
    readings.map(({ id, sealed }) => vault.open(fresh.db, request!.caseKey, `readings/${id}`, sealed)),
  );
  const state = await fresh.db
    .selectFrom('conversations')
    .selectAll()
    .where('id', '=', request!.id)
    .executeTakeFirstOrThrow();
  const kept = await vault.open(fresh.db, request!.key_id, `conversations/${request!.id}`, state.sealed);
  expect(JSON.stringify([request!.said, request!.facts, asked, kept])).not.toMatch(/wrongpass|05.?08.?1979/);
}, 60_000);
