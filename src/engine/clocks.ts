import { CLOCKS, LIFE, type ClockName, type Status } from '../cases/life.ts';
import { afterWorkingDays, workingDaysBetween } from '../cases/working-time.ts';
import { familySms } from './family.ts';
import { emit, raise, settle, tell, timer, tongue, words, type Turn } from './turn.ts';

/** One clock of a case: when it is over, or, while we wait for the family, what was left of it. */
export interface Running {
  due: string;
  /** Working days that were left when it was stopped. */
  left?: number;
}

/** After so many new dates no further one is promised: the desk has to speak. */
const MOST_DELAYS = 3;
const IST = 5.5 * 3_600_000;
/** In seconds. */
const DAY = 24 * 3600;

/** The case is in another status: clocks that belong there begin, run on or stand still; the others end. */
export function entered(turn: Turn, to: Status): void {
  const { clocks = [], holds = [] } = LIFE[to];
  for (const name of Object.keys(turn.state.clocks ?? {}) as ClockName[])
    if (!clocks.includes(name) && !holds.includes(name)) endClock(turn, name);
  for (const name of holds) hold(turn, name);
  for (const name of clocks) begin(turn, name);
}

/** Ends a clock, with the task that says it is late. */
export function endClock(turn: Turn, name: ClockName): void {
  const { clocks } = turn.state;
  if (!clocks?.[name]) return;
  delete clocks[name];
  emit(turn, { kind: 'cancel', key: `late_${name}` });
  settle(turn, `late_${name}`);
}

function begin(turn: Turn, name: ClockName): void {
  const known = turn.state.clocks?.[name];
  if (known?.left === undefined) {
    if (!known) set(turn, name, CLOCKS[name].due(Date.parse(turn.event.at), isUrgent(turn)));
    return;
  }
  // It goes on with what was left, and with a day at the least.
  set(turn, name, afterWorkingDays(Date.parse(turn.event.at), Math.max(1, known.left)));
}

function hold(turn: Turn, name: ClockName): void {
  const known = turn.state.clocks?.[name];
  if (!known || known.left !== undefined) return;
  known.left = workingDaysBetween(Date.parse(turn.event.at), Date.parse(known.due));
  emit(turn, { kind: 'cancel', key: `late_${name}` });
  settle(turn, `late_${name}`);
}

function set(turn: Turn, name: ClockName, due: number): void {
  const at = new Date(due).toISOString();
  turn.state.clocks = { ...turn.state.clocks, [name]: { due: at } };
  emit(turn, { kind: 'timer', key: `late_${name}`, due: at });
}

/** The treatment begins within the week: the opinion has to come before it. */
function isUrgent({ state }: Turn): boolean {
  return state.answers['date_fixed']?.value === 'week';
}

/** A clock is over: the desk has a task for it, and the family hears the new date before it asks. */
export function late(turn: Turn, name: ClockName): void {
  const { state } = turn;
  const clock = state.clocks?.[name];
  if (!clock || clock.left !== undefined || state.stopped || state.ended) return;
  // What the desk has closed meanwhile is late once more.
  state.open = state.open.filter((one) => one !== `late_${name}`);
  raise(turn, `late_${name}`);
  const { promised, next } = CLOCKS[name];
  const told = state.delays ?? 0;
  if (!promised || !next || told >= MOST_DELAYS) return;
  // A person has the chat, or there is a danger: then nothing else is said, and it is looked at again tomorrow.
  if (state.voice === 'staff' || state.hold) return timer(turn, `late_${name}`, DAY);
  set(turn, name, next(Date.parse(turn.event.at), isUrgent(turn)));
  state.delays = told + 1;
  const { due } = state.clocks![name]!;
  tell(turn, 'promise.late', { reference: state.reference, date: dayOf(turn, due) }, 'late');
  familySms(turn, 'delay', { day: figures(due) });
}

/**
 * "Expected by Friday, 27 November." Empty where no date was promised, or it has just passed. Of the check the words on the
 * status say how long it takes, until that was not kept.
 */
export function expected(turn: Turn): string {
  const { clocks, delays } = turn.state;
  const clock = clocks?.opinion ?? (delays ? clocks?.check : undefined);
  if (!clock || clock.left !== undefined || clock.due < turn.event.at) return '';
  return words(turn, 'promise.expected', { date: dayOf(turn, clock.due) });
}

/** The day of a moment in India, in the person's language. */
export function dayOf(turn: Turn, at: string): string {
  const form = { weekday: 'long', day: 'numeric', month: 'long' } as const;
  const place = { timeZone: 'Asia/Kolkata', numberingSystem: 'latn' } as const;
  return new Intl.DateTimeFormat(`${tongue(turn)}-IN`, { ...form, ...place }).format(new Date(at));
}

/** The same in figures: 27/11. */
function figures(at: string): string {
  return new Date(Date.parse(at) + IST).toISOString().slice(5, 10).split('-').reverse().join('/');
}
