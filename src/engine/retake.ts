import type { State } from './state.ts';
import { emit, raise, send, words, type Turn } from './turn.ts';
import type { Event, Media, ReadDocument } from './types.ts';

type PhotoFaulty = Extract<Event, { kind: 'photo_faulty' }>;
type RetakeAsked = Extract<Event, { kind: 'retake_asked' }>;

/** So often one page is asked for again; after that it is taken as it is. */
const MOST_RETAKES = 2;
/** So many photos of one album are spoken of at once; the others stand in the summary. */
const AT_ONCE = 3;
/** So many pages are remembered as asked for; the oldest are forgotten first. */
const MOST_OPEN = 20;
/** What comes within so many seconds of our asking was on its way already. */
const SOONEST = 8;

/** A quick look found that a photo can hardly be read: the person hears at once what is wrong, and sees where. */
export function photoFaulty(turn: Turn, { media, faults, picture }: PhotoFaulty): void {
  const { state } = turn;
  const [fault] = faults;
  if (!fault || state.consents.reading !== true || !state.album.waiting.includes(media)) return;
  // Whoever has the voice now, or an alarm, goes first; the summary names the fault when it comes.
  if (state.voice === 'staff' || state.stopped || state.ended || state.hold || state.prove) return;
  const spoken = state.album.spoken ?? 0;
  if (spoken >= AT_ONCE) return;
  state.album.spoken = spoken + 1;
  const times = timesBefore(turn, media);
  if (times >= MOST_RETAKES) {
    take(turn, media, fault);
    return say(turn, words(turn, 'retake.kept'), media);
  }
  ask(turn, { media, fault, times: times + 1, at: turn.event.at });
  const key = turn.flow.words.has('en', `retake.${fault}`) ? fault : 'blurred';
  say(turn, words(turn, `retake.${key}`), media, picture);
  last(turn).ask = `${turn.event.id}.${turn.effects.length}`;
}

/**
 * Somebody at the desk wants a page photographed again, and says why. It goes with the voice that the conversation has,
 * and what comes for it is taken as it is.
 */
export function retakeAsked(turn: Turn, { document, fault, picture }: RetakeAsked): void {
  const { state } = turn;
  if (state.stopped || state.ended) return;
  forget(turn, (one) => one.document === document);
  // One more try, whatever was asked before: the next photo of it is the last that a machine speaks of.
  ask(turn, { media: document, document, fault, times: MOST_RETAKES, at: turn.event.at });
  const key = turn.flow.words.has('en', `retake.${fault}`) ? fault : 'blurred';
  say(turn, words(turn, `retake.${key}`), document, picture);
  const sent = turn.effects.at(-1);
  if (sent?.kind === 'send') sent.voice = state.voice;
  last(turn).ask = `${turn.event.id}.${turn.effects.length}`;
}

/** The picture goes to the phone that sent the photo, and to no other that joined. */
function say(turn: Turn, text: string, media: string, picture?: PhotoFaulty['picture']): void {
  const to = turn.state.album.from?.[media];
  if (!picture) send(turn, { kind: 'text', text }, 'retake');
  else send(turn, { kind: 'file', file: picture, caption: text, bare: true }, 'retake');
  const sent = turn.effects.at(-1);
  if (to && sent?.kind === 'send') sent.to = to;
}

/** New photos: each may be the one a page was asked for again, the quoted page first and then the oldest. */
export function mayBeRetakes(turn: Turn, media: readonly Media[]): void {
  const { state, event } = turn;
  if (event.kind !== 'message') return;
  for (const { id } of media.filter(({ type }) => type === 'image')) {
    if (event.phone && state.guests?.includes(event.phone))
      state.album.from = { ...state.album.from, [id]: event.phone };
    const open = (state.retakes ?? []).filter((one) => !one.by && one.times <= MOST_RETAKES);
    const asked = open.find((one) => event.replyTo !== undefined && one.ask === event.replyTo);
    const late = open.find((one) => Date.parse(event.at) - Date.parse(one.at) >= SOONEST * 1000);
    const page = asked ?? late;
    if (!page) continue;
    page.by = id;
    if (page.document) emit(turn, { kind: 'retaken', document: page.document });
  }
}

/**
 * The faults of a read photo that are still to be spoken of. `asked`: the person heard of them already. A photo that was
 * read well after all, and one that is taken as it is, have none.
 */
export function faultsLeft(turn: Turn, document: ReadDocument): { faults: string[]; asked: boolean } {
  const { state } = turn;
  const { media, faults } = document;
  const from = state.album.from;
  if (from) delete from[media];
  const own = state.retakes?.find((one) => one.media === media);
  if (!faults.length) {
    // Good, or good enough: neither this page nor the one it came for is waited for any more.
    timesBefore(turn, media);
    forget(turn, (one) => one === own);
    return { faults: [], asked: false };
  }
  if (own?.answered || (own && own.times > MOST_RETAKES)) forget(turn, (one) => one === own);
  if (own) return own.times > MOST_RETAKES ? { faults: [], asked: false } : { faults, asked: true };
  const times = timesBefore(turn, media);
  if (times < MOST_RETAKES) {
    ask(turn, { media, fault: faults[0]!, times: times + 1, at: turn.event.at });
    return { faults, asked: false };
  }
  raise(turn, 'documents', `photo: ${faults[0]}`);
  return { faults: [], asked: false };
}

/** How often the page of this photo was asked for. What was asked for then is answered by it, for better or worse. */
function timesBefore(turn: Turn, media: string): number {
  const { retakes, album } = turn.state;
  const before = retakes?.find((one) => one.by === media && !one.answered);
  if (!before) return 0;
  // Its own reading may still come, and must find that it was spoken of.
  if (album.waiting.includes(before.media)) before.answered = true;
  else forget(turn, (one) => one === before);
  return before.times;
}

function take(turn: Turn, media: string, fault: string): void {
  ask(turn, { media, fault, times: MOST_RETAKES + 1, at: turn.event.at });
  raise(turn, 'documents', `photo: ${fault}`);
}

type Retake = NonNullable<State['retakes']>[number];

function ask(turn: Turn, retake: Retake): void {
  turn.state.retakes = [...(turn.state.retakes ?? []), retake].slice(-MOST_OPEN);
}

const last = (turn: Turn): Retake => turn.state.retakes!.at(-1)!;

function forget(turn: Turn, which: (one: Retake) => boolean): void {
  const left = (turn.state.retakes ?? []).filter((one) => !which(one));
  if (left.length) turn.state.retakes = left;
  else delete turn.state.retakes;
}
