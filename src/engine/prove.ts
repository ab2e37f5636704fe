import { retell, waitingAt } from './ask.ts';
import { fold, plainDigits } from './match.ts';
import { offer } from './opinion.ts';
import { noReminder } from './reminders.ts';
import { standing } from './staff.ts';
import { emit, raise, send, tell, words, type Turn } from './turn.ts';
import type { Numbered } from './types.ts';

/** After so many wrong answers only a person can tell. */
const MOST_WRONG = 3;
/** What may be said while nobody knows who writes: the question itself, help, and that all is stopped. */
const HARMLESS = ['prove', 'emergency', 'stopped', 'person'];

/**
 * The number or the id behind this chat changed. Whoever has it now answers one safe question before the case is spoken of.
 * What was meant for the old one goes stale, whether it waits, is on its way or fails: its question is asked anew.
 */
export function renamed(turn: Turn): void {
  const { state } = turn;
  const isCalm = !state.stopped && !state.hold && state.voice === 'bot';
  if (state.ended || (state.consents.service !== true && !isCalm)) return;
  state.aside = null;
  emit(turn, { kind: 'withdraw' });
  // In a danger, and where nothing may be said, nothing stands in for what was lost: a person looks at it.
  if (isCalm) emit(turn, { kind: 'voice', to: 'bot' });
  // Before they agreed nothing is known that would have to be guarded.
  if (state.consents.service !== true) return retell(turn);
  state.prove = { wrong: 0 };
  noReminder(turn);
  if (state.voice === 'staff') return raise(turn, 'wants_person', 'number_changed');
  if (!state.stopped) tell(turn, 'prove.ask', {}, 'prove');
}

/** An answer to that question: the year of birth, give or take one, or the reference. */
export function proving(turn: Turn, text: string, wantsPerson: boolean): void {
  const { state } = turn;
  const { prove } = state;
  if (!prove) return;
  if (isRight(turn, text)) return proved(turn);
  if (isGuess(text)) prove.wrong += 1;
  if (!wantsPerson && prove.wrong < MOST_WRONG)
    return tell(turn, isGuess(text) ? 'prove.again' : 'prove.ask', {}, 'prove');
  raise(turn, 'wants_person', 'number_changed');
  tell(turn, 'prove.failed', {}, 'prove');
}

/** A number or six letters are an answer; a greeting or a tap is none. */
function isGuess(text: string): boolean {
  return /\d{2}/.test(plainDigits(text)) || /^\w{6}$/.test(text.trim());
}

function isRight(turn: Turn, text: string): boolean {
  const { state, flow, event } = turn;
  // Too many guesses: from now on only a person can tell.
  if (state.prove!.wrong >= MOST_WRONG) return false;
  if (fold(text) === fold(state.reference)) return true;
  const step = flow.steps.find(({ learn }) => learn === 'patient.age');
  const age = Number(step ? state.answers[step.name]?.value : Number.NaN);
  const years = plainDigits(text).match(/(?<!\d)(?:19|20)\d\d(?!\d)/g) ?? [];
  if (!Number.isFinite(age) || years.length !== 1) return false;
  return Math.abs(Number(event.at.slice(0, 4)) - Math.floor(age) - Number(years[0])) <= 1;
}

function proved(turn: Turn): void {
  const { state } = turn;
  delete state.prove;
  if (waitingAt(turn)) retell(turn, words(turn, 'prove.right'));
  else send(turn, { kind: 'text', text: `${words(turn, 'prove.right')}\n\n${standing(turn)}` }, 'prove');
  offer(turn);
}

/** Until that is settled nothing of the case is said by the service, whatever happens. */
export function hushed(turn: Turn, effects: Numbered[]): Numbered[] {
  if (!turn.state.prove) return effects;
  return effects.filter(
    (effect) => effect.kind !== 'send' || effect.voice === 'staff' || HARMLESS.includes(effect.tag),
  );
}
