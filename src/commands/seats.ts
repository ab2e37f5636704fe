import type { Flow } from '../engine/flow.ts';
import { start, type State } from '../engine/state.ts';
import { step } from '../engine/step.ts';
import type { Beside, Event, Numbered } from '../engine/types.ts';

/** What is known of an event before it happens. */
export type Happening = Record<string, unknown>;

/** One request of the phone that is played. */
export interface Seat {
  reference: string;
  state: State;
  /** When each timer is due, in milliseconds. */
  timers: Map<string, number>;
  /** Files it asked to be read. */
  files: Set<string>;
  /** Count of the event after which it last spoke. */
  spoke: number;
}

/** Every request of one phone, as the database would keep them. */
export interface Phone {
  seats: readonly Seat[];
  /** The one the phone speaks in. */
  now(): Seat;
  turnTo(seat: Seat): void;
  /** Something happens; what came of it, and of all that this let happen. */
  happen(seat: Seat, event: Happening, at: number): Numbered[];
  /** Events so far. */
  count(): number;
}

/** References in the order in which requests are opened. */
export const REFERENCES = ['K7M2QX', 'P4WX9T', 'R8D3NB', 'H6C7VA', 'T2J9ME', 'W5F4KS', 'X3Q8GZ'];
const OVER = ['closed', 'withdrawn', 'expired'];

/** A phone with one request that has not begun. */
export function phone(flow: Flow): Phone {
  const seats: Seat[] = [];
  const events = new Map<string, Event>();
  let current = 0;
  const sit = (): Seat => {
    const reference = REFERENCES[seats.length]!;
    const seat = {
      reference,
      state: start(flow, { reference }),
      timers: new Map(),
      files: new Set<string>(),
      spoke: 0,
    };
    seats.push(seat);
    return seat;
  };
  const forward = (of: readonly string[], to: Seat, at: number) =>
    of.flatMap((id) => happen(to, { ...events.get(id), id: undefined, sure: true }, at));
  const follow = (seat: Seat, effect: Numbered, at: number): Numbered[] => {
    const named = (reference: string) =>
      reference === 'own' ? seat : seats.find((one) => one.reference === reference)!;
    if (effect.kind === 'open') {
      const made = sit();
      current = seats.length - 1;
      const said = happen(made, { kind: 'opened', language: effect.language }, at);
      return [...said, ...forward(effect.of, made, at)];
    }
    if (effect.kind === 'switch') {
      current = seats.indexOf(named(effect.to));
      return happen(named(effect.to), { kind: 'chosen', given: effect.given }, at);
    }
    return effect.kind === 'forward' ? forward(effect.of, named(effect.to), at) : [];
  };
  const happen = (seat: Seat, event: Happening, at: number): Numbered[] => {
    const id = `e${events.size + 1}`;
    const whole = { ...event, id, at: new Date(at).toISOString() } as Event;
    events.set(id, whole);
    // Through JSON at every line: every transcript is a test of what the database will hold.
    const stored = JSON.parse(JSON.stringify(seat.state)) as State;
    const turn = step(flow, stored, whole, besideOf(seats, seat));
    seat.state = turn.state;
    for (const effect of turn.effects) note(seat, effect, events.size);
    return [...turn.effects, ...turn.effects.flatMap((effect) => follow(seat, effect, at))];
  };
  sit();
  return {
    seats,
    now: () => seats[current]!,
    turnTo: (seat) => (current = seats.indexOf(seat)),
    happen,
    count: () => events.size,
  };
}

function note(seat: Seat, effect: Numbered, count: number): void {
  if (effect.kind === 'timer') seat.timers.set(effect.key, Date.parse(effect.due));
  if (effect.kind === 'cancel') seat.timers.delete(effect.key);
  if (effect.kind === 'read') seat.files.add(effect.media.id);
  if (effect.kind === 'send') seat.spoke = count;
}

function besideOf(seats: readonly Seat[], own: Seat): Beside[] {
  return seats
    .filter((seat) => seat !== own)
    .map(({ reference, state, spoke }) => ({
      conversation: reference,
      reference,
      name: state.answers['name']?.said.split(' ')[0] ?? '',
      status: state.status,
      open: !state.ended && !OVER.includes(state.status),
      spoke: spoke > own.spoke,
    }));
}
