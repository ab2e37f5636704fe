import { alarms, record, reopen, retell, take, waitingAt } from './ask.ts';
import type { Step } from './flow.ts';
import { alarm, tooMuch } from './hold.ts';
import { KINDS } from './kinds/index.ts';
import type { Input, Reply } from './kinds/kind.ts';
import { relevant } from './known.ts';
import { callPerson } from './staff.ts';
import { tell, words, type Turn } from './turn.ts';
import { draftOf } from './upgrade.ts';

/**
 * An answer to a question that was answered before: an old button, words under a quoted question, an edited message.
 * It counts for that question and is shown back; then the waiting question is asked again.
 */
export function amend(turn: Turn, step: Step, input: Input): void {
  const { state, flow } = turn;
  const before = state.answers[step.name];
  if (!before || !relevant(flow, state, step)) return retellOr(turn, 'old.notOpen');
  if (step.summary) return retellOr(turn, 'old.sent');
  const meant = tried(turn, step, input);
  if (step.kind === 'consent' && step.needed && meant.is === 'stay') return retellOr(turn, 'old.consent');
  if (before.value === (input.option ?? (meant.is === 'answer' ? meant.value : undefined)))
    return retellOr(turn, 'old.same');
  if (meant.is === 'unclear') return reopen(turn, step.name, words(turn, meant.reason ?? 'unclear.first'));
  if (meant.is === 'person') return callPerson(turn);
  if (step.flags && meant.is === 'answer' && meant.value !== 'none') {
    const flag = flow.flags.find((one) => one.flag === meant.value);
    return alarm(turn, meant.value, flag?.level ?? 'emergency');
  }
  // A tap on one of several adds to them; words say all of them anew.
  state.picked = input.option ? othersOf(before.value, step, input.option) : [];
  const reply = KINDS[step.kind].understand(turn, step, input);
  if (reply.is === 'more')
    record(turn, step, { is: 'answer', value: state.picked.join(','), said: words(turn, 'said.changed') });
  else take(turn, step, reply);
  if (alarms(step, reply)) tooMuch(turn, step.alarm!);
}

/** What an input would be understood as, without anything happening. */
function tried(turn: Turn, step: Step, input: Input): Reply {
  const scratch = { ...turn, state: draftOf(turn.state), effects: [] };
  scratch.state.picked = [];
  return KINDS[step.kind].understand(scratch, step, input);
}

function othersOf(value: string, step: Step, option: string): string[] {
  const others = step.several > 1 ? value.split(',').filter((id) => id !== option && id !== step.alone) : [];
  return others.slice(0, Math.max(0, step.several - 1));
}

/** Says something about an older question and asks the waiting one again, if there is one. */
export function retellOr(turn: Turn, key: string): void {
  if (waitingAt(turn)) retell(turn, words(turn, key));
  else tell(turn, key, {}, 'old');
}
