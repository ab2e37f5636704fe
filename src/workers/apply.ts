import { findableWords } from '../cases/wanted.ts';
import type { Tx } from '../db/connect.ts';
import { cut } from '../channels/index.ts';
import * as beside from '../db/beside.ts';
import * as write from '../db/effects.ts';
import { findable } from '../db/finding.ts';
import { blot } from '../db/inbox.ts';
import * as joining from '../db/joining.ts';
import type { Newcomer } from '../db/people.ts';
import { permit } from '../db/permissions.ts';
import type { Turn } from '../db/turns.ts';
import { keepWish } from '../db/wishes.ts';
import { start } from '../engine/state.ts';
import type { Numbered } from '../engine/types.ts';
import { kindOf, MANNERS } from './kinds.ts';
import type { World } from './world.ts';

/** What is the same for all effects of one turn. */
export interface Moment {
  tx: Tx;
  turn: Turn;
  /** The voice's epoch after this turn: what is queued under it goes stale when the voice changes again. */
  epoch: number;
  now: Date;
}

/** Turns one effect into its row. */
export async function apply(
  { vault, flows, channels }: Pick<World, 'vault' | 'flows' | 'channels'>,
  { tx, turn, epoch, now }: Moment,
  effect: Numbered,
): Promise<void> {
  switch (effect.kind) {
    case 'send':
    case 'seen':
    case 'family':
      for (const letter of pieces(letterOf(turn, effect), channels))
        await write.putOutbox(tx, vault, turn, epoch, letter, now);
      return;
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
    case 'copy':
      return write.markCopy(tx, turn, effect);
    case 'learn':
      await write.learn(tx, vault, turn, effect);
      return findable(tx, vault, turn.case, findableWords(effect.fact));
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
    case 'timer':
      return write.setTimer(tx, vault, turn, effect, now);
    case 'cancel':
      return write.cancelTimer(tx, turn, effect.key, now);
    case 'task':
      return write.openTask(tx, vault, turn, effect.id, effect.what, effect.note, now);
    case 'settle':
      return write.closeTasks(tx, turn, effect.what, now);
    case 'withdraw':
      return write.withdraw(tx, turn.conversation);
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
    case 'status':
    case 'voice':
      // Part of the state, and saved with it at the end of the turn.
      return;
    default:
      return effect satisfies never;
  }
}

/** What one more request of somebody known starts from: the newest flow. */
function newcomer([newest]: World['flows']): Newcomer {
  return (reference) => ({ flow: newest!.hash, state: start(newest!, { reference }) });
}

/** A text longer than its channel takes goes in pieces, each a message of its own, in order; a caption alone where no file can go. */
function pieces(post: write.Posted, channels: World['channels']): write.Posted[] {
  const channel = channels.get(post.channel as 'sms');
  const { message } = post.letter;
  if (message.kind === 'file' && message.bare && channel?.wordsOnly)
    return [{ ...post, letter: { ...post.letter, message: { kind: 'text', text: message.caption } } }];
  const most = channel?.longest;
  if (most === undefined || message.kind !== 'text' || message.text.length <= most) return [post];
  return cut(message.text, most).map((text, i) => ({
    ...post,
    id: i ? `${post.id}.${i + 1}` : post.id,
    letter: { ...post.letter, message: { ...message, text } },
  }));
}

type Said = Extract<Numbered, { kind: 'send' | 'seen' | 'family' }>;

function letterOf(turn: Turn, effect: Said): write.Posted {
  const kind = kindOf(turn.event, effect);
  const { urgency } = MANNERS[kind];
  if (effect.kind === 'family') {
    const message = { kind: 'text', text: effect.text } as const;
    return {
      id: effect.id,
      channel: 'sms',
      audience: 'family',
      voice: 'bot',
      kind,
      urgency,
      tag: effect.meaning,
      letter: { to: effect.to, message },
    };
  }
  const base = { id: effect.id, channel: turn.channel, audience: 'person', kind, urgency } as const;
  return effect.kind === 'seen'
    ? { ...base, voice: 'bot', tag: 'seen', letter: { message: { kind: 'seen', of: providerId(turn) } } }
    : {
        ...base,
        voice: effect.voice,
        tag: effect.tag,
        letter: { ...(effect.to ? { to: effect.to } : {}), message: effect.message },
      };
}

/** The event's own id is ours; the provider wants its own. */
function providerId(turn: Turn): string {
  return turn.source.slice(turn.source.indexOf(':') + 1);
}
