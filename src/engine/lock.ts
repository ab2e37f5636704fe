import { retell } from './ask.ts';
import { isUnknown } from './heard/unsaid.ts';
import { fold } from './match.ts';
import { secretIn } from './secret.ts';
import { askAside, emit, tell, timer, words, type Turn } from './turn.ts';
import type { ReadDocument } from './types.ts';

/** So often a password is tried for one file. */
const MOST_TRIES = 3;
/** So many locked files wait for their passwords. */
const MOST_LOCKED = 10;
/** Seconds an opened file may take to be read. */
const PATIENCE = 240;
/** One word, and no talk: lists of what people say that is no password. */
const TALK = ['lists.empty', 'lists.polite', 'reserved.hello', 'means.yes', 'means.no'];

/** A PDF with a password came, or its password was wrong. True when the album need not speak of it. */
export function locked(turn: Turn, document: ReadDocument): boolean {
  const { state } = turn;
  const [first] = state.locked ?? [];
  if (first?.media === document.media && first.tries > 0) {
    if (document.failure !== 'encrypted') {
      state.locked = state.locked!.slice(1);
      return false;
    }
    const quiet = state.voice === 'staff' || state.hold !== null;
    if (first.tries < MOST_TRIES) {
      if (!quiet) askPassword(turn, 'again');
    } else if (quiet) state.locked = state.locked!.slice(1);
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

/** Whether a password is the last thing that was asked for. */
function waits({ state }: Turn): boolean {
  return !!state.locked?.[0]?.asked && state.aside?.options[0] === 'lock:photos';
}

/**
 * Takes what was typed as a password: where one is asked for, a single word, or the one that a sentence calls so; where none is
 * asked for, only that. Whoever does not know it sends photos. False where the words are for the question: a sentence, a short
 * number, a greeting.
 */
export function takePassword(turn: Turn, text: string): boolean {
  const asked = waits(turn);
  const named = secretIn(text, turn.flow.words);
  if (!asked) return named !== null && keptSecret(turn, named);
  const said = named ?? plain(text);
  if (named === null && isUnknown(text, turn.flow.words)) photosInstead(turn);
  else if (named !== null || (/^\S{4,64}$/.test(said) && !isTalk(turn, said))) tryPassword(turn, said);
  else return false;
  return true;
}

function isTalk({ flow }: Turn, said: string): boolean {
  const folded = fold(said);
  return (
    said.endsWith('?') || TALK.some((list) => flow.words.everywhere(list).some((way) => fold(way) === folded))
  );
}

/** A password before anybody asked: it opens the file that waits for one, and is blotted out in any case. */
function keptSecret(turn: Turn, secret: string): boolean {
  if (turn.state.locked?.length) tryPassword(turn, secret);
  else {
    emit(turn, { kind: 'blot' });
    retell(turn);
  }
  return true;
}

/**
 * A password that is typed while a person has the chat, or in a danger: it opens the file that waits for one and is blotted out,
 * and nothing is said over whoever is speaking. Without its name it is known by its looks, where a file waits.
 */
export function overheardPassword(turn: Turn, text: string): void {
  const waiting = turn.state.locked?.[0];
  const said = secretIn(text, turn.flow.words) ?? (waiting && looksSecret(text) ? plain(text) : null);
  if (said === null) return;
  emit(turn, { kind: 'blot' });
  if (waiting) open(turn, said);
}

/** Letters with figures, or a whole date: what people set on a report. A time, a temperature or an age is none. */
function looksSecret(text: string): boolean {
  const said = text.trim();
  if (/^\d{1,2}[./-]?\d{1,2}[./-]?(?:19|20)\d{2}$/.test(said)) return true;
  return /^[A-Za-z][\w@#$!&*.-]{4,63}$/.test(said) && /[A-Za-z]{3}/.test(said) && /\d{2}/.test(said);
}

/** Tries it once. The message that held it is blotted out, and no state, log or transcript ever holds it. */
function tryPassword(turn: Turn, password: string): void {
  turn.state.aside = null;
  emit(turn, { kind: 'blot' });
  open(turn, password);
  tell(turn, 'lock.trying', {}, 'lock');
}

function open(turn: Turn, password: string): void {
  const { state } = turn;
  const first = state.locked![0]!;
  first.tries += 1;
  first.asked = false;
  emit(turn, {
    kind: 'read',
    media: { id: first.media, type: 'document', mime: 'application/pdf' },
    again: first.document,
    password,
  });
  state.album.waiting.push(first.media);
  timer(turn, 'pages', PATIENCE);
}

/** Photos instead: nobody asks for this password any more. */
export function photosInstead(turn: Turn): void {
  const { state } = turn;
  state.locked = (state.locked ?? []).slice(1);
  state.aside = null;
  tell(turn, 'lock.photos', {}, 'lock');
  if (state.locked.length) askPassword(turn);
}
