import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { dateIn } from '../../../src/engine/heard/dates.ts';
import { lexiconOf } from '../../../src/engine/heard/lexicon.ts';
import { ageIn, numberIn } from '../../../src/engine/heard/measures.ts';
import { flow, heardAt } from './heard.ts';

const FOLDER = join(import.meta.dirname, '../../../locales/heard');
const lexicon = lexiconOf(flow.words);
const TODAY = '2026-11-24';

type Heard = Record<string, Record<string, string[]>>;
const LANGUAGES = readdirSync(FOLDER).map((name): [string, Heard] => [
  name.replace('.yaml', ''),
  parse(readFileSync(join(FOLDER, name), 'utf8')) as Heard,
]);

test('all twelve languages are heard, whether or not they are spoken yet', () => {
  expect(LANGUAGES.map(([language]) => language).sort()).toEqual(
    'bn en gu hi kn ml mr or pa ta te ur'.split(' '),
  );
});

test.each(LANGUAGES)(
  '%s: every word for a number is that number, whatever other languages mean by it',
  (_, { numbers }) => {
    const wrong = Object.entries(numbers!).flatMap(([number, words]) =>
      words
        .map((word) => [word, numberIn(word, lexicon)?.value] as const)
        .filter(([, value]) => value !== Number(number)),
    );
    expect(wrong).toEqual([]);
  },
);

test.each(LANGUAGES)('%s: the first word of each month is understood', (_, { months }) => {
  for (const [number, [month]] of Object.entries(months!))
    expect([month, dateIn(`${month} 2024`, lexicon, TODAY)?.iso]).toEqual([
      month,
      `2024-${number.padStart(2, '0')}`,
    ]);
});

test.each(LANGUAGES)('%s: an age in years and months, and how long ago', (_, heard) => {
  const units = heard['units']!;
  const [year, month, ago, three] = [
    units['year']![0]!,
    units['month']![0]!,
    heard['when']!['ago']![0]!,
    heard['numbers']!['3']![0]!,
  ];
  expect(ageIn(`54 ${year}`, lexicon, 2026)?.value).toBe(54);
  expect(ageIn(`8 ${month}`, lexicon, 2026)?.months).toBe(8);
  expect(dateIn(`3 ${month} ${ago}`, lexicon, TODAY)?.iso).toBe('2026-08');
  expect(dateIn(`${three} ${year} ${ago}`, lexicon, TODAY)?.iso).toBe('2023');
});

test.each(LANGUAGES)('%s: yes and no', (_, { means }) => {
  for (const yes of means!['yes']!) expect([yes, heardAt('agreed', yes)]).toEqual([yes, 'agrees']);
  for (const no of means!['no']!) expect([no, heardAt('agreed', no)]).toEqual([no, 'not_told']);
});

test.each(LANGUAGES)(
  '%s: consent is given and refused in plain words, and only so',
  (_, { means, reserved }) => {
    for (const word of means!['agree']!.slice(0, 3))
      expect([word, heardAt('notice', word)]).toEqual([word, 'agree']);
    for (const word of means!['refuse']!.slice(0, 1))
      expect([word, heardAt('notice', word)]).toEqual([word, 'refuse']);
    for (const word of reserved!['skip']!) expect([word, heardAt('notice', word)]).toEqual([word, '?']);
  },
);

test.each(LANGUAGES)('%s: the words that always work', (_, { reserved }) => {
  for (const word of reserved!['stop']!) expect([word, heardAt('age', word)]).toEqual([word, 'STOP']);
  for (const word of reserved!['skip']!) expect([word, heardAt('weight', word)]).toEqual([word, 'unknown']);
});
