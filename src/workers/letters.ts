import { cut } from '../channels/index.ts';
import type { Posted } from '../db/effects.ts';
import type { Leased } from '../db/outbox.ts';
import type { Turn } from '../db/turns.ts';
import type { Numbered } from '../engine/types.ts';
import { kindOf, MANNERS } from './kinds.ts';
import type { World } from './world.ts';

type Said = Extract<Numbered, { kind: 'send' | 'family' }>;

/** What one effect says, as the messages its channel takes: a longer text goes in pieces, in order. */
export function lettersOf(turn: Turn, effect: Said, channels: World['channels']): Posted[] {
  const post = letterOf(turn, effect);
  const { message } = post.letter;
  const channel = channels.get(post.channel as 'sms');
  // Where no file can go, its caption says it alone.
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

function letterOf(turn: Turn, effect: Said): Posted {
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
  return {
    id: effect.id,
    channel: turn.channel,
    audience: 'person',
    voice: effect.voice,
    kind,
    urgency,
    tag: effect.tag,
    letter: { ...(effect.to ? { to: effect.to } : {}), message: effect.message },
  };
}

/** A message of this very turn as it is on lease: nothing about it needs to be read again. */
export function leasedAt(
  turn: Turn,
  { id, channel, audience, voice, kind, tag, letter }: Posted,
  { language, status, heardAt }: { language: string; status: string; heardAt: Date | null },
): Leased {
  const { conversation, case: caseId, caseKey, key, reference, to } = turn;
  return {
    id,
    conversation,
    case: caseId,
    caseKey,
    key,
    reference,
    language,
    channel,
    audience,
    voice,
    kind,
    stopped: status === 'withdrawn',
    stale: false,
    tag,
    attempts: 1,
    doubts: 0,
    letter,
    to: letter.to ? { kind: 'phone', value: letter.to } : to,
    lastInboundAt: heardAt,
    unsettled: null,
  };
}
