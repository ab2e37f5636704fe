import { describe, expect, test } from '@jest/globals';
import { loadContent } from '../../src/content.ts';
import { start } from '../../src/engine/state.ts';
import { step } from '../../src/engine/step.ts';

const { flow } = loadContent();

/** A conversation in which all of this was said, one after the other; JSON in between, as in the database. */
function after(...said: string[]) {
  let state = start(flow, { reference: 'K7M2QX' });
  for (const [n, text] of said.entries()) {
    const at = new Date(Date.UTC(2026, 10, 24, 5, n)).toISOString();
    const event = { id: `e${n}`, at, kind: 'message' as const, shape: 'text' as const, text, media: [] };
    state = JSON.parse(JSON.stringify(step(flow, state, event).state)) as typeof state;
  }
  return state;
}

describe('an emergency holds the questions', () => {
  test.each([
    'we are in hospital now',
    'She is admitted',
    'safe now',
    'reached hospital',
    'hum hospital mein hain',
    'अस्पताल पहुँच गए',
    'अब ठीक है',
    'she was taken to hospital and doctors are seeing her',
    'हम अस्पताल पहुँच गए हैं, डॉक्टर देख रहे हैं',
    'papa ko bharti kar liya hai',
    'அவர் மருத்துவமனையில் இருக்கிறார்',
  ])('until somebody is safe: "%s"', (text) => {
    expect(after('hello', '1', 'she has fever after chemo 101', text).hold).toBeNull();
  });

  test.each([
    'ok',
    'fine',
    'theek hai',
    'ठीक है',
    'we are not in hospital',
    'hospital is far',
    'how do we reach hospital',
    'hum hospital nahi gaye',
    'we are going to the hospital',
    'will she be admitted?',
    'she was admitted in 2023',
    'hospital jana padega kya',
  ])('and nothing less: "%s"', (text) => {
    expect(after('hello', '1', 'she has fever after chemo 101', text).hold).not.toBeNull();
  });
});

test('a lesser flag does not soften a graver one, and a graver one raises the level', () => {
  expect(after('hello', '1', 'severe pain', 'she cannot breathe', 'vomiting continuously').hold?.level).toBe(
    'emergency',
  );
  expect(after('hello', '1', 'i want to die', 'and i am bleeding now').hold?.level).toBe('emergency');
});

test('START after STOP leads back to the emergency, not to the questions', () => {
  expect(after('hello', '1', 'she is unconscious', 'stop', 'start').hold?.flag).toBe('fit');
});

test('any fever of a child is an emergency', () => {
  expect(after('hello', '1', 'my son', 'he has fever').hold?.level).toBe('today');
  expect(after('hello', '1', 'my son', 'child', 'mother', 'he has fever').hold?.level).toBe('emergency');
});

test.each(['papa nahi rahe', 'she passed away this morning', 'মা মারা গেছেন', 'அப்பா இறந்துட்டார்'])(
  'a death ends all that is automatic: "%s"',
  (text) => {
    expect(after('hello', '1', text).ended).toBe(true);
  },
);

test.each(['my uncle died in 2015', 'will he die?', 'khana kha nahi rahi', 'she is no more in pain'])(
  'and this is none: "%s"',
  (text) => {
    expect(after('hello', '1', text).ended).toBe(false);
  },
);

test.each([
  'my mom',
  'its for my dad',
  'i am her daughter',
  'mere papa ke liye',
  'meri patni',
  'मेरी माँ के लिए',
  'not me, my husband',
])('somebody of the family says so in their own words: "%s"', (text) => {
  expect(after('hello', '1', text).answers['who']?.value).toBe('relative');
});

test.each(['me', 'for myself', 'main khud', 'मैं खुद'])('and a patient in theirs: "%s"', (text) => {
  expect(after('hello', '1', text).answers['who']?.value).toBe('patient');
});
