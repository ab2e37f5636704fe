import { describe, expect, test } from '@jest/globals';
import { loadContent } from '../../src/content.ts';
import { start, type State } from '../../src/engine/state.ts';
import { step } from '../../src/engine/step.ts';
import type { Event } from '../../src/engine/types.ts';

const { flow } = loadContent();
let count = 0;

function say(state: State, text: string, choice?: string) {
  count += 1;
  const shape = choice ? 'choice' : 'text';
  const at = '2026-11-24T04:30:00.000Z';
  return step(flow, state, {
    id: `e${count}`,
    at,
    kind: 'message',
    shape,
    text,
    media: [],
    ...(choice ? { choice } : {}),
  } as Event);
}

/** What was found in a first message, as `step: value`. */
function foundIn(text: string): string {
  const { state } = say(start(flow, { reference: 'K7M2QX' }), text);
  return (state.story?.found ?? []).map(({ step: name, value }) => `${name}: ${value}`).join(', ');
}

describe('a whole story in the first message', () => {
  test.each([
    ['My mother is 62 years old and has lung cancer please help', 'age: 62, cancer: lung'],
    ['Sir my father aged 70 yrs having cancer of prostate stage 4', 'age: 70, cancer: prostate'],
    ['we want second opinion for colon cancer surgery was done', 'cancer: belly, belly: colorectal'],
    ['meri maa 58 saal ki hai unko stan cancer hai', 'age: 58, cancer: breast'],
    ['मेरे पिताजी 65 साल के हैं उनको फेफड़े का कैंसर है', 'age: 65, cancer: lung'],
    ['আমার মায়ের বয়স ৫৫ বছর তার স্তন ক্যান্সার হয়েছে এখন', 'age: 55, cancer: breast'],
    ['என் அம்மாவுக்கு 60 வயது அவருக்கு மார்பக புற்றுநோய் இருக்கிறது இப்போது', 'age: 60, cancer: breast'],
  ])('%s', (text, found) => {
    expect(foundIn(text)).toBe(found);
  });

  test.each([
    // Since when, how long ago, two of them: no age.
    ['she has this problem since 2 years and takes tablets daily', ''],
    ['operated 5 years ago and now it came back again', ''],
    ['my son is 8 years old and my wife is 35 years old', ''],
    // Two places of the body: which of them is meant is asked.
    ['breast cancer that has gone to the lung now what to do', ''],
    ['hello sir please help me', ''],
  ])('nothing is guessed: %s', (text, found) => {
    expect(foundIn(text)).toBe(found);
  });

  const STORY = 'My mother is 62 years old and has lung cancer please help';

  function untilShown(last = 'notice:agree') {
    let state = say(start(flow, { reference: 'K7M2QX' }), STORY).state;
    for (const tap of ['language:en', 'who:relative', 'agreed:agrees', last])
      state = say(state, '', tap).state;
    return state;
  }

  test('it is no fact before they agree, then it goes into the case in their own words', () => {
    let state = say(start(flow, { reference: 'K7M2QX' }), STORY).state;
    for (const tap of ['language:en', 'who:relative', 'agreed:agrees']) state = say(state, '', tap).state;
    const turn = say(state, '', 'notice:agree');
    const learnt = turn.effects.flatMap((one) => (one.kind === 'learn' ? [one.fact] : []));
    expect(learnt.find(({ path }) => path === 'chat.opening')).toMatchObject({
      value: STORY,
      from: { kind: 'message', message: expect.stringMatching(/^e\d+$/) as unknown },
    });
  });

  test('who does not agree leaves nothing of it', () => {
    const state = untilShown('notice:refuse');
    expect(state.story).toBeUndefined();
    expect(JSON.stringify(state)).not.toContain('lung');
  });

  test('after a yes it is not asked again, and each answer is traced to the first message', () => {
    let state = untilShown();
    for (const tap of ['reading:agree', 'sharing:agree', 'safety:none']) state = say(state, '', tap).state;
    expect(state.at).toBe('story');
    const turn = say(state, 'yes');
    expect(turn.state.answers['age']).toMatchObject({ value: '62' });
    expect(turn.state.answers['cancer']).toMatchObject({ value: 'lung' });
    expect(turn.state.story).toBeUndefined();
    const ages = turn.effects.flatMap((one) =>
      one.kind === 'learn' && one.fact.path === 'patient.age' ? [one.fact.from] : [],
    );
    expect(ages).toEqual([expect.objectContaining({ message: state.story!.message })]);
  });

  test('after a no, or after two answers that are neither, all is asked', () => {
    for (const said of [['no'], ['hmm what', 'i said ok nothing']]) {
      let state = untilShown();
      for (const tap of ['reading:agree', 'sharing:agree', 'safety:none']) state = say(state, '', tap).state;
      for (const text of said) state = say(state, text).state;
      expect([state.at, state.answers['age'], state.story]).toEqual(['name', undefined, undefined]);
    }
  });
});
