import { fold, prepare } from './match.ts';
import { raise, send, words, type Turn } from './turn.ts';

/** Questions that families ask again and again. Each has one fixed answer (`common.<name>`), reviewed by the hospital. */
const COMMON = ['cost', 'time', 'privacy', 'who', 'visit', 'send', 'why'] as const;
type Common = (typeof COMMON)[number];

/** Of one message so many questions are answered; the others are kept with it for a person. */
const MOST = 2;

/**
 * Which of those questions a text is about, by its words in any language. Only for a text that asks. None where illness, life or
 * death is asked about: to "how long will she live?" no fixed answer is given.
 */
export function commonIn(turn: Turn, text: string): Common[] {
  if (stands(turn, text, 'asks.illness')) return [];
  return COMMON.filter((name) => stands(turn, text, `asks.${name}`)).slice(0, MOST);
}

/**
 * Answers the questions that have a fixed answer, each in its own bubble. False where none has: it is for a person then. What it
 * costs is answered by a person as well, for fees are the hospital's.
 */
export function answerCommon(turn: Turn, text: string): boolean {
  const asked = commonIn(turn, text);
  if (asked.includes('cost')) raise(turn, 'wants_person', 'question');
  for (const name of asked) send(turn, { kind: 'text', text: words(turn, `common.${name}`) }, 'about');
  return asked.length > 0;
}

/** Whether somebody writes during an alarm that it is none: "she is ok", "not an emergency". It is asked back, never taken as it stands. */
export function isCalm(turn: Turn, text: string): boolean {
  return stands(turn, text, 'calm');
}

/** Whether one of the ways of a list stands in a text, word for word. */
function stands({ flow }: Turn, text: string, key: string): boolean {
  const { first } = prepare(flow.words.everywhere(key));
  const said = fold(text).split(' ');
  return said.some((word, from) =>
    (first.get(word) ?? []).some((way) => way.every((one, i) => said[from + i] === one)),
  );
}
