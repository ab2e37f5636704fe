import { emit, timer, type Turn } from './turn.ts';

const HOUR = 3600;
/**
 * After so many seconds of silence, each counted from the last time we spoke: 24 h, 72 h and 7 days after the question; a
 * word 48 h before its end, and the end after 90 days.
 */
const WAITS = [24 * HOUR, 48 * HOUR, 96 * HOUR, 81 * 24 * HOUR, 48 * HOUR];
const IST = 5.5 * HOUR;
const MORNING = 8 * HOUR;
const NIGHT = 21 * HOUR;

/** Seconds from `at` until a wait is over, moved to eight in the morning (India) where it would end between 21:00 and 08:00. */
export function outsideNight(at: string, wait: number): number {
  const due = Date.parse(at) / 1000 + wait;
  const clock = (due + IST) % (24 * HOUR);
  if (clock >= MORNING && clock < NIGHT) return wait;
  return Math.ceil(wait + ((MORNING - clock + 24 * HOUR) % (24 * HOUR)));
}

/**
 * Sets the reminder for when nobody answers; `sent` is how many went out in this silence: three, the word before the end,
 * the end. Returns in how many seconds it comes.
 */
export function remindLater(turn: Turn, sent: number): number {
  turn.state.reminded = sent;
  const wait = WAITS[sent];
  if (wait === undefined) return 0;
  const seconds = outsideNight(turn.event.at, wait);
  timer(turn, 'reminder', seconds);
  return seconds;
}

/** No reminder: everything is done, stopped, or in a person's hands. */
export function noReminder(turn: Turn): void {
  turn.state.reminded = 0;
  emit(turn, { kind: 'cancel', key: 'reminder' });
}
