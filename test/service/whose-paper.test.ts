import { beforeAll, expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import type { CaseView, ChatMessage } from '../../src/http/contract.ts';
import { DEMO_USERS } from '../../src/http/staff.ts';
import type { Fresh } from '../database.ts';
import { atTheDesk } from './at-the-desk.ts';
import type { Running } from './running.ts';
import { served } from './served.ts';
import { Person, until, wayIn, type Stage } from './stage.ts';

let stage: Stage;
let fresh: Fresh;
let running: Running;
served(61, (all) => ({ stage, fresh, running } = all));

type Desk = Awaited<ReturnType<typeof atTheDesk>>;
let asha: Desk;
let rao: Desk;
beforeAll(async () => {
  asha = await atTheDesk(running.service.url);
  rao = await atTheDesk(running.service.url, DEMO_USERS[1]);
});

const sample = (name: string) => readFile(join(import.meta.dirname, '../../samples', name));
/** A film is kept by what the provider calls it; nobody looks into it. */
const FILM = Buffer.from('00000018667479706d703432000000006d70343269736f6d', 'hex');

async function arrives(phone: string, reading: 'agree' | 'refuse', name: string): Promise<Person> {
  const person = new Person(stage.sim, phone);
  // Up to the question which cancer it is.
  await person.goes(wayIn(reading, name, '54').slice(0, -1));
  return person;
}

/** The case of the newest of its files, as the desk sees it, once there are so many. */
async function caseWith(files: number, phone: Person): Promise<CaseView> {
  const { vault } = running.service.world;
  const at = { kind: 'phone', lookup: vault.lookup('alias', 'whatsapp', 'phone', phone.phone) };
  const { case_id: id } = await fresh.db
    .selectFrom('aliases as a')
    .innerJoin('conversations as c', 'c.id', 'a.conversation_id')
    .select('c.case_id')
    .where('a.kind', '=', at.kind)
    .where('a.lookup', '=', at.lookup)
    .executeTakeFirstOrThrow();
  return until(
    `${files} files`,
    async () => {
      const view = await asha.ask<CaseView>(`/api/cases/${id}`);
      return view.documents.length >= files && view;
    },
    60_000,
  );
}
const again = (view: CaseView) => asha.ask<CaseView>(`/api/cases/${view.id}`);

test('no machine may read: people at the desk see the photo, say what it is, and nobody is asked for it again', async () => {
  const meena = await arrives('+919812345840', 'refuse', 'Meena Kumari');
  meena.hands.media({ bytes: await sample('sushila-histopathology-phone.jpg'), mime: 'image/jpeg' });
  await meena.hears(/A person from our team will open it/);
  const view = await caseWith(1, meena);
  const [paper] = view.documents;
  expect(paper).toMatchObject({ type: 'unsure', failure: null });
  const image = await asha.send(paper!.pages[0]!.image!);
  expect((await sharp(Buffer.from(await image.arrayBuffer())).metadata()).width).toBeGreaterThan(500);
  // Not a word of it was read, and a doctor does not see it before the desk has covered the name.
  expect(view.facts.filter(({ from }) => from.kind === 'page')).toEqual([]);
  expect(paper!.pages[0]!.open).toBe(false);

  expect(await asha.ask(`/api/papers/${paper!.id}/type`, { type: 'histopathology' })).toEqual({ ok: true });
  await meena.goes([['cancer:breast', /Most needed:/]]);
  expect(meena.said().at(-1)!.text).not.toContain('Biopsy report');
  expect((await again(view)).missing.map(({ need }) => need)).not.toContain('document.histopathology');
}, 120_000);

test('a paper with another name waits for the desk; with its word all that was read counts, for the bot as well', async () => {
  const sunita = await arrives('+919812345841', 'agree', 'Zubeida Khatoon');
  sunita.hands.media({ bytes: await sample('sushila-histopathology.pdf'), mime: 'application/pdf' });
  await sunita.hears(/seems to be of another person/, 60_000);
  const view = await caseWith(1, sunita);
  const [paper] = view.documents;
  expect(paper!.held).not.toBeNull();
  expect([view.gate, view.tasks.map(({ what }) => what), view.reports]).toEqual([
    'G0',
    ['wrong_patient'],
    [],
  ]);
  expect(await asha.ask(`/api/papers/${paper!.id}/patient`, {})).toEqual({ ok: true });
  const now = await again(view);
  expect([now.documents[0]!.held, now.tasks, now.reports.length]).toEqual([null, [], 1]);
  expect(now.facts.filter((fact) => fact.current && fact.doubt === 'other_person')).toEqual([]);
  expect(now.facts.some((fact) => fact.current && fact.path === 'pathology.histology' && fact.accepted)).toBe(
    true,
  );
  // Two names stand now, and one of them has to be settled before anything is signed.
  expect(now.conflicts.map(({ topic }) => topic)).toContain('patient.name');
  await sunita.goes([['cancer:breast', /Most needed:/]]);
  expect(sunita.said().at(-1)!.text).not.toContain('Biopsy report');
}, 120_000);

test('a second paper of another person is a second task, whatever became of the first', async () => {
  const asma = await arrives('+919812345842', 'agree', 'Asma Parveen');
  const open = async () => {
    const { tasks } = await caseWith(1, asma);
    return tasks.find(({ what }) => what === 'wrong_patient');
  };
  asma.hands.media({ bytes: await sample('sushila-histopathology.pdf'), mime: 'application/pdf' });
  const first = await until('the first task', open, 60_000);
  expect(await asha.ask(`/api/tasks/${first.id}/close`, {})).toEqual({ ok: true });
  expect(await open()).toBeUndefined();
  asma.hands.media({ bytes: await sample('someone-else-radiology.jpg'), mime: 'image/jpeg' });
  expect((await until('the second task', open, 90_000)).id).not.toBe(first.id);
}, 180_000);

test('a film and a file that no page can be made of are kept, and can be had at the desk alone', async () => {
  const ravi = await arrives('+919812345843', 'agree', 'Ravi Shankar');
  ravi.hands.media({ bytes: FILM, mime: 'video/mp4' });
  ravi.hands.media({ bytes: Buffer.from('{"no": "paper"}'), mime: 'application/json' });
  const view = await caseWith(2, ravi);
  const chat = await asha.ask<ChatMessage[]>(`/api/conversations/${view.conversation}/messages`);
  const film = chat.flatMap(({ media }) => media).find(({ type }) => type === 'video')!;
  const played = await asha.send(film.sound!);
  expect([played.status, played.headers.get('content-type')]).toEqual([200, 'video/mp4']);
  expect(Buffer.from(await played.arrayBuffer()).equals(FILM)).toBe(true);
  const odd = view.documents.find(({ failure }) => failure === 'unsupported')!;
  const saved = await asha.send(odd.original!);
  expect(await saved.text()).toBe('{"no": "paper"}');
  expect(saved.headers.get('content-security-policy')).toContain('sandbox');
  for (const path of [film.sound!, odd.original!]) expect((await rao.send(path)).status).toBe(404);
}, 120_000);
