import { take, retell, waitingAt } from './ask.ts';
import { familySms } from './family.ts';
import { packFor } from './known.ts';
import { asksOf, needsOf, nextAsk, paperName, waitsForPapers, whereOf, type PaperAsk } from './needs.ts';
import { nameOf } from '../cases/plan.ts';
import type { Read } from './state.ts';
import { submitted } from './submit.ts';
import { askAside, learn, raise, send, words, type Turn } from './turn.ts';

const MOST_NAMES = 3;

/** One message on an album: what arrived, what has to be sent again, what is still needed, and the ways on. */
export function sayReceived(turn: Turn, done: readonly Read[]): void {
  const { state } = turn;
  const needs = needsOf(turn);
  const parts = [received(turn, done), problems(turn, done)];
  const complete = !needs.length && packFor(turn.flow, state) !== undefined;
  if (needs.length > 1)
    parts.push(`${words(turn, 'papers.needed')}\n${needs.map((line) => `• ${line}`).join('\n')}`);
  if (needs.length) parts.push(nextAsk(turn));
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
  // In one order, whichever page was read first.
  const types = [...new Set(good.map((one) => one.type))].sort();
  const names = types.map((type) => {
    const count = good.filter((one) => one.type === type).length;
    return `${paperName(turn, type)}${count > 1 ? ` (${count})` : ''} ✓`;
  });
  return `${words(turn, 'papers.received')}\n${names.slice(0, 8).join('\n')}`;
}

/** A photo so faulty that its kind could not be told. Where it could, a person decides. */
export function isBad(one: Read): boolean {
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
    else if (one.asked) continue;
    else if (one.faults?.length) add(isBad(one) ? `faults.${one.faults[0]}` : 'faults.partly');
  }
  const told = [...counts].slice(0, 5).map(([key, count]) => words(turn, key, { count }));
  return [...told, unopened(turn, done)].filter(Boolean).join('\n');
}

/** Which files of a ZIP did not open, while its others did. */
function unopened(turn: Turn, done: readonly Read[]): string {
  const names = done.flatMap(({ spoilt }) => spoilt ?? []);
  const shown = names.slice(0, MOST_NAMES).join(', ') + (names.length > MOST_NAMES ? ' …' : '');
  return names.length ? words(turn, 'failures.packed', { count: names.length, names: shown }) : '';
}

/** A button under that message. `open`: it was the last thing asked, and not the question for all papers, whose buttons look the same. */
export function papersAside(turn: Turn, option: string, open: boolean): void {
  const asked = waitingAt(turn);
  // What they do not have is one paper: which of the two it is, never done or not at hand, is for the desk to know.
  if (option === 'none' && open && asksOf(turn).length)
    return askAside(turn, 'lacking', ['never', 'lost', 'get']);
  if (option === 'none' && asked?.kind === 'documents') turn.state.noMore = true;
  send(turn, { kind: 'text', text: words(turn, `papers.${option}`) }, 'papers');
  if (option === 'now') return;
  goOnWithout(turn, asked?.kind === 'documents' ? option : '');
}

/** Why a paper cannot be sent is kept, a coordinator decides, and the next one is asked for. */
export function lackingAside(turn: Turn, option: string): void {
  const [ask] = asksOf(turn);
  if (!ask) return goOnWithout(turn, 'none');
  const told = words(turn, `missing.told.${option}`, { where: whereOf(turn, ask) });
  if (option !== 'get') lack(turn, ask, option === 'never' ? 'never' : 'lost');
  const more = option === 'get' ? '' : nextAsk(turn);
  if (more) return askAside(turn, 'papers', ['now', 'later', 'none'], `${told}\n\n${more}`, 'papers');
  send(turn, { kind: 'text', text: told }, 'papers');
  goOnWithout(turn, option === 'get' ? 'later' : 'none');
}

function lack(turn: Turn, ask: PaperAsk, why: 'never' | 'lost'): void {
  const need = nameOf(ask);
  turn.state.lacking = { ...turn.state.lacking, [need]: why };
  if (turn.state.consents.service !== true) return;
  learn(
    turn,
    { path: `missing.${need}`, value: words(turn, `asides.lacking.options.${why}`), normal: why },
    turn.event.id,
  );
  raise(turn, 'documents', `${need}: ${why}`);
}

/** On to the next question, or to the people who check, when papers were all that was waited for. */
function goOnWithout(turn: Turn, option: string): void {
  const { state } = turn;
  const asked = waitingAt(turn);
  if (option === 'none') state.noMore ||= !asksOf(turn).length;
  if (asked?.kind === 'documents' && option)
    return take(turn, asked, { is: 'answer', value: option, said: '' });
  if (state.status === 'documents' && !waitsForPapers(turn)) submitted(turn);
  else if (asked && asked.kind !== 'documents') retell(turn);
}
