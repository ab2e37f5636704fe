import { diedIn, redFlag, type Flag, type Known } from './flags.ts';
import { factOf } from './known.ts';
import { waitingAt } from './ask.ts';
import { meanings } from './kinds/choice.ts';
import { exactly, isOne } from './match.ts';
import { raise, type Turn } from './turn.ts';

/** So long a message may be about something else, with a death in it. */
const LONG = 15;

/** The gravest red flag in what was said, with what the case knows: any fever of a child, or weeks after chemo, is grave. */
export function dangerIn(turn: Turn, text: string): Pick<Flag, 'flag' | 'level'> | null {
  return isPlainAnswer(turn, text) ? null : redFlag(text, turn.flow.flags, knownOf(turn));
}

/**
 * Whether the whole message is "I do not know", or the place of the illness where it is asked for: one language's "jani na"
 * sounds like another's fit, and "jorayu" (the womb) like a fever.
 */
function isPlainAnswer(turn: Turn, text: string): boolean {
  const step = waitingAt(turn);
  if (!step || step.flags) return false;
  const place = step.learn?.startsWith('cancer.') && exactly(text, meanings(turn, step, step.options));
  return !!place || isOne(text, turn.flow.words.everywhere('reserved.skip'));
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
  if (waitingAt(turn)?.learn === 'history.family' || !diedIn(text, turn.flow.flags)) return false;
  const long = text.trim().split(/\s+/).length > LONG;
  if (long) raise(turn, 'stuck', 'death_mentioned');
  return !long;
}
