import { alarms, finish, goOn, record, retell, take, waitingAt } from './ask.ts';
import { aside, asideNamed } from './asides.ts';
import { amend, retellOr } from './amend.ts';
import { keepMedia } from './held.ts';
import { answersAsk } from './asked.ts';
import { answerCommon, isCalm } from './common.ts';
import { dangerIn, isDeath } from './danger.ts';
import type { Step } from './flow.ts';
import { arrivedIn } from './flags.ts';
import { alarm, askSure, condole, heldAnswer, release, tooMuch } from './hold.ts';
import { noticeScript } from './greeting.ts';
import { KINDS } from './kinds/index.ts';
import { meanings } from './kinds/choice.ts';
import type { Input } from './kinds/kind.ts';
import { toldComplaint } from './complaint.ts';
import { toldWorry } from './follow.ts';
import { confirmed, heldVoice } from './hearing.ts';
import { askedElsewhere, joinNamed, knock } from './join.ts';
import { overheardPassword, takePassword } from './lock.ts';
import { politely } from './heard/polite.ts';
import { isCalling, stillHere } from './calling.ts';
import { isUnknown } from './heard/unsaid.ts';
import { exactly, fold, meaningsUnder } from './match.ts';
import { changeNumber, list, obey, reservedWord, switchTo } from './reserved.ts';
import { callPerson, standing } from './staff.ts';
import { proving } from './prove.ts';
import { returned } from './returned.ts';
import { keepStory } from './story.ts';
import { afterStop, stop } from './stop.ts';
import { offering } from './switching.ts';
import { isNone, noneOf, ownWords } from './typed.ts';
import { takeShape } from './shapes.ts';
import { asks, understand } from './together.ts';
import { askAside, emit, raise, send, words, type Turn } from './turn.ts';
import type { Event } from './types.ts';
import { expect, isForStaff } from './voice.ts';
import { askWhom, chooseWhom, isUnsure, referenceNamed, stopBeside } from './whom.ts';

export type MessageEvent = Extract<Event, { kind: 'message' }>;

/** So much of one message is looked at; all of it is kept with the message itself. */
const MOST_TEXT = 2000;

/** Answers a message. No words and no tap stay without an answer: where nothing else is to be said, how things stand. */
export function message(turn: Turn, event: MessageEvent): void {
  const { voice, stopped, ended, complaint } = turn.state;
  // Whoever taps goes on: their next words are no complaint any more.
  if (complaint && event.choice) complaint.kept = true;
  answerTo(turn, event);
  const open = voice === 'bot' && !stopped && !ended;
  const spoke = event.shape === 'text' || event.shape === 'choice';
  // Another request of the phone answers, or this one does when the message comes back.
  const elsewhere = ['open', 'switch', 'forward'];
  const heard = turn.effects.some(({ kind }) => kind === 'send' || elsewhere.includes(kind));
  // A sign needs no answer; words, a photo and a voice note do.
  if (isForStaff(turn.state) && !heard && !isQuiet(event)) expect(turn);
  if (open && spoke && !heard) send(turn, { kind: 'text', text: standing(turn) }, 'after');
}

/**
 * Whether a word that stops everything names an option of the waiting question: "বন্ধ" (stopped) answers the question of
 * periods. The word STOP itself always stops.
 */
function isAnswerHere(turn: Turn, text: string): boolean {
  const step = waitingAt(turn);
  if (!step || fold(text) === 'stop' || turn.state.hold || turn.state.stopped) return false;
  return exactly(text, meanings(turn, step, step.options)) !== null;
}

/** Safety first, then the person's will to stop, then who has the voice, then the question. */
function answerTo(turn: Turn, event: MessageEvent): void {
  const { state } = turn;
  const text = event.text.slice(0, MOST_TEXT);
  const typed = event.choice ? '' : text;
  if (typed) noticeScript(turn, typed);
  const word = typed ? reservedWord(turn, typed) : null;
  const quiet = isQuiet(event);
  const flag = typed && !quiet ? dangerIn(turn, typed) : null;
  if (flag) {
    if (state.voice === 'bot') seen(turn, event);
    if (!state.stopped) keepMedia(turn, event);
    return alarm(turn, flag.flag, flag.level);
  }
  if (word === 'stop' && !isAnswerHere(turn, typed)) {
    stopBeside(turn, event);
    return stop(turn);
  }
  if (word === 'complaint') {
    if (state.voice === 'bot' && !state.stopped) seen(turn, event);
    return obey(turn, word);
  }
  if (state.stopped) return whileStopped(turn, event, word);
  const turned = typed && !state.unsure && state.voice === 'bot' ? referenceNamed(turn, typed) : null;
  if (turned) return chooseWhom(turn, turned);
  if (!word && asideNamed(turn, typed) === null && isUnsure(turn, event)) {
    seen(turn, event);
    return askWhom(turn, event);
  }
  const before = state.heardAt;
  state.heardAt = event.at;
  state.heardLast = event.id;
  const secret = keepMedia(turn, event);
  if (word === 'start' && state.ended) return obey(turn, word);
  if (state.hold && state.voice === 'staff' && event.choice?.startsWith('hold_'))
    return void aside(turn, event.choice);
  if (event.shape === 'text' && !word && (state.voice === 'staff' || state.hold))
    overheardPassword(turn, typed);
  if (state.voice === 'staff' || state.ended) return;
  if (quiet) return void takeShape(turn, event);
  seen(turn, event);
  // The caption was the password of its file, and is no answer.
  if (secret) return;
  keepStory(turn, typed);
  if (typed && isDeath(turn, typed)) return condole(turn);
  if (state.hold) return duringHold(turn, event, word);
  if (state.prove) return proving(turn, typed, word === 'person');
  const reference = joinNamed(turn, typed);
  if (reference) return knock(turn, reference, event.phone);
  if (!state.asked) return begin(turn, event);
  if (returned(turn, event, before, word !== null)) return;
  if (event.choice) return tapped(turn, event.choice);
  if (event.shape !== 'text' && takeShape(turn, event)) return;
  const older = word ? undefined : quoted(turn, event);
  if (older) return amend(turn, older, { text });
  const elsewhere = askedElsewhere(turn, event.phone) && !word && waitingAt(turn);
  if (elsewhere) return retell(turn);
  const plain = event.shape === 'text' && !word && asideNamed(turn, typed) === null;
  if (plain && takePassword(turn, typed)) return;
  offering(turn, event.shape === 'text' && !word ? typed : '', () => typedText(turn, typed, word, event));
}

/** A message that came by another request of the same phone was marked as read there. */
function seen(turn: Turn, event: MessageEvent): void {
  if (!event.sure) emit(turn, { kind: 'seen', of: event.id });
}

/** After STOP: only START goes on, or turning to another request of this phone. */
function whileStopped(turn: Turn, event: MessageEvent, word: ReturnType<typeof reservedWord>): void {
  if (word === 'start' || word === 'again') return obey(turn, 'start');
  // The other patients' requests are not stopped by a silence here.
  if (word === 'patients' && turn.beside.length) return obey(turn, word);
  const named = event.choice ?? asideNamed(turn, event.text);
  if (named?.startsWith('whom:') || named?.startsWith('hold_')) return void aside(turn, named);
  if (!isQuiet(event) && !toldComplaint(turn, event.text, false)) afterStop(turn);
}

/** Signs that are no words: nobody waits for an answer to them. */
function isQuiet({ shape }: MessageEvent): boolean {
  return shape === 'reaction' || shape === 'revoke';
}

/** The very first message: a language may be named in it; anything else is greeted with the first question. */
function begin(turn: Turn, event: MessageEvent): void {
  const first = waitingAt(turn);
  const named = first?.name === 'language' ? exactly(event.text, meanings(turn, first, first.options)) : null;
  if (first && named) return record(turn, first, { is: 'answer', value: named, said: '' });
  goOn(turn);
}

function duringHold(turn: Turn, event: MessageEvent, word: ReturnType<typeof reservedWord>): void {
  const { calm, level } = turn.state.hold!;
  if (calm && isYes(turn, event.text)) return release(turn, 'safe');
  const named = event.choice ?? asideNamed(turn, event.text);
  if (named && aside(turn, named)) return;
  if (word === 'person') return callPerson(turn);
  heldVoice(turn, event.media);
  if (arrivedIn(event.text, turn.flow.flags, turn.state.language)) return release(turn, 'safe');
  // Who may hurt themselves is not talked out of help by a word.
  if (level !== 'distress' && isCalm(turn, event.text)) return askSure(turn);
  heldAnswer(turn);
}

/** A tap on a button or a row, of the waiting question or of any older one. */
function tapped(turn: Turn, choice: string): void {
  const { state, flow } = turn;
  // The button of the template that says something waits: here it is.
  if (choice === 'open') return opens(turn);
  const heard = confirmed(turn, choice);
  if (heard) return spoken(turn, heard);
  if (aside(turn, choice)) return;
  const [name = '', option = ''] = choice.split(':');
  const step = flow.steps.find((one) => one.name === name);
  if (!step) return retellOr(turn, 'old.unknown');
  const options = step.kind === 'consent' ? ['agree', 'refuse'] : KINDS[step.kind].options(turn, step);
  const known = options.includes(option) || step.options.includes(option);
  if (!known) return retell(turn, words(turn, 'old.unknown'));
  if (step.name === state.at) answer(turn, step, { text: '', option });
  else amend(turn, step, { text: '', option });
}

/** What was held for the person comes by itself; the question that waits comes again, or how things stand. */
function opens(turn: Turn): void {
  if (waitingAt(turn)) retell(turn);
  else send(turn, { kind: 'text', text: standing(turn) }, 'open');
}

/** The older question whose bubble was quoted; undefined for the waiting one and for what is no question. */
function quoted({ flow, state }: Turn, { asked, shape }: MessageEvent): Step | undefined {
  if (!asked || asked === state.at || shape !== 'text') return undefined;
  return flow.steps.find((step) => step.name === asked && step.kind !== 'say' && step.kind !== 'documents');
}

/** What was typed: an option of a small question, a word that always works, or the answer. */
function typedText(
  turn: Turn,
  text: string,
  word: ReturnType<typeof reservedWord>,
  event?: MessageEvent,
): void {
  const step = waitingAt(turn);
  if (!word && toldComplaint(turn, text, isSkip(turn, text))) return;
  if (toldWorry(turn, text, isSkip(turn, text))) return;
  const named = asideNamed(turn, text);
  const heard = confirmed(turn, named);
  if (heard) return spoken(turn, heard);
  if (named && aside(turn, named)) return;
  const language = step?.name === 'language' ? null : languageNamed(turn, text);
  if (language) return switchTo(turn, language);
  const exact = step ? exactly(text, meanings(turn, step, KINDS[step.kind].options(turn, step))) : null;
  if (word && !exact) return obey(turn, word);
  if (changeNumber(turn, text)) return;
  if (!step && answersAsk(turn, text)) return;
  if (!step) return afterwards(turn, text);
  if (isCalling(turn, step, text)) return stillHere(turn, step);
  if (step.skip && isSkip(turn, text))
    return take(turn, step, { is: 'answer', value: 'unknown', said: words(turn, 'said.unknown') });
  if (step.skip && isNone(turn, text, step)) return take(turn, step, noneOf(turn, step));
  const phones = event?.contacts?.flatMap((one) => one.phones).slice(0, 3);
  answer(turn, step, { text, ...(phones?.length ? { phones } : {}) });
}

/** What was said aloud and confirmed counts like typed words, for the question it was said to. */
function spoken(turn: Turn, { text, step: name }: { text: string; step: string }): void {
  const step = turn.flow.steps.find((one) => one.name === name);
  if (step && name !== turn.state.at) amend(turn, step, { text });
  else typedText(turn, text, reservedWord(turn, text));
}

/** Gives an answer to a step and acts on it. */
export function answer(turn: Turn, step: Step, input: Input): void {
  const reply = understand(turn, step, input);
  if (reply.is === 'person') return callPerson(turn);
  if (reply.is === 'unclear' && ownWords(turn, step, input.text)) return;
  if (step.flags && reply.is === 'answer' && reply.value !== 'none') {
    const flag = turn.flow.flags.find((one) => one.flag === reply.value);
    return alarm(turn, reply.value, flag?.level ?? 'emergency');
  }
  if (step.summary && reply.is === 'answer') {
    if (reply.value === 'change') return list(turn);
    record(turn, step, reply);
    return finish(turn);
  }
  take(turn, step, reply);
  if (step.flags && reply.is === 'answer') goOn(turn, reply.told);
  if (alarms(step, reply)) tooMuch(turn, step.alarm!);
}

/** After the intake: the words are kept for people, and the person hears where things stand. */
function afterwards(turn: Turn, text: string): void {
  if (turn.state.status === 'more_info') raise(turn, 'documents', 'answered');
  else if (asks(turn, text)) answerCommon(turn, text);
  const key =
    turn.state.status === 'more_info'
      ? 'after.answered'
      : fold(text).length < 25
        ? 'after.short'
        : 'after.kept';
  const said = words(turn, key, { standing: standing(turn) });
  // What was wanted is done: what comes now may be about somebody else.
  if (turn.state.status === 'delivered' || turn.state.status === 'closed')
    askAside(turn, 'ended', ['person', 'another'], said, 'after');
  else send(turn, { kind: 'text', text: said }, 'after');
}

function languageNamed(turn: Turn, text: string): string | null {
  const { words: all } = turn.flow;
  const known = meaningsUnder(all, 'steps.language.means', all.languages);
  // "English please" asks for it as "English" does.
  return (
    politely(text, all)
      .map((one) => exactly(one, known))
      .find(Boolean) ?? null
  );
}

function isYes(turn: Turn, text: string): boolean {
  return exactly(text, [{ id: 'yes', ways: turn.flow.words.everywhere('means.yes') }]) !== null;
}

function isSkip(turn: Turn, text: string): boolean {
  return isUnknown(text, turn.flow.words);
}
