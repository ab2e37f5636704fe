import { goOn, nextStep, retell } from './ask.ts';
import { familyPhone } from './family.ts';
import { stillHeld } from './hold.ts';
import { noReminder } from './reminders.ts';
import { move } from './submit.ts';
import { askAside, emit, raise, tell, words, type Turn } from './turn.ts';

/** While stopped, the way back is told at most once a day. */
const DAY = 24 * 3600 * 1000;

/** Withdraws consent: everything halts, and one message says so (DPDP Act s.6: as easy as giving it). */
export function stop(turn: Turn): void {
  const { state } = turn;
  if (state.stopped) return afterStop(turn);
  emit(turn, { kind: 'withdraw' });
  for (const key of ['album', 'settle', 'pages', 'opinion', 'follow']) emit(turn, { kind: 'cancel', key });
  noReminder(turn);
  const phone = familyPhone(turn);
  if (phone) {
    emit(turn, {
      kind: 'family',
      to: phone,
      meaning: 'stopped',
      text: words(turn, 'sms.stopped', { reference: state.reference }),
    });
  }
  state.stopped = { from: state.status, told: turn.event.at };
  // An emergency outlasts the will to stop: START leads back to it, not to the questions.
  state.aside = null;
  move(turn, 'withdrawn');
  raise(turn, 'withdrawal');
  tell(turn, 'stopped.done', { reference: state.reference }, 'stopped');
  if (state.hold) stillHeld(turn);
}

/** Anything written after STOP: once a day, how to start again. It never starts again by itself. */
export function afterStop(turn: Turn): void {
  const stopped = turn.state.stopped!;
  const first = !stopped.answered;
  if (!first && Date.parse(turn.event.at) - Date.parse(stopped.told) < DAY) return;
  stopped.told = turn.event.at;
  stopped.answered = true;
  tell(turn, 'stopped.again', {}, 'stopped');
}

/** START: everything is as it was. */
export function restart(turn: Turn): void {
  const { state } = turn;
  if (!state.stopped && !state.ended) return retell(turn);
  if (state.stopped) {
    move(turn, state.stopped.from);
    emit(turn, { kind: 'settle', what: 'withdrawal' });
    state.open = state.open.filter((one) => one !== 'withdrawal');
  }
  state.stopped = null;
  state.ended = false;
  if (state.hold) return stillHeld(turn);
  if (!state.asked) return goOn(turn);
  if (state.at) return retell(turn, words(turn, 'stopped.restarted'));
  if (state.status === 'intake' && nextStep(turn.flow, state))
    return goOn(turn, words(turn, 'stopped.restarted'));
  tell(turn, 'stopped.restarted', {}, 'restarted');
  if (state.opinion && !state.opinion.opened)
    askAside(
      turn,
      'opinion',
      ['open', 'call', 'later'],
      words(turn, 'asides.opinion.ask', { reference: state.reference }),
    );
}
