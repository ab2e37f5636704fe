import { record, reopen, retell, take, waitingAt } from './ask.ts';
import { amend } from './amend.ts';
import { answeredByFile } from './asked.ts';
import { offerContact } from './contact.ts';
import type { Step } from './flow.ts';
import { keepVoice } from './hearing.ts';
import { KINDS } from './kinds/index.ts';
import { forget } from './learnt.ts';
import { reservedWord } from './reserved.ts';
import { raise, send, words, type Turn } from './turn.ts';
import type { Event } from './types.ts';
import { draftOf } from './upgrade.ts';

type MessageEvent = Extract<Event, { kind: 'message' }>;

/**
 * Messages that are not words: kept, and answered kindly where an answer helps. True when nothing more is to be done;
 * false when the text is to be looked at as well.
 */
export function takeShape(turn: Turn, event: MessageEvent): boolean {
  switch (event.shape) {
    case 'reaction':
      return true;
    case 'revoke':
      return revoked(turn, event);
    case 'edit':
      return edited(turn, event);
    case 'contact':
      return contact(turn, event);
    case 'location':
      return place(turn, event);
    case 'unsupported':
      return kindly(turn, 'shapes.unsupported');
    case 'media':
      return media(turn, event);
    default:
      return false;
  }
}

function kindly(turn: Turn, key: string): true {
  if (waitingAt(turn)) retell(turn, words(turn, key));
  else send(turn, { kind: 'text', text: words(turn, key) }, 'shape');
  return true;
}

function media(turn: Turn, event: MessageEvent): boolean {
  const step = waitingAt(turn);
  const types = new Set(event.media.map(({ type }) => type));
  if (types.has('audio') || types.has('video')) return voice(turn, event, step);
  if (types.has('image') || types.has('document')) {
    // The answer to "which medicines" may be a photo of the strips; everywhere else the question stays.
    if (!step && answeredByFile(turn, event.text)) return true;
    if (step?.photo) take(turn, step, KINDS[step.kind].understand(turn, step, { text: '', media: 'photo' }));
    return !event.text.trim() || !!step?.media || isCaption(turn, step, event.text);
  }
  return kindly(turn, 'shapes.sticker');
}

/** Words under a photo are mostly about the photo: they count only where they plainly answer, or are a word that always works. */
function isCaption(turn: Turn, step: Step | undefined, text: string): boolean {
  if (reservedWord(turn, text)) return false;
  if (!step || step.kind === 'text' || step.kind === 'consent') return true;
  const scratch = { ...turn, state: draftOf(turn.state), effects: [] };
  return KINDS[step.kind].understand(scratch, step, { text: text.slice(0, 200) }).is === 'unclear';
}

/** A voice note cannot be heard by the bot: a person hears it, and it counts as the answer where words are asked. */
function voice(turn: Turn, event: MessageEvent, step: Step | undefined): true {
  const kept = turn.state.consents.service === true;
  if (kept) keepVoice(turn, event.media);
  if (kept) raise(turn, 'voice');
  if (kept && step?.media) {
    record(
      turn,
      step,
      { is: 'answer', value: 'voice', said: words(turn, 'said.voice') },
      words(turn, 'shapes.voiceKept'),
    );
    return true;
  }
  return kindly(turn, kept ? 'shapes.voice' : 'shapes.voiceEarly');
}

function contact(turn: Turn, event: MessageEvent): boolean {
  const phones = event.contacts?.flatMap((one) => one.phones) ?? [];
  const step = waitingAt(turn);
  if (step?.check === 'phone' && phones.length) return false;
  if (offerContact(turn, phones)) return true;
  return kindly(turn, 'shapes.contact');
}

/** A place on the map answers the question for the town; anywhere else it is kept. */
function place(turn: Turn, event: MessageEvent): true {
  const step = waitingAt(turn);
  const { location } = event;
  if (step?.learn !== 'patient.place' || !location) return kindly(turn, 'shapes.location');
  // Two digits are about a kilometre: near enough for a town.
  const said = location.name ?? `${location.latitude.toFixed(2)}, ${location.longitude.toFixed(2)}`;
  take(turn, step, { is: 'answer', value: said, said });
  return true;
}

function answeredBy(turn: Turn, about: string | undefined): Step | undefined {
  const { flow, state } = turn;
  if (!about) return undefined;
  return flow.steps.find(
    (step) =>
      state.answers[step.name]?.message === about &&
      ['text', 'number', 'date', 'choice'].includes(step.kind) &&
      !step.flags &&
      !step.summary,
  );
}

/** An edit of an answer changes the answer; any other edit is kept with its message. */
function edited(turn: Turn, event: MessageEvent): boolean {
  const step = answeredBy(turn, event.about);
  if (!step) return turn.state.tries === 0;
  amend(turn, step, { text: event.text.slice(0, 2000) });
  return true;
}

/** A deleted answer is asked again. */
function revoked(turn: Turn, event: MessageEvent): boolean {
  const step = answeredBy(turn, event.about);
  if (!step || turn.state.hold) return true;
  forget(turn, step);
  reopen(turn, step.name, words(turn, 'change.deleted'));
  return true;
}
