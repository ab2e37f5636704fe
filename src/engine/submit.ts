import { entered } from './clocks.ts';
import { familyHears } from './family.ts';
import { needsOf, nextAsk, waitsForPapers } from './needs.ts';
import { noReminder, remindLater } from './reminders.ts';
import { askAside, emit, send, tell, words, type Turn } from './turn.ts';
import type { Status } from '../cases/status.ts';

/** Everything was answered and confirmed: on to the check by people, or to waiting for papers. */
export function submit(turn: Turn): void {
  if (waitsForPapers(turn)) {
    move(turn, 'documents');
    const needs = needsOf(turn, 'required')
      .map((line) => `• ${line}`)
      .join('\n');
    send(
      turn,
      { kind: 'text', text: words(turn, 'sent.needs', { needs, reference: turn.state.reference }) },
      'sent',
    );
    askNext(turn);
    remindLater(turn, 0);
    familyHears(turn, 'documents', 'bot');
    return;
  }
  submitted(turn);
  askNext(turn);
}

/** The next paper, beside what goes on: it helps, and the case does not wait for it. */
function askNext(turn: Turn): void {
  const next = turn.state.noMore ? '' : nextAsk(turn);
  if (next) askAside(turn, 'papers', ['now', 'later', 'none'], next);
}

/** The papers are as complete as they will be: people check them now. */
export function submitted(turn: Turn): void {
  move(turn, 'checking');
  tell(turn, 'sent.done', { reference: turn.state.reference }, 'sent');
  noReminder(turn);
  familyHears(turn, 'checking', 'bot');
}

/** Moves the case and remembers it. */
export function move(turn: Turn, to: Status): void {
  if (turn.state.status === to) return;
  turn.state.status = to;
  emit(turn, { kind: 'status', to, by: 'bot' });
  entered(turn, to);
}
