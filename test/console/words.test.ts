import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { takeEvents } from '../../console/api/events.ts';
import { groupsOf, doubtful } from '../../console/desk/case/groups.ts';
import { runsOf } from '../../console/words/rich.ts';
import { WORDS } from '../../console/words/words.ts';
import { BASICS } from '../../src/cases/missing.ts';
import { needWords } from '../../console/words/need-words.ts';
import { name, plain } from '../../console/words/names.ts';
import { taskNote } from '../../console/words/task-notes.ts';
import { howLong } from '../../console/words/times.ts';
import { loadContent } from '../../src/content.ts';
import { meena } from './family.ts';

test('events are taken whole, however the stream was cut', () => {
  const stream =
    ': hello\n\nevent: changed\ndata: {"case":"a"}\n\nevent: health\r\ndata: one\r\ndata: two\r\n\r\n';
  for (let cut = 0; cut <= stream.length; cut += 1) {
    const first = takeEvents(stream.slice(0, cut));
    const second = takeEvents(first.rest + stream.slice(cut));
    expect([...first.events, ...second.events]).toEqual([
      { name: 'changed', data: '{"case":"a"}' },
      { name: 'health', data: 'one\ntwo' },
    ]);
  }
});

test('both languages fill the same blanks', () => {
  for (const [english, hindi] of Object.values(WORDS)) {
    const blanks = (text: string) => (text.match(/\{\w+\}/g) ?? []).toSorted();
    expect(blanks(hindi)).toEqual(blanks(english));
  }
});

test('facts are grouped by where they come from, questions apart', () => {
  const groups = groupsOf(meena());
  expect(groups.map(({ kind, of }) => `${kind} ${of}`)).toEqual([
    'section patient',
    'section cancer',
    'section health',
    'section diagnosis',
    'paper histopathology',
    'paper ihc_molecular',
    'paper lab',
  ]);
  expect(doubtful(meena()).map(({ path }) => path)).toEqual(['ihc.her2', 'lab.creatinine']);
});

test('a message is styled as phones do, and a lone mark stays', () => {
  expect(runsOf('*Doosri Rai* costs _nothing_, 2 * 3 * 4')).toEqual([
    { text: 'Doosri Rai', mark: 'b' },
    { text: ' costs ', mark: null },
    { text: 'nothing', mark: 'i' },
    { text: ', 2 * 3 * 4', mark: null },
  ]);
});

test('codes and spans are said in words', () => {
  expect(plain('lab.total_wbc')).toBe('Total wbc');
  expect(plain('question.1')).toBe('Question 1');
  expect(howLong('2026-11-24T04:00:00Z', Date.parse('2026-11-24T09:30:00Z'))).toBe('5 h');
});

test('what is missing is named as a paper or a marker, not as a path', () => {
  expect(name('fact', 'missing.histopathology', 'hi')).toBe('बायोप्सी रिपोर्ट');
  expect(name('fact', 'missing.ihc.her2fish', 'en')).toBe('HER2 FISH');
  expect(name('fact', 'asked.ihc.mlh1', 'en')).toBe('MLH1');
  expect(name('fact', 'asked.1', 'en')).toBe('Asked 1');
});

test('a task says why in words, and never in codes of the service', () => {
  expect(taskNote('documents', 'ihc.her2fish: never', 'en')).toBe('HER2 FISH: it was never done');
  expect(taskNote('documents', 'histopathology: lost', 'hi')).toBe('बायोप्सी रिपोर्ट: उनके पास नहीं है');
  expect(taskNote('documents', 'ihc.ki67: wrong', 'en')).toBe('Ki-67: they say it was read wrongly');
  expect(taskNote('documents', 'photo: glare', 'hi')).toBe('चमक');
  expect(taskNote('emergency', 'bleed', 'hi')).toBe('खून बह रहा है');
  expect(taskNote('stuck', 'age', 'en')).toBe('At the question: Age');
  expect(taskNote('wrong_patient', '0d9f2c1a-77aa-4c1e-9d10-1f2e3d4c5b6a', 'en')).toBe('');
  // What a person wrote is theirs.
  expect(taskNote('wants_person', 'Please call after 6', 'hi')).toBe('Please call after 6');
});

test('every code that the conversation writes beside a task has words', () => {
  const engine = join(import.meta.dirname, '..', '..', 'src', 'engine');
  const code = readdirSync(engine, { encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(engine, file), 'utf8'))
    .join('\n');
  const codes = [...code.matchAll(/raise\(turn, '(\w+)', '(\w+)'\)/g)];
  const flags = loadContent().flow.flags.map(({ flag }) => ['', 'emergency', flag]);
  expect(codes.length).toBeGreaterThan(15);
  for (const [, what, note] of [...codes, ...flags])
    for (const tongue of ['en', 'hi'] as const)
      expect(taskNote(what!, note!, tongue)).toMatch(tongue === 'hi' ? /[\u0900-\u097f]/ : /^[A-Z]/);
});

test('what every case needs is said in Hindi to a desk that reads Hindi', () => {
  for (const { path, label, why } of BASICS) {
    const said = needWords({ need: `fact.${path}`, label, why }, 'hi');
    expect(`${said.label}: ${said.why}`).not.toMatch(/[a-z]{4}/);
  }
});
