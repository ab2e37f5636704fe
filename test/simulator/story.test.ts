import { expect, test } from '@jest/globals';
import type { SimMessage } from '../../src/simulator/contract.ts';
import { playStory } from '../../src/simulator/play.ts';
import { answerTo } from '../../src/simulator/story/answers.ts';

const asks = (text: string, ...titles: string[]): SimMessage => ({
  id: 'm1',
  from: 'service',
  at: '2026-11-24T06:00:00.000Z',
  kind: titles.length ? 'buttons' : 'text',
  text,
  footer: null,
  options: titles.map((title) => ({ id: title, title, description: null })),
  open: null,
  file: null,
  replyTo: null,
  reaction: null,
  state: 'read',
});
const memory = { asked: 0, papersSent: false, son: '9800000002' };

test.each<[question: string, titles: string[], answer: object]>([
  ['Which language is easy for you?', ['हिन्दी', 'English'], { do: 'tap', option: 'English' }],
  ['Who is sick?', ['I am the patient', 'My family member'], { do: 'tap', option: 'My family member' }],
  ['We collect name, age and reports.', ['I do not agree', 'I agree'], { do: 'tap', option: 'I agree' }],
  [
    'Is any of these happening NOW?',
    ['Cannot breathe well', 'None of these'],
    { do: 'tap', option: 'None of these' },
  ],
  ["Patient's full name (as on the reports)?", [], { do: 'text', text: 'Sushila Devi' }],
  ["Patient's age in years?", [], { do: 'text', text: '54' }],
  ['Type the 10-digit mobile number of that family member.', [], { do: 'text', text: '9800000002' }],
  ['Now send photos of your reports.', [], { do: 'papers' }],
  ['Something nobody foresaw', ['Talk to a person', 'Go on'], { do: 'tap', option: 'Go on' }],
  ['How many moons has Mars?', [], { do: 'text', text: "I don't know" }],
  ['Thank you.', [], { do: 'wait' }],
])('%s', (question, titles, answer) => {
  expect(answerTo(asks(question, ...titles), memory)).toEqual(answer);
});

test('a question that comes again is answered differently, so that the story does not go in circles', () => {
  const again = asks('Where is the cancer?', 'Breast', 'Lung', 'Talk to a person');
  const chosen = [0, 1, 2].map((asked) => answerTo(again, { ...memory, asked }));
  expect(chosen.map((a) => (a.do === 'tap' ? a.option : a.do))).toEqual([
    'Breast',
    'Lung',
    'Talk to a person',
  ]);
});

test('a story without a service ends as a value that says so', async () => {
  const who = { email: 'a@example.org', password: 'x' };
  const hands = { base: 'http://127.0.0.1:9', patient: '+919800000001', son: '+919800000002', papers: [] };
  const end = await playStory({ ...hands, coordinator: who, reviewer: who, speed: 100 });
  expect(end).toMatchObject({ ended: 'stuck', steps: 1 });
  const stopped = await playStory({ ...hands, coordinator: who, reviewer: who, signal: AbortSignal.abort() });
  expect(stopped.ended).toBe('stopped');
});
