import { emit, timer, type Turn } from './turn.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;

/** What comes of silence: the question again, a word 48 hours before the end, the end. */
export type Nudge = 'remind' | 'warn' | 'end';

interface Silence {
  /** Seconds since the last word of theirs. */
  after: number;
  does: Nudge;
}

/**
 * When what comes of a silence (clinical notes on status messages, sections 1 and 2): reminders after 24 h, 72 h and 7 days, the
 * end after 30 days. That is the age at which blood tests no longer serve, and a question left for longer is another one; nothing
 * is erased by it, and whoever writes again goes on. The law sets no such term for a service like this (its three years are
 * of shops and games, DPDP Rule 8 and Third Schedule), but asks for a warning 48 hours before where there is one.
 */
const AGREED: readonly Silence[] = [
  { after: DAY, does: 'remind' },
  { after: 3 * DAY, does: 'remind' },
  { after: 7 * DAY, does: 'remind' },
  { after: 28 * DAY, does: 'warn' },
  { after: 30 * DAY, does: 'end' },
];
/** Who never agreed is not waited for: a week, for nothing may be kept of them without a purpose (DPDP Act, s. 8(7)). */
const NOT_YET: readonly Silence[] = [
  { after: DAY, does: 'remind' },
  { after: 3 * DAY, does: 'remind' },
  { after: 5 * DAY, does: 'warn' },
  { after: 7 * DAY, does: 'end' },
];

const IST = 5.5 * HOUR;
const MORNING = 8 * HOUR;
const NIGHT = 21 * HOUR;

const silenceOf = ({ state }: Turn): readonly Silence[] => (state.status === 'draft' ? NOT_YET : AGREED);

/** What comes now, after so many in this silence; and whether it is the last reminder of it. */
export function nudgeNow(turn: Turn): { does: Nudge; last: boolean } {
  const all = silenceOf(turn);
  const does = all[turn.state.reminded]?.does ?? 'end';
  return { does, last: all[turn.state.reminded + 1]?.does !== 'remind' };
}

/** Seconds from `at` until a wait is over, moved to eight in the morning (India) where it would end between 21:00 and 08:00. */
export function outsideNight(at: string, wait: number): number {
  const due = Date.parse(at) / 1000 + wait;
  const clock = (due + IST) % (24 * HOUR);
  if (clock >= MORNING && clock < NIGHT) return wait;
  return Math.ceil(wait + ((MORNING - clock + 24 * HOUR) % (24 * HOUR)));
}

/**
 * Sets the reminder for when nobody answers; `sent` is how much came of this silence already. Returns in how many seconds the
 * next comes.
 */
export function remindLater(turn: Turn, sent: number): number {
  turn.state.reminded = sent;
  const all = silenceOf(turn);
  const next = all[sent];
  if (!next) return 0;
  const seconds = outsideNight(turn.event.at, next.after - (all[sent - 1]?.after ?? 0));
  timer(turn, 'reminder', seconds);
  return seconds;
}

/** No reminder: everything is done, stopped, or in a person's hands. */
export function noReminder(turn: Turn): void {
  turn.state.reminded = 0;
  emit(turn, { kind: 'cancel', key: 'reminder' });
}
