import { hash } from 'node:crypto';
import type { Flow } from '../../src/engine/flow.ts';
import type { State } from '../../src/engine/state.ts';
import { step } from '../../src/engine/step.ts';
import type { Event, Numbered } from '../../src/engine/types.ts';
import { epochAfter, PROMISE } from '../../src/engine/voice.ts';
import type { Leased } from '../../src/db/outbox.ts';
import { kindOf, MANNERS } from '../../src/workers/kinds.ts';
import { plan, type Known } from '../../src/workers/plan.ts';

/**
 * A small world around the engine: one family, its conversation's row, inbox, timers and outbox, and everybody who can do
 * something to them. What happens to the conversation is decided by `step`, what becomes of a message by `plan`: both as
 * they run in production. The rest is what the database does, in the fewest words.
 */
export interface World {
  /** Which of the engine's states; see `States`. */
  state: number;
  epoch: number;
  /** Minutes since it began. */
  now: number;
  inbox: Happening[];
  timers: Record<string, number>;
  queue: Said[];
  flying: Said | null;
  /** Whom the family was told it speaks with. */
  hears: 'bot' | 'staff';
  /** Messages of theirs, and up to which of them something of ours arrived. */
  asked: number;
  answered: number;
  /** Since when nothing of ours is on its way for the newest of them. */
  silent: number | null;
}

type Happening = 'message' | 'taken' | 'said' | 'handed_back' | 'question' | `timer:${string}`;

interface Said {
  voice: string;
  kind: Leased['kind'];
  epoch: number;
  tag: string;
  /** Said when the voice went back to the bot: it says so. */
  back: boolean;
  /** Up to which message of theirs it is an answer. */
  upTo: number;
  unsettled: 'worker' | null;
}

/** What may be bent, to see that the checker notices. */
export interface Rules {
  step: typeof step;
  isStale(message: Said, epoch: number): boolean;
}

export const RULES: Rules = {
  step,
  // As `db/outbox` tells it: only what the bot says to the person goes stale.
  isStale: ({ voice, epoch }, now) => voice === 'bot' && epoch < now,
};

const BEGAN = Date.UTC(2026, 10, 24, 5);
const ASHA = { id: 'asha', name: 'Asha Nair' };
const time = (minutes: number) => new Date(BEGAN + minutes * 60_000);

export interface Found {
  states: number;
  moves: number;
  /** What went wrong first, and the shortest way there. */
  fault: { what: string; way: string[] } | null;
}

/** The engine's states that were met, each once, and what came of each event in them. */
class States {
  readonly all: State[] = [];
  readonly #places = new Map<string, number>();
  readonly #steps = new Map<string, { state: number; effects: readonly Numbered[] }>();

  place(state: State): number {
    const key = JSON.stringify(state);
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    this.#places.set(key, this.all.length);
    return this.all.push(state) - 1;
  }

  after(flow: Flow, from: number, event: Event, rules: Rules) {
    const key = `${from} ${event.id} ${event.at}`;
    const known = this.#steps.get(key);
    if (known) return known;
    const { state, effects } = rules.step(flow, this.all[from]!, event);
    const made = { state: this.place(state), effects };
    this.#steps.set(key, made);
    return made;
  }
}

/** Walks every interleaving of so many acts, a breadth at a time; a world that was seen already is not walked twice. */
export function explore(flow: Flow, begin: State, depth: number, rules: Rules = RULES): Found {
  const states = new States();
  const seen = new Set<string>();
  let edge: { world: World; way: Way }[] = [{ world: first(states.place(begin)), way: null }];
  seen.add(keyOf(edge[0]!.world));
  let moves = 0;
  for (let deep = 0; deep < depth && edge.length; deep += 1) {
    const next: typeof edge = [];
    for (const { world, way } of edge)
      for (const [name, after] of acts(flow, world, rules, states)) {
        moves += 1;
        const fault = typeof after === 'string' ? after : faultOf(after, states);
        if (fault)
          return { states: seen.size, moves, fault: { what: fault, way: names({ name, before: way }) } };
        const key = keyOf(after as World);
        if (seen.has(key)) continue;
        seen.add(key);
        // Of the last worlds nothing is walked on.
        if (deep < depth - 1) next.push({ world: after as World, way: { name, before: way } });
      }
    edge = next;
  }
  return { states: seen.size, moves, fault: null };
}

/** A fingerprint of the whole world: millions of them have to be remembered. */
const keyOf = (world: World) => hash('md5', JSON.stringify(world), 'base64');

type Way = { name: string; before: Way } | null;
const names = (way: Way): string[] => (way ? [...names(way.before), way.name] : []);

const first = (state: number): World => ({
  state,
  epoch: 0,
  now: 0,
  inbox: [],
  timers: {},
  queue: [],
  flying: null,
  hears: 'bot',
  asked: 0,
  answered: 0,
  silent: null,
});

/** Nobody is silent beyond the promise: while nothing is on its way, a timer will speak in time. */
function faultOf({ silent, timers, inbox, state: at }: World, states: States): string | null {
  const state = states.all[at]!;
  if (silent === null || state.stopped || state.ended || inbox.length) return null;
  const due = timers['promise'];
  return due !== undefined && due <= silent + PROMISE / 60 ? null : 'silent beyond the promise';
}

type Act = [name: string, after: World | string];

/** Everything that anybody could do next. */
function acts(flow: Flow, world: World, rules: Rules, states: States): Act[] {
  const post = (name: string, what: Happening): Act => [name, { ...world, inbox: [...world.inbox, what] }];
  const all: Act[] = [
    post('patient writes', 'message'),
    post('coordinator takes', 'taken'),
    post('coordinator says', 'said'),
    post('coordinator hands back', 'handed_back'),
    post('reviewer asks', 'question'),
  ];
  const due = Object.entries(world.timers).toSorted((a, b) => a[1] - b[1])[0];
  // While something is at the door, no time passes: a worker that is away for hours keeps no promise.
  if (due && !world.inbox.length) {
    const { [due[0]]: _, ...timers } = world.timers;
    all.push([`timer ${due[0]}`, { ...world, now: due[1], timers, inbox: [`timer:${due[0]}`] }]);
  }
  if (world.inbox.length) all.push(['bot thinks', advance(flow, world, rules, states)]);
  const { flying, queue } = world;
  const [at, message] = nextOf(queue);
  if (!flying && message) all.push(['bot sends', lease(world, at, message, rules)]);
  if (flying) {
    all.push(['it arrives', arrive(world, flying, null)]);
    const again = { ...flying, unsettled: 'worker' as const };
    all.push(['worker dies before it went', { ...world, flying: null, queue: [again, ...queue] }]);
    all.push(['worker dies after it went', arrive(world, flying, again)]);
  }
  return all;
}

/** The oldest, but what is urgent overtakes what is not: as `db/outbox` leases. */
function nextOf(queue: readonly Said[]): [at: number, message: Said | undefined] {
  const urgency = ({ kind }: Said) => MANNERS[kind].urgency;
  const least = Math.min(...queue.map(urgency));
  const at = queue.findIndex((one) => urgency(one) === least);
  return [at, queue[at]];
}

function lease(world: World, at: number, message: Said, rules: Rules): World {
  const queue = world.queue.toSpliced(at, 1);
  const decided = plan(
    {
      ...({ id: 'm', audience: 'person', channel: 'whatsapp', attempts: 1 } as Leased),
      ...message,
      to: { kind: 'phone', value: '+910000000000' },
      letter: { message: { kind: 'text', text: '' } },
      stopped: false,
      stale: rules.isStale(message, world.epoch),
      lastInboundAt: time(world.now),
    },
    // Nothing forbids it: by day, with a usable template.
    { now: time(world.now), times: { window: 86_100_000 }, template: 'usable', price: 1 } as Known,
  );
  return decided.do === 'send' ? { ...world, queue, flying: message } : hush({ ...world, queue });
}

/** It is on their phone. A word of the bot's while they were told that a person speaks is a second voice. */
function arrive(world: World, message: Said, again: Said | null): World | string {
  const { voice, back, upTo } = message;
  if (voice === 'bot' && world.hears === 'staff' && !back) return 'two voices';
  return {
    ...world,
    flying: null,
    queue: again ? [again, ...world.queue] : world.queue,
    hears: voice === 'staff' ? 'staff' : 'bot',
    answered: Math.max(world.answered, upTo),
  };
}

function advance(flow: Flow, world: World, rules: Rules, states: States): World {
  const [what, ...inbox] = world.inbox;
  const event = eventOf(what!, world.now);
  const { state, effects } = states.after(flow, world.state, event, rules);
  const after: World = {
    ...world,
    state,
    inbox,
    epoch: epochAfter(world.epoch, effects),
    timers: { ...world.timers },
    queue: [...world.queue],
    asked: world.asked + Number(event.kind === 'message'),
  };
  const back = effects.some((effect) => effect.kind === 'voice' && effect.to === 'bot');
  for (const effect of effects) happen(after, event, effect, back);
  return hush(after);
}

function happen(world: World, event: Event, effect: Numbered, back: boolean): void {
  if (effect.kind === 'withdraw') world.queue = world.queue.filter(({ voice }) => voice !== 'bot');
  if (effect.kind === 'cancel' || effect.kind === 'timer') {
    delete world.timers[effect.key];
    world.inbox = world.inbox.filter((one) => one !== `timer:${effect.key}`);
  }
  if (effect.kind === 'timer') world.timers[effect.key] = (Date.parse(effect.due) - BEGAN) / 60_000;
  if (effect.kind !== 'send') return;
  // "Asha is with you now" holds the line and answers nothing.
  const upTo = effect.tag === 'taken' ? 0 : world.asked;
  const { voice, tag } = effect;
  const kind = kindOf(event, effect);
  world.queue.push({
    voice,
    tag,
    kind,
    epoch: world.epoch,
    back: back && voice === 'bot',
    upTo,
    unsettled: null,
  });
}

/** Whether something of ours is on its way for the newest message; if not, since when. Counts begin anew at peace. */
function hush(world: World): World {
  const coming = [...world.queue, ...(world.flying ? [world.flying] : [])];
  const reached = Math.max(world.answered, ...coming.map(({ upTo }) => upTo));
  const silent = reached >= world.asked ? null : (world.silent ?? world.now);
  const base = Math.min(world.answered, world.asked);
  const lower = (one: Said): Said => ({ ...one, upTo: Math.max(0, one.upTo - base) });
  return {
    ...world,
    silent,
    asked: world.asked - base,
    answered: world.answered - base,
    queue: world.queue.map(lower),
    flying: world.flying && lower(world.flying),
  };
}

function eventOf(what: Happening, now: number): Event {
  const base = { id: what, at: time(now).toISOString() };
  if (what.startsWith('timer:')) return { ...base, kind: 'timer', key: what.slice(6) };
  switch (what) {
    case 'message':
      return { ...base, kind: 'message', shape: 'text', text: 'Is anybody there', media: [] };
    case 'said':
      return { ...base, kind: 'said', by: ASHA, text: 'I am looking into it.' };
    case 'question':
      return { ...base, kind: 'status_changed', to: 'more_info', by: ASHA, reason: 'Is there a cough?' };
    default:
      return { ...base, kind: what as 'taken' | 'handed_back', by: ASHA };
  }
}
