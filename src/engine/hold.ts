import { nextStep, retell } from './ask.ts';
import { entered } from './clocks.ts';
import type { Level } from './flags.ts';
import { noReminder } from './reminders.ts';
import { askAside, raise, send, tell, tongue, words, type Turn } from './turn.ts';

/** The same alarm within ten minutes gets the short form. */
const AGAIN = 10 * 60 * 1000;
/** Ways out of a hold, by its level. Each is a tap of the person; a person at the desk may release it too. */
const WAYS: Record<Level, readonly string[]> = {
  emergency: ['safe', 'going', 'call'],
  today: ['call', 'going', 'safe'],
  distress: ['call', 'will_call', 'safe'],
};

/** From the least to the gravest. */
const GRAVER: readonly Level[] = ['today', 'distress', 'emergency'];
/** What is said before a language was chosen, after the one whose script they write. */
const FIRST = ['en', 'hi'];

/** A red flag: fixed text at once, the intake is held, people are told. Nothing here is decided by a model. */
export function alarm(turn: Turn, flag: string, level: Level): void {
  const { state } = turn;
  const held = state.hold;
  const same = held?.level === level && held.flag === flag;
  const again = same && Date.parse(turn.event.at) - Date.parse(held.at) < AGAIN;
  const lesser = held !== null && GRAVER.indexOf(level) < GRAVER.indexOf(held.level);
  if (!again && !lesser) state.hold = { level, flag, at: turn.event.at };
  noReminder(turn);
  const task = level === 'distress' ? 'distress' : 'emergency';
  // A new alarm is told again, even while an older one waits: better twice than not at all.
  if (!again) state.open = state.open.filter((one) => one !== task);
  raise(turn, task, flag);
  // The graver hold stands. Distress is answered all the same: its line of help is another.
  if (again || (lesser && level === 'today')) return stillHeld(turn);
  const addOn = flag === 'fever' ? words(turn, 'emergency.fever') : '';
  if (!state.language) inOthers(turn, `emergency.${level}`);
  const text = [words(turn, `emergency.${level}`), addOn].filter(Boolean).join('\n\n');
  askAside(turn, `hold_${level}`, WAYS[level], text, 'emergency');
}

/** Before a language was chosen the help is said in more than one, each in its own bubble. */
function inOthers(turn: Turn, key: string): void {
  for (const language of FIRST)
    if (language !== tongue(turn) && turn.flow.words.has(language, key))
      send(turn, { kind: 'text', text: turn.flow.words.say(language, key) }, 'emergency');
}

/** A figure was told that is a red flag: it is kept, and the next question waits behind the help. */
export function tooMuch(turn: Turn, flag: string): void {
  turn.state.at = nextStep(turn.flow, turn.state)?.name ?? null;
  alarm(turn, flag, turn.flow.flags.find((one) => one.flag === flag)?.level ?? 'emergency');
}

/** Anything said during a hold: where help is, and the way out. The second time it is asked whether they are safe. */
export function heldAnswer(turn: Turn): void {
  const hold = turn.state.hold!;
  hold.told = (hold.told ?? 0) + 1;
  // The same line again and again helps nobody. Who may hurt themselves is always told where help is.
  if (hold.level !== 'distress' && hold.told % 2 === 0) return askSafe(turn, 'emergency.wait');
  stillHeld(turn);
}

/** Where help is, in short. */
export function stillHeld(turn: Turn): void {
  const { level } = turn.state.hold!;
  delete turn.state.hold!.calm;
  askAside(turn, `hold_${level}`, WAYS[level], words(turn, `emergency.still.${level}`), 'emergency');
}

/** They wrote that it is no emergency: asked back. A plain yes to that is a way out; the words alone are not. */
export function askSure(turn: Turn): void {
  askSafe(turn, 'emergency.sure');
}

function askSafe(turn: Turn, key: string): void {
  const hold = turn.state.hold!;
  hold.calm = true;
  askAside(turn, `hold_${hold.level}`, WAYS[hold.level], words(turn, key), 'emergency');
}

/** A tap on one of the ways out. Only "I am safe" goes on with the questions; help that was asked for comes first. */
export function release(turn: Turn, option: string): void {
  const { state } = turn;
  if (!state.hold) return state.voice === 'bot' && !state.stopped ? retell(turn) : undefined;
  if (option === 'safe') {
    state.hold = null;
    state.aside = null;
    // After STOP, and while a person speaks, no question follows.
    if (state.stopped) return tell(turn, 'stopped.again', {}, 'stopped');
    if (state.voice === 'staff') return;
    return state.at
      ? retell(turn, words(turn, 'emergency.released'))
      : tell(turn, 'emergency.released', {}, 'released');
  }
  if (option === 'call') raise(turn, 'wants_person', 'call');
  askAside(turn, 'hold_after', ['safe'], words(turn, `emergency.${option}`), 'emergency');
}

/** The patient died: one sentence, and nothing automatic any more. */
export function condole(turn: Turn): void {
  turn.state.ended = true;
  turn.state.hold = null;
  turn.state.aside = null;
  for (const key of ['album', 'settle', 'pages', 'glance', 'opinion', 'follow'])
    turn.effects.push({ kind: 'cancel', key });
  noReminder(turn);
  entered(turn, 'closed');
  turn.effects.push({ kind: 'withdraw' });
  tell(turn, 'condolence');
  raise(turn, 'distress', 'death_reported');
}
