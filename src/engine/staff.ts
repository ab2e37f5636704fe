import { LIFE } from '../cases/life.ts';
import { ANSWERED, HANDED_BACK } from '../cases/settled.ts';
import { askNow, openAsk, questionAsked } from './asked.ts';
import { retell, waitingAt } from './ask.ts';
import { settled } from './album.ts';
import { entered, expected } from './clocks.ts';
import { familyHears } from './family.ts';
import { needsOf } from './needs.ts';
import { offer, pieces } from './opinion.ts';
import { noReminder, remindLater } from './reminders.ts';
import { expect, giveBack, isOpen, kept, lease } from './voice.ts';
import { emit, raise, send, settle, words, type Turn } from './turn.ts';
import type { Event, Staff } from './types.ts';

/** The first name only: nobody needs more in a chat. */
const firstName = ({ name }: Staff) => name.trim().split(/\s+/)[0]!.slice(0, 30);

/** A person takes the conversation: what the bot had not said yet is taken back, and the family is told who is there. */
export function taken(turn: Turn, by: Staff): void {
  const { state } = turn;
  if (state.stopped) return;
  const same = state.voice === 'staff' && state.holder === by.id;
  state.voice = 'staff';
  state.holder = by.id;
  emit(turn, { kind: 'withdraw' });
  emit(turn, { kind: 'voice', to: 'staff', by });
  noReminder(turn);
  lease(turn);
  // What the bot was about to answer was just taken back, and somebody is announced: they have to speak.
  if (!same && state.heardAt) expect(turn);
  // Whoever writes from elsewhere has no name here, and has spoken already.
  if (same || !by.name) return;
  const message = { kind: 'text', text: words(turn, 'staff.here', { name: firstName(by) }) } as const;
  emit(turn, { kind: 'send', message, voice: 'staff', tag: 'taken' });
}

/** What a person at the desk wrote. Writing without having taken the conversation takes it. */
export function said(turn: Turn, by: Staff, text: string): void {
  const { state } = turn;
  // After STOP nobody writes: the withdrawal holds for people as well.
  if (state.stopped || !text.trim()) return;
  if (state.voice !== 'staff' || state.holder !== by.id) taken(turn, by);
  for (const piece of pieces(text.slice(0, 12_000), 4000))
    emit(turn, { kind: 'send', message: { kind: 'text', text: piece }, voice: 'staff', tag: 'said' });
  kept(turn);
  lease(turn);
  settle(turn, ...ANSWERED);
}

/**
 * The bot is back: it says so, says what the person at the desk wants kept in mind, where things stand, and asks the
 * waiting question again.
 */
export function handedBack(turn: Turn, by: Staff, summary = ''): void {
  const { state } = turn;
  if (state.voice !== 'staff') return;
  // A person spoke with them and knows who it is.
  delete state.prove;
  state.hold = null;
  giveBack(turn);
  settle(turn, ...HANDED_BACK);
  if (state.stopped || state.ended) return;
  const said = summary.trim().slice(0, 1_000);
  const back = words(turn, 'staff.back', { name: firstName(by) }) + (said && `\n\n${said}`);
  const read = state.album.done.length > 0 && !state.album.waiting.length && !state.album.count;
  if (read) {
    send(turn, { kind: 'text', text: back }, 'handed_back');
    settled(turn);
  } else if (state.at && waitingAt(turn))
    retell(turn, `${back}${said ? '\n\n' : ' '}${words(turn, 'staff.goOn')}`);
  else if (state.status === 'more_info' && openAsk(state))
    send(turn, { kind: 'text', text: back }, 'handed_back');
  else send(turn, { kind: 'text', text: `${back}\n\n${standing(turn)}` }, 'handed_back');
  askNow(turn);
  offer(turn);
}

/** One line on where the case stands, with what is missing. */
export function standing(turn: Turn): string {
  const { state } = turn;
  const said = words(turn, `statuses.${state.status}`, { reference: state.reference });
  const asked = state.status === 'more_info' ? openAsk(state) : undefined;
  const told = [said, expected(turn)].filter(Boolean).join(' ');
  const line = asked ? `${told}\n\n${asked.text}` : told;
  const needs = state.status === 'documents' || state.status === 'more_info' ? needsOf(turn) : [];
  return needs.length
    ? `${line}\n\n${words(turn, 'papers.needed')}\n${needs.map((one) => `• ${one}`).join('\n')}`
    : line;
}

/** The desk or the doctor moved the case: the family hears what it means for them. */
export function statusChanged(turn: Turn, event: Extract<Event, { kind: 'status_changed' }>): void {
  const { state } = turn;
  const { to, reason } = event;
  if (state.stopped && to !== 'withdrawn') {
    state.stopped.from = to;
    return;
  }
  const before = state.status;
  state.status = to;
  if (to === 'withdrawn' && !state.stopped) state.stopped = { from: before, told: event.at };
  // Once people have passed the case on, no question of the intake is open any more.
  if (['ready', 'in_review', 'more_info', 'signed'].includes(to)) state.at = null;
  if (state.ended || before === to || to === 'signed' || to === 'draft') return;
  entered(turn, to);
  if (!LIFE[to].moves.length) noReminder(turn);
  if (to === 'more_info' && reason?.trim() && state.consents.service === true)
    return questionAsked(turn, { ...event, kind: 'question_asked', text: reason, by: event.by });
  if (LIFE[to].reminds) remindLater(turn, 0);
  if (state.voice === 'bot' && turn.flow.words.has('en', `updates.${to}`)) {
    const why = (reason ?? '').slice(0, 1500) || words(turn, 'updates.noReason');
    const news = words(turn, `updates.${to}`, { reference: state.reference, reason: why });
    const text = [news, expected(turn)].filter(Boolean).join('\n\n');
    send(turn, { kind: 'text', text }, 'status');
  }
  familyHears(turn, to, 'desk');
}

/** The person asked for a person: somebody is told, and the bot stays usable meanwhile. */
export function callPerson(turn: Turn): void {
  raise(turn, 'wants_person');
  const text = words(turn, isOpen(turn.event.at) ? 'person.now' : 'person.tomorrow');
  if (turn.state.hold || !waitingAt(turn)) send(turn, { kind: 'text', text }, 'person');
  else retell(turn, text);
}
