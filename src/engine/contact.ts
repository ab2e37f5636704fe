import { record, reopen, retell, waitingAt } from './ask.ts';
import type { Step } from './flow.ts';
import { KINDS } from './kinds/index.ts';
import { askAside, tell, words, type Turn } from './turn.ts';

/** Somebody shared a contact: its number may become the family's, by one tap. False when there is nothing to offer. */
export function offerContact(turn: Turn, phones: readonly string[]): boolean {
  const { state } = turn;
  const step = phoneStep(turn);
  if (!step || state.consents.service !== true) return false;
  const reply = phones
    .map((phone) => KINDS[step.kind].understand(turn, step, { text: '', phones: [phone] }))
    .find(({ is }) => is === 'answer');
  if (reply?.is !== 'answer' || state.answers[step.name]?.value === reply.value) return false;
  state.offered = { ...state.offered, phone: reply.value };
  askAside(turn, 'contact', ['use', 'leave'], words(turn, 'asides.contact.ask', { phone: reply.value }));
  return true;
}

/** The tap. Without consent to SMS that consent is asked first, in its own words; the number waits for it. */
export function chooseContact(turn: Turn, option: string): void {
  const { state, flow } = turn;
  const step = phoneStep(turn);
  const value = state.offered?.phone;
  const consent = flow.steps.find(({ purpose }) => purpose === 'family_sms');
  if (option !== 'use' || !step || !value) {
    delete state.offered?.phone;
    if (waitingAt(turn)) retell(turn, words(turn, 'shapes.contact'));
    else tell(turn, 'shapes.contact', {}, 'shape');
    return;
  }
  if (state.consents.family_sms !== true && consent) return reopen(turn, consent.name);
  delete state.offered?.phone;
  const what = words(turn, `steps.${step.name}.short`);
  record(turn, step, { is: 'answer', value, said: value }, words(turn, 'change.done', { what, now: value }));
}

function phoneStep({ flow }: Turn): Step | undefined {
  return flow.steps.find(({ check }) => check === 'phone');
}
