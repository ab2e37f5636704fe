import { sameAge, sameName } from '../cases/name.ts';
import type { Fact } from '../cases/facts.ts';
import { sheetsOf, type Paper } from '../cases/paper.ts';
import { copyOf } from '../cases/report.ts';
import { retell, waitingAt } from './ask.ts';
import { askGlances, noteDoubts } from './glance.ts';
import { inner, remember } from './known.ts';
import { askPassword, locked } from './lock.ts';
import { isBad, sayReceived } from './papers.ts';
import { faultsLeft } from './retake.ts';
import type { Read } from './state.ts';
import { emit, MOST_SHEETS, raise, tell, timer, type Turn } from './turn.ts';
import type { ReadDocument } from './types.ts';

/** Seconds between the last page that was read and the summary: another page may follow at once. */
const SETTLE = 2;
/** So many facts of one file go into the case. */
const MOST_FACTS = 400;
/** So many files of one ZIP are remembered as unopened. */
const MOST_SPOILT = 30;

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
  const good = !document.failure && !duplicate && !other;
  const again = good && !faulty ? photographedAgain(turn, document) : 'new';
  const read: Read = { type: document.type };
  if (document.print) read.document = document.id;
  if (document.failure) read.failure = document.failure;
  else if (duplicate || again === 'worse') read.duplicate = true;
  else if (other) read.other = true;
  else if (faults.length) read.faults = faults.slice(0, 3);
  if (asked && read.faults) read.asked = true;
  if (document.spoilt) read.spoilt = document.spoilt.slice(0, MOST_SPOILT);
  if (state.album.done.length < 100) state.album.done.push(read);
  const facts = !document.failure && !duplicate && again !== 'worse' ? know(turn, document, other) : [];
  if (good && again !== 'worse') noteDoubts(turn, { ...document, facts });
  if (good && !faulty && again !== 'worse') keep(turn, document, again === 'better');
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
  const spoken = done.every((one) => one.asked && isBad(one));
  if (!spoken && !askGlances(turn, done)) sayReceived(turn, done);
  const [first] = state.locked ?? [];
  if (first && !first.asked && !first.tries && !state.hold) askPassword(turn);
}

/** Into the case, with the place on the page. What may be somebody else's is kept, and is not accepted before a person looks. */
function know(turn: Turn, document: ReadDocument, other: boolean): Fact[] {
  if (turn.state.stopped || turn.state.consents.service !== true) return [];
  return document.facts.slice(0, MOST_FACTS).map((read) => {
    // A fact is kept by the number of its effect: whatever corrects it later must name that one.
    const id = `${turn.event.id}.${turn.effects.length + 1}`;
    const fact = { ...(other ? apart(read) : read), id };
    emit(turn, { kind: 'learn', fact });
    return fact;
  });
}

/** Kept apart, with what the reading had made of it: that counts again when the desk says that it is this patient's. */
function apart(fact: Fact): Fact {
  const { accepted, doubt } = fact;
  return {
    ...fact,
    accepted: false,
    doubt: 'other_person',
    apart: { accepted, ...(doubt ? { doubt } : {}) },
  };
}

/**
 * The same page photographed twice: the sharper photo stays, the other one is kept and marked, and nobody is asked for
 * either again. `better` when the new photo takes the place of the old one.
 */
function photographedAgain(turn: Turn, document: ReadDocument): 'new' | 'better' | 'worse' {
  const shelf = turn.state.shelf ?? [];
  const sheets = sheetsFrom(document);
  const old = sheets.map((sheet) => copyOf(sheet, shelf));
  const [first] = old;
  // Every page of the file is there already, in one other file.
  if (!first?.id || !old.every((one) => one?.id === first.id)) return 'new';
  const better = (sheets[0]!.flaws ?? 0) < (first.flaws ?? 0);
  emit(turn, {
    kind: 'copy',
    document: better ? first.id : document.id,
    of: better ? document.id : first.id,
  });
  if (!better) return 'worse';
  const { album } = turn.state;
  turn.state.shelf = shelf.filter(({ id }) => id !== first.id);
  // Of the worse photo nothing is said any more.
  album.done = album.done.filter((one) => one.document !== first.id);
  return 'better';
}

const sheetsFrom = ({ id, type, facts, pages, print, faults }: ReadDocument): Paper[] =>
  sheetsOf(type, facts, pages, { ...(print ? { id, print } : {}), faults: faults.length });

function keep(turn: Turn, document: ReadDocument, again: boolean): void {
  const { papers, known, shelf = [] } = turn.state;
  // The desk was faster, and has told already where it stands.
  const told = shelf.some(({ id }) => id === document.id);
  if (!again && !told) papers[document.type] = Math.min(99, (papers[document.type] ?? 0) + 1);
  if (!told) turn.state.shelf = [...shelf, ...sheetsFrom(document)].slice(-MOST_SHEETS);
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
