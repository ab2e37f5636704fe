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
  ])('and nothing less: "%s"', (text) => {
    expect(after('hello', '1', 'she has fever after chemo 101', text).hold).not.toBeNull();
  });
});

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
