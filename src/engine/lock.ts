import { retell } from './ask.ts';
import { askAside, emit, tell, timer, words, type Turn } from './turn.ts';
import type { ReadDocument } from './types.ts';

/** So often a password is tried for one file. */
const MOST_TRIES = 2;
/** So many locked files wait for their passwords. */
const MOST_LOCKED = 10;
/** Seconds an opened file may take to be read. */
const PATIENCE = 240;

/** A PDF with a password came, or its password was wrong. True when the album need not speak of it. */
export function locked(turn: Turn, document: ReadDocument): boolean {
  const { state } = turn;
  const [first] = state.locked ?? [];
  if (first?.media === document.media && first.tries > 0) {
    if (document.failure !== 'encrypted') {
      state.locked = state.locked!.slice(1);
      return false;
    }
    if (first.tries < MOST_TRIES) askPassword(turn, 'again');
    else {
      state.locked = state.locked!.slice(1);
      tell(turn, 'lock.failed', {}, 'lock');
      if (state.locked.length) askPassword(turn);
      else retell(turn);
    }
    return true;
  }
  if (document.failure !== 'encrypted' || (state.locked?.length ?? 0) >= MOST_LOCKED) return false;
  state.locked = [...(state.locked ?? []), { document: document.id, media: document.media, tries: 0 }];
  return true;
}

/** Asks for the password of the first locked file. */
export function askPassword(turn: Turn, how: 'ask' | 'again' = 'ask'): void {
  turn.state.locked![0]!.asked = true;
  askAside(turn, 'lock', ['photos'], words(turn, `lock.${how}`));
}

/** A date or a phone number is a password without its dashes and gaps. */
function plain(text: string): string {
  const said = text.trim();
  return /^[\d ./-]+$/.test(said) ? said.replace(/\D/g, '') : said;
}

/** One word may be a password; a sentence, a short number or a greeting is meant for the question. */
export function mayBePassword(turn: Turn, text: string): boolean {
  const [first] = turn.state.locked ?? [];
  const waits = !!first?.asked && turn.state.aside?.options[0] === 'lock:photos';
  return waits && /^\S{4,64}$/.test(plain(text));
}

/** Tries it once. The message that held it is blotted out, and no state, log or transcript ever holds it. */
export function tryPassword(turn: Turn, text: string): void {
  const { state } = turn;
  const first = state.locked![0]!;
  first.tries += 1;
  first.asked = false;
  state.aside = null;
  emit(turn, { kind: 'blot' });
  emit(turn, {
    kind: 'read',
    media: { id: first.media, type: 'document', mime: 'application/pdf' },
    again: first.document,
    password: plain(text),
  });
  state.album.waiting.push(first.media);
  timer(turn, 'pages', PATIENCE);
  tell(turn, 'lock.trying', {}, 'lock');
}

/** Photos instead: nobody asks for this password any more. */
export function photosInstead(turn: Turn): void {
  const { state } = turn;
  state.locked = (state.locked ?? []).slice(1);
  tell(turn, 'lock.photos', {}, 'lock');
  if (state.locked.length) askPassword(turn);
}
