import { expect, test } from '@jest/globals';
import { happen, says, setOut, taps, type Walk } from '../../src/commands/walk.ts';
import { adopt } from '../../src/engine/adopt.ts';
import { compile, type Flow } from '../../src/engine/flow.ts';
import { keepsake, older } from '../../src/engine/older.ts';
import { wordsOf, type Tree } from '../../src/engine/words.ts';
import { loadContent } from '../../src/content.ts';

const { words: real } = loadContent();
const tree = Object.fromEntries(real.keys('en').map((key) => [key, 'x']));
const words = { ...wordsOf({ en: tree as Tree }), languages: ['en'] };

type Raw = Record<string, unknown> & { step: string };
const LANGUAGE: Raw = { step: 'language', kind: 'choice', certain: true, options: ['en', 'hi'] };
const NOTICE: Raw = { step: 'notice', kind: 'consent', purpose: 'service', needed: true };
const SEX: Raw = {
  step: 'sex',
  kind: 'choice',
  certain: true,
  learn: 'patient.sex',
  options: ['female', 'male'],
};
const MEAL: Raw = {
  step: 'meal',
  kind: 'choice',
  certain: true,
  learn: 'health.meal',
  options: ['rice', 'bread', 'unsure'],
};
const PAIN: Raw = { step: 'pain', kind: 'text', learn: 'health.pain', skip: true };

const flow = (...steps: Raw[]): Flow => compile({ version: '1', steps }, words);
const old = flow(LANGUAGE, NOTICE, SEX, MEAL, PAIN);

/** A conversation of the old version in which this was done. */
function talked(...choices: string[]): Walk {
  const walk = setOut(old);
  happen(old, walk, says('hello'));
  for (const choice of choices) happen(old, walk, taps(choice));
  return walk;
}

const until = (...more: string[]) => talked('language:en', 'notice:agree', ...more);
const adopted = (newest: Flow, walk: Walk) => adopt([newest, old], old.hash, walk.state);

test('who waits at a question that stayed as it is moves at once, though the parts were counted anew', () => {
  const newest = flow(LANGUAGE, NOTICE, { ...SEX, part: 2 }, { ...MEAL, part: 3 });
  expect(adopted(newest, until()).flow).toBe(newest);
});

test('who was shown other options, or another order, finishes on the version they are in', () => {
  const turned = flow(LANGUAGE, NOTICE, { ...SEX, options: ['male', 'female'] }, MEAL, PAIN);
  expect(adopted(turned, until()).flow).toBe(old);
  // One question further nobody counts on that order any more.
  expect(adopted(turned, until('sex:male')).flow).toBe(turned);
});

test('an answer that the newest has no option for keeps the conversation where it is, and nobody is asked twice', () => {
  const less = flow(LANGUAGE, NOTICE, SEX, { ...MEAL, options: ['bread', 'unsure'] }, PAIN);
  expect(adopted(less, until('sex:male', 'meal:rice')).flow).toBe(old);
  expect(adopted(less, until('sex:male', 'meal:bread')).flow).toBe(less);
});

test('an answer that the newest would find without importance keeps the conversation where it is', () => {
  const women = flow(LANGUAGE, NOTICE, SEX, { ...MEAL, only: 'patient.sex = female' }, PAIN);
  expect(adopted(women, until('sex:male', 'meal:rice')).flow).toBe(old);
  expect(adopted(women, until('sex:female', 'meal:rice')).flow).toBe(women);
});

test('a question under a new name is not asked again, and a correction still corrects the same fact', () => {
  const renamed = flow(LANGUAGE, NOTICE, SEX, { ...MEAL, step: 'food' }, PAIN);
  const walk = until('sex:male', 'meal:rice');
  const { flow: now, state } = adopted(renamed, walk);
  expect(now).toBe(renamed);
  const moved = { ...walk, state };
  happen(now, moved, says('headache'));
  expect(moved.state.at).toBeNull();
  const [learn] = happen(now, moved, taps('food:bread')).filter((one) => one.kind === 'learn');
  expect(learn).toMatchObject({
    fact: { path: 'health.meal', normal: 'bread', corrects: walk.state.answers['meal']!.facts![0] },
  });
});

test('what is no longer asked stays known: conditions see it, and it is learnt when that is allowed', () => {
  const early = flow(LANGUAGE, MEAL, NOTICE, SEX, PAIN);
  const gone = flow(LANGUAGE, NOTICE, SEX, { ...PAIN, only: 'health.meal = rice' });
  const walk = setOut(early);
  happen(early, walk, says('hello'));
  for (const choice of ['language:en', 'meal:rice']) happen(early, walk, taps(choice));
  const { flow: now, state } = adopt([gone, early], early.hash, walk.state);
  expect(now).toBe(gone);
  const moved = { ...walk, state };
  const learnt = happen(gone, moved, taps('notice:agree')).filter((one) => one.kind === 'learn');
  expect(learnt).toMatchObject([{ fact: { path: 'health.meal', normal: 'rice', from: { message: 'w2' } } }]);
  happen(gone, moved, taps('sex:male'));
  expect(moved.state.at).toBe('pain');
});

test('a question that comes back finds its answer', () => {
  const gone = flow(LANGUAGE, NOTICE, SEX, PAIN);
  const back = flow(LANGUAGE, NOTICE, SEX, PAIN, { ...MEAL, step: 'food' });
  const walk = until('sex:male', 'meal:rice');
  const between = adopted(gone, walk).state;
  const { flow: now, state } = adopt([back, gone], gone.hash, between);
  expect([now, state.answers['food']?.value]).toEqual([back, 'rice']);
});

test('where the own version is lost the question is asked anew: an old "2" never answers a new list', () => {
  const turned = flow(LANGUAGE, NOTICE, { ...SEX, options: ['male', 'female'] }, MEAL);
  const walk = until();
  const { flow: now, state } = adopt([turned], 'lost', walk.state);
  const moved = { ...walk, state };
  happen(now, moved, says('2'));
  expect(moved.state.answers['sex']).toBeUndefined();
  happen(now, moved, says('2'));
  expect(moved.state.answers['sex']?.value).toBe('female');
});

test('an old version speaks the old words where its question is another today, and todays where it is the same', () => {
  const locale = (sex: string) => ({ steps: { sex: { ask: sex }, meal: { ask: `${sex} meal` } } }) as Tree;
  const now = flow(LANGUAGE, NOTICE, { ...SEX, options: ['woman', 'man'] }, MEAL, PAIN);
  const today = { ...now, words: wordsOf({ en: locale('new'), hi: locale('naya') }) };
  const kept = keepsake(old, { en: locale('old') });
  const { words: said, hash } = older(today, kept);
  expect(hash).toBe(old.hash);
  expect([said.say('en', 'steps.sex.ask'), said.say('en', 'steps.meal.ask')]).toEqual(['old', 'new meal']);
  // In a language that came later there are only the words of today.
  expect([said.say('hi', 'steps.sex.ask'), said.everywhere('steps.sex.ask')]).toEqual([
    'naya',
    ['old', 'naya'],
  ]);
});

test('a red flag of today counts in every version', () => {
  const today = compile({ version: '2', flags: { breath: 'emergency' }, steps: [LANGUAGE, SEX] }, words);
  expect(older(today, old.body).flags.map(({ flag }) => flag)).toEqual(['breath']);
});
