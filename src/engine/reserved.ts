import { askAgain } from './again.ts';
import { reopen, retell, take, waitingAt } from './ask.ts';
import { complain } from './complaint.ts';
import { politely } from './heard/polite.ts';
import { wantsPerson } from './heard/unsaid.ts';
import { howToJoin } from './join.ts';
import { exactly, fold, isOne, meaningsUnder, plainDigits, prepare } from './match.ts';
import { pageOf, turnPage } from './pages.ts';
import { callPerson, standing } from './staff.ts';
import { restart, stop } from './stop.ts';
import { changeable, summaryOf } from './summary.ts';
import { askAside, send, words, type Turn } from './turn.ts';
import { another, listPatients } from './whom.ts';

/** Words that mean the same everywhere in a conversation, when they are the whole message. */
const RESERVED = [
  'stop',
  'start',
  'again',
  'another',
  'patients',
  'invite',
  'help',
  'person',
  'status',
  'language',
  'back',
  'change',
  'complaint',
] as const;
type Reserved = (typeof RESERVED)[number];

/** Nobody says again what is longer than this. */
const MOST_SAID = 80;

/** Which reserved word a whole message is, in any language, with a "please" or without; null for anything longer. */
export function reservedWord(turn: Turn, text: string): Reserved | null {
  const ways = meaningsUnder(turn.flow.words, 'reserved', RESERVED);
  const found = politely(text, turn.flow.words).flatMap((said) => [exactly(said, ways), stops(turn, said)]);
  const word = (exactly(text, ways) ?? found.find((one) => one !== null) ?? null) as Reserved | null;
  return word ?? (wantsPerson(text, turn.flow.words) ? 'person' : null);
}

/** "Stop these messages", "stop stop stop": to stop, and nothing beside it but what is to be stopped. */
function stops({ flow }: Turn, text: string): Reserved | null {
  const things = prepare(flow.words.everywhere('lists.message')).exact;
  const once = text.length > MOST_SAID ? text : text.replace(/^(.+?)(?: \1)+$/u, '$1');
  const rest = once.split(' ').filter((word) => !things.has(word));
  return isOne(rest.join(' '), flow.words.everywhere('reserved.stop')) ? 'stop' : null;
}

/** Answers a reserved word and returns to the question. */
export function obey(turn: Turn, word: Reserved): void {
  if (word === 'stop') return stop(turn);
  const { stopped, ended } = turn.state;
  if (word === 'start' && !stopped && !ended && !waitingAt(turn)) return about(turn, standing(turn));
  if (word === 'start') return restart(turn);
  if (word === 'again') return askAgain(turn);
  if (word === 'another') return another(turn);
  if (word === 'patients') return listPatients(turn);
  if (word === 'invite') return howToJoin(turn);
  if (word === 'person') return callPerson(turn);
  if (word === 'complaint') return complain(turn);
  if (word === 'language') return askLanguage(turn);
  if (word === 'help') return about(turn, words(turn, 'help', { reference: turn.state.reference }));
  if (word === 'status') return about(turn, standing(turn));
  if (word === 'change') return list(turn);
  back(turn);
}

/** Offers the languages beside the flow. `further`: the next page of them. */
export function askLanguage(turn: Turn, further = false): void {
  if (!turn.state.language && waitingAt(turn)) return retell(turn);
  if (further) turnPage(turn);
  else delete turn.state.page;
  askAside(turn, 'lang', pageOf(turn, turn.flow.words.languages));
}

function about(turn: Turn, text: string): void {
  send(turn, { kind: 'text', text }, 'about');
  retell(turn);
}

/** All answers with their numbers; "change 3" opens the third. */
export function list(turn: Turn): void {
  if (!changeable(turn).length) return retell(turn, words(turn, 'change.nothing'));
  send(turn, { kind: 'text', text: summaryOf(turn) }, 'change');
}

/** "change 3", "3 badlo", "३ बदलो": opens that answer again. Null when the text is nothing like it. */
export function changeNumber(turn: Turn, text: string): boolean {
  const said = fold(plainDigits(text));
  const number = /^(?:\S+ )?(\d{1,2})(?: \S+){0,2}$/.exec(said)?.[1];
  const rest = said.replace(/\d+/g, '').trim();
  if (!number || !rest || !turn.flow.words.everywhere('reserved.change').some((way) => fold(way) === rest))
    return false;
  const step = changeable(turn)[Number(number) - 1];
  if (step) reopen(turn, step.name);
  else list(turn);
  return true;
}

/** One question back; not past the consents, which only STOP takes back. */
function back(turn: Turn): void {
  const { flow, state } = turn;
  const here = flow.steps.findIndex((step) => step.name === state.at);
  const steps = changeable(turn).filter((step) => here < 0 || flow.steps.indexOf(step) < here);
  const last = steps.filter((step) => step.kind !== 'consent' && !state.answers[step.name]!.paper).at(-1);
  if (last) reopen(turn, last.name);
  else retell(turn, words(turn, 'change.first'));
}

/** Changes the language and keeps the place. */
export function switchTo(turn: Turn, language: string): void {
  turn.state.language = language;
  const answer = turn.state.answers['language'];
  if (answer) turn.state.answers['language'] = { ...answer, value: language, said: words(turn, 'name') };
  const asked = waitingAt(turn);
  if (asked?.name === 'language')
    return take(turn, asked, { is: 'answer', value: language, said: words(turn, 'name') });
  if (asked) retell(turn);
  else send(turn, { kind: 'text', text: words(turn, 'switched') }, 'language');
}
