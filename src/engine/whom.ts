import { goOn, retell, waitingAt } from './ask.ts';
import { fold } from './match.ts';
import { callPerson, standing } from './staff.ts';
import { askAside, emit, send, tell, words, type Turn } from './turn.ts';
import type { Event } from './types.ts';

type MessageEvent = Extract<Event, { kind: 'message' }>;

/** So many requests one phone may have; for more, a person helps. */
const MOST_REQUESTS = 6;
/** So many messages wait for the answer to "for whom?". */
const MOST_UNSURE = 60;
/** After so long a photo may be anybody's: 6 hours, in milliseconds. */
const QUIET = 6 * 3600 * 1000;

/**
 * Whether it is unclear for which of the phone's patients a message is: another request spoke last, or a photo comes
 * out of a silence. What was tapped or quoted says it by itself.
 */
export function isUnsure(turn: Turn, event: MessageEvent): boolean {
  const { state } = turn;
  const open = turn.beside.filter((one) => one.open);
  if (event.sure || event.choice || event.replyTo || state.voice === 'staff' || !open.length) return false;
  if (event.shape === 'reaction' || event.shape === 'edit' || event.shape === 'revoke') return false;
  if (state.unsure || open.some((one) => one.spoke)) return true;
  const silence = Date.parse(event.at) - Date.parse(state.heardAt ?? event.at);
  return event.media.length > 0 && silence > QUIET;
}

/** Keeps the message unopened and asks for whom it is; an album is asked about once. */
export function askWhom(turn: Turn, event: MessageEvent): void {
  const { state } = turn;
  const before = state.unsure ?? [];
  state.unsure = [...before, event.id].slice(0, MOST_UNSURE);
  if (!before.length || !event.media.length) offerAll(turn, words(turn, 'asides.whom.ask'));
}

/** All requests of this phone, to choose the one to talk about. */
export function listPatients(turn: Turn): void {
  const { reference } = turn.state;
  if (turn.beside.length) return offerAll(turn, words(turn, 'asides.whom.ask'));
  askAside(turn, 'whom', ['another'], words(turn, 'whom.only', { reference }), 'whom');
}

function offerAll(turn: Turn, text: string): void {
  const all = [{ reference: turn.state.reference, name: ownName(turn) }, ...turn.beside];
  const options = all.slice(0, 9).map(({ reference, name }) => ({
    id: `whom:${reference}`,
    title: `${(name || words(turn, 'whom.nobody')).slice(0, 10).trim()} · ${reference}`,
  }));
  options.push({ id: 'whom:another', title: words(turn, 'asides.whom.options.another') });
  turn.state.aside = { options: options.map(({ id }) => id) };
  const hint = words(turn, options.length > 3 ? 'hint.list' : `hint.tap${options.length}`);
  send(turn, { kind: 'choice', text, options, open: words(turn, 'hint.open'), hint }, 'whom');
}

/** The request that words name: its six letters, or the patient's first name where only one has it. */
export function whomNamed(turn: Turn, text: string): string | null {
  const said = fold(text);
  const all = [{ reference: turn.state.reference, name: ownName(turn) }, ...turn.beside];
  const found = all.filter(
    ({ reference, name }) => fold(reference) === said || (name && fold(name) === said),
  );
  return found.length === 1 ? `whom:${found[0]!.reference}` : null;
}

/** Another request of this phone, when its six letters are the whole message. */
export function referenceNamed(turn: Turn, text: string): string | null {
  const said = fold(text);
  return turn.beside.find(({ reference }) => fold(reference) === said)?.reference ?? null;
}

/** What was chosen: the chat is about that request now, and what waited goes to its papers. */
export function chooseWhom(turn: Turn, option: string): void {
  const { state } = turn;
  if (option === 'another') return another(turn);
  const of = state.unsure ?? [];
  delete state.unsure;
  if (option === state.reference) {
    if (of.length) return void emit(turn, { kind: 'forward', of, to: 'own' });
    return chosen(turn, false);
  }
  const other = turn.beside.find(({ reference }) => reference === option);
  if (!other) return waitingAt(turn) ? retell(turn, words(turn, 'old.unknown')) : tell(turn, 'old.unknown');
  emit(turn, { kind: 'switch', to: other.conversation, given: of.length > 0 });
  if (of.length) emit(turn, { kind: 'forward', of, to: other.conversation });
}

/** One more patient: a request of its own, with consents, questions and papers of its own. */
export function another(turn: Turn): void {
  const { state } = turn;
  if (!state.asked || (state.status === 'draft' && !state.unsure)) return retell(turn);
  if (turn.beside.length + 1 >= MOST_REQUESTS) return callPerson(turn);
  const of = state.unsure ?? [];
  delete state.unsure;
  emit(turn, { kind: 'open', language: state.language, of });
}

/** A request begun for somebody we know: their language is known, and everything else is asked. */
export function opened(turn: Turn, language: string): void {
  const { state } = turn;
  const first = turn.flow.steps[0]!;
  if (first.name === 'language' && turn.flow.words.languages.includes(language)) {
    state.language = language;
    state.answers['language'] = { value: language, said: words(turn, 'name'), message: turn.event.id };
  }
  goOn(turn, words(turn, 'whom.opened', { reference: state.reference }));
}

/** The person turned to this request; `given`: what they had sent before is for it, and comes next. */
export function chosen(turn: Turn, given: boolean): void {
  const { state } = turn;
  const name = ownName(turn) || words(turn, 'whom.nobody');
  const lead = words(turn, given ? 'whom.given' : 'whom.now', { name, reference: state.reference });
  if (state.voice === 'staff' || state.ended) return;
  if (state.stopped) return tell(turn, 'stopped.again', {}, 'stopped');
  if (given) return send(turn, { kind: 'text', text: lead }, 'whom');
  if (state.hold || !waitingAt(turn))
    send(turn, { kind: 'text', text: `${lead}\n\n${standing(turn)}` }, 'whom');
  else retell(turn, lead);
}

/** STOP is about the phone: it reaches every request of it. START is for one at a time. */
export function stopBeside(turn: Turn, event: MessageEvent): void {
  if (event.sure) return;
  for (const one of turn.beside)
    if (one.open) emit(turn, { kind: 'forward', of: [event.id], to: one.conversation, copy: true });
}

/** The patient's first name, as far as it is known. */
function ownName({ state }: Turn): string {
  const { value, said } = state.answers['name'] ?? {};
  return value && value !== 'unknown' ? said!.trim().split(/\s+/)[0]! : '';
}
