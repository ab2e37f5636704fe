import type { Step } from './flow.ts';
import { languagesOf } from './scripts.ts';
import { tongue, words, type Turn } from './turn.ts';

/** Remembers in which script somebody writes before they chose a language. */
export function noticeScript(turn: Turn, text: string): void {
  if (turn.state.language) return;
  const likely = languagesOf(text).filter((language) => turn.flow.words.languages.includes(language));
  if (likely.length) turn.state.likely = likely;
}

/** WhatsApp's limit for the line below a message, in characters. */
const HINT = 60;

/**
 * A sentence of the first question. Nobody knows yet which language the person reads: it is said in English and in the
 * likeliest other, the only place where one bubble speaks two languages. Everything else is said in one.
 */
export function greeting(turn: Turn, step: Step, key: string, between = ' · '): string {
  const { languages, say } = turn.flow.words;
  if (step.name !== 'language' || turn.state.language) return words(turn, key);
  const first = languages[0]!;
  const other = [tongue(turn), 'hi'].find((id) => id !== first && languages.includes(id)) ?? first;
  const [here, there] = [say(first, key), say(other, key)];
  const both = here === there ? here : `${here}${between}${there}`;
  // The line below a list is short; where both do not fit, the likelier language is the kinder one.
  return key.startsWith('hint.') && both.length > HINT ? there : both;
}
