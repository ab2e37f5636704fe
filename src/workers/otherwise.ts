import type { MessageKind } from '../db/effects.ts';
import { MANNERS } from './kinds.ts';

/** What is done for a message that does not get through, in the order in which it may happen. */
export interface Otherwise {
  /** `refused`: the provider would not, or it failed later. `shut`: the window closed before it left. */
  when: 'refused' | 'shut' | 'undelivered' | 'unread';
  /** Milliseconds after it was sent. */
  after?: number;
  /** `sms`: one neutral SMS to the relative, and where none may go, a person at the desk. */
  do: 'template' | 'sms' | 'person' | 'nothing';
}

/** Every way out of a message, named before it leaves. Only a read mark has none: nobody misses it. */
export function otherwise(message: {
  kind: MessageKind;
  channel: string;
  audience: 'person' | 'family';
  isTemplate: boolean;
}): readonly Otherwise[] {
  const { kind, channel, audience, isTemplate } = message;
  if (kind === 'seen') return [{ when: 'refused', do: 'nothing' }];
  // Nothing stands behind an SMS but a person: it is the last way there is.
  if (channel === 'sms' || audience === 'family') return [{ when: 'refused', do: 'person' }];
  const { undelivered, unread } = MANNERS[kind];
  return [
    { when: 'refused', do: 'sms' },
    ...(isTemplate ? [] : [{ when: 'shut', do: 'template' } as const]),
    ...(undelivered === undefined ? [] : [{ when: 'undelivered', after: undelivered, do: 'sms' } as const]),
    ...(unread === undefined ? [] : [{ when: 'unread', after: unread, do: 'sms' } as const]),
  ];
}

const HOUR = 3_600_000;

/** The same in one line, as it stands beside the message: `refused:sms shut:template undelivered:4h:sms`. */
export function inWords(ways: readonly Otherwise[]): string {
  return ways
    .map(({ when, after, do: way }) =>
      [when, ...(after === undefined ? [] : [`${after / HOUR}h`]), way].join(':'),
    )
    .join(' ');
}

/** A message whose time to arrive is over, as far as we know. */
export interface Late {
  kind: MessageKind;
  state: string;
  sentAt: Date | null;
  /** The person wrote to us after it was sent: they hold the phone it lies on. */
  wroteSince: boolean;
}

/** What to do about it. Pure. `person` is only where no SMS may go. */
export function overdue(
  one: Late,
  now: Date,
): { do: 'nothing' } | { do: 'look'; at: Date } | { do: 'tell'; why: 'undelivered' | 'unread' | 'failed' } {
  const { state, sentAt, wroteSince } = one;
  if (state === 'failed') return { do: 'tell', why: 'failed' };
  if (wroteSince) return { do: 'nothing' };
  if (state === 'sent') return { do: 'tell', why: 'undelivered' };
  const { unread } = MANNERS[one.kind];
  if (state !== 'delivered' || unread === undefined || !sentAt) return { do: 'nothing' };
  const at = new Date(sentAt.getTime() + unread);
  return at > now ? { do: 'look', at } : { do: 'tell', why: 'unread' };
}
