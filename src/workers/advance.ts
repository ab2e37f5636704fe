import { besideOf, hearBeside } from '../db/beside.ts';
import { keepWish, takeBackAll } from '../db/wishes.ts';
import { moveCase, openTask, release } from '../db/effects.ts';
import { newId } from '../db/ids.ts';
import type { Leased } from '../db/outbox.ts';
import { raced, Rows } from '../db/rows.ts';
import { written, type Sheet } from '../db/sheet.ts';
import { claimTurn, claimTurns, failTurn, Handled, type Turn } from '../db/turns.ts';
import { isAway, transact, type Tx } from '../db/connect.ts';
import { adopt } from '../engine/adopt.ts';
import { step } from '../engine/step.ts';
import type { State } from '../engine/state.ts';
import type { Numbered } from '../engine/types.ts';
import { answers, epochAfter } from '../engine/voice.ts';
import { apply } from './apply.ts';
import { leasedAt, lettersOf } from './letters.ts';
import { backoff } from './loop.ts';
import type { World } from './world.ts';

/** After so many failed attempts an event is parked and a person looks at it; the conversation goes on. */
const MOST_ATTEMPTS = 5;

/** How a look at one conversation ended: nothing to do (or somebody else does it), one event handled, and more is due. */
export type Advanced = 'nothing' | 'done' | 'more';

/** What is done after the commit: it was made certain by it, or is not worth more. */
interface Afterwards {
  turn: Turn;
  kinds: Set<Numbered['kind']>;
  /** On lease to this worker since the commit. */
  leased: Leased[];
  /** Others that wait. */
  queued: boolean;
}

/** One turn that was taken: what its last statement writes, and what comes after the commit. */
interface Taken extends Afterwards {
  sheet: Sheet;
}

/**
 * T2 for many: each conversation one event. They share a transaction where that holds up nobody; whatever does not go
 * through with the others, or touches other conversations, goes alone.
 */
export async function advance(
  world: World,
  conversations: readonly string[],
): Promise<ReadonlyMap<string, Advanced>> {
  const ended = conversations.length > 1 ? await together(world, conversations) : new Map<string, Advanced>();
  for (const one of conversations) if (!ended.has(one)) ended.set(one, await alone(world, one));
  return ended;
}

/** Returns how it ended for those that were in it: none, where one of them did not go through. */
async function together(world: World, conversations: readonly string[]): Promise<Map<string, Advanced>> {
  const ended = new Map<string, Advanced>(conversations.map((one) => [one, 'nothing']));
  try {
    const taken = await transact(world.db, async (tx) => {
      const now = world.clock.now();
      const value: Taken[] = [];
      for (const turn of await claimTurns(tx, world.vault, now, conversations)) {
        // Who speaks in several conversations changes them as well: two such would wait for each other.
        if (turn.shared) {
          ended.delete(turn.conversation);
          continue;
        }
        // Who knocks meanwhile does not wait for all of them.
        if (value.length) await new Promise(setImmediate);
        value.push(await take(world, tx, turn, now, value.length));
      }
      const sheets = value.map(({ sheet }) => sheet);
      return { value, last: sheets.length ? written(sheets, now) : undefined };
    });
    for (const [n, one] of taken.entries()) {
      ended.set(one.turn.conversation, one.turn.more ? 'more' : 'done');
      if (n > 0) await new Promise(setImmediate);
      goOn(world, one);
    }
    return ended;
  } catch (thrown) {
    const error = raced(thrown);
    if (isAway(error)) throw error;
    if (!(error instanceof Handled)) world.log('turns_apart', { failure: nameOf(error) });
    return new Map();
  }
}

/**
 * T2: one event of one conversation in one transaction. State, facts, outgoing messages, timers and "handled" commit
 * together or not at all; nothing in here touches the network.
 */
async function alone(world: World, conversation: string): Promise<Advanced> {
  let turn: Turn | undefined;
  let after: Afterwards | undefined;
  try {
    after = await transact(world.db, async (tx) => {
      const now = world.clock.now();
      turn = await claimTurn(tx, world.vault, now, conversation);
      if (!turn) return { value: undefined };
      const value = await take(world, tx, turn, now, 0);
      return { value, last: written([value.sheet], now) };
    });
  } catch (thrown) {
    const error = raced(thrown);
    if (error instanceof Handled) return 'more';
    // A database that is away says nothing about the event.
    if (!turn || isAway(error)) throw error;
    await fail(world, turn, error);
    return 'more';
  }
  if (!after) return 'nothing';
  goOn(world, after);
  return after.turn.more ? 'more' : 'done';
}

/** `before`: so many in this transaction may have a message on lease already. */
async function take(world: World, tx: Tx, turn: Turn, now: Date, before: number): Promise<Taken> {
  const { vault } = world;
  const { flow, state: stored } = adopt(world.flows, turn.flow, turn.state as State);
  const beside = await besideOf(tx, vault, turn);
  const { state, effects } = step(flow, stored, turn.event, beside);
  const voice = lastOf(effects, 'voice');
  const rows = new Rows(tx, vault, turn, now);
  await rows.begin();
  const spoke = turn.event.kind === 'message';
  const at = new Date(turn.event.at);
  if (spoke && turn.open) await release(tx, turn.conversation);
  if (spoke) await hearBeside(tx, beside, at);
  const was = turn.state as State;
  const stops = !was.stopped && state.stopped;
  const starts = was.stopped && !state.stopped;
  if (stops) await takeBackAll(tx, turn.conversation);
  if (stops || starts) {
    const method = stops ? 'stop_word' : 'start_word';
    const wish = { given: !stops, purpose: 'service', method, message: turn.event.id } as const;
    await keepWish(tx, vault, turn, wish, now);
  }
  const language = state.language || 'en';
  const last = turn.lastInboundAt;
  const heardAt = spoke && (!last || at > last) ? at : last;
  const kinds = new Set(effects.map((effect) => effect.kind));
  const epoch = epochAfter(turn.epoch, effects);
  const leased: Leased[] = [];
  let queued = false;
  // The first message goes out as soon as it is certain, where nothing older waits; its lease begins with the commit.
  let direct = !turn.open && !voice && !kinds.has('withdraw') && world.courier.room() > before;
  for (const effect of effects) {
    if (effect.kind === 'send' || effect.kind === 'family')
      for (const post of lettersOf(turn, effect, world.channels)) {
        const goes = direct && effect.kind === 'send' && world.channels.has(post.channel as 'sms');
        await rows.message(post, epoch, goes ? new Date(now.getTime() + world.times.lease) : undefined);
        if (goes) leased.push(leasedAt(turn, post, { language, status: state.status, heardAt }));
        else queued = true;
        direct &&= !goes;
      }
    else await apply(world, { tx, turn, rows, now }, effect);
  }
  if (state.status !== turn.status) await moveCase(tx, turn, state.status, now);
  const after = {
    flow: flow.hash,
    state,
    language,
    spoke,
    answered: answers(effects),
    ...(voice ? { voice: { to: voice.to, ...(voice.by ? { by: voice.by.id } : {}) } } : {}),
  };
  return { turn, kinds, leased, queued, sheet: await rows.end(after) };
}

function goOn(world: World, { turn, kinds, leased, queued }: Afterwards): void {
  if (kinds.has('seen')) world.courier.mark(turn);
  for (const message of leased) world.courier.carry(message, queued);
  if (queued && !leased.length) world.nudge('deliver');
  if (kinds.has('read')) for (const one of ['look', 'read'] as const) world.nudge(one);
  // What these put into other conversations waits there.
  if (['open', 'switch', 'forward', 'knock', 'admit'].some((kind) => kinds.has(kind as 'open')))
    world.nudge('advance');
  world.changed(turn.conversation, turn.case);
}

function lastOf<K extends Numbered['kind']>(
  effects: readonly Numbered[],
  kind: K,
): Extract<Numbered, { kind: K }> | undefined {
  return effects.findLast((effect): effect is Extract<Numbered, { kind: K }> => effect.kind === kind);
}

async function fail(world: World, turn: Turn, error: unknown): Promise<void> {
  const now = world.clock.now();
  const attempts = turn.attempts + 1;
  const park = attempts >= MOST_ATTEMPTS;
  const failure = nameOf(error);
  const next = park ? 'park' : new Date(now.getTime() + backoff(attempts, world.random));
  await world.db.transaction().execute(async (tx) => {
    await failTurn(tx, turn, failure, next, now);
    if (park) await openTask(tx, world.vault, turn, newId(now), 'parked', turn.event.kind, now);
  });
  world.log(park ? 'event_parked' : 'event_failed', {
    event: turn.event.id,
    kind: turn.event.kind,
    attempts,
    failure,
  });
}

/** The name of the error, never its message: a message may quote what a person wrote. */
function nameOf(error: unknown): string {
  return (error as { code?: string }).code ?? (error as Error).name ?? 'Error';
}
