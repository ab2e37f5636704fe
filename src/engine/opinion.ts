import { endClock, entered } from './clocks.ts';
import { familySms } from './family.ts';
import { followLater } from './follow.ts';
import { outsideNight } from './reminders.ts';
import { move } from './submit.ts';
import { askAside, raise, send, tell, timer, words, type Turn } from './turn.ts';
import type { SignedOpinion } from './types.ts';

const DAY = 24 * 3600;
const MOST_OFFERS = 4;

/** A doctor signed. The person hears only that it is ready, in the daytime, and chooses when to read it. */
export function signed(turn: Turn, opinion: SignedOpinion): void {
  turn.state.opinion = { ...opinion, offers: 0, opened: false };
  turn.state.status = 'signed';
  turn.state.at = null;
  entered(turn, 'signed');
  const wait = outsideNight(turn.event.at, 0);
  if (wait > 0) timer(turn, 'opinion', wait);
  else offer(turn);
}

/** Says that it is ready. A later silence repeats it, a few times. */
export function offer(turn: Turn): void {
  const { state } = turn;
  if (
    !state.opinion ||
    state.opinion.opened ||
    state.voice === 'staff' ||
    state.stopped ||
    state.ended ||
    state.hold
  )
    return;
  if (state.opinion.offers >= MOST_OFFERS) return;
  state.opinion.offers += 1;
  endClock(turn, 'delivery');
  askAside(
    turn,
    'opinion',
    ['open', 'call', 'later'],
    words(turn, 'asides.opinion.ask', { reference: state.reference }),
  );
  timer(turn, 'opinion', outsideNight(turn.event.at, DAY));
  familySms(turn, 'ready');
}

/** What the person chose. */
export function chooseOpinion(turn: Turn, option: string): void {
  const { opinion } = turn.state;
  if (!opinion) return tell(turn, 'opinion.none', {}, 'opinion');
  if (option === 'call') {
    raise(turn, 'wants_person', 'call_before_opinion');
    return askAside(turn, 'opinion', ['open', 'later'], words(turn, 'opinion.call'));
  }
  if (option === 'later') {
    timer(turn, 'opinion', outsideNight(turn.event.at, DAY));
    return askAside(turn, 'opinion', ['open', 'call'], words(turn, 'opinion.later'));
  }
  open(turn, opinion);
}

/** The doctor's own words, whole, then the answers, who signed, the limits, and the paper. Nothing is added or shortened. */
function open(turn: Turn, opinion: NonNullable<Turn['state']['opinion']>): void {
  const { doctor, qualification, registration } = opinion;
  const parts = [
    `${words(turn, 'opinion.from', { doctor })}\n\n${opinion.summary}`,
    ...opinion.answers.map(({ question, answer }, i) => `*${i + 1}. ${question}*\n\n${answer}`),
    words(turn, 'opinion.limits', { doctor, qualification, registration }),
  ];
  for (const text of parts.flatMap((part) => pieces(part, 3900)))
    send(turn, { kind: 'text', text }, 'opinion');
  const { hash, name, mime } = opinion.file;
  send(turn, { kind: 'file', file: { hash, name, mime }, caption: words(turn, 'opinion.file') }, 'opinion');
  tell(turn, 'opinion.after', {}, 'opinion');
  opinion.opened = true;
  turn.state.aside = null;
  turn.effects.push({ kind: 'cancel', key: 'opinion' });
  move(turn, 'delivered');
  followLater(turn);
}

/** A long text in pieces that fit one message, cut between lines or words. */
export function pieces(text: string, most: number): string[] {
  if (text.length <= most) return [text];
  const cut = Math.max(text.lastIndexOf('\n', most), text.lastIndexOf(' ', most));
  const at = cut > most / 2 ? cut : most;
  return [text.slice(0, at), ...pieces(text.slice(at).trimStart(), most)];
}
