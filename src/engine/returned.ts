import type { Status } from '../cases/status.ts';
import { retell, waitingAt } from './ask.ts';
import { openAsk } from './asked.ts';
import { KINDS } from './kinds/index.ts';
import { reportCount } from './known.ts';
import { needsOf } from './needs.ts';
import { move } from './submit.ts';
import { changeable } from './summary.ts';
import { send, words, type Turn } from './turn.ts';
import type { Event } from './types.ts';
import { draftOf } from './upgrade.ts';

type MessageEvent = Extract<Event, { kind: 'message' }>;

/** After so long a silence nobody remembers what was asked: 14 days, in milliseconds. */
const LONG = 14 * 24 * 3600 * 1000;

/**
 * Somebody writes after a long silence: one bubble says what is there and what is missing. True when their words were
 * no answer to the question that waits, and it was asked again instead of calling them unclear.
 */
export function returned(
  turn: Turn,
  event: MessageEvent,
  before: string | undefined,
  isWord: boolean,
): boolean {
  const { state } = turn;
  if (state.status === 'expired') move(turn, stationOf(turn));
  if (!before || Date.parse(event.at) - Date.parse(before) < LONG) return false;
  if (!['intake', 'documents', 'more_info'].includes(state.status)) return false;
  const needs = needsOf(turn).map((line) => `• ${line}`);
  const papers = reportCount(state);
  const have = words(turn, 'returned.have', { count: changeable(turn).length, papers });
  const text = needs.length ? `${have}\n\n${words(turn, 'papers.needed')}\n${needs.join('\n')}` : have;
  send(turn, { kind: 'text', text }, 'returned');
  const step = waitingAt(turn);
  if (!step || isWord || event.shape !== 'text' || event.asked) return false;
  if (isAnswer(turn, event.text)) return false;
  retell(turn);
  return true;
}

/** Where somebody goes on whose silence had ended the request: where they were. */
function stationOf({ state }: Turn): Status {
  if (state.consents.service !== true) return 'draft';
  if (openAsk(state)) return 'more_info';
  return state.at ? 'intake' : 'documents';
}

/** Whether words can only be an answer. Where any words would do, a greeting would do as well. */
function isAnswer(turn: Turn, text: string): boolean {
  const step = waitingAt(turn)!;
  if (step.kind === 'text' && step.check !== 'phone') return false;
  const scratch = { ...turn, state: draftOf(turn.state), effects: [] };
  return KINDS[step.kind].understand(scratch, step, { text: text.slice(0, 2000) }).is !== 'unclear';
}
