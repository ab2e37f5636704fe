import type { Inbound } from '../channels/channel.ts';
import type { Event } from '../engine/types.ts';

export type Message = Extract<Inbound, { kind: 'message' }>;
type Heard = Omit<Extract<Event, { kind: 'message' }>, 'id' | 'at'>;

/** What a message refers to, by our own ids: what of ours it quotes and asked then, and which of theirs it changes. */
export type Refers = Pick<Heard, 'replyTo' | 'asked' | 'about'>;

/** A message as the event that is kept sealed at the door. */
export function eventOf(
  { shape, text, media, choice, location, contacts, from }: Message,
  refers: Refers,
): Heard {
  const phone = from.aliases.find((alias) => alias.kind === 'phone')?.value;
  return {
    kind: 'message',
    shape,
    text,
    media,
    ...(choice ? { choice } : {}),
    ...refers,
    ...(location ? { location } : {}),
    ...(contacts ? { contacts } : {}),
    ...(phone ? { phone } : {}),
  };
}

/** A provider's clock that runs ahead of ours must not open the window for longer than it is. */
export const cameAt = ({ at }: Message, now: Date): Date => (at > now ? now : at);
