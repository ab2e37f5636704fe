import { expect, test } from '@jest/globals';
import { loadContent } from '../../src/content.ts';
import { start } from '../../src/engine/state.ts';
import { step } from '../../src/engine/step.ts';

const { flow } = loadContent();
const HOUR = 3_600_000;

/** What was said back to each of these, in this many hours from one to the next. */
function talk(said: readonly string[], hours = 0.1) {
  let state = start(flow, { reference: 'K7M2QX' });
  const answers = said.map((text, n) => {
    const at = new Date(Date.UTC(2026, 10, 24, 5) + n * hours * HOUR).toISOString();
    const event = { id: `e${n}`, at, kind: 'message' as const, shape: 'text' as const, text, media: [] };
    const next = step(flow, state, event);
    state = next.state;
    return next.effects.filter(({ kind }) => kind === 'send').length;
  });
  return { state, answers };
}

test.each([
  'STOP',
  'stop!!!',
  'Ｓｔｏｐ',
  'stop stop stop',
  'STOP. STOP.',
  'please stop sending me messages',
  'நிறுத்து',
  'நிறுத்துங்கள் தயவுசெய்து',
  'बंद करो',
  'band karo band karo',
  'بند کرو',
])('"%s" stops at once', (text) => {
  expect(talk(['hello', 'English', text]).state.stopped).not.toBeNull();
});

test.each([
  'வலி நிறுத்த என்ன செய்வது',
  'stop the bleeding please',
  'when will the pain stop',
  'chemo band ho gaya',
  'दवा बंद करो या नहीं?',
  'stopped smoking in 2019',
])('"%s" does not', (text) => {
  expect(talk(['hello', 'English', text]).state.stopped).toBeNull();
});

test('after STOP an ordinary message never starts again: it hears once how to, and then a day of silence', () => {
  const { state, answers } = talk(['hello', 'English', 'STOP', 'why?', 'hello?', 'yes', 'ok', '1']);
  expect(state.stopped).not.toBeNull();
  expect(answers.slice(2)).toEqual([1, 1, 0, 0, 0, 0]);
  // Whoever comes back on another day is not met by nothing.
  expect(talk(['hello', 'English', 'STOP', 'why?', 'hello?'], 25).answers.slice(2)).toEqual([1, 1, 1]);
  expect(talk(['hello', 'English', 'STOP', 'why?', 'START']).state.stopped).toBeNull();
});
