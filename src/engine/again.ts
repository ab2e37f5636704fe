import { goOn, retell, waitingAt } from './ask.ts';
import { another } from './whom.ts';
import { standing } from './staff.ts';
import { changeable } from './summary.ts';
import { askAside, send, words, type Turn } from './turn.ts';

/** "Start again": what is there stays, whatever is chosen. */
export function askAgain(turn: Turn): void {
  const { state } = turn;
  if (!changeable(turn).length && waitingAt(turn)) return retell(turn);
  // Once people work on the case its answers change one by one, so that each change is seen.
  const open = ['draft', 'intake', 'documents', 'checking'].includes(state.status);
  askAside(
    turn,
    'again',
    open ? ['go_on', 'anew', 'another'] : ['go_on', 'another'],
    words(turn, 'asides.again.ask', { reference: state.reference }),
  );
}

/** What was chosen. */
export function chooseAgain(turn: Turn, option: string): void {
  if (option === 'another') return another(turn);
  if (option === 'anew') return anew(turn);
  if (waitingAt(turn)) retell(turn);
  else send(turn, { kind: 'text', text: standing(turn) }, 'about');
}

/** The questions after the last consent are open again. Papers and consents stay, and new answers correct the old ones. */
function anew(turn: Turn): void {
  const { state, flow } = turn;
  const first = flow.steps.findLastIndex(({ needed }) => needed) + 1;
  for (const step of flow.steps.slice(first)) {
    const answer = state.answers[step.name];
    if (!answer || answer.paper || step.kind === 'consent' || step.kind === 'documents') continue;
    if (answer.facts) state.earlier = { ...state.earlier, [step.name]: answer.facts };
    delete state.answers[step.name];
  }
  goOn(turn);
}
