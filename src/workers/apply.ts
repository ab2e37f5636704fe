import { taskDue } from '../cases/life.ts';
import { outcomeOf } from '../cases/outcome.ts';
import { findableWords } from '../cases/wanted.ts';
import type { Tx } from '../db/connect.ts';
import type { Rows } from '../db/rows.ts';
import * as beside from '../db/beside.ts';
import * as write from '../db/effects.ts';
import { findable } from '../db/finding.ts';
import { blot } from '../db/inbox.ts';
import * as joining from '../db/joining.ts';
import type { Newcomer } from '../db/drafts.ts';
import { keepOutcome } from '../db/outcomes.ts';
import { takeBackMissed } from '../db/moved.ts';
import { permit } from '../db/permissions.ts';
import type { Turn } from '../db/turns.ts';
import { retakeAnswered } from '../db/retakes.ts';
import { keepWish } from '../db/wishes.ts';
import { start } from '../engine/state.ts';
import type { Numbered } from '../engine/types.ts';
import type { World } from './world.ts';

/** What is the same for all effects of one turn. */
export interface Moment {
  tx: Tx;
  turn: Turn;
  /** What is written together at the end of the turn. */
  rows: Rows;
  now: Date;
}

/** Turns one effect into its row: the common ones are gathered, the others written at once, after what was gathered. */
export async function apply(
  world: Pick<World, 'vault' | 'flows'>,
  moment: Moment,
  effect: Exclude<Numbered, { kind: 'send' | 'family' }>,
): Promise<void> {
  const { rows } = moment;
  switch (effect.kind) {
    case 'learn':
      await rows.fact(effect.id, effect.fact);
      await countOutcome(moment, effect);
      return findable(moment.tx, world.vault, moment.turn.case, findableWords(effect.fact));
    case 'timer':
      return rows.timer(effect.key, effect.id, new Date(effect.due));
    case 'cancel':
      return rows.cancel(effect.key);
    case 'seen':
    case 'status':
    case 'voice':
      // A read mark is made after the commit; the others are part of the state, saved with it at the end of the turn.
      return;
    default:
      await rows.flush();
      return rare(world, moment, effect);
  }
}

async function countOutcome({ tx, turn, now }: Moment, { id, fact }: Extract<Numbered, { kind: 'learn' }>) {
  const outcome = outcomeOf(fact);
  if (outcome) await keepOutcome(tx, { id, case: turn.case, ...outcome, at: now });
}

type Common = 'send' | 'family' | 'learn' | 'timer' | 'cancel' | 'seen' | 'status' | 'voice';

async function rare(
  { vault, flows }: Pick<World, 'vault' | 'flows'>,
  { tx, turn, now }: Moment,
  effect: Exclude<Numbered, { kind: Common }>,
): Promise<void> {
  switch (effect.kind) {
    case 'permit':
      return permit(tx, vault, {
        channel: 'sms',
        phone: effect.phone,
        given: effect.given,
        purpose: 'family',
        method: 'chat',
        message: turn.event.id,
        conversation: turn.conversation,
        at: now,
      });
    case 'retaken':
      return retakeAnswered(tx, turn.case, effect.document, now);
    case 'copy':
      return write.markCopy(tx, turn, effect);
    case 'consent':
      await write.keepConsent(tx, vault, turn, effect, now);
      if (effect.purpose !== 'service') return;
      return keepWish(
        tx,
        vault,
        turn,
        { given: effect.given, purpose: 'service', method: 'consent', message: turn.event.id },
        now,
      );
    case 'read':
      return write.askReading(
        tx,
        vault,
        turn,
        effect,
        await write.hasOpenTask(tx, turn.conversation, 'emergency'),
        now,
      );
    case 'task':
      return write.openTask(
        tx,
        vault,
        turn,
        effect.id,
        effect.what,
        effect.note,
        now,
        taskDue(effect.what, now),
      );
    case 'settle':
      return write.closeTasks(tx, turn, effect.what, now);
    case 'withdraw':
      await write.withdraw(tx, turn.conversation);
      return turn.event.kind === 'renamed' ? takeBackMissed(tx, turn, now) : undefined;
    case 'knock':
      return joining.knock(tx, vault, turn, effect, now);
    case 'admit':
      return joining.admit(tx, vault, turn, effect, now);
    case 'blot':
      return blot(tx, vault, turn);
    case 'open':
      return beside.openBeside(tx, vault, turn, newcomer(flows), effect, now);
    case 'switch':
      return beside.switchBeside(tx, vault, turn, effect, now);
    case 'forward':
      return beside.forward(tx, vault, turn, effect, now);
    default:
      return effect satisfies never;
  }
}

/** What one more request of somebody known starts from: the newest flow. */
function newcomer([newest]: World['flows']): Newcomer {
  return (reference) => ({ flow: newest!.hash, state: start(newest!, { reference }) });
}
