import { retell, waitingAt } from './ask.ts';
import { fold } from './match.ts';
import { callPerson, standing } from './staff.ts';
import { askAside, emit, send, tell, words, type Turn } from './turn.ts';
import type { Event, Numbered } from './types.ts';

/** So many phones of the family may join one request, and so often one phone may knock. */
const MOST_GUESTS = 3;
const MOST_KNOCKS = 3;

/** The reference in "JOIN K7M2QX"; null when a text is nothing like it. */
export function joinNamed(turn: Turn, text: string): string | null {
  const [, word = '', reference] = /^(.+?)\s+([a-z0-9]{6})\W*$/i.exec(text.trim()) ?? [];
  const asked = turn.flow.words.everywhere('reserved.join').some((way) => fold(way) === fold(word));
  return asked && reference ? reference.toUpperCase() : null;
}

/**
 * Somebody wants to take part in another phone's request. That phone is asked; here nothing tells whether there is such
 * a request. Whoever has a request of their own is helped by a person, or two families would be mixed.
 */
export function knock(turn: Turn, reference: string, phone: string | undefined): void {
  const { state } = turn;
  if (!phone || state.consents.service === true || (state.knocks ?? 0) >= MOST_KNOCKS)
    return callPerson(turn);
  state.knocks = (state.knocks ?? 0) + 1;
  emit(turn, { kind: 'knock', reference, phone });
  tell(turn, 'join.asked', {}, 'join');
}

/** How another phone can join: said to whoever asks. */
export function howToJoin(turn: Turn): void {
  tell(turn, 'join.how', { reference: turn.state.reference }, 'join');
  retell(turn);
}

/** Another phone wants to join. The first phone decides, by one tap. */
export function knocked(turn: Turn, { conversation, phone }: Extract<Event, { kind: 'knocked' }>): void {
  const { state } = turn;
  const shut = state.stopped || state.ended || state.hold || state.prove || state.voice === 'staff';
  if (shut || state.consents.service !== true || (state.guests?.length ?? 0) >= MOST_GUESTS) return;
  state.knocking = { conversation, phone };
  askAside(turn, 'join', ['allow', 'refuse'], words(turn, 'asides.join.ask', { phone: phone.slice(-4) }));
}

/** The tap of the first phone. */
export function chooseJoin(turn: Turn, option: string): void {
  const { knocking } = turn.state;
  delete turn.state.knocking;
  const allowed = knocking && option === 'allow' && !isGuest(turn);
  if (allowed) emit(turn, { kind: 'admit', ...knocking });
  const said = allowed
    ? words(turn, 'join.joined', { phone: knocking.phone.slice(-4) })
    : words(turn, 'join.refused');
  if (waitingAt(turn)) retell(turn, said);
  else send(turn, { kind: 'text', text: said }, 'join');
}

/** The other phone is part of the conversation now: it is greeted and sees the question that waits. */
export function joined(turn: Turn, phone: string): void {
  const { state } = turn;
  state.guests = [...(state.guests ?? []), phone];
  state.phone = phone;
  const welcome = words(turn, 'join.welcome', { reference: state.reference });
  if (waitingAt(turn) && !state.hold) retell(turn, welcome);
  else send(turn, { kind: 'text', text: `${welcome}\n\n${standing(turn)}` }, 'join');
}

/** Whether this message came from a phone that joined. */
export function isGuest({ state, event }: Pick<Turn, 'state' | 'event'>): boolean {
  return event.kind === 'message' && !!event.phone && !!state.guests?.includes(event.phone);
}

/**
 * Words typed on one phone while the question was last asked on another are no answer yet: that phone sees the question
 * first. Taps and quotes say themselves what they answer.
 */
export function askedElsewhere(turn: Turn, phone: string | undefined): boolean {
  const { state } = turn;
  if (!state.guests?.length) return false;
  const changed = state.phone !== undefined && state.phone !== phone;
  if (phone) state.phone = phone;
  return changed;
}

/** Who hears what: an answer goes to the phone that wrote, news to all of them; the opinion's offer to the first alone, a picture to whoever sent the photo. */
export function spread(turn: Turn, effects: Numbered[]): Numbered[] {
  const { state, event } = turn;
  const { guests } = state;
  if (!guests?.length) return effects;
  const to =
    event.kind === 'joined' ? event.phone : isGuest(turn) ? (event as { phone: string }).phone : undefined;
  if (to) return effects.map((effect) => (effect.kind === 'send' ? { ...effect, to } : effect));
  if (event.kind === 'message') return effects;
  return effects.flatMap((effect) =>
    effect.kind !== 'send' || effect.tag === 'opinion' || effect.tag === 'retake'
      ? [effect]
      : [effect, ...guests.map((guest, i) => ({ ...effect, to: guest, id: `${effect.id}.${i + 1}` }))],
  );
}
