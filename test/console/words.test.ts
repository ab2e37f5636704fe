import { expect, test } from '@jest/globals';
import { takeEvents } from '../../console/api/events.ts';
import { groupsOf, doubtful } from '../../console/desk/case/groups.ts';
import { runsOf } from '../../console/words/rich.ts';
import { WORDS } from '../../console/words/words.ts';
import { plain } from '../../console/words/names.ts';
import { howLong } from '../../console/words/times.ts';
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
