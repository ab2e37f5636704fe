import { expect, test } from '@jest/globals';
import { correctionOf, verdictNow, verdictThen, type Correction } from '../../src/cases/correction.ts';
import type { Box, Fact } from '../../src/cases/facts.ts';

const box: Box = [100, 200, 40, 20];
const fact = (value: string, accepted: boolean, at: Box = box, more: Partial<Fact> = {}) => ({
  path: 'ihc.her2',
  value,
  accepted,
  page: 1,
  box: at,
  ...more,
});
const about: Fact = {
  id: 'f1',
  path: 'ihc.her2',
  value: '2+',
  at: '2026-11-24T00:00:00.000Z',
  from: { kind: 'page', document: 'd1', page: 1, box, words: '2+' },
  accepted: false,
  doubt: 'two_readings',
};
const said = (value: string, accepted = false): Correction => correctionOf({ ...about, accepted }, value)!;

test('only what was read from a page makes an example', () => {
  expect(said('3+')).toMatchObject({ document: 'd1', path: 'ihc.her2', read: '2+', said: '3+' });
  expect(correctionOf(undefined, '3+')).toBeUndefined();
  expect(correctionOf({ ...about, from: { kind: 'staff', user: 'asha' } }, '3+')).toBeUndefined();
});

test('how it was read when the desk looked', () => {
  expect(verdictThen(said('3+'))).toBe('doubted');
  expect(verdictThen(said('2+', true))).toBe('right');
  expect(verdictThen(said('3+', true))).toBe('wrong');
});

const far: Box = [100, 900, 40, 20];
const now: [story: string, facts: ReturnType<typeof fact>[], ends: string][] = [
  ['it is read as the person said', [fact('3 +', true)], 'right'],
  ['it is read otherwise, and surely', [fact('2+', true)], 'wrong'],
  ['it is still doubted', [fact('2+', false)], 'doubted'],
  ['nothing is read there', [fact('3+', true, box, { path: 'ihc.er' })], 'missed'],
  ['of two the nearer one counts', [fact('2+', true, far), fact('3+', true)], 'right'],
  ['another specimen is another thing', [fact('3+', true, box, { of: 'B' })], 'missed'],
  ['its meaning counts as well', [fact('Score 3 (positive)', true, box, { normal: '3+' })], 'right'],
];
test.each(now)('today: %s', (_story, facts, ends) => {
  expect(verdictNow(said('3+'), facts)).toBe(ends);
});
