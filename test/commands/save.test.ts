import { expect, test } from '@jest/globals';
import { anonymised } from '../../src/commands/anonymous.ts';
import { playScript } from '../../src/commands/script.ts';
import { storyOf } from '../../src/commands/save.ts';
import { loadContent } from '../../src/content.ts';

const { flow } = loadContent();

test('each person is one invented person everywhere: said, on paper, at the desk', () => {
  const told = anonymised(
    [
      '> Harpreet Kaur',
      '> my name is Joginder and Harpreet is my wife',
      '= wamid.3 histopathology | patient.name HARPREET KAUR',
      '< Thank you, Harpreet.',
      '! said Asha Nair: Namaste Harpreet ji',
    ],
    ['Harpreet Kaur'],
  );
  expect(told).toEqual([
    '> Meera Kumari',
    '> my name is Ramesh and Meera is my wife',
    '= p1 histopathology | patient.name Meera Kumari',
    '! said Prasad Lata: Namaste Meera ji',
  ]);
});

test('phones, ids and addresses are others, the same ones each time; dates and small figures stay', () => {
  const told = anonymised(
    [
      '> 98111 22233',
      '> call +919811122233 or mail h.kaur@gmail.com',
      '> Aadhaar 1234 5678 9012, MRN12345',
      '> 12-08-2025, age 54, Hb 9.8, platelets 150000',
    ],
    [],
  );
  expect(told).toEqual([
    '> 98765 43201',
    '> call +919876543201 or mail person@example.org',
    expect.not.stringMatching(/1234 5678 9012|MRN12345/),
    '> 12-08-2025, age 54, Hb 9.8, platelets 150000',
  ]);
  expect(told[2]).toMatch(/^> Aadhaar \d{4} \d{4} \d{4}, MRN\d{5}$/);
});

test('photos are p1, p2 in the order they came', () => {
  expect(anonymised(['> (photo wamid.9) report', '> (file x7)', '= x7 lab', '= wamid.9 unsure'], [])).toEqual(
    ['> (photo p1) report', '> (file p2)', '= p2 lab', '= p1 unsure'],
  );
});

test('a story replays as it was kept, and the invented person got the same answers', () => {
  const lines = [
    '> hello',
    '> english',
    '> (tap who:patient)',
    '> (tap notice:agree)',
    '> yes',
    '> yes',
    '> none of these',
    '> Harpreet Kaur',
    '> 54',
  ];
  const { text, same } = storyOf(flow, 'a-story', lines);
  expect(same).toBe(true);
  expect(text).not.toMatch(/Harpreet|Kaur/);
  expect(text.startsWith('# a story\n')).toBe(true);
  expect(playScript(flow, text)).toBe(text);
});
