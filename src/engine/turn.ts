import type { Fact, Speaker } from '../cases/facts.ts';
import type { Flow } from './flow.ts';
import type { State } from './state.ts';
import type { Beside, Effect, Event, Message, TaskKind } from './types.ts';

/** One event being answered: the state is a draft of its own, the effects are what has been decided so far. */
export interface Turn {
  readonly flow: Flow;
  readonly state: State;
  readonly event: Event;
  readonly effects: Effect[];
  /** Other requests of the same phone. */
  readonly beside: readonly Beside[];
}

/** At most so many effects come of one event; the rest would be a fault of ours, and is dropped. */
export const MOST_EFFECTS = 1_000;

/** So many pages are remembered with their day; more are only counted. */
export const MOST_SHEETS = 60;

/** Decides one effect and tells the id it will have. */
export function emit(turn: Turn, effect: Effect): string {
  if (turn.effects.length < MOST_EFFECTS) turn.effects.push(effect);
  return `${turn.event.id}.${turn.effects.length}`;
}

/** A sentence in the person's language, addressed to who writes and in the gender of the patient where that is known. */
export function words(turn: Turn, key: string, values?: Record<string, string | number>): string {
  const { answers } = turn.state;
  const [who, sex] = [answers['who']?.value ?? 'other', answers['sex']?.value ?? 'other'];
  return turn.flow.words.say(tongue(turn), key, { who, sex, ...values });
}

/** The language of what is said: the chosen one; before that the one whose script they write, or else the first we have. */
export function tongue({ state, flow }: Turn): string {
  return state.language || state.likely?.[0] || flow.words.languages[0]!;
}

/** Sends one message with the bot's voice. Where a phone has several requests, the first one says which it is about. */
export function send(turn: Turn, message: Message, tag: string): void {
  const first = !turn.effects.some(({ kind }) => kind === 'send');
  // Help comes before whom it is about.
  const about =
    first && tag !== 'emergency' && turn.beside.some(({ open }) => open) ? `${aboutWhom(turn)}\n\n` : '';
  const said = about && 'text' in message ? { ...message, text: about + message.text } : message;
  emit(turn, { kind: 'send', message: said, voice: 'bot', tag });
}

function aboutWhom(turn: Turn): string {
  const { answers, reference } = turn.state;
  const name = answers['name']?.said.trim().split(/\s+/)[0]?.slice(0, 20);
  return words(turn, 'whom.line', { name: name || words(turn, 'whom.nobody'), reference });
}

/** Sends one sentence of the locales. */
export function tell(turn: Turn, key: string, values?: Record<string, string | number>, tag = key): void {
  send(turn, { kind: 'text', text: words(turn, key, values) }, tag);
}

/**
 * Asks something beside the flow. Options are keys under `asides.<name>.options`; their ids are `<name>:<option>`
 * and may be typed as numbers until something else is asked.
 */
export function askAside(
  turn: Turn,
  name: string,
  options: readonly string[],
  text?: string,
  tag = name,
): void {
  const ids = options.map((option) => `${name}:${option}`);
  turn.state.aside = { options: ids };
  send(
    turn,
    {
      kind: 'choice',
      text: text ?? words(turn, `asides.${name}.ask`),
      options: options.map((option, i) => ({
        id: ids[i]!,
        title: words(turn, `asides.${name}.options.${option}`),
      })),
      open: words(turn, 'hint.open'),
      hint: words(turn, options.length > 3 ? 'hint.list' : `hint.tap${options.length}`),
    },
    tag,
  );
}

/** Raises a task unless one of its kind is open. */
export function raise(turn: Turn, what: TaskKind, note?: string): void {
  if (turn.state.open.includes(what)) return;
  turn.state.open.push(what);
  emit(turn, note === undefined ? { kind: 'task', what } : { kind: 'task', what, note });
}

/** Closes the open tasks of these kinds. */
export function settle(turn: Turn, ...kinds: TaskKind[]): void {
  for (const what of turn.state.open.filter((one) => kinds.includes(one)))
    emit(turn, { kind: 'settle', what });
  turn.state.open = turn.state.open.filter((one) => !kinds.includes(one));
}

/** Sets or replaces a timer, so many seconds from now. */
export function timer(turn: Turn, key: string, seconds: number): void {
  emit(turn, { kind: 'timer', key, due: new Date(Date.parse(turn.event.at) + seconds * 1000).toISOString() });
}

/** Who speaks in this chat, as they told us. */
export function speaker(turn: Turn): Speaker {
  const { event, state } = turn;
  // A phone of the family that joined.
  if (event.kind === 'message' && event.phone && state.guests?.includes(event.phone)) return 'relative';
  const value = turn.state.answers['who']?.value;
  return value === 'patient' || value === 'relative' || value === 'doctor' ? value : 'unknown';
}

/** Learns a fact that somebody said; its id is the effect's. */
export function learn(
  turn: Turn,
  fact: Pick<Fact, 'path' | 'value' | 'normal' | 'corrects'>,
  message: string,
): string {
  const id = `${turn.event.id}.${turn.effects.length + 1}`;
  const from = { kind: 'message', message, speaker: speaker(turn) } as const;
  emit(turn, { kind: 'learn', fact: { ...fact, id, at: turn.event.at, from, accepted: true } });
  return id;
}
