import { describe, expect, test } from '@jest/globals';
import { loadContent } from '../../../src/content.ts';
import { comingIn } from '../../../src/engine/heard/coming.ts';
import { lexiconOf } from '../../../src/engine/heard/lexicon.ts';

const { flow } = loadContent();
const on = (text: string, today = '2026-11-24') => comingIn(text, lexiconOf(flow.words), today);

describe('a date to come, as it is typed', () => {
  test.each([
    ['operation date 3 dec', 9],
    ['chemo on 28 november', 4],
    ['30/11', 6],
    ['surgery on 26.11.2026', 2],
    ['dec 3', 9],
    ['अगली कीमो 5 दिसंबर को', 11],
    ['kimo 2 disambar ko hai', 8],
    ['5 jan', 42],
  ])('%s: in %i days', (text, days) => {
    expect(on(text)).toEqual({ days, doubt: false });
  });

  test.each([
    ['15 tarikh ko', 21],
    ['15 तारीख को', 21],
    ['chemo on 30th', 6],
    ['date 25', 1],
  ])('%s: in %i days, and shown back', (text, days) => {
    expect(on(text)).toEqual({ days, doubt: true });
  });

  test.each([
    'every 21 days',
    '3 chemo done',
    'on the 3rd cycle',
    '2 dec or 5 dec',
    'is it on 3 dec?',
    'on 31/2',
    // The day before is over, and nobody means a year later.
    'it was on 23 nov',
    '4',
  ])('no date: %s', (text) => {
    expect(on(text)).toBeNull();
  });

  test('the year turns', () => {
    expect(on('operation on 2 january', '2026-12-30')).toEqual({ days: 3, doubt: false });
    expect(on('on 3rd', '2026-12-30')).toEqual({ days: 4, doubt: true });
  });
});
