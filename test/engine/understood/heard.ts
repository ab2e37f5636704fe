import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadContent } from '../../../src/content.ts';
import { start, type State } from '../../../src/engine/state.ts';
import { step } from '../../../src/engine/step.ts';
import type { Event } from '../../../src/engine/types.ts';

export const { flow } = loadContent();
const AT = '2026-11-24T04:30:00.000Z';

/** One row of a table: what somebody typed in a language, and what it has to be understood as. `?` must be asked. */
export interface Row {
  language: string;
  said: string;
  expected: string;
}

/** Rows said at one step; `before` is a later step that is open too, where a message may answer more than it was asked. */
export interface Table {
  kind: string;
  at: string;
  before: string | undefined;
  rows: Row[];
}

/** The tables beside this file: `<kind>.tsv`, whose head names the step at which it is said. */
export function tables(folder = import.meta.dirname): Table[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.tsv'))
    .map((name) => {
      const [head = '', ...lines] = readFileSync(join(folder, name), 'utf8').trimEnd().split('\n');
      const rows = lines.map((line) => {
        const [language = '', said = '', expected = ''] = line.split('\t');
        return { language, said, expected };
      });
      const [, at, before] = /said at (\w+)(?: before (\w+))?/.exec(head)!;
      return { kind: name.replace('.tsv', ''), at: at!, before, rows };
    });
}

/** A relative in the middle of the conversation, who agreed and told the beginning. */
export function midway(at: string, language = 'en'): State {
  const answers: Record<string, string> = {
    language,
    who: 'relative',
    agreed: 'agrees',
    notice: 'agree',
    reading: 'agree',
    sharing: 'agree',
    safety: 'none',
    name: 'Meena Sharma',
    age: '54',
    cancer: 'lung',
    treatment: 'chemo',
    family: 'agree',
  };
  delete answers[at];
  const state = start(flow, { reference: 'K7M2QX' });
  const given = (value: string) => ({ value, said: value, message: 'e0', facts: ['f0'] });
  return {
    ...state,
    language,
    at,
    asked: true,
    status: 'intake',
    consents: { service: true, reading: true, sharing: true, family_sms: true },
    answers: Object.fromEntries(Object.entries(answers).map(([name, value]) => [name, given(value)])),
  };
}

const typed = (text: string): Event => ({
  id: 'e1',
  at: AT,
  kind: 'message',
  shape: 'text',
  text,
  media: [],
});

/** What a whole message is taken as at a step, by the whole engine: the value, STOP, PERSON, BACK, MORE, or `?` for asked. */
export function heardAt(at: string, said: string, language = 'en'): string {
  const asked = flow.steps.find((one) => one.name === at);
  if (!asked) throw new Error(`The flow has no step ${at}.`);
  const { state, effects } = step(flow, midway(at, language), typed(said));
  if (state.stopped) return 'STOP';
  for (const effect of effects) {
    if (effect.kind === 'consent') return effect.given ? 'agree' : 'refuse';
    if (effect.kind === 'learn' && effect.fact.path === asked.learn)
      return String(effect.fact.normal ?? effect.fact.value);
  }
  if (state.picked.length) return 'MORE';
  if (effects.some((one) => one.kind === 'task' && one.what === 'wants_person' && one.note !== 'question'))
    return 'PERSON';
  return state.at !== at && !state.hold ? 'BACK' : '?';
}

/** All that a message tells at a step when nothing is known from `before` on: "54 breast female"; a last `?` is a question kept. */
export function allHeardAt(at: string, before: string, said: string, language = 'en'): string {
  const state = midway(at, language);
  const names = flow.steps.map(({ name }) => name);
  for (const name of names.slice(names.indexOf(before))) delete state.answers[name];
  const known = Object.keys(state.answers);
  const done = step(flow, state, typed(said));
  const { answers } = done.state;
  const more = names.filter((name) => name !== at && answers[name] && !known.includes(name));
  const fixed = ['cost', 'time', 'privacy', 'who', 'visit', 'send', 'why'].map((name) =>
    flow.words.say(language, `common.${name}`),
  );
  const asked = done.effects.some(
    (one) =>
      (one.kind === 'task' && one.note === 'question') ||
      (one.kind === 'send' && one.message.kind === 'text' && fixed.includes(one.message.text)),
  );
  const all = [answers[at]?.value ?? '?', ...more.map((name) => answers[name]!.value)];
  return [...all, ...(asked ? ['?'] : [])].join(' ');
}
