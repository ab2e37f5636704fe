import { besideOf, hearBeside } from '../db/beside.ts';
import { keepWish, takeBackAll } from '../db/wishes.ts';
import { moveCase, openTask, release } from '../db/effects.ts';
import { newId } from '../db/ids.ts';
import { claimTurn, failTurn, isDue, markDone, saveTurn, type Turn } from '../db/turns.ts';
import { isAway } from '../db/connect.ts';
import { adopt } from '../engine/adopt.ts';
import { step } from '../engine/step.ts';
import type { State } from '../engine/state.ts';
import type { Numbered } from '../engine/types.ts';
import { answers, epochAfter } from '../engine/voice.ts';
import { apply } from './apply.ts';
import { backoff } from './loop.ts';
import type { World } from './world.ts';

/** After so many failed attempts an event is parked and a person looks at it; the conversation goes on. */
const MOST_ATTEMPTS = 5;

/**
 * T2: one event of one conversation in one transaction. State, facts, outgoing messages, timers and "handled" commit
 * together or not at all; nothing in here touches the network. Returns whether there was something to do.
 */
export async function advance(world: World): Promise<boolean> {
  // An empty look costs one statement; the transaction begins when there is something.
  if (!(await isDue(world.db, world.clock.now()))) return false;
  let turn: Turn | undefined;
  let kinds = new Set<Numbered['kind']>();
  try {
    await world.db.transaction().execute(async (tx) => {
      const now = world.clock.now();
      turn = await claimTurn(tx, world.vault, now);
      if (!turn) return;
      const { flow, state: stored } = adopt(world.flows, turn.flow, turn.state as State);
      const beside = await besideOf(tx, world.vault, turn);
      const { state, effects } = step(flow, stored, turn.event, beside);
      const voice = lastOf(effects, 'voice');
      const epoch = epochAfter(turn.epoch, effects);
      await markDone(tx, turn, now);
      const spoke = turn.event.kind === 'message';
      if (spoke) await release(tx, turn.conversation);
      if (spoke) await hearBeside(tx, beside, new Date(turn.event.at));
      const stops = !(turn.state as State).stopped && state.stopped;
      const starts = (turn.state as State).stopped && !state.stopped;
      if (stops) await takeBackAll(tx, turn.conversation);
      if (stops || starts) {
        const method = stops ? 'stop_word' : 'start_word';
        const wish = { given: !stops, purpose: 'service', method, message: turn.event.id } as const;
        await keepWish(tx, world.vault, turn, wish, now);
      }
      for (const effect of effects) await apply(world, { tx, turn, epoch, now }, effect);
      kinds = new Set(effects.map((effect) => effect.kind));
      if (state.status !== turn.status) await moveCase(tx, turn, state.status, now);
      const after = {
        flow: flow.hash,
        state,
        language: state.language || 'en',
        spoke,
        answered: answers(effects),
        ...(voice ? { voice: { to: voice.to, ...(voice.by ? { by: voice.by.id } : {}) } } : {}),
      };
      await saveTurn(tx, world.vault, turn, after, now);
    });
  } catch (error) {
    // A database that is away says nothing about the event.
    if (!turn || isAway(error)) throw error;
    await fail(world, turn, error);
  }
  // Whoever has it in hand looks again when done.
  if (!turn) return false;
  if (kinds.has('send') || kinds.has('seen') || kinds.has('family')) world.nudge('deliver');
  if (kinds.has('read')) for (const one of ['look', 'read'] as const) world.nudge(one);
  world.changed(turn.conversation, turn.case);
  return true;
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
  // The name of the error, never its message: a message may quote what a person wrote.
  const failure = (error as { code?: string }).code ?? (error as Error).name ?? 'Error';
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
