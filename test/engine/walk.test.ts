import { expect, test } from '@jest/globals';
import { arrived, happen, setOut, walkOn, type Walk } from '../../src/commands/walk.ts';
import { loadContent } from '../../src/content.ts';
import type { State } from '../../src/engine/state.ts';
import type { Event, Numbered } from '../../src/engine/types.ts';
import { seeded } from '../../src/simulator/random.ts';
import { exitsOf, exitTaken, type Exits } from './exits.ts';
import { anything } from './wander.ts';

const EVENTS = 100_000;
/** The longest of the wild conversations, and within how many events a willing person is through from anywhere. */
const LONGEST = 150;
const WITHIN = 400;

const { flow } = loadContent();
/** Exits that nobody can take, each with its reason. */
const NEVER: Record<string, string> = {};

test(`${EVENTS} events of all kinds: no error, no dead end, and every exit of every step is taken`, () => {
  const exits: Exits = new Set();
  const stuck: string[] = [];
  const unanswered: string[] = [];
  const visits = new Map<string, number>();
  let events = 0;
  for (let seed = 1; events < EVENTS; seed += 1) {
    const random = seeded(seed);
    const walk = setOut(flow);
    const check = random.below(LONGEST);
    for (let i = 0; i < LONGEST && !(arrived(walk.state) && random.chance(0.1)); i += 1) {
      const before = walk.state;
      const effects = happen(flow, walk, anything(flow, walk, random, exits));
      for (const exit of exitTaken(flow, before, walk.events.at(-1)!, effects, walk.state)) exits.add(exit);
      if (silent(before, walk.events.at(-1)!, effects))
        unanswered.push(`seed ${seed}, event ${i}: ${before.at}`);
      if (walk.state.at) visits.set(walk.state.at, (visits.get(walk.state.at) ?? 0) + 1);
      if (i === check) throughFrom(walk, seed, stuck);
    }
    events += walk.events.length;
    throughFrom(walk, seed, stuck);
  }
  const all = flow.steps.flatMap((step) => exitsOf(step).map((exit) => `${step.name}:${exit}`));
  const open = all.filter((exit) => !exits.has(exit) && !NEVER[exit]);
  console.log(
    `${events} events; ${visits.size} of ${flow.steps.length} steps; ${all.length - open.length} of ${all.length} exits`,
  );
  expect(stuck).toEqual([]);
  expect(unanswered.slice(0, 10)).toEqual([]);
  expect(open).toEqual([]);
  // A reason that is no longer true is taken off the list.
  expect(Object.keys(NEVER).filter((exit) => exits.has(exit))).toEqual([]);
}, 120_000);

/** Words or a tap that got no answer, though the bot had the voice. */
function silent(before: State, event: Event, effects: readonly Numbered[]): boolean {
  const open = before.voice === 'bot' && !before.stopped && !before.ended;
  const spoke = event.kind === 'message' && (event.shape === 'text' || event.shape === 'choice');
  // A conversation that is opened for another patient speaks for itself.
  return open && spoke && !effects.some(({ kind }) => kind === 'send' || kind === 'open');
}

/** From here, somebody who wants to get to the end gets there. */
function throughFrom({ state, events }: Walk, seed: number, stuck: string[]): void {
  const walk = { state, events: [...events] };
  if (!walkOn(flow, walk, seeded(seed), WITHIN))
    stuck.push(`seed ${seed}, event ${events.length}: ${state.at} → ${walk.state.at}`);
}
