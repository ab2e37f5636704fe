import { expect, test } from '@jest/globals';
import { shared } from '../../src/documents/agree.ts';
import { reworded } from '../../src/documents/reword.ts';

/** A line whose letters are sure but for those given. */
const line = (text: string, unsure = '') => ({
  text,
  sure: [...text].map((_, i) =>
    unsure && i >= text.indexOf(unsure) && i < text.indexOf(unsure) + unsure.length ? 0.4 : 0.99,
  ),
});

test.each([
  [
    'an unsure word is taken from the second reader',
    'Invasive duc1al carcinoma'.replace('1', 'l'),
    'duclal',
    'Invasive ductal carcinoma',
    0.95,
    'Invasive ductal carcinoma',
  ],
  ['a sure word stands', 'Mrs. Leela Pawar', '', 'Mrs. Leela Panwar', 0.95, 'Mrs. Leela Pawar'],
  [
    'a word with a digit stands',
    'HER2 3+ Positlve',
    'Positlve',
    'HER2 2+ Positive',
    0.95,
    'HER2 3+ Positive',
  ],
  [
    'a reader that is unsure itself is not believed',
    'Invasive duclal',
    'duclal',
    'Invasive ductal',
    0.5,
    'Invasive duclal',
  ],
  [
    'lines that have little in common are left',
    'Margins free',
    'free',
    'Nadgle tvee a',
    0.95,
    'Margins free',
  ],
  [
    'blanks round a word are put right',
    'No freefluid seen here',
    'freefluid',
    'No free fluid seen here',
    0.95,
    'No freefluid seen here',
  ],
])('%s', (_what, first, unsure, again, sure, text) => {
  const read = reworded(line(first, unsure), { text: again, sure });
  expect(read.text).toBe(text);
  expect(read.sure).toHaveLength(text.length);
});

test('what was taken over has no witness: letter by letter it is neither sure nor agreed on', () => {
  const { text, sure, again } = reworded(line('Lymph nodcs free', 'nodcs'), {
    text: 'Lymph nodes free',
    sure: 0.95,
  });
  expect(text).toBe('Lymph nodes free');
  const agreed = shared(text, again);
  expect(sure.map((s, i) => s > 0 && agreed[i])).toEqual(
    [...text].map((c, i) => c !== ' ' && (i < 6 || i > 11)),
  );
});
