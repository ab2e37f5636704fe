import { isOpenAt } from '../cases/working-time.ts';
import { retell, waitingAt } from './ask.ts';
import { outsideNight } from './reminders.ts';
import type { State } from './state.ts';
import { emit, raise, send, timer, words, type Turn } from './turn.ts';
import type { Effect } from './types.ts';

/** Seconds a person who has the voice may take; then the family is told when somebody answers. */
export const PROMISE = 15 * 60;
/** Seconds after their last word until the voice falls back to the bot. */
export const LEASE = 2 * 60 * 60;

/** What is said only to hold the line: after it the family waits as before. */
const HOLDING = ['taken', 'promise'];

/** Whether after these effects the family no longer waits for us: it was answered, or there was nothing to answer. */
export function answers(effects: readonly Effect[]): boolean {
  return effects.some(
    (effect) =>
      (effect.kind === 'send' && !HOLDING.includes(effect.tag)) ||
      (effect.kind === 'cancel' && effect.key === 'promise'),
  );
}

/** The epoch after a turn: each change of voice begins a new one, and what an older one queued goes stale. */
export function epochAfter(epoch: number, effects: readonly Effect[]): number {
  return effects.some(({ kind }) => kind === 'voice') ? epoch + 1 : epoch;
}

/** A person has the voice from now on, for as long as they use it. It never falls back at night, which would ring. */
export function lease(turn: Turn): void {
  timer(turn, 'lease', outsideNight(turn.event.at, LEASE));
}

/** The family wrote to a person. It is told when somebody answers, where nobody does in time; the first message counts. */
export function expect(turn: Turn): void {
  if (turn.state.promised) return;
  turn.state.promised = true;
  timer(turn, 'promise', PROMISE);
}

/** They were answered, or the bot answers again. */
export function kept(turn: Turn): void {
  if (!turn.state.promised) return;
  delete turn.state.promised;
  emit(turn, { kind: 'cancel', key: 'promise' });
}

/** Somebody read what they wrote, and it needs no answer. Whatever came after it still does. */
export function waved(turn: Turn, upTo: string): void {
  if (turn.state.heardLast !== upTo) return;
  delete turn.state.promised;
  emit(turn, { kind: 'cancel', key: 'promise' });
}

/** Nobody answered in time: the desk is called, and the family hears when. Said for the one who has the voice. */
export function promiseDue(turn: Turn): void {
  const { state } = turn;
  if (!state.promised) return;
  delete state.promised;
  if (state.voice !== 'staff' || state.stopped || state.ended) return;
  raise(turn, 'wants_person', 'unanswered');
  const text = words(turn, isOpen(turn.event.at) ? 'staff.wait' : 'staff.waitMorning');
  emit(turn, { kind: 'send', message: { kind: 'text', text }, voice: 'staff', tag: 'promise' });
}

/** Whoever had the voice has not used it for long: the bot is back and says so. What nobody answered stays with the desk. */
export function leaseOver(turn: Turn): void {
  const { state } = turn;
  if (state.voice !== 'staff') return;
  const unanswered = state.promised;
  giveBack(turn);
  if (state.stopped || state.ended) return;
  if (unanswered) raise(turn, 'wants_person', 'unanswered');
  // In a danger nothing is asked; what the hold says stands.
  const back = words(turn, 'staff.lapsed');
  if (state.at && waitingAt(turn) && !state.hold && !state.prove)
    retell(turn, `${back} ${words(turn, 'staff.goOn')}`);
  else send(turn, { kind: 'text', text: back }, 'handed_back');
}

/** The voice is the bot's again. */
export function giveBack(turn: Turn): void {
  turn.state.voice = 'bot';
  turn.state.holder = '';
  emit(turn, { kind: 'voice', to: 'bot' });
  emit(turn, { kind: 'cancel', key: 'lease' });
  kept(turn);
}

/** Whether the team is there: 9 to 20 in India. */
export function isOpen(at: string): boolean {
  return isOpenAt(Date.parse(at));
}

/** Whether a message now is one that a person must answer. */
export function isForStaff({ voice, stopped, ended }: State): boolean {
  return voice === 'staff' && !stopped && !ended;
}
