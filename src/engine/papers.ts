import { take, retell, waitingAt } from './ask.ts';
import { familySms } from './family.ts';
import { packFor } from './known.ts';
import { needsOf, paperName, waitsForPapers } from './needs.ts';
import type { Read } from './state.ts';
import { submitted } from './submit.ts';
import { askAside, send, words, type Turn } from './turn.ts';

/** One message on an album: what arrived, what has to be sent again, what is still needed, and the ways on. */
export function sayReceived(turn: Turn, done: readonly Read[]): void {
  const { state } = turn;
  const needs = packFor(turn.flow, state) ? needsOf(turn) : [];
  const parts = [received(turn, done), problems(turn, done)];
  const complete = !needs.length && packFor(turn.flow, state) !== undefined;
  if (needs.length)
    parts.push(`${words(turn, 'papers.needed')}\n${needs.map((line) => `• ${line}`).join('\n')}`);
  else if (complete) parts.push(words(turn, 'papers.complete'));
  const text = parts.filter(Boolean).join('\n\n').slice(0, 1000);
  const asked = waitingAt(turn);
  const quiet = state.hold !== null || (asked !== undefined && asked.kind !== 'documents');
  if (quiet || !needs.length) send(turn, { kind: 'text', text }, 'papers');
  else askAside(turn, 'papers', ['now', 'later', 'none'], text, 'papers');
  if (state.hold) return;
  if (asked?.kind === 'documents' && complete)
    take(turn, asked, { is: 'answer', value: 'complete', said: '' });
  else if (asked && asked.kind !== 'documents') retell(turn);
  if (state.status === 'documents' && !waitsForPapers(turn)) submitted(turn);
  else if (state.status === 'documents' && needs.length) familySms(turn, 'needed');
}

function received(turn: Turn, done: readonly Read[]): string {
  const good = done.filter((one) => !one.failure && !one.duplicate && !one.other && !isBad(one));
  if (!good.length) return '';
  const types = [...new Set(good.map((one) => one.type))];
  const names = types.map((type) => {
    const count = good.filter((one) => one.type === type).length;
    return `${paperName(turn, type)}${count > 1 ? ` (${count})` : ''} ✓`;
  });
  return `${words(turn, 'papers.received')}\n${names.slice(0, 8).join('\n')}`;
}

/** A photo so faulty that its kind could not be told. Where it could, a person decides. */
function isBad(one: Read): boolean {
  return (
    !!one.faults?.length && (['other', 'unsure'].includes(one.type) || one.faults.includes('not_a_page'))
  );
}

function problems(turn: Turn, done: readonly Read[]): string {
  const counts = new Map<string, number>();
  const add = (key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const one of done) {
    if (one.failure)
      add(`failures.${turn.flow.words.has('en', `failures.${one.failure}`) ? one.failure : 'crashed'}`);
    else if (one.duplicate) add('failures.duplicate');
    else if (one.other) add('failures.other_person');
    else if (one.faults?.length) add(isBad(one) ? `faults.${one.faults[0]}` : 'faults.partly');
  }
  return [...counts]
    .slice(0, 5)
    .map(([key, count]) => words(turn, key, { count }))
    .join('\n');
}

/** A button under that message. */
export function papersAside(turn: Turn, option: string): void {
  const { state } = turn;
  const asked = waitingAt(turn);
  if (option === 'none') state.noMore = true;
  send(turn, { kind: 'text', text: words(turn, `papers.${option}`) }, 'papers');
  if (option === 'now') return;
  if (asked?.kind === 'documents') return take(turn, asked, { is: 'answer', value: option, said: '' });
  if (option === 'none' && state.status === 'documents') {
    submitted(turn);
  }
}
