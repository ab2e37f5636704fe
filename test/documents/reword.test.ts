import { expect, test } from '@jest/globals';
import { shared } from '../../src/documents/agree.ts';
import { reworded } from '../../src/documents/reword.ts';
import { settled } from '../../src/documents/settle.ts';

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
    'No free fluid seen here',
  ],
  [
    'capitals are as the second reader has them',
    'type (NsT), left',
    'NsT',
    'type (NST), left',
    0.95,
    'type (NST), left',
  ],
  ['a sure capital stands', 'pTX pNX', '', 'PTX PNX', 0.95, 'pTX pNX'],
  [
    'a mark that the finder cut off is put back',
    'EMVI is negative',
    '',
    'EMVI is negative.',
    0.95,
    'EMVI is negative.',
  ],
  ['a doubtful full stop goes', 'Synoptic Summary.', 'y.', 'Synoptic Summary', 0.95, 'Synoptic Summary'],
  ['a stroke is no letter', 'Ph 25531188 I Email', 'I', 'Ph 25531188 | Email', 0.95, 'Ph 25531188 | Email'],
  [
    'a letter within a number is a digit',
    'less than 1o% seen',
    'o',
    'less than 10% seen',
    0.95,
    'less than 10% seen',
  ],
  [
    'a digit within a word is a letter',
    'WHOLE B0DY SCAN',
    'B0DY',
    'WHOLE BODY SCAN',
    0.95,
    'WHOLE BODY SCAN',
  ],
  ['a stage is no word', 'Stage pN1a here', 'pN1a', 'Stage pNla here', 0.95, 'Stage pN1a here'],
  [
    'a sure number stands',
    'Value 4115 seen here',
    '',
    'Value 411005 seen here',
    0.95,
    'Value 4115 seen here',
  ],
  [
    'digits that were left out are put back',
    'Shivajinagar, Pune - 4115',
    '4115',
    'Shivajinagar, Pune - 411005',
    0.95,
    'Shivajinagar, Pune - 411005',
  ],
  [
    'a dash before the line is put back',
    'No effusion seen',
    '',
    '- No effusion seen',
    0.95,
    '- No effusion seen',
  ],
  ['a dash behind the last word is not', 'Receptor ER', '', 'Receptor ER -', 0.95, 'Receptor ER'],
  [
    'a reader that is half convinced knows words',
    'infitrste seen',
    'infitrste',
    'infiltrate seen',
    0.75,
    'infiltrate seen',
  ],
  ['and no abbreviations', 'the SGOT was high', 'SGOT', 'the SGPT was high', 0.75, 'the SGOT was high'],
  [
    'a part of a word does not stand for the whole',
    'correlate findings',
    'correlate',
    'correl findings',
    0.95,
    'correlate findings',
  ],
])('%s', (_what, first, unsure, again, sure, text) => {
  const read = reworded(line(first, unsure), { text: again, sure });
  expect(read.text).toBe(text);
  expect(read.sure).toHaveLength(text.length);
});

test.each(['1o%', '4115', 'O.'])('a number in the place of %s is left to a person', (seen) => {
  const number = { '1o%': '10%', '4115': '411005', 'O.': '0.' }[seen]!;
  const { text, sure, again } = reworded(line(`Performance status ${seen}`, seen), {
    text: `Performance status ${number}`,
    sure: 0.95,
  });
  expect(text).toBe(`Performance status ${number}`);
  expect(sure.at(-1)).toBe(0);
  expect(again).not.toMatch(/\d/);
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

test.each([
  ['Ratio 1 1 here', 'Ratio 11 here', 'Ratio 11 here'],
  ['margin 0 .8 cm', 'margin 0.8 cm away', 'margin 0.8 cm away'],
])('the figures of a number that was torn are left to a person: %s', (seen, other, text) => {
  const read = reworded(line(seen), { text: other, sure: 0.95 });
  expect(read.text.slice(0, 12)).toBe(text.slice(0, 12));
  const figures = [...read.text].flatMap((c, i) => (/\d/.test(c) ? [read.sure[i]!] : []));
  expect(Math.min(...figures)).toBeLessThan(0.6);
  expect(read.sure).toHaveLength(read.text.length);
});

test('so are those of a line that both saw alike but for its blanks', () => {
  const { text, sure } = settled(line('Free T4 1 1 ng/dL'), 'Free T4 11 ng/dL');
  expect(text).toBe('Free T4 11 ng/dL');
  expect(sure).toHaveLength(text.length);
  expect([sure[6]! > 0.9, sure[8]! < 0.6, sure[9]! < 0.6]).toEqual([true, true, true]);
});
