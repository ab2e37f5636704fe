import { expect, test } from '@jest/globals';
import { loadContent } from '../../src/content.ts';
import { faultsOf } from '../../src/engine/check.ts';
import { compile, FlowError } from '../../src/engine/flow.ts';
import { dateIn } from '../../src/engine/heard/dates.ts';
import { lexiconOf } from '../../src/engine/heard/lexicon.ts';
import { loosely } from '../../src/engine/heard/sentence.ts';
import { fold, plainDigits, typedNumber, typedNumbers } from '../../src/engine/match.ts';
import { pieces } from '../../src/engine/opinion.ts';
import { outsideNight } from '../../src/engine/reminders.ts';
import { wordsOf, type Tree } from '../../src/engine/words.ts';

const content = loadContent();
const body = JSON.parse(content.flow.body) as {
  version: string;
  flags: object;
  steps: Record<string, unknown>[];
};

test('digits of Indian scripts are digits', () => {
  expect(plainDigits('५४ ৫৪ 54')).toBe('54 54 54');
  expect(typedNumber('२.')).toBe(2);
  expect(typedNumber('option 3')).toBe(3);
  expect(typedNumber('3 days')).toBeNull();
  expect(typedNumbers('1, 3 and 4')).toEqual([1, 3, 4]);
  expect(typedNumbers('1 day')).toBeNull();
});

test('spellings of romanised Hindi are one', () => {
  expect(fold('Saans nhi aa rhi!!')).toBe(fold('sans nahin a rahi'));
  expect(fold('हाँ')).toBe(fold('हां'));
});

test('a word of one option is understood, a word of two is asked again', () => {
  const meanings = [
    { id: 'a', ways: ['blood test'] },
    { id: 'b', ways: ['bone test'] },
  ];
  expect(loosely('it was a blood test', meanings)).toBe('a');
  expect(loosely('b tets', meanings)).toBeNull();
  expect(loosely('blood tset', meanings)).toBe('a');
  expect(loosely('one test', [...meanings, { id: 'c', ways: ['bone'] }])).toBe('b');
  expect(
    loosely('bone blood', [
      { id: 'x', ways: ['bone'] },
      { id: 'y', ways: ['blod'] },
    ]),
  ).toBeNull();
});

const DATES: [said: string, iso: string | null][] = [
  ['08/2025', '2025-08'],
  ['8-25', '2025-08'],
  ['12/8/26', '2026-08-12'],
  ['12.08.2026', '2026-08-12'],
  ['august 2025', '2025-08'],
  ['12th August 2025', '2025-08-12'],
  ['12 अगस्त 2025', '2025-08-12'],
  ['it was in march 2024', '2024-03'],
  ['2024 mein', '2024'],
  ['2024', '2024'],
  ['december', '2025-12'],
  ['12 august', '2026-08-12'],
  ['12 december', '2025-12-12'],
  ['3 months ago', '2026-08'],
  ['about 3 months back', '2026-08'],
  ['2 saal pehle', '2024'],
  ['do mahine pehle', '2026-09'],
  ['एक साल पहले', '2025'],
  ['10 days ago', '2026-11-14'],
  ['last month', '2026-10'],
  ['pichhle mahine', '2026-10'],
  ['पिछले साल', '2025'],
  // What may be two things, or is only a number in a sentence, is asked.
  ['3', null],
  ['3 months', null],
  ['2-3 months ago', null],
  ['12/8', null],
  ['aug 24', null],
  ['after 3 chemos', null],
  ['12/2030', null],
  ['31/2/2025', null],
  ['1/2/3', null],
  ['he is 54', null],
];
test.each(DATES)('a date as people say it: "%s" is %s', (said, iso) => {
  const found = dateIn(said, lexiconOf(content.words), '2026-11-24');
  expect(found?.doubt ? null : (found?.iso ?? null)).toBe(iso);
});

test('nothing is due between 21:00 and 08:00 in India', () => {
  expect(outsideNight('2026-11-24T04:30:00.000Z', 3600)).toBe(3600);
  // 22:00 in India: eight in the morning is ten hours away.
  expect(outsideNight('2026-11-24T16:30:00.000Z', 0)).toBe(10 * 3600);
  // 07:59 in India.
  expect(outsideNight('2026-11-24T02:29:00.000Z', 0)).toBe(60);
});

test('a long opinion is cut between words and loses none', () => {
  const text = 'word '.repeat(2000).trim();
  const parts = pieces(text, 3900);
  expect(parts.every((part) => part.length <= 3900)).toBe(true);
  expect(parts.join(' ')).toBe(text);
});

test('the flow and the words have no faults', () => {
  expect(faultsOf(content.flow)).toEqual([]);
});

const withStep = (change: object) => ({
  ...body,
  steps: [...body.steps, { step: 'new', kind: 'choice', options: ['one', 'two'], ...change }],
});

test('faults of a flow are told in sentences', () => {
  const told = faultsOf(compile(withStep({ only: 'no.path = x' }), content.words, content.packs));
  expect(told).toContain('new can never be reached: no earlier step learns no.path.');
  expect(told).toContain('new has no way for "I do not know". Add an option, or say "certain: true".');
  expect(told).toContain('hi: steps.new.ask is missing.');
  expect(faultsOf(compile(withStep({ only: 'patient.sex = robot' }), content.words)).join()).toMatch(
    /no option of sex/,
  );
});

test('a label that does not fit and a missing sentence are found', () => {
  const tree = {
    name: 'x',
    asides: { lang: { options: { en: 'This label is far too long' } } },
    sms: { ready: 'Cancer report' },
  } as Tree;
  const told = faultsOf({ ...content.flow, words: wordsOf({ en: tree, hi: { name: 'y' } }) });
  expect(told).toContain('en: asides.lang.options.en has 26 characters; 20 fit.');
  expect(told).toContain('hi: sms.ready is missing.');
});

test.each([
  [{}, 'not_a_flow'],
  [{ steps: [{ step: 'Bad Name', kind: 'say' }] }, 'bad_step'],
  [{ steps: [{ step: 'a', kind: 'dance' }] }, 'unknown_kind'],
  [{ steps: [{ step: 'a', kind: 'choice', options: [true, false] }] }, 'bad_value'],
  [{ steps: [{ step: 'a', kind: 'say', colour: 'red' }] }, 'bad_value'],
  [
    {
      steps: [
        { step: 'a', kind: 'say' },
        { step: 'a', kind: 'say' },
      ],
    },
    'double_step',
  ],
  [{ steps: [{ step: 'a', kind: 'say', only: 'x about 3' }] }, 'bad_condition'],
  [{ steps: [{ step: 'a', kind: 'say' }], flags: { x: 'maybe' } }, 'bad_flag'],
])('a flow that cannot be: %j', (source, code) => {
  let thrown: unknown;
  try {
    compile(source, content.words);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(FlowError);
  expect((thrown as FlowError).code).toBe(code);
});
