import type { MessageKind } from '../db/effects.ts';
import type { Leased } from '../db/outbox.ts';
import { MANNERS } from './kinds.ts';
import { otherwise, type Otherwise } from './otherwise.ts';
import { quietFor, type Quiet } from './quiet.ts';
import type { Times } from './world.ts';

/**
 * What to do with one message, and why; the reason is written beside it.
 * `template`: the words wait for the window, and a template says so. `sms`: they wait, and a neutral SMS says so.
 */
export type Plan =
  | Send
  | { do: 'template' | 'sms' | 'person' | 'drop'; why: string }
  | { do: 'wait'; until: Date; why: string };

/** It goes: for so much, and where it does not arrive something else is done. */
export interface Send {
  do: 'send';
  why: string;
  /** Null where it is not known, as abroad. */
  price: number | null;
  otherwise: readonly Otherwise[];
}

/**
 * A message whose answer was lost twice may be out there twice already: a person decides. Where our own workers died
 * and not even a receipt came, it most likely never left; but one that kills its worker each time must end too.
 */
const MOST_DOUBTS = { answer: 2, worker: 5 } as const;

/** Whoever wrote so short ago is awake. */
export const AWAKE_MS = 30 * 60_000;
/** How long a paused template is waited for where no SMS may go: Meta's first pause is three hours, its second six. */
const PAUSE_MS = 3 * 3_600_000;

/** What is known when a message is about to go. */
export interface Known {
  now: Date;
  times: Pick<Times, 'window'>;
  /** Absent: messages may come at any hour. */
  quiet: Quiet | undefined;
  /** SMS to a relative: their phone may be written to. */
  permitted: boolean;
  /** The owner of this address stopped the channel at the provider, which answers for itself. */
  blocked: boolean;
  /** What the provider last said of the template; `usable` also when it said nothing. */
  template: TemplateState;
  /** A relative's phone may be told, in neutral words, that something waits: the price of doing so; null where it is not known. */
  smsRoute: number | null | undefined;
  /** Why the provider or an authority would surely refuse these words. */
  refused: string | undefined;
  /** An SMS in place of a message: that message has arrived, or the person was in the chat since. */
  arrived: boolean;
  /** Price of this message by WhatsApp or SMS, in rupees; null where it is not known. */
  price: number | null;
}

/** `paused`: comes back by itself; `gone`: rejected or disabled; `costly`: now counts as advertising, which nobody agreed to. */
export type TemplateState = 'usable' | 'paused' | 'gone' | 'costly';

/** Decides about one message. Pure: the same message and knowledge always end the same way. */
export function plan(message: Leased, known: Known): Plan {
  const decided =
    cannot(message, known) ?? mayNot(message, known) ?? notNow(message, known) ?? how(message, known);
  if (decided.do !== 'send') return decided;
  const isTemplate = message.letter.message.kind === 'template';
  return { ...decided, price: known.price, otherwise: otherwise({ ...message, isTemplate }) };
}

type Decided = Exclude<Plan, Send> | Pick<Send, 'do' | 'why'>;

function cannot(message: Leased, known: Known): Decided | undefined {
  if (!message.to) return { do: 'person', why: 'no_address' };
  if (message.stale) return { do: 'drop', why: 'voice_changed' };
  if (message.audience === 'family' && !known.permitted) return { do: 'drop', why: 'not_permitted' };
  if (message.kind === 'fallback' && known.arrived) return { do: 'drop', why: 'arrived' };
  const { unsettled, doubts } = message;
  if (message.audience === 'person' && unsettled && doubts >= MOST_DOUBTS[unsettled])
    return { do: 'person', why: 'unknown_twice' };
  return known.refused ? { do: 'person', why: known.refused } : undefined;
}

/** What loses its point when somebody stops. What the conversation still says then, it says knowingly. */
const UNWANTED = new Set<MessageKind>(['reminder', 'nudge', 'fallback']);

/** Where the provider took the STOP it would refuse every word of ours. */
function mayNot(message: Leased, known: Known): Decided | undefined {
  if (message.audience === 'family') return undefined;
  // A chat that was blocked tells us nothing more: what was meant for it is a person's to bring some other way.
  const lost = message.channel === 'sms' || UNWANTED.has(message.kind) || message.kind === 'seen';
  if (known.blocked) return { do: lost ? 'drop' : 'person', why: 'opted_out' };
  return message.stopped && UNWANTED.has(message.kind) ? { do: 'drop', why: 'opted_out' } : undefined;
}

function notNow(message: Leased, { now, quiet }: Known): Decided | undefined {
  if (!quiet || !MANNERS[message.kind].quiet) return undefined;
  const awake = message.audience === 'person' && within(message.lastInboundAt, now, AWAKE_MS);
  const phone = message.to?.kind === 'phone' ? message.to.value : undefined;
  const until = awake ? undefined : quietFor(now, quiet, phone);
  return until && { do: 'wait', until, why: 'quiet_hours' };
}

function how(message: Leased, known: Known): Decided {
  if (message.channel === 'sms') return { do: 'send', why: message.kind };
  if (message.letter.message.kind === 'template') return byTemplate(known);
  if (within(message.lastInboundAt, known.now, known.times.window)) return { do: 'send', why: 'window_open' };
  // A read mark and a "typing" for a chat long gone help nobody.
  return message.kind === 'seen' ? { do: 'drop', why: 'window' } : { do: 'template', why: 'window' };
}

/** The cheapest way that is open; a person where none is. */
function byTemplate({ template, smsRoute, price, now }: Known): Decided {
  if (template === 'usable' && smsRoute === undefined) return { do: 'send', why: 'template' };
  // Where one of the two is not known nothing can be said of cheaper, and the chat is where the words wait.
  if (template === 'usable' && (smsRoute === null || price === null))
    return { do: 'send', why: 'template_unpriced' };
  if (template === 'usable')
    return smsRoute! < price! ? { do: 'sms', why: 'cheaper' } : { do: 'send', why: 'template_cheaper' };
  if (smsRoute !== undefined) return { do: 'sms', why: `template_${template}` };
  if (template === 'paused')
    return { do: 'wait', until: new Date(now.getTime() + PAUSE_MS), why: 'template_paused' };
  return { do: 'person', why: `template_${template}` };
}

function within(at: Date | null, now: Date, ms: number): boolean {
  return at !== null && now.getTime() - at.getTime() < ms;
}
