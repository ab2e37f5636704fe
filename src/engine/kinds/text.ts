import { phoneIn } from '../heard/phone.ts';
import { nameIn, saysNothing } from '../heard/name.ts';
import { words, type Turn } from '../turn.ts';
import type { Kind, Reply } from './kind.ts';

/** Words of the person's own, a name or a phone number. */
export const text: Kind = {
  faults: (step) => (step.check && !CHECKS[step.check] ? [`cannot check "${step.check}"`] : []),
  options: () => [],
  understand(turn, step, input) {
    if (input.phones?.length && step.check === 'phone') return phone(turn, input.phones[0]!);
    if (input.media && step.media)
      return { is: 'answer', value: input.media, said: words(turn, `said.${input.media}`) };
    const said = input.text.trim();
    if (!/[\p{L}\p{N}]/u.test(said)) return { is: 'unclear' };
    const check = step.check ? CHECKS[step.check] : undefined;
    if (check) return check(turn, said);
    // "That is all", "ok", "haan" are no medicines and no question.
    return saysNothing(said, turn.flow.words) ? { is: 'unclear' } : { is: 'answer', value: said, said };
  },
};

const CHECKS: Record<string, (turn: Turn, said: string) => Reply> = { name, phone };

function name(turn: Turn, said: string): Reply {
  const found = nameIn(said, turn.flow.words);
  if (!found) return { is: 'unclear', reason: 'wrong.name' };
  const { name: own, doubt } = found;
  return { is: 'answer', value: own, said: own, ...(doubt ? { doubt } : {}) };
}

function phone(turn: Turn, said: string): Reply {
  const number = phoneIn(said, turn.flow.words);
  return number ? { is: 'answer', value: number, said: number } : { is: 'unclear', reason: 'wrong.phone' };
}
