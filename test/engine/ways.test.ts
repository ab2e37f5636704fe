import { expect, test } from '@jest/globals';
import { loadContent } from '../../src/content.ts';
import { start, type State } from '../../src/engine/state.ts';
import { step } from '../../src/engine/step.ts';
import type { Event } from '../../src/engine/types.ts';
import { KINDS } from '../../src/engine/kinds/index.ts';
import { seeded } from '../../src/simulator/random.ts';

const { flow } = loadContent();
const TYPED: Record<string, string> = {
  name: 'Sunita Devi',
  age: '54',
  since: '08/2025',
  relative_phone: '9876543210',
  relative_name: 'Ramesh',
  weight: '58',
  height: '160',
  cycles: '4',
};
/** What is typed where a number has to be of a kind; the scale to its ends. */
const OF_KIND: Record<string, string[]> = {
  age: ['54', '10', '30', '70'],
  weight: ['58'],
  height: ['160'],
  scale: ['2', '5', '9'],
  count: ['4'],
};
let count = 0;

function say(state: State, text: string, choice?: string): State {
  count += 1;
  const event = {
    id: `e${count}`,
    at: '2026-11-24T04:30:00.000Z',
    kind: 'message',
    shape: choice ? 'choice' : 'text',
    text,
    media: [],
    ...(choice ? { choice } : {}),
  } as Event;
  return step(flow, state, event).state;
}

/** All ways to answer the waiting question, one per option. */
function answers(state: State): ((from: State) => State)[] {
  const at = flow.steps.find((one) => one.name === state.at)!;
  const turn = {
    flow,
    state,
    event: { id: 'x', at: '2026-11-24T04:30:00.000Z', kind: 'timer', key: 'x' } as const,
    effects: [],
    beside: [],
  };
  const options = KINDS[at.kind].options(turn, at);
  if (options.length) return options.map((id) => (from: State) => say(from, '', `${at.name}:${id}`));
  const typed = OF_KIND[at.check ?? ''] ?? [TYPED[at.name] ?? 'some words of mine'];
  return typed.map((text) => (from: State) => say(from, text));
}

test('every question can be reached, and every one left again, by some answers', () => {
  const left = new Set<string>();
  const reached = new Set<string>();
  const random = seeded(24);
  for (let walk = 0; walk < 6000 && reached.size < flow.steps.length; walk += 1) {
    const first = random.pick(['hello', 'My aunt is 44 years old and has colon cancer']);
    let state = say(start(flow, { reference: 'K7M2QX' }), first);
    for (let i = 0; i < 90 && state.at !== null && !state.hold; i += 1) {
      const at = state.at;
      const ways = answers(state);
      reached.add(at);
      // Nothing happens now: the last option of the list of red flags.
      state = at === 'safety' ? ways.at(-1)!(state) : random.pick(ways)(state);
      if (state.at !== at) left.add(at);
    }
  }
  expect(flow.steps.map(({ name }) => name).filter((name) => !reached.has(name))).toEqual([]);
  expect([...reached].filter((name) => !left.has(name))).toEqual([]);
});

test('a finished intake is small', () => {
  let state = say(start(flow, { reference: 'K7M2QX' }), 'hello');
  for (let i = 0; i < 80 && state.at !== null; i += 1) {
    const all = answers(state);
    const forward = state.at === 'safety' ? all.at(-1)! : all[0]!;
    state = forward(state);
  }
  expect(state.at).toBeNull();
  expect(['checking', 'documents']).toContain(state.status);
  expect(JSON.stringify(state).length).toBeLessThan(16_000);
});
