import { retell, waitingAt } from './ask.ts';
import { dangerIn } from './danger.ts';
import { alarm } from './hold.ts';
import { askAside, emit, raise, tell, words, type Turn } from './turn.ts';
import type { Event } from './types.ts';

/** So much of what was heard is shown back, and used. */
const MOST_SHOWN = 300;

/**
 * A machine listened to a voice note. Danger in it alarms at once; anything else is read back, and counts only after
 * a yes. The sound stays with the desk either way.
 */
export function voiceHeard(turn: Turn, event: Extract<Event, { kind: 'voice_read' }>): void {
  const { state, flow } = turn;
  const text = event.text.trim().slice(0, 2000);
  if (!text) return;
  const flag = dangerIn(turn, text);
  if (flag) return alarm(turn, flag.flag, flag.level);
  if (state.stopped || state.ended || state.hold || state.prove || state.voice === 'staff') return;
  const step = flow.steps.find(({ name }) => state.answers[name]?.message === event.of) ?? waitingAt(turn);
  if (!step) return;
  state.heard = { text: text.slice(0, MOST_SHOWN), step: step.name };
  askAside(turn, 'heard', ['correct', 'wrong'], words(turn, 'asides.heard.ask', { what: state.heard.text }));
}

/** What was heard and confirmed, with the step it answers; undefined when there is nothing of the kind. */
export function confirmed(turn: Turn, choice: string | null): { text: string; step: string } | undefined {
  const { heard } = turn.state;
  if (choice !== 'heard:correct' || !heard) return undefined;
  delete turn.state.heard;
  turn.state.aside = null;
  return heard;
}

/** It was heard wrongly, or long ago. */
export function misheard(turn: Turn): void {
  delete turn.state.heard;
  if (waitingAt(turn)) retell(turn, words(turn, 'shapes.misheard'));
  else tell(turn, 'shapes.misheard', {}, 'shape');
}

/** Asks that a voice note be kept, and, where machines may read what this person sends, listened to. */
export function keepVoice(turn: Turn, media: Extract<Event, { kind: 'message' }>['media']): void {
  const hear = turn.state.consents.reading === true;
  for (const one of media.slice(0, 5))
    emit(turn, {
      kind: 'read',
      media: one,
      keepOnly: true,
      ...(hear && one.type === 'audio' ? { hear } : {}),
    });
}

/** A voice note during a hold is kept, and a person hears it first. */
export function heldVoice(turn: Turn, media: Extract<Event, { kind: 'message' }>['media']): void {
  const spoken = media.filter(({ type }) => type === 'audio' || type === 'video');
  if (!spoken.length || turn.state.consents.service !== true) return;
  keepVoice(turn, spoken);
  raise(turn, 'voice');
}
