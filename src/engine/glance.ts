import { askable } from '../cases/doubts.ts';
import type { Fact } from '../cases/facts.ts';
import { retell } from './ask.ts';
import { inner, remember } from './known.ts';
import { paperName } from './needs.ts';
import { sayReceived } from './papers.ts';
import type { Glance, Read } from './state.ts';
import { askAside, emit, learn, raise, send, speaker, timer, words, type Turn } from './turn.ts';
import type { ReadDocument } from './types.ts';

/** So many places of one report are asked about, and so many of all that came together. */
const MOST = 3;
const MOST_TOGETHER = 6;
/** Seconds after which the papers are answered all the same. */
const PATIENCE = 900;
const LONGEST_LABEL = 24;

/** Remembers what of a paper a look could settle. The rest, and all beyond, is for the desk. */
export function noteDoubts(turn: Turn, document: ReadDocument): void {
  const { state } = turn;
  if (state.consents.service !== true || document.faults.length) return;
  const number = document.facts.find(({ path }) => path === 'report.id')?.value;
  const report = number ?? document.id;
  const open = state.glances ?? [];
  const room = Math.min(
    MOST - open.filter((one) => one.report === report).length,
    MOST_TOGETHER - open.length,
  );
  const fresh = askable(document.facts, Math.max(0, room)).map((fact): Glance => ({
    fact: plain(fact),
    report,
    type: document.type,
  }));
  if (fresh.length) state.glances = [...open, ...fresh];
}

/** Only what the answer needs: the words around stay on the page. */
function plain({
  id,
  path,
  value,
  normal,
  label,
  unit,
  of,
  reference,
  flag,
  at,
  from,
  accepted,
}: Fact): Fact {
  const all = { id, path, value, normal, label, unit, of, reference, flag, at, from, accepted };
  return Object.fromEntries(Object.entries(all).filter(([, one]) => one !== undefined)) as unknown as Fact;
}

/** Asks for the first look. False when there is none to ask for: then the papers are answered at once. */
export function askGlances(turn: Turn, done: readonly Read[]): boolean {
  const { state } = turn;
  if (!state.glances?.length || state.hold) return false;
  state.glanced = [...(state.glanced ?? []), ...done].slice(0, 100);
  timer(turn, 'glance', PATIENCE);
  askOne(turn);
  return true;
}

/** The picture of the place, and under it one question. */
function askOne(turn: Turn): void {
  const { fact, type } = turn.state.glances![0]!;
  if (fact.from.kind !== 'page') return;
  const { document, page, box } = fact.from;
  const caption = words(turn, 'glance.caption');
  send(turn, { kind: 'crop', document, page, box, caption }, 'glance');
  const label = fact.label && fact.label.length <= LONGEST_LABEL ? `${fact.label}: ` : '';
  const unit = fact.unit && !fact.value.endsWith(fact.unit) ? ` ${fact.unit}` : '';
  const text = words(turn, 'asides.glance.ask', {
    what: paperName(turn, type),
    value: `${label}${fact.value}${unit}`,
  });
  askAside(turn, 'glance', ['correct', 'wrong', 'unsure'], text);
}

/** A look was taken. "Yes" is a fact of its own, said by who looked; anything else is for the desk. */
export function glanced(turn: Turn, option: string, open: boolean): void {
  const { state } = turn;
  const [first, ...rest] = state.glances ?? [];
  if (!first || !open) return retell(turn);
  state.glances = rest;
  if (option === 'correct') agree(turn, first.fact);
  else {
    const value = words(turn, `asides.glance.options.${option}`);
    learn(turn, { path: `asked.${first.fact.path}`, value, normal: option }, turn.event.id);
    raise(turn, 'documents', `${first.fact.path}: ${option}`);
  }
  if (rest.length) return askOne(turn);
  goOn(turn);
}

function agree(turn: Turn, { id, from: _page, ...seen }: Fact): void {
  const fact: Fact = {
    ...seen,
    id: `${turn.event.id}.${turn.effects.length + 1}`,
    at: turn.event.at,
    from: { kind: 'message', message: turn.event.id, speaker: speaker(turn) },
    corrects: id,
    accepted: true,
  };
  emit(turn, { kind: 'learn', fact });
  if (inner(turn.flow, fact.path)) remember(turn.state, fact);
}

/** Nobody looked: the desk will, and the papers are answered. */
export function glanceLate(turn: Turn): void {
  const { state } = turn;
  if (!state.glanced || state.voice === 'staff' || state.stopped || state.ended) return;
  if (state.aside?.options[0]?.startsWith('glance:')) state.aside = null;
  if (state.glances?.length) raise(turn, 'documents', 'doubts');
  delete state.glances;
  goOn(turn);
}

function goOn(turn: Turn): void {
  const { state } = turn;
  const done = state.glanced ?? [];
  delete state.glances;
  delete state.glanced;
  emit(turn, { kind: 'cancel', key: 'glance' });
  if (done.length) sayReceived(turn, done);
  else retell(turn);
}
