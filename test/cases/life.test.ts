import { expect, test } from '@jest/globals';
import { CLOCKS, LIFE, STATUSES, taskDue } from '../../src/cases/life.ts';
import { afterOpenTime, afterWorkingDays, workingDaysBetween } from '../../src/cases/working-time.ts';

/** A time in India. */
const at = (text: string) => Date.parse(`${text}+05:30`);
const told = (ms: number) => new Date(ms + 5.5 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');

test.each([
  ['a Tuesday', '2026-11-24T10:00', 3, '2026-11-27 20:00'],
  ['a Thursday, over the weekend', '2026-11-26T10:00', 3, '2026-12-01 20:00'],
  ['a Saturday', '2026-11-28T23:00', 1, '2026-11-30 20:00'],
  ['the evening before Republic Day, which is a Tuesday', '2027-01-25T18:00', 1, '2027-01-27 20:00'],
  [
    'just after midnight in India, which is the day before in London',
    '2026-11-24T00:10',
    1,
    '2026-11-25 20:00',
  ],
])('working days after %s', (_name, from, days, end) => {
  expect(told(afterWorkingDays(at(from), days))).toBe(end);
  expect(workingDaysBetween(at(from), afterWorkingDays(at(from), days))).toBe(days);
});

test.each([
  ['in the morning', '2026-11-24T10:00', 15, '2026-11-24 10:15'],
  ['before the desk is there', '2026-11-24T03:00', 15, '2026-11-24 09:15'],
  ['five minutes before it goes', '2026-11-24T19:55', 15, '2026-11-25 09:10'],
  ['at night', '2026-11-24T23:00', 60, '2026-11-25 10:00'],
])('minutes of the desk, %s', (_name, from, minutes, end) => {
  expect(told(afterOpenTime(at(from), minutes * 60_000))).toBe(end);
});

test('the targets are those of the clinical notes', () => {
  const from = at('2026-11-24T10:00');
  const due = (name: keyof typeof CLOCKS, urgent = false) => told(CLOCKS[name].due(from, urgent));
  expect(due('check')).toBe('2026-11-25 20:00');
  expect(due('check', true)).toBe('2026-11-24 14:00');
  expect(due('assign')).toBe('2026-11-24 22:00');
  expect(due('opinion')).toBe('2026-11-27 20:00');
  expect(due('opinion', true)).toBe('2026-11-25 10:00');
  expect(due('delivery')).toBe('2026-11-24 11:00');
  const task = (what: string, when: string) => told(taskDue(what, new Date(at(when)))!.getTime());
  expect(task('wants_person', '2026-11-24T10:00')).toBe('2026-11-24 10:15');
  expect(task('emergency', '2026-11-24T10:00')).toBe('2026-11-24 10:15');
  expect(task('emergency', '2026-11-24T23:00')).toBe('2026-11-25 00:00');
  expect(task('complaint', '2026-11-24T10:00')).toBe('2026-12-01 10:00');
  expect(taskDue('documents', new Date(from))).toBeUndefined();
});

test('what is promised has a next date; a clock that stands still somewhere runs somewhere', () => {
  for (const clock of Object.values(CLOCKS)) expect(clock.next !== undefined).toBe(clock.promised === true);
  const running = STATUSES.flatMap((status) => LIFE[status].clocks ?? []);
  for (const status of STATUSES) for (const name of LIFE[status].holds ?? []) expect(running).toContain(name);
});
