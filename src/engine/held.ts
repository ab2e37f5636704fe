import { mayBeRetakes } from './retake.ts';
import { emit, raise, tell, timer, type Turn } from './turn.ts';
import { secretIn } from './secret.ts';
import type { Event, Media } from './types.ts';

/** Seconds of quiet after which an album is complete, and which a page may take to be read. */
const QUIET = 3;
const PATIENCE = 240;
/** So many files in one message. */
const MOST_MEDIA = 30;
/** So many files wait for consent; those beyond are asked for again. */
const MOST_HELD = 40;

/**
 * Photos and PDFs are kept in whatever state the conversation is. True where the words beside a file are its password: they are
 * used for it and blotted out.
 */
export function keepMedia(turn: Turn, event: Extract<Event, { kind: 'message' }>): boolean {
  const papers = event.media
    .slice(0, MOST_MEDIA)
    .filter(({ type }) => type === 'image' || type === 'document');
  const file = papers.some(({ type }) => type === 'document');
  const secret = file ? secretIn(event.text, turn.flow.words) : null;
  if (papers.length) takePhotos(turn, papers, secret);
  if (secret !== null) emit(turn, { kind: 'blot' });
  return secret !== null;
}

/**
 * Takes photos and PDFs: reads them, or holds them until they may be read, which no password is. Acknowledged once, by the
 * timer `album`.
 */
function takePhotos(turn: Turn, media: readonly Media[], password: string | null = null): void {
  const { state } = turn;
  mayBeRetakes(turn, media);
  for (const one of media.map(trimmed)) {
    if (state.consents.reading === undefined) {
      if (state.held.length < MOST_HELD) state.held.push(one);
    } else readOne(turn, one, password);
  }
  state.album.count += media.length;
  timer(turn, 'album', QUIET);
}

/** Consent to reading was given, or a person is to read them: what was held goes on its way. */
export function releaseHeld(turn: Turn, byMachine: boolean): void {
  const { state } = turn;
  const held = state.held.splice(0);
  for (const one of held) readOne(turn, one);
  if (!byMachine) return;
  if (held.length) tell(turn, 'papers.released', { count: held.length }, 'papers');
}

function readOne(turn: Turn, media: Media, password: string | null = null): void {
  if (turn.state.consents.reading !== true) {
    emit(turn, { kind: 'read', media, keepOnly: true });
    raise(turn, 'documents', 'reading_refused');
    return;
  }
  const locked = password !== null && media.type === 'document';
  emit(turn, { kind: 'read', media, ...(locked ? { password } : {}) });
  turn.state.album.waiting.push(media.id);
  timer(turn, 'pages', PATIENCE);
}

function trimmed({ id, type, mime, fileName, sha256, failure }: Media): Media {
  const all = { id, type, mime, fileName: fileName?.slice(0, 60), sha256, failure };
  return Object.fromEntries(
    Object.entries(all).filter(([, value]) => value !== undefined),
  ) as unknown as Media;
}
