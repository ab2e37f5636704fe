import { mayBeRetakes } from './retake.ts';
import { emit, raise, tell, timer, type Turn } from './turn.ts';
import type { Media } from './types.ts';

/** Seconds of quiet after which an album is complete, and which a page may take to be read. */
const QUIET = 3;
const PATIENCE = 240;
/** So many files wait for consent; those beyond are asked for again. */
const MOST_HELD = 40;

/** Takes photos and PDFs: reads them, or holds them until they may be read. Acknowledged once, by the timer `album`. */
export function takePhotos(turn: Turn, media: readonly Media[]): void {
  const { state } = turn;
  mayBeRetakes(turn, media);
  for (const one of media.map(trimmed)) {
    if (state.consents.reading === undefined) {
      if (state.held.length < MOST_HELD) state.held.push(one);
    } else readOne(turn, one);
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

function readOne(turn: Turn, media: Media): void {
  if (turn.state.consents.reading !== true) {
    emit(turn, { kind: 'read', media, keepOnly: true });
    raise(turn, 'documents', 'reading_refused');
    return;
  }
  emit(turn, { kind: 'read', media });
  turn.state.album.waiting.push(media.id);
  timer(turn, 'pages', PATIENCE);
}

function trimmed({ id, type, mime, fileName, sha256, failure }: Media): Media {
  const all = { id, type, mime, fileName: fileName?.slice(0, 60), sha256, failure };
  return Object.fromEntries(
    Object.entries(all).filter(([, value]) => value !== undefined),
  ) as unknown as Media;
}
