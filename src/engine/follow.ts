import { fold, plainDigits } from './match.ts';
import { outsideNight } from './reminders.ts';
import { askAside, learn, raise, tell, timer, words, type Turn } from './turn.ts';

const DAY = 24 * 3600;
/** Days after the opinion was opened, and from then to the second time: two weeks, three months. */
const FIRST = 14 * DAY;
const SECOND = 76 * DAY;
/** Worry from which help is named, and from which a person calls (distress thermometer, NCCN). */
const HEAVY = 4;
const TOO_HEAVY = 8;
/** Of five: so low a mark is a wish to be heard. */
const LOW = 2;

/** The opinion was opened: somebody asks later whether it was clear. */
export function followLater(turn: Turn): void {
  turn.state.follow = { asked: 0 };
  timer(turn, 'follow', outsideNight(turn.event.at, FIRST));
}

/** The time has come. While a person has the chat it waits for another day. */
export function followUp(turn: Turn): void {
  const { state } = turn;
  const { follow } = state;
  if (!follow || follow.asked >= 2 || state.stopped || state.ended || state.status === 'in_review') return;
  if (state.voice === 'staff' || state.hold) return timer(turn, 'follow', outsideNight(turn.event.at, DAY));
  follow.asked += 1;
  const name = follow.asked === 1 ? 'follow' : 'follow_on';
  const text = words(turn, `asides.${name}.ask`, { reference: state.reference });
  askAside(turn, name, ['clear', 'question', 'call'], text);
  if (follow.asked === 1) timer(turn, 'follow', outsideNight(turn.event.at, SECOND));
}

/** What was chosen. Only the first time, and only after good news, how heavy the worry is. */
export function chooseFollow(turn: Turn, name: string, option: string): void {
  const { follow } = turn.state;
  const said = words(turn, `asides.${name}.options.${option}`);
  learn(
    turn,
    { path: `followup.${name === 'follow' ? 'clear' : 'later'}`, value: said, normal: option },
    turn.event.id,
  );
  if (option === 'question') raise(turn, 'wants_person', 'question_after_opinion');
  if (option === 'call') raise(turn, 'wants_person', 'call_after_opinion');
  if (option !== 'clear') return tell(turn, `follow.${option}`, {}, 'follow');
  if (name !== 'follow' || !follow) return rate(turn);
  follow.worry = true;
  tell(turn, 'follow.worry', {}, 'follow');
}

/** A number for the worry, or "skip". False when the words are about something else; it is not asked again. */
export function toldWorry(turn: Turn, text: string, skips: boolean): boolean {
  const { follow } = turn.state;
  if (!follow?.worry) return false;
  delete follow.worry;
  const [, digits] = /^(\d{1,2})(?: ?\/ ?10)?$/.exec(fold(plainDigits(text)).trim()) ?? [];
  const worry = digits === undefined ? undefined : Number(digits);
  if (worry === undefined || worry > 10) {
    if (skips) rate(turn);
    return skips;
  }
  learn(turn, { path: 'followup.distress', value: String(worry), normal: worry }, turn.event.id);
  if (worry >= TOO_HEAVY) raise(turn, 'distress', 'followup');
  else if (worry >= HEAVY) raise(turn, 'wants_person', 'worry_after_opinion');
  // Whoever carries much is not asked for marks.
  if (worry >= HEAVY) tell(turn, 'follow.heavy', {}, 'follow');
  else rate(turn);
  return true;
}

/** How they found the service, once in the life of a case. */
function rate(turn: Turn): void {
  const { follow } = turn.state;
  if (!follow || follow.rated) return tell(turn, 'follow.thanks', {}, 'follow');
  follow.rated = true;
  askAside(turn, 'rate', ['1', '2', '3', '4', '5', 'skip'], undefined, 'follow');
}

/** Their mark, 1 to 5. A low one offers a person. */
export function chooseRate(turn: Turn, option: string): void {
  const mark = Number(option);
  if (!mark) return tell(turn, 'follow.thanks', {}, 'follow');
  const said = words(turn, `asides.rate.options.${option}`);
  learn(turn, { path: 'followup.satisfaction', value: said, normal: mark }, turn.event.id);
  if (mark <= LOW) return askAside(turn, 'low', ['person', 'leave'], undefined, 'follow');
  tell(turn, 'follow.thanks', {}, 'follow');
}
