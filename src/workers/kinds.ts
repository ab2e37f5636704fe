import type { MessageKind } from '../db/effects.ts';
import type { Event, Numbered } from '../engine/types.ts';

const HOUR = 3_600_000;

interface Manner {
  /** 0 goes before 1, and 1 before 2: a reply never waits behind a reminder. */
  urgency: 0 | 1 | 2;
  /** Nobody asked for it just now: it does not ring at night. */
  quiet: boolean;
  /** Milliseconds after which something else is done when it was not delivered. */
  undelivered?: number;
  /** The same when it was delivered and not read. People who hide that they read are told once more, no oftener. */
  unread?: number;
}

/** How each kind is treated. A reply needs no watching: whoever asked looks for it. */
export const MANNERS: Readonly<Record<MessageKind, Manner>> = {
  seen: { urgency: 0, quiet: false },
  reply: { urgency: 0, quiet: false },
  staff: { urgency: 0, quiet: false, undelivered: 12 * HOUR, unread: 24 * HOUR },
  opinion: { urgency: 1, quiet: true, undelivered: 4 * HOUR, unread: 24 * HOUR },
  update: { urgency: 1, quiet: true, undelivered: 12 * HOUR, unread: 48 * HOUR },
  nudge: { urgency: 1, quiet: true, undelivered: 6 * HOUR, unread: 24 * HOUR },
  family: { urgency: 1, quiet: true },
  fallback: { urgency: 1, quiet: true },
  reminder: { urgency: 2, quiet: true },
};

/**
 * Timers that only wait for an album to be complete, or for a person who has the voice: what follows is still the answer,
 * and must not be overtaken by a later one.
 */
const AWAITED = new Set(['album', 'settle', 'pages', 'lease', 'promise']);

/** What a message of this turn is. Whoever wrote or sent a paper waits for a reply; the rest comes unasked. */
export function kindOf(
  event: Event,
  effect: Extract<Numbered, { kind: 'send' | 'seen' | 'family' }>,
): MessageKind {
  if (effect.kind !== 'send') return effect.kind;
  if (effect.voice === 'staff') return 'staff';
  switch (event.kind) {
    case 'status_changed':
    case 'fact_added':
    case 'retake_asked':
    case 'papers_arranged':
    case 'complaint_closed':
    case 'question_asked':
      return 'update';
    case 'opinion_signed':
      return 'opinion';
    case 'timer':
      // Signed at night, it is offered in the morning: that is the opinion, and no reminder of it.
      if (event.key === 'opinion') return 'opinion';
      // A date moved: news, and no reminder.
      if (event.key.startsWith('late_')) return 'update';
      return AWAITED.has(event.key) ? 'reply' : 'reminder';
    default:
      return 'reply';
  }
}
