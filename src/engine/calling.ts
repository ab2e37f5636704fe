import { retell } from './ask.ts';
import type { Step } from './flow.ts';
import { exactly } from './match.ts';
import { send, words, type Turn } from './turn.ts';

/** "Hello??", "is anyone there": at the first question, and while papers are being read; a lone "?" then, too. It is no answer. */
export function isCalling({ flow, state }: Turn, step: Step, text: string): boolean {
  const reading = state.album.waiting.length > 0;
  const hello = exactly(text, [{ id: 'hello', ways: flow.words.everywhere('reserved.hello') }]) !== null;
  return hello ? reading || step.name === 'language' : reading && /^[?？؟!.\s]+$/u.test(text);
}

/** Their papers are here and are being read: that is all where papers are asked for, else the question comes after it. */
export function stillHere(turn: Turn, step: Step): void {
  const count = turn.state.album.waiting.length;
  const lead = count ? words(turn, 'papers.got', { count }) : '';
  if (count && step.kind === 'documents') send(turn, { kind: 'text', text: lead }, 'album');
  else retell(turn, lead);
}
