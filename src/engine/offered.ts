import type { Step } from './flow.ts';
import type { Reply } from './kinds/kind.ts';
import { askAside, words, type Turn } from './turn.ts';

/** Shows back what may have been meant, and keeps it until the person says yes to it. */
export function offerReading(turn: Turn, step: Step, reply: Extract<Reply, { is: 'answer' }>): void {
  const { value, said, normal } = reply;
  askAside(
    turn,
    'understood',
    ['correct', 'wrong'],
    words(turn, 'asides.understood.ask', { what: said }),
    step.name,
  );
  turn.state.aside!.meant = { step: step.name, value, said, ...(normal === undefined ? {} : { normal }) };
}
