import { entered } from './clocks.ts';
import { answerCommon } from './common.ts';
import { familySms } from './family.ts';
import { fold } from './match.ts';
import { noReminder, remindLater } from './reminders.ts';
import type { Asked, State } from './state.ts';
import { move } from './submit.ts';
import { asks } from './together.ts';
import { emit, learn, raise, send, settle, tell, words, type Turn } from './turn.ts';
import type { Event, Staff } from './types.ts';

/** So many questions of the doctor are remembered; the answers are facts, and stay. */
const MOST = 8;
/** People answer in several messages: what comes this soon after belongs to the answer. In milliseconds. */
const MORE = 10 * 60_000;
const LONGEST = 2_000;

/** The question of the doctor that the family has to answer now. */
export const openAsk = (state: State): Asked | undefined =>
  state.asks?.find(({ answer, at }) => at && !answer);

/** A doctor wants to know something of the family: it waits for the desk's words, or goes to them as it is. */
export function questionAsked(turn: Turn, event: Extract<Event, { kind: 'question_asked' }>): void {
  const { state } = turn;
  if (state.stopped || state.ended || state.consents.service !== true || !event.text.trim()) return;
  const text = event.text.trim().slice(0, LONGEST);
  const before = state.asks?.find(({ n, at }) => n === event.n && !at);
  const n = before?.n ?? (state.asks?.at(-1)?.n ?? 0) + 1;
  const fact = askFact(turn, n, text, event.by, event.hold ? 'waits' : 'asked', before?.fact);
  const entry: Asked = { n, text, fact, ...(event.hold ? {} : { at: turn.event.at }) };
  state.asks = [...(state.asks ?? []).filter((one) => one !== before), entry]
    .sort((a, b) => a.n - b.n)
    .slice(-MOST);
  if (event.hold) return raise(turn, 'question');
  if (!state.asks.some(({ at }) => !at)) settle(turn, 'question');
  askFamily(turn, entry);
}

/** The question itself is a fact of the case, with who asked it. */
function askFact(
  turn: Turn,
  n: number,
  value: string,
  by: Staff,
  normal: 'waits' | 'asked',
  corrects?: string,
): string {
  const id = `${turn.event.id}.${turn.effects.length + 1}`;
  const from = { kind: 'staff', user: by.id } as const;
  const fact = { id, path: `ask.${n}`, value, normal, at: turn.event.at, from, accepted: true };
  return emit(turn, { kind: 'learn', fact: corrects ? { ...fact, corrects } : fact });
}

/** The case waits for the family from now on; a question that is open already is answered first. */
function askFamily(turn: Turn, entry: Asked): void {
  const { state } = turn;
  state.at = null;
  if (state.status !== 'more_info') {
    state.status = 'more_info';
    emit(turn, { kind: 'status', to: 'more_info', by: 'staff' });
    // Until they answer, the promised day stands still.
    entered(turn, 'more_info');
  }
  remindLater(turn, 0);
  if (openAsk(state) === entry) askNow(turn);
  familySms(turn, 'needed');
}

/** Says the open question, unless a person speaks or an alarm is open: then it comes after them. */
export function askNow(turn: Turn): void {
  const { state } = turn;
  const open = openAsk(state);
  if (!open || state.status !== 'more_info' || state.voice === 'staff' || state.hold) return;
  // The answer may be a number: no small question's number may be taken for it, nor the other way round.
  state.aside = null;
  const text = words(turn, 'updates.more_info', { reference: state.reference, reason: open.text });
  send(turn, { kind: 'text', text }, 'asked');
}

/** What was typed as the answer to the open question, or as more of the one just given. False when it is neither. */
export function answersAsk(turn: Turn, text: string): boolean {
  const open = openAsk(turn.state);
  if (open && asksBack(turn, text)) {
    askNow(turn);
    return true;
  }
  if (open) {
    answered(turn, open, text.slice(0, LONGEST));
    return true;
  }
  const last = turn.state.asks?.findLast(({ answer }) => answer);
  if (!last?.answer || asks(turn, text) || saysNothing(turn, text) || !isSoon(turn, last.answer.at))
    return false;
  const value = `${last.answer.value}; ${text}`.slice(0, LONGEST);
  last.answer = { ...last.answer, value, fact: learnAnswer(turn, last.n, value, last.answer.fact) };
  tell(turn, 'after.answered');
  return true;
}

/** A question in return is no answer: it is answered by itself or by a person. "When he eats he vomits" is one. */
function asksBack(turn: Turn, text: string): boolean {
  if (!asks(turn, text)) return false;
  if (answerCommon(turn, text)) return true;
  if (!text.trim().endsWith('?')) return false;
  raise(turn, 'wants_person', 'question');
  tell(turn, 'understood.question');
  return true;
}

/** "Ok", "thank you": nothing to add to an answer. */
function saysNothing(turn: Turn, text: string): boolean {
  const ways = ['lists.empty', 'lists.polite'].flatMap((list) => turn.flow.words.everywhere(list));
  const empty = new Set(ways.map(fold));
  const said = fold(text);
  return empty.has(said) || said.split(' ').every((word) => empty.has(word));
}

/** A photo is an answer too: it is read like any paper, and stands beside the question. */
export function answeredByFile(turn: Turn, caption: string): boolean {
  const open = openAsk(turn.state);
  if (!open || turn.state.voice === 'staff') return false;
  answered(turn, open, caption.trim().slice(0, LONGEST) || words(turn, 'said.photo'));
  return true;
}

/** Somebody at the desk wrote down the answer, which they heard on the phone or in a voice note. */
export function answeredAtDesk(turn: Turn, path: string, value: string, fact: string): void {
  const open = turn.state.asks?.find(({ n, answer }) => path === `asked.${n}` && !answer);
  if (!open) return;
  open.answer = { value: value.slice(0, LONGEST), fact, at: turn.event.at };
  goOn(turn);
}

function answered(turn: Turn, open: Asked, value: string): void {
  open.answer = { value, fact: learnAnswer(turn, open.n, value), at: turn.event.at };
  tell(turn, 'after.answered');
  goOn(turn);
}

/** The next question, or back to the doctor. */
function goOn(turn: Turn): void {
  if (openAsk(turn.state)) return askNow(turn);
  if (turn.state.status !== 'more_info') return;
  noReminder(turn);
  move(turn, 'in_review');
}

const learnAnswer = (turn: Turn, n: number, value: string, corrects?: string): string =>
  learn(turn, { path: `asked.${n}`, value, ...(corrects ? { corrects } : {}) }, turn.event.id);

const isSoon = (turn: Turn, at: string): boolean => Date.parse(turn.event.at) - Date.parse(at) < MORE;
