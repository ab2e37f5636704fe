import { loadContent } from '../../content.ts';
import type { Flow } from '../../engine/flow.ts';
import type { State } from '../../engine/state.ts';
import { step } from '../../engine/step.ts';
import type { Event } from '../../engine/types.ts';
import { seeded } from '../../simulator/random.ts';
import { setOut, walkOn } from '../walk.ts';

/** Finished intakes that are played again, and how often: the first time only warms up. */
const INTAKES = 200;
const ROUNDS = 5;

interface Intake {
  events: readonly Event[];
  /** What the conversation remembers when it is over. */
  end: State;
}

/** Events a second: by the clock on the wall, and by the CPU time this process got, which a loaded machine changes less. */
interface Rate {
  wall: number;
  cpu: number;
}

/**
 * The pure step alone: events a second on one core over whole finished intakes, beside the least that any engine does with
 * a stored state (read the JSON, look at the kind of event, write the JSON), in the same run and in turns.
 */
export function benchStep(): string {
  const { flow } = loadContent();
  const intakes = Array.from({ length: INTAKES }, (_, i) => finished(flow, i + 1));
  const rates = { bare: [] as Rate[], step: [] as Rate[] };
  for (let n = -1; n < ROUNDS; n += 1) {
    const bare = rate(intakes, (state, event) => roundTrip(state, event));
    const ours = rate(intakes, (state, event) => step(flow, state, event).state, flow);
    if (n < 0) continue;
    rates.bare.push(bare);
    rates.step.push(ours);
  }
  const sizes = intakes.map(({ end }) => JSON.stringify(end).length).toSorted((a, b) => a - b);
  const events = intakes.reduce((sum, one) => sum + one.events.length, 0);
  const line = (what: string, by: keyof Rate) => {
    const [bare, ours] = [rates.bare, rates.step].map((all) => median(all.map((one) => one[by])));
    return `| ${what} | ${Math.round(bare!)} | ${Math.round(ours!)} | ${(ours! / bare!).toFixed(2)} |`;
  };
  return [
    `The step alone, ${INTAKES} whole intakes of ${Math.round(events / INTAKES)} events, ${ROUNDS} rounds in turn: median`,
    '',
    '| | JSON there and back, and a switch | the step | ratio |',
    '|---|--:|--:|--:|',
    line('events a second, one core', 'wall'),
    line('events a second of CPU time', 'cpu'),
    '',
    `State at the end of an intake, as JSON: ${median(sizes)} bytes (most ${sizes.at(-1)})`,
    '',
  ].join('\n');
}

function finished(flow: Flow, seed: number): Intake {
  const walk = setOut(flow);
  if (!walkOn(flow, walk, seeded(seed))) throw new Error(`intake ${seed} does not end`);
  return { events: walk.events, end: walk.state };
}

/** Plays every intake once. The bare contestant has the last state of each from its first event on. */
function rate(intakes: readonly Intake[], turn: (state: State, event: Event) => State, flow?: Flow): Rate {
  const [began, used] = [performance.now(), process.cpuUsage()];
  let events = 0;
  for (const intake of intakes) {
    let state = flow ? setOut(flow).state : intake.end;
    for (const event of intake.events) state = turn(state, event);
    events += intake.events.length;
  }
  const wall = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(used);
  return { wall: events / wall, cpu: (events / (user + system)) * 1e6 };
}

function roundTrip(state: State, event: Event): State {
  const read = JSON.parse(JSON.stringify(state)) as State;
  switch (event.kind) {
    case 'message':
      read.tries = event.text.length;
      return read;
    default:
      return read;
  }
}

function median(numbers: number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}
