import { expect, test } from '@jest/globals';
import { format } from '../../src/channels/whatsapp/format.ts';
import { loadContent } from '../../src/content.ts';
import { SCRIPTS, strangeLetters } from '../../src/engine/scripts.ts';
import { start, type State } from '../../src/engine/state.ts';
import { step as stepOn } from '../../src/engine/step.ts';
import type { Event, Message } from '../../src/engine/types.ts';

const { flow, words } = loadContent();
const TYPED: Record<string, string> = { name: 'Sushila Devi', phone: '98765 43210', age: '54', weight: '52' };
/** More turns than any intake has questions. */
const MOST = 150;

/** What a patient who answers everything does at the waiting step. */
function answerTo(state: State): Pick<Extract<Event, { kind: 'message' }>, 'shape' | 'text' | 'choice'> {
  const at = flow.steps.find(({ name }) => name === state.at)!;
  const tap = (option: string) => ({ shape: 'choice', text: '', choice: `${at.name}:${option}` }) as const;
  if (at.kind === 'consent') return tap('agree');
  if (at.kind === 'documents') return tap('none');
  if (at.flags) return tap('none');
  if (at.kind === 'choice') {
    const more = at.several > 1 && state.picked.length > 0;
    const option = at.options.find((id) => id !== 'person' && !at.reopen[id] && !state.picked.includes(id));
    return tap(more ? 'enough' : option!);
  }
  const typed =
    at.kind === 'date' ? '08/2025' : (TYPED[at.check ?? ''] ?? (at.kind === 'number' ? '3' : 'x 5'));
  return { shape: 'text', text: typed };
}

/** The same story, told in one language from the first hello to the last question: everything that was said. */
function toldIn(language: string): { said: Message[]; state: State } {
  let state = start(flow, { reference: 'K7M2QX' });
  const said: Message[] = [];
  const happens = (n: number, one: ReturnType<typeof answerTo>) => {
    const at = new Date(Date.UTC(2026, 10, 24, 5, 0, n * 30)).toISOString();
    const done = stepOn(flow, state, { id: `m${n}`, at, kind: 'message', media: [], ...one });
    state = done.state;
    // The first question alone speaks two languages.
    for (const effect of done.effects)
      if (effect.kind === 'send' && state.language) said.push(effect.message);
  };
  happens(0, { shape: 'text', text: 'hello' });
  happens(1, { shape: 'choice', text: '', choice: `language:${language}` });
  for (let n = 2; n < MOST && state.at; n += 1) happens(n, answerTo(state));
  return { said, state };
}

test.each(words.languages.filter((language) => flow.steps[0]!.options.includes(language)))(
  'the whole intake in %s is said in one language, fits a phone, and comes to its end',
  (language) => {
    const { said, state } = toldIn(language);
    expect(state.at).toBeNull();
    for (const message of said) {
      if (!('text' in message)) continue;
      const sent = format(message, { kind: 'phone', value: '+919000000001' }, 'm');
      expect(sent).not.toHaveProperty('failure');
      const shown = [
        message.text,
        ...(message.kind === 'choice' ? message.options.map(({ title }) => title) : []),
      ];
      // A question that can be tapped is never sent as plain numbered lines.
      if (message.kind === 'choice') expect(sent).toHaveProperty('body.type', 'interactive');
      for (const text of shown) {
        expect(text).not.toMatch(/\b(?:steps|hint|asides|unclear|needs|sent)\.[a-z]/);
        const strangers = strangeLetters(text, language).filter(
          (letter) => !/\p{Script=Latin}/u.test(letter),
        );
        expect({ text, strangers }).toEqual({ text, strangers: [] });
      }
    }
    if (SCRIPTS[language] !== 'Latin')
      expect(
        said.filter((one) => 'text' in one && strangeLetters(one.text, 'en').length > 10).length,
      ).toBeGreaterThan(20);
  },
);
