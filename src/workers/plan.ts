import type { Sent } from '../channels/channel.ts';
import type { Ending, Leased } from '../db/outbox.ts';
import { backoff } from './loop.ts';
import type { Times } from './world.ts';

/** What to do with a message that is on lease, before anything goes over the network. */
export type Plan = { do: 'send' } | { do: 'end'; ending: Ending } | { do: 'hold' };

/** How often one message is tried when the provider says: not now. After that a person looks at it. */
const MOST_TRIES = 8;

/**
 * A message whose answer was lost twice may be out there twice already: a person decides. Where our own workers died
 * and not even a receipt came, it most likely never left; but one that kills its worker each time must end too.
 */
const MOST_UNSETTLED = { answer: 2, worker: 5 } as const;

export interface Known {
  now: Date;
  times: Times;
  /** For SMS to a relative: whether their phone may be written to. */
  permitted: boolean;
}

/** Decides: send it, take it back, or hold it until the person writes and the provider's window is open again. Pure. */
export function plan(message: Leased, known: Known): Plan {
  if (!message.to) return end({ state: 'parked', reason: 'no_address' });
  if (message.stale) return end({ state: 'withdrawn', reason: 'voice_changed' });
  if (message.audience === 'family')
    return known.permitted ? { do: 'send' } : end({ state: 'withdrawn', reason: 'not_permitted' });
  if (message.unsettled && message.attempts > MOST_UNSETTLED[message.unsettled])
    return end({ state: 'parked', reason: 'unknown_twice' });
  const { kind } = message.letter.message;
  if (message.channel !== 'whatsapp' || kind === 'template') return { do: 'send' };
  if (isOpen(message.lastInboundAt, known)) return { do: 'send' };
  // A read mark and a "typing" for a chat long gone help nobody.
  if (kind === 'seen') return end({ state: 'withdrawn', reason: 'window' });
  return { do: 'hold' };
}

function end(ending: Ending): Plan {
  return { do: 'end', ending };
}

function isOpen(lastInboundAt: Date | null, { now, times }: Known): boolean {
  return lastInboundAt !== null && now.getTime() - lastInboundAt.getTime() < times.window;
}

/** What a send's outcome makes of the message. Pure but for the chance handed in. */
export function endingOf(message: Leased, sent: Sent, now: Date, times: Times, random: () => number): Ending {
  const later = (ms: number) => new Date(now.getTime() + ms);
  if (sent.outcome === 'sent') return { state: 'sent', providerId: sent.providerId, at: now };
  if (message.letter.message.kind === 'seen') return { state: 'withdrawn', reason: 'not_worth_repeating' };
  if (sent.outcome === 'unknown') return { state: 'unknown', due: later(times.settle), failure: 'no_answer' };
  const { action, code, wait } = sent.failure;
  if (action === 'template') return { state: 'held', reason: 'window' };
  const patient = action === 'retry' || action === 'slow' || action === 'stop';
  if (!patient || message.attempts >= MOST_TRIES) return { state: 'parked', reason: code };
  // "Stop" is the operator's to mend (a token, a payment): keep what waits, and look again every few minutes.
  const least = action === 'stop' ? 300_000 : 0;
  return {
    state: 'queued',
    due: later(Math.max(wait ?? 0, least, backoff(message.attempts, random))),
    failure: code,
  };
}
