import { createHash } from 'node:crypto';
import type { Step } from '../flow.ts';
import { exactly, fold, isOne, isWordOf, prepare, typedNumber, type Meaning } from '../match.ts';
import { takeOffered } from '../family.ts';
import { releaseHeld } from '../held.ts';
import { openStory } from '../story.ts';
import { emit, speaker, words, type Turn } from '../turn.ts';
import type { Words } from '../words.ts';
import { meanings } from './choice.ts';
import type { Kind, Reply } from './kind.ts';

const OPTIONS = ['agree', 'refuse'] as const;

/** A free, clear and separate yes or no. Anything that is not plainly one of them is asked again. */
export const consent: Kind = {
  faults: (step) => (step.purpose ? [] : ['has no purpose']),
  options: () => OPTIONS,
  understand(turn, step, input) {
    const ways = meanings(turn, step, OPTIONS);
    const number = typedNumber(input.text);
    const doubtful = /\?|\.\.\.|…/.test(input.text);
    const typed = number
      ? OPTIONS[number - 1]
      : doubtful
        ? null
        : (exactly(input.text, ways) ??
          plainYes(input.text, ways) ??
          consentIn(input.text, turn.flow.words) ??
          nodded(turn, step, input.text));
    const option = input.option ?? typed;
    if (option !== 'agree' && option !== 'refuse') return { is: 'unclear' };
    return decide(turn, step, option === 'agree');
  },
};

/** "Haan ji, sahmat hoon": nothing but words of agreement, with a plain yes among them. Any other word makes it unclear. */
function plainYes(text: string, ways: readonly Meaning[]): 'agree' | null {
  const agree = ways.find(({ id }) => id === 'agree')!.ways;
  const said = fold(text).split(' ');
  return said.every((word) => isWordOf(word, agree)) && said.some((word) => isOne(word, agree))
    ? 'agree'
    : null;
}

/**
 * "Ok", "theek hai". Under the long notice it may only say that it was read; it is a yes to a plain question, such as "May
 * we keep your papers?", which is what the notice comes down to when it is asked for the third time.
 */
function nodded(turn: Turn, step: Step, text: string): 'agree' | null {
  const plain = step.purpose !== 'service' || turn.state.tries >= 2;
  return plain && isOne(text, turn.flow.words.everywhere('means.fine')) ? 'agree' : null;
}

/**
 * "Theek hai, sehmat": a word that means to agree and nothing else, among words that say nothing ("ok", "I", "am"); with one
 * "not" beside it, a refusal. Without such a word, or with any other, it is unclear.
 */
export function consentIn(text: string, words: Words): 'agree' | 'refuse' | null {
  const said = fold(text).split(' ');
  const is = (list: string) => (word: string) => prepare(words.everywhere(list)).exact.has(word);
  const empty = (word: string) => isWordOf(word, words.everywhere('lists.empty'));
  const agrees = is('lists.consenting');
  const [yes, denied] = [is('means.yes'), is('lists.denials')];
  const around = [agrees, denied, yes, empty, is('lists.me'), is('lists.polite')];
  if (!said.some(agrees) || !said.every((word) => around.some((one) => one(word)))) return null;
  const denials = said.filter(denied);
  if (!denials.length) return 'agree';
  const at = said.findIndex(denied);
  // "No, I agree" is neither.
  const beside = [said[at - 1], said[at + 1]].some((word) => word !== undefined && agrees(word));
  // "No, I dont agree" is one.
  const [first = ''] = said;
  const twice = denials.length === 2 && prepare(words.everywhere('means.no')).exact.has(first);
  const clear = denials.length === 1 && beside && !/[,.;!]/.test(text.trim().slice(0, -1));
  const both = said.some(
    (word) => yes(word) && ![denied, is('lists.me'), is('lists.polite')].some((one) => one(word)),
  );
  return (clear || twice) && !both ? 'refuse' : null;
}

/** Keeps the proof of a decision: who, which words, which version, in which language. */
function decide(turn: Turn, step: Step, given: boolean): Reply {
  const shown = words(turn, `steps.${step.name}.ask`);
  turn.state.consents[step.purpose!] = given;
  emit(turn, {
    kind: 'consent',
    purpose: step.purpose!,
    given,
    version: turn.flow.version,
    hash: createHash('sha256').update(shown).digest('hex'),
    language: turn.state.language,
    words: shown,
    speaker: speaker(turn),
  });
  if (step.purpose === 'service' && given && turn.state.status === 'draft') {
    turn.state.status = 'intake';
    emit(turn, { kind: 'status', to: 'intake', by: 'bot' });
  }
  if (step.purpose === 'service') openStory(turn, given);
  if (step.purpose === 'reading') releaseHeld(turn, given);
  if (step.purpose === 'family_sms' && given) takeOffered(turn);
  if (!given && step.needed) return { is: 'stay' };
  const option = given ? 'agree' : 'refuse';
  return { is: 'answer', value: option, said: words(turn, `steps.${step.name}.options.${option}`) };
}
