import { ask, waitingAt } from './ask.ts';
import { needsOf } from './needs.ts';
import { remindLater, outsideNight } from './reminders.ts';
import { send, timer, words, type Turn } from './turn.ts';

/** Nobody answered for a while: says what is missing and asks again, at most three times, never at night. */
export function remind(turn: Turn): void {
  const { state } = turn;
  if (state.voice === 'staff' || state.stopped || state.ended || state.hold || state.reminded >= 3) return;
  if (!['draft', 'intake', 'documents', 'more_info'].includes(state.status)) return;
  const night = outsideNight(turn.event.at, 0);
  if (night > 0) return timer(turn, 'reminder', night);
  const sent = state.reminded + 1;
  const asked = waitingAt(turn);
  const last = sent === 3 ? ` ${words(turn, 'reminder.last')}` : '';
  if (asked) ask(turn, asked, 'ask', words(turn, 'reminder.question') + last);
  else {
    const needs = needsOf(turn)
      .map((line) => `• ${line}`)
      .join('\n');
    const text = needs ? words(turn, 'reminder.papers', { needs }) : words(turn, 'reminder.answer');
    send(turn, { kind: 'text', text: text + last }, 'reminder');
  }
  turn.effects.findLast((effect) => effect.kind === 'send')!.tag = 'reminder';
  remindLater(turn, sent);
  state.reminded = sent;
}
