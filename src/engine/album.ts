import { sameAge, sameName } from '../cases/name.ts';
import { sheetsOf } from '../cases/paper.ts';
import { retell, waitingAt } from './ask.ts';
import { inner, remember } from './known.ts';
import { askPassword, locked } from './lock.ts';
import { isBad, sayReceived } from './papers.ts';
import { faultsLeft } from './retake.ts';
import type { Read } from './state.ts';
import { emit, raise, tell, timer, type Turn } from './turn.ts';
import type { ReadDocument } from './types.ts';

/** Seconds between the last page that was read and the summary: another page may follow at once. */
const SETTLE = 2;
/** So many pages are remembered with their day; more are only counted. */
const MOST_SHEETS = 60;
/** So many facts of one file go into the case. */
const MOST_FACTS = 400;

/** The album is quiet: says how many came, and that the question stays. */
export function albumQuiet(turn: Turn): void {
  const { state } = turn;
  const count = state.album.count;
  if (!count) return;
  state.album.count = 0;
  if (state.voice === 'bot' && !state.stopped && !state.ended) {
    const key = state.consents.reading === undefined ? 'held' : state.consents.reading ? 'got' : 'forPerson';
    // Where each of them was answered by itself already, there is nothing to add.
    if (key !== 'got' || count > (state.album.spoken ?? 0)) tell(turn, `papers.${key}`, { count }, 'album');
    const asked = waitingAt(turn);
    if (asked && asked.kind !== 'documents' && asked.name !== 'language' && !state.hold && key !== 'got')
      retell(turn);
  }
  if (!state.album.waiting.length && (state.album.done.length || state.locked?.length))
    timer(turn, 'settle', SETTLE);
}

/** One file was read, or could not be. */
export function pageRead(turn: Turn, document: ReadDocument): void {
  const { state } = turn;
  // Kept for a person: it was acknowledged when it came, and nobody has looked at what is on it.
  if (state.consents.reading !== true) return;
  const awaited = state.album.waiting.includes(document.media);
  state.album.waiting = state.album.waiting.filter((id) => id !== document.media);
  if (locked(turn, document)) return quietAlbum(turn);
  // A voice note or a paper kept for a person comes back as unreadable: nobody waits for it.
  if (!awaited && document.failure) return;
  const duplicate = document.duplicateOf !== undefined;
  const { faults, asked } =
    document.failure || duplicate ? { faults: [], asked: false } : faultsLeft(turn, document);
  const faulty = faults.length > 0 && ['other', 'unsure'].includes(document.type);
  const other = !duplicate && !document.failure && isOther(turn, document);
  const read: Read = { type: document.type };
  if (document.failure) read.failure = document.failure;
  else if (duplicate) read.duplicate = true;
  else if (other) read.other = true;
  else if (faults.length) read.faults = faults.slice(0, 3);
  if (asked && read.faults) read.asked = true;
  if (state.album.done.length < 100) state.album.done.push(read);
  if (!document.failure && !duplicate) know(turn, document, other);
  if (!document.failure && !duplicate && !other && !faulty) keep(turn, document);
  if (other) raise(turn, 'wrong_patient', document.id);
  quietAlbum(turn);
}

/** Nothing is being read any more: another page may follow at once, and then the album is answered. */
function quietAlbum(turn: Turn): void {
  if (turn.state.album.waiting.length) return;
  emit(turn, { kind: 'cancel', key: 'pages' });
  timer(turn, 'settle', SETTLE);
}

/** Some pages never came back: the answer does not wait for them any longer. */
export function pagesLate(turn: Turn): void {
  const { album } = turn.state;
  delete album.from;
  for (const _ of album.waiting.splice(0))
    if (album.done.length < 100) album.done.push({ type: 'unsure', failure: 'timeout' });
  settled(turn);
}

/** Everything is read and nothing more comes: one message says what was received and what is still needed. */
export function settled(turn: Turn): void {
  const { state } = turn;
  if (state.album.count || state.album.waiting.length) return;
  if (state.voice === 'staff' || state.stopped || state.ended) return;
  delete state.album.spoken;
  const done = state.album.done.splice(0);
  // Of photos that only have to be taken again everything was said.
  if (done.some((one) => !one.asked || !isBad(one))) sayReceived(turn, done);
  const [first] = state.locked ?? [];
  if (first && !first.asked && !first.tries && !state.hold) askPassword(turn);
}

/** Into the case, with the place on the page. What may be somebody else's is kept, and is not accepted before a person looks. */
function know(turn: Turn, document: ReadDocument, other: boolean): void {
  if (turn.state.stopped || turn.state.consents.service !== true) return;
  for (const fact of document.facts.slice(0, MOST_FACTS))
    emit(turn, {
      kind: 'learn',
      fact: other ? { ...fact, accepted: false, doubt: 'other_person' } : fact,
    });
}

function keep(turn: Turn, document: ReadDocument): void {
  const { papers, known } = turn.state;
  papers[document.type] = Math.min(99, (papers[document.type] ?? 0) + 1);
  const sheets = sheetsOf(document.type, document.facts, document.pages);
  turn.state.shelf = [...(turn.state.shelf ?? []), ...sheets].slice(-MOST_SHEETS);
  for (const fact of document.facts.slice(0, 200)) {
    if (!inner(turn.flow, fact.path) || (known[fact.path]?.sure && !fact.accepted)) continue;
    remember(turn.state, fact);
  }
}

/** Whether name, age or sex on the paper clearly differ from what was said in the chat. */
function isOther(turn: Turn, document: ReadDocument): boolean {
  const { answers } = turn.state;
  const on = (path: string) => document.facts.find((fact) => fact.path === path && fact.value);
  const said = (step: string) =>
    answers[step] && !answers[step].paper && answers[step].value !== 'unknown' ? answers[step].value : '';
  const [name, age, sex] = [on('patient.name'), on('patient.age'), on('patient.sex')];
  if (name && said('name') && !sameName(name.value, said('name'))) return true;
  const years = Number(age?.normal ?? Number.NaN);
  const doubt = [
    age?.accepted && said('age') && Number.isFinite(years) && !sameAge(years, Number(said('age'))),
    sex?.accepted &&
      ['female', 'male'].includes(said('sex')) &&
      String(sex.normal ?? sex.value) !== said('sex'),
  ];
  // A matching name outweighs one misread number or tick.
  return name && said('name') ? doubt.every(Boolean) : doubt.some(Boolean);
}
