import { retellOr } from './amend.ts';
import { take } from './ask.ts';
import type { Turn } from './turn.ts';

/** The person says whether we understood what they meant. An old button of a question that is over changes nothing. */
export function chooseReading(turn: Turn, option: string): void {
  const meant = turn.state.aside?.meant;
  turn.state.aside = null;
  const step = meant && turn.flow.steps.find((one) => one.name === meant.step);
  if (!step) return retellOr(turn, 'old.unknown');
  const { value, said, normal } = meant;
  if (option === 'correct')
    return take(turn, step, { is: 'answer', value, said, ...(normal === undefined ? {} : { normal }) });
  if (step.name === turn.state.at) take(turn, step, { is: 'unclear' });
  else retellOr(turn, 'old.unknown');
}
