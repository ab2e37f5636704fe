import { diedIn, redFlag, type Flag, type Known } from './flags.ts';
import { factOf } from './known.ts';
import { waitingAt } from './ask.ts';
import { nameIn } from './heard/name.ts';
import { plain } from './heard/plain.ts';
import { meanings } from './kinds/choice.ts';
import { isUnknown } from './heard/unsaid.ts';
import { consentIn } from './kinds/consent.ts';
import { KINDS } from './kinds/index.ts';
import { exactly } from './match.ts';
import { raise, type Turn } from './turn.ts';
import type { Words } from './words.ts';

/** So long a message may be about something else, with a death in it. */
const LONG = 15;

/** The gravest red flag in what was said, with what the case knows: any fever of a child, or weeks after chemo, is grave. */
export function dangerIn(turn: Turn, text: string): Pick<Flag, 'flag' | 'level'> | null {
  const flag = redFlag(text, turn.flow.flags, knownOf(turn), turn.state.language);
  return flag && isPlainAnswer(turn, text) ? null : flag;
}

/**
 * Whether the whole message answers the waiting question and says nothing else: one language's "do hafte se" (for two weeks) is
 * nearly another's panting, "jani na" (I do not know) another's fit. A figure or a date counts only where every word of it
 * is understood. Where complaints are asked for, nothing is plain.
 */
function isPlainAnswer(turn: Turn, text: string): boolean {
  const step = waitingAt(turn);
  if (!step || step.flags) return false;
  if (step.check === 'name' && isOnlyName(turn, text)) return true;
  const { words } = turn.flow;
  if (isUnknown(text, words)) return true;
  if (step.kind === 'date' || (step.kind === 'number' && step.check !== 'scale'))
    return KINDS[step.kind].understand(turn, step, { text }).is === 'answer';
  if (step.kind === 'consent' && consentIn(text, words)) return true;
  const named = ['cancer.', 'patient.', 'plan.date', 'health.habits'].some((place) =>
    step.learn?.startsWith(place),
  );
  return named && step.kind === 'choice' && exactly(text, meanings(turn, step, step.options)) !== null;
}

/** More words than this are no name. */
const LONGEST_NAME = 4;
const signs = new WeakMap<Words, ReadonlySet<string>>();

/**
 * A name where a name is asked for, and not letter by letter a word for a complaint: "Sita" and "Simran" sound like a chill, and
 * are people.
 */
function isOnlyName({ flow }: Turn, text: string): boolean {
  const found = nameIn(text, flow.words);
  const parts = plain(text).split(/[^\p{L}\p{M}]+/u);
  if (!found || found.doubt || parts.length > LONGEST_NAME) return false;
  const told = signsIn(flow.words);
  return !parts.some((part) => told.has(part));
}

/** Every word for a complaint as it is written, in all languages. */
function signsIn(words: Words): ReadonlySet<string> {
  const known = signs.get(words);
  if (known) return known;
  const keys = new Set(words.understood.flatMap((language) => words.listed(language)));
  const lists = [...keys].filter((key) => key.startsWith('flags.') && !/\.(?:real|plain|skip)$/.test(key));
  const made = new Set(
    lists
      .flatMap((key) => words.everywhere(key))
      .flatMap((line) => line.split(','))
      .map((phrase) => plain(phrase.trim())),
  );
  signs.set(words, made);
  return made;
}

function knownOf({ flow, state }: Turn): Known {
  const of = (path: string) => factOf(flow, state, path);
  const child = of('patient.band') === 'child' || of('chat.agreed') === 'child';
  return [
    ...(child ? (['child'] as const) : []),
    ...(of('treatment.last_drug') === 'recent' ? (['treated'] as const) : []),
  ];
}

/** Whether the patient's death is told. Where relatives are asked about, theirs may be meant; in a long message a person looks. */
export function isDeath(turn: Turn, text: string): boolean {
  if (waitingAt(turn)?.learn === 'history.family' || !diedIn(text, turn.flow.flags, turn.state.language))
    return false;
  const long = text.trim().split(/\s+/).length > LONG;
  if (long) raise(turn, 'stuck', 'death_mentioned');
  return !long;
}
