import { retell } from './ask.ts';
import { emit, raise, settle, words, type Turn } from './turn.ts';
import type { Event } from './types.ts';

/** What is written within so long after the word is the complaint. */
const SOON = 24 * 3600 * 1000;

/**
 * Somebody wants to complain, at any time, also after STOP: a lead hears of it, and they are told who answers and by when
 * (grievance officer: SPDI Rules 2011, rule 5(9); Telemedicine Practice Guidelines 2020, 5; DPDP Act s.13).
 */
export function complain(turn: Turn): void {
  const { state, flow, event } = turn;
  raise(turn, 'complaint');
  state.complaint = { at: event.at };
  const officer = flow.grievance ? words(turn, 'complaint.officer', { ...flow.grievance }) : '';
  const told = words(turn, 'complaint.told', { reference: state.reference });
  say(turn, [told, officer, words(turn, 'complaint.write')].filter(Boolean).join('\n\n'));
}

/** Their next words are what went wrong; they stay in the chat, where the lead reads them. False when they are about something else. */
export function toldComplaint(turn: Turn, text: string, skips: boolean): boolean {
  const { state, event } = turn;
  const { complaint } = state;
  if (!complaint || complaint.kept || !text.trim()) return false;
  if (Date.parse(event.at) - Date.parse(complaint.at) > SOON) return false;
  complaint.kept = true;
  const lead = words(turn, skips ? 'complaint.open' : 'complaint.kept');
  if (state.at && !state.stopped && !state.ended) retell(turn, lead);
  else say(turn, lead);
  return true;
}

/**
 * A lead has dealt with it: the family hears so, with the lead's words. Who stopped everything after having complained hears
 * nothing more here; who complained after STOP wants the answer.
 */
export function complaintClosed(turn: Turn, { answer }: Extract<Event, { kind: 'complaint_closed' }>): void {
  const { state } = turn;
  const at = state.complaint?.at ?? '';
  settle(turn, 'complaint');
  delete state.complaint;
  if (state.ended || (state.stopped && at < state.stopped.told)) return;
  const done = words(turn, 'complaint.closed', { reference: state.reference });
  say(turn, [done, (answer ?? '').trim().slice(0, 1500)].filter(Boolean).join('\n\n'));
}

/** Said with the voice of whoever speaks now, so that no second one is heard. */
function say(turn: Turn, text: string): void {
  emit(turn, { kind: 'send', message: { kind: 'text', text }, voice: turn.state.voice, tag: 'complaint' });
}
