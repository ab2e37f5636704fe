import { LIFE } from '../cases/life.ts';
import { ask, waitingAt } from './ask.ts';
import { openAsk } from './asked.ts';
import { dayOf } from './clocks.ts';
import { needsOf } from './needs.ts';
import { nudgeNow, outsideNight, remindLater } from './reminders.ts';
import { move } from './submit.ts';
import { send, tell, timer, words, type Turn } from './turn.ts';

/** Nobody answered for a while: says what is missing and asks again, a few times and never at night; then the end is announced. */
export function remind(turn: Turn): void {
  const { state } = turn;
  if (state.voice === 'staff' || state.stopped || state.ended || state.hold) return;
  if (!LIFE[state.status].reminds) return;
  const night = outsideNight(turn.event.at, 0);
  if (night > 0) return timer(turn, 'reminder', night);
  const { does, last: isLast } = nudgeNow(turn);
  if (does === 'end') return expire(turn);
  const sent = state.reminded + 1;
  if (does === 'warn') return warn(turn, sent);
  const asked = waitingAt(turn);
  const last = isLast ? ` ${words(turn, 'reminder.last')}` : '';
  if (asked) ask(turn, asked, 'ask', words(turn, 'reminder.question') + last);
  else {
    const needs = needsOf(turn)
      .map((line) => `• ${line}`)
      .join('\n');
    const open = state.status === 'more_info' ? openAsk(state) : undefined;
    const text = open
      ? `${words(turn, 'reminder.answer')}\n\n${open.text}`
      : needs
        ? words(turn, 'reminder.papers', { needs })
        : words(turn, 'reminder.answer');
    send(turn, { kind: 'text', text: text + last }, 'reminder');
  }
  turn.effects.findLast((effect) => effect.kind === 'send')!.tag = 'reminder';
  remindLater(turn, sent);
  state.reminded = sent;
}

/** Two days before the end: when it is, and how to stay. */
function warn(turn: Turn, sent: number): void {
  const end = Date.parse(turn.event.at) + remindLater(turn, sent) * 1000;
  const date = dayOf(turn, new Date(end).toISOString());
  tell(turn, 'reminder.ending', { reference: turn.state.reference, date }, 'reminder');
}

/** The silence was long: one last word. Nothing is lost, and writing again goes on. */
function expire(turn: Turn): void {
  const { reference } = turn.state;
  tell(turn, 'updates.expired', { reference }, 'expired');
  move(turn, 'expired');
}
