import { expect, test } from '@jest/globals';
import { FESTIVALS, festivalIn } from '../../../src/engine/heard/festivals.ts';
import type { State } from '../../../src/engine/state.ts';
import { step } from '../../../src/engine/step.ts';
import type { Numbered } from '../../../src/engine/types.ts';
import { flow, midway } from './heard.ts';

let count = 0;

/** One message in a conversation; what is said to it comes back as one text. */
function say(state: State, text: string): { state: State; said: string; effects: Numbered[] } {
  count += 1;
  const id = `m${count}`;
  const at = '2026-11-24T04:30:00.000Z';
  const done = step(flow, state, { id, at, kind: 'message', shape: 'text', text, media: [] });
  const sent = done.effects.flatMap((one) =>
    one.kind === 'send' && 'text' in one.message ? [one.message.text] : [],
  );
  return { ...done, said: sent.join('\n') };
}

const KINDS: [at: string, nonsense: string][] = [
  ['agreed', 'brrr'],
  ['cancer', 'brrr'],
  ['treatment', 'brrr'],
  ['notice', 'hmm ok'],
  ['age', 'old'],
  ['weight', 'thin'],
  ['height', 'tall'],
  ['distress', 'brrr'],
  ['cycles', 'many'],
  ['since', 'long ago'],
  ['name', '??'],
  ['relative_phone', 'later'],
  ['medicines', 'thats all'],
];
test.each(KINDS)('at %s, what is not understood three times brings a person and no loop', (at, nonsense) => {
  let state = midway(at);
  const said: string[] = [];
  for (let i = 0; i < 3; i += 1) {
    const told = say(state, nonsense);
    state = told.state;
    said.push(told.said);
  }
  expect(new Set(said).size).toBe(3);
  expect(state.open).toContain('stuck');
  expect(state.aside?.options).toContain('stuck:person');
  expect(state.at).toBe(at);
});

test('a height that may be two things is shown back, and counts after a yes', () => {
  const asked = say(midway('height'), '5.3');
  expect(asked.said).toContain('5 ft 3 in');
  expect(asked.state.answers['height']).toBeUndefined();
  expect(learnt(say(asked.state, 'haan ji').effects, 'patient.height')).toBe(160);
  expect(learnt(say(asked.state, '162 cm').effects, 'patient.height')).toBe(162);
  const no = say(asked.state, 'no');
  expect(no.state.at).toBe('height');
  expect(no.state.answers['height']).toBeUndefined();
});

test('"Eid" may be either of two: the month is shown back', () => {
  const asked = say(midway('since'), 'eid');
  expect(asked.said).toContain('March 2026');
  expect(asked.state.answers['since']).toBeUndefined();
});

test('a date that might be read the other way round is told in words, in passing', () => {
  const told = say(midway('since'), '12/3/24');
  expect(learnt(told.effects, 'diagnosis.date')).toBe('2024-03-12');
  expect(told.said).toContain('12 March 2024');
});

test('two answers in one message: both are kept, and the second is told', () => {
  const told = say(midway('age'), '54 female');
  expect(learnt(told.effects, 'patient.age')).toBe(54);
  expect(learnt(told.effects, 'patient.sex')).toBe('female');
  expect(told.said).toMatch(/Noted as well: .*Woman/);
  expect(learnt(say(midway('age'), '54/M').effects, 'patient.sex')).toBe('male');
  expect(say(midway('age'), '12 m').state.answers['age']).toBeUndefined();
});

test('name, age and sex in one message', () => {
  const { age: _, ...answers } = midway('name').answers;
  const told = say({ ...midway('name'), answers }, 'Meena Sharma 54 saal mahila');
  expect(learnt(told.effects, 'patient.name')).toBe('Meena Sharma');
  expect(learnt(told.effects, 'patient.age')).toBe('54');
  expect(learnt(told.effects, 'patient.sex')).toBe('female');
});

test.each([
  ['age', '54. aage kya ilaj hoga?', 'patient.age', 54],
  ['agreed', 'yes but will it hurt?', 'chat.agreed', 'agrees'],
  ['weight', '58 kg, is it too low?', 'patient.weight', 58],
  ['cancer', 'lung. kya ye theek ho jayega', 'cancer.group', 'lung'],
])('at %s, "%s": the answer is taken and the question kept for a person', (at, text, path, value) => {
  const told = say(midway(at), text);
  expect(learnt(told.effects, path)).toBe(value);
  expect(told.said).toContain('A person from our team will answer it');
  expect(told.state.open).toContain('wants_person');
});

test('a question instead of an answer is kept, and the question is asked again', () => {
  const told = say(midway('weight'), 'what should she eat?');
  expect(told.state.at).toBe('weight');
  expect(told.said).toContain('A person from our team will answer it');
  const consent = say(midway('notice'), 'yes but is it free?');
  expect(consent.effects.some((one) => one.kind === 'consent')).toBe(false);
  expect(consent.state.open).toContain('wants_person');
});

/** The day of the moon's month, one at new moon, as the Chinese calendar of ICU counts it. */
function moon(iso: string): number {
  const parts = new Intl.DateTimeFormat('en-u-ca-chinese', { day: 'numeric', timeZone: 'Asia/Kolkata' });
  return Number(parts.format(new Date(`${iso}T12:00:00Z`)).replace(/\D/g, ''));
}

const MOONS: Record<string, number> = {
  diwali: 0,
  holi: 16,
  dussehra: 10,
  ganesh: 4,
  rakhi: 15,
  janmashtami: 23,
  shivratri: 29,
  ugadi: 1,
  saraswati: 5,
  chhath: 6,
  eid: 2,
  bakrid: 11,
};
test.each(Object.entries(MOONS))('%s is at its moon in every year of the table', (name, day) => {
  const table = FESTIVALS[name] as Record<string, string>;
  expect(Object.keys(table)).toHaveLength(13);
  for (const year of Object.keys(table)) {
    const off = Math.abs(moon(festivalIn(name, Number(year))!) - day);
    expect([year, Math.min(off, 30 - off) <= 2]).toEqual([year, true]);
  }
});

function learnt(effects: readonly Numbered[], path: string): unknown {
  for (const effect of effects)
    if (effect.kind === 'learn' && effect.fact.path === path) return effect.fact.normal ?? effect.fact.value;
  return undefined;
}

test.each([
  ['weight', 'iska kitna paisa lagega?', 'is free'],
  ['reading', 'will my neighbours know?', 'nobody else'],
  ['sex', 'kitne din lagenge', '3 working days'],
  ['papers', 'hospital aana padega kya?', 'do not have to come'],
  ['age', 'எத்தனை நாள் ஆகும்?', '3 working days'],
])('at %s, "%s" has a fixed answer, and is no failed try', (at, text, answer) => {
  const told = say(midway(at), text);
  expect(told.said).toContain(answer);
  expect(told.state).toMatchObject({ at, tries: 0 });
});

test.each([
  'how long will she live?',
  'kitne din jiyegi?',
  'how many days does she have',
  'is she cancer free?',
  'what is this lump?',
  'can she travel by train?',
  'how much pain is normal?',
  'which hospital is best?',
  'ye kya hai report me?',
  'private hospital is better?',
])('"%s" is a question for a person: no fixed answer is given', (text) => {
  const told = say(midway('weight'), text);
  expect(told.said).not.toMatch(/is free|15 minutes|automatic helper|come anywhere|nobody else/);
  expect(told.state.open).toContain('wants_person');
});

test('behind a yes "can" tells, and "what" still asks', () => {
  expect(say(midway('weight'), 'yes what should she eat').state.open).toContain('wants_person');
  expect(say(midway('reading'), 'yes u can show it').state.open).not.toContain('wants_person');
});

test.each([
  ['sharing', 'yes u can show', true],
  ['sharing', 'haan dikha do', true],
  ['reading', 'yes you can', true],
  ['reading', 'dekh lo', true],
  ['sharing', 'dont show', undefined],
  ['sharing', 'no you can show', undefined],
  // The notice is law: it wants a word that means to agree.
  ['notice', 'yes you can', undefined],
  ['notice', 'dekh lo', undefined],
])('at %s, "%s" is consent: %s', (at, text, given) => {
  const consent = say(midway(at), text).effects.find((one) => one.kind === 'consent');
  expect(consent?.given).toBe(given);
});

test.each([
  ['spread', 'no nothing started. only fnac and biopsy done'],
  ['problems', 'metformin and one bp tablet dont know name'],
  ['agreed', 'sugar and bp'],
  ['date_fixed', '2 din pehle'],
  ['treatment', '8/10'],
  ['who', 'muh me ghav'],
  ['name', 'left breast'],
  ['name', 'do saal pehle'],
])('at %s, "%s" belongs to another question, and is not taken', (at, text) => {
  const told = say({ ...midway(at), picked: [] }, text);
  expect(told.state.at).toBe(at);
  expect(told.state.picked).toEqual([]);
  expect(told.effects.filter(({ kind }) => kind === 'learn')).toEqual([]);
});

test('a name that is also a word of time is taken after a yes', () => {
  const asked = say(midway('name'), 'Varsha');
  expect(asked.said).toContain('Varsha');
  expect(learnt(asked.effects, 'patient.name')).toBeUndefined();
  expect(learnt(say(asked.state, 'yes').effects, 'patient.name')).toBe('Varsha');
});

test.each(['Sita', 'Sheetal', 'Simran Kaur', 'Tapan Das', 'Anna Durai'])(
  '%s is a name where names are asked for, whatever it sounds like',
  (name) => {
    const told = say(midway('name'), name);
    expect(told.state.hold).toBeNull();
    expect(learnt(told.effects, 'patient.name')).toBe(name);
  },
);

test.each(['bukhar hai', 'behosh', 'saans nahi aa rahi'])('"%s" is an alarm there too', (text) => {
  expect(say(midway('name'), text).state.hold).not.toBeNull();
});
