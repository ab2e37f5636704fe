import type { Sent } from '../channels/channel.ts';
import type { Ending, Leased } from '../db/outbox.ts';
import { MANNERS } from './kinds.ts';
import { backoff } from './loop.ts';
import type { Times } from './world.ts';

/** How often one message is tried when the provider says: not now. After that a person looks at it. */
const MOST_TRIES = 8;
/** The same where nothing of the number goes out: some six hours, in which an operator can mend it. */
const MOST_HALTED = 36;

/** What a send's outcome makes of the message. Pure but for the chance handed in. */
export function endingOf(
  message: Leased,
  sent: Sent,
  now: Date,
  times: Pick<Times, 'settle'>,
  random: () => number,
): Ending {
  const later = (ms: number) => new Date(now.getTime() + ms);
  if (sent.outcome === 'sent') {
    const { undelivered } = MANNERS[message.kind];
    const check = undelivered === undefined ? {} : { check: later(undelivered) };
    const by = sent.registration === undefined ? {} : { registration: sent.registration };
    return { state: 'sent', providerId: sent.providerId, at: now, ...check, ...by };
  }
  if (message.letter.message.kind === 'seen') return { state: 'withdrawn', reason: 'not_worth_repeating' };
  if (sent.outcome === 'unknown') return { state: 'unknown', due: later(times.settle), failure: 'no_answer' };
  const { action, code, wait, halts } = sent.failure;
  const most = halts ? MOST_HALTED : MOST_TRIES;
  if (action === 'template') return { state: 'held', reason: 'window' };
  const picture = message.letter.message.kind === 'crop';
  const patient = action === 'retry' || action === 'slow' || action === 'stop';
  // The question under it can be answered from the paper in hand.
  if (picture && (!patient || message.attempts >= most)) return { state: 'withdrawn', reason: code };
  if (!patient || message.attempts >= most) return { state: 'parked', reason: code };
  // "Stop" is the operator's to mend (a token, a payment): keep what waits, and look again every few minutes.
  const least = action === 'stop' ? 300_000 : 0;
  return {
    state: 'queued',
    due: later(Math.max(wait ?? 0, least, backoff(message.attempts, random))),
    failure: code,
  };
}
