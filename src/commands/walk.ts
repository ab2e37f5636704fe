import type { Flow, Step } from '../engine/flow.ts';
import { start, type State } from '../engine/state.ts';
import { step } from '../engine/step.ts';
import type { Event, Numbered } from '../engine/types.ts';
import type { Random } from '../simulator/random.ts';

/** What a person does next, apart from when and with which id. */
export type Act = Record<string, unknown> & { kind: Event['kind'] };

/** A conversation under way, and the way it came. */
export interface Walk {
  state: State;
  /** Everything that happened so far. */
  events: Event[];
}

/** How people begin: with a sign, or with all of it. */
const FIRST = ['🙏', 'My mother is 62 years old and has lung cancer'];
const BEGAN = Date.parse('2026-11-24T04:30:00.000Z');
const MINUTE = 60_000;
const DESK = { id: 'asha', name: 'Asha Nair' };

/** A conversation that nothing has happened in. */
export function setOut(flow: Flow): Walk {
  return { state: start(flow, { reference: 'K7M2QX' }), events: [] };
}

/** Lets one thing happen, one minute after the last, and tells what came of it. The state goes through JSON, as in the database. */
export function happen(flow: Flow, walk: Walk, act: Act): Numbered[] {
  const n = walk.events.length;
  const event = { id: `w${n}`, at: new Date(BEGAN + n * MINUTE).toISOString(), ...act } as Event;
  const turn = step(flow, walk.state, event);
  walk.events.push(event);
  walk.state = JSON.parse(JSON.stringify(turn.state)) as State;
  return turn.effects;
}

/** Walks as a willing person would until the intake is done, or for at most so many events. Returns whether it is done. */
export function walkOn(flow: Flow, walk: Walk, random: Random, most = 400): boolean {
  for (let i = 0; i < most && !arrived(walk.state); i += 1)
    happen(flow, walk, willing(flow, walk.state, random));
  return arrived(walk.state);
}

/** Whether nothing is open any more: no question, no hold, no STOP, no person at the desk who has the voice. */
export function arrived({ at, asked, hold, stopped, ended, voice }: State): boolean {
  return at === null && asked && !hold && !stopped && !ended && voice === 'bot';
}

/** What somebody does who wants to get to the end: takes every way back, and answers what is asked. */
export function willing(flow: Flow, state: State, random: Random): Act {
  if (state.voice === 'staff') return { kind: 'handed_back', by: DESK };
  if (state.stopped || state.ended) return says('start');
  if (state.hold) return taps('hold_after:safe');
  const asked = flow.steps.find((one) => one.name === state.at);
  return asked && state.asked ? answers(flow, state, asked, random) : says(random.pick(FIRST));
}

/** A sensible answer: a tap, the number of an option or its words, or what fits the question. */
export function answers(flow: Flow, state: State, asked: Step, random: Random): Act {
  if (asked.kind === 'consent') return taps(`${asked.name}:agree`);
  if (asked.kind === 'documents') return taps(`${asked.name}:${random.pick(['all_sent', 'later', 'none'])}`);
  if (asked.kind === 'date') return says(random.pick(['08/2025', '2024', '12-3-2026']));
  if (asked.kind === 'number') return says(String(figure(asked, random)));
  if (asked.kind !== 'choice') return says(words(asked, random));
  if (state.picked.length) return taps(`${asked.name}:enough`);
  const option = random.pick(leading(flow, asked, random));
  const shown = asked.options.indexOf(option) + 1;
  return asked.several === 1 && random.chance(0.3) ? says(String(shown)) : taps(`${asked.name}:${option}`);
}

/** Options that bring a person further. A way back to an earlier question is taken where there is no other, and now and then. */
function leading(flow: Flow, { options, reopen, flags, summary }: Step, random: Random): readonly string[] {
  if (summary) return options.slice(0, 1);
  const on = options.filter(
    (id) => id !== 'person' && !(flags && flow.flags.some(({ flag }) => flag === id)),
  );
  const further = on.filter((id) => !reopen[id]);
  return further.length && !random.chance(0.2) ? further : on;
}

/** A figure that can be: years, kilograms, centimetres, a scale from 0 to 10, or a few times. */
function figure({ check }: Step, random: Random): number {
  const [least, most] = FIGURES[check ?? ''] ?? [1, 9];
  return least + random.below(most - least + 1);
}

const FIGURES: Readonly<Record<string, readonly [number, number]>> = {
  age: [1, 90],
  weight: [40, 90],
  height: [140, 180],
  scale: [0, 10],
};

function words({ check }: Step, random: Random): string {
  if (check === 'phone') return `98765${String(10_000 + random.below(90_000))}`;
  if (check === 'name') return random.pick(['Sunita Devi', 'Mohan Lal', 'Farida Khatun', 'सुनीता देवी']);
  return random.pick(['Tablet in the morning', 'two tablets a day', 'dawa subah shaam']);
}

/** Something typed. */
export function says(text: string): Act {
  return { kind: 'message', shape: 'text', text, media: [] };
}

/** A tap on `<step>:<option>`. */
export function taps(choice: string): Act {
  return { kind: 'message', shape: 'choice', text: '', choice, media: [] };
}
