import { fold, plainDigits } from '../match.ts';
import { words } from '../turn.ts';
import type { Kind, Reply } from './kind.ts';

/** Words of the person's own, a name or a phone number. */
export const text: Kind = {
  faults: (step) => (step.check && !CHECKS[step.check] ? [`cannot check "${step.check}"`] : []),
  options: () => [],
  understand(turn, step, input) {
    if (input.phones?.length && step.check === 'phone') return phone(input.phones[0]!);
    if (input.media && step.media)
      return { is: 'answer', value: input.media, said: words(turn, `said.${input.media}`) };
    const said = input.text.trim();
    if (!/[\p{L}\p{N}]/u.test(said)) return { is: 'unclear' };
    const check = step.check ? CHECKS[step.check] : undefined;
    return check ? check(said) : { is: 'answer', value: said, said };
  },
};

const CHECKS: Record<string, (said: string) => Reply> = { name, phone };

/** Sentences around a name, in three ways of writing. */
const AROUND =
  /^(?:(?:the\s+)?(?:patient'?s?\s+)?(?:full\s+)?(?:name)\s+(?:is)?\s*:?|her name is|his name is|my name is|i am|this is|mera naam|unka naam|patient ka naam|naam|मेरा नाम|उनका नाम|मरीज़? का नाम|नाम)\s*[:-]?\s*/iu;

function name(said: string): Reply {
  const own = said
    .replace(AROUND, '')
    .replace(/\s+(hai|h|है)[.।]?$/iu, '')
    .replace(/\s+/g, ' ')
    .trim();
  const letters = own.replace(/[^\p{L}\p{M}]/gu, '');
  if (letters.length < 2 || own.length > 60 || /\d|\?/.test(plainDigits(own)) || own.split(' ').length > 6)
    return { is: 'unclear', reason: 'wrong.name' };
  if (['hi', 'hello', 'ok', 'ha', 'yes', 'nahi', 'no', 'namaste', 'नमस्ते', 'हां', 'नहीं'].includes(fold(own)))
    return { is: 'unclear', reason: 'wrong.name' };
  return { is: 'answer', value: own, said: own };
}

/** An Indian mobile number: ten digits from 6 to 9, with or without +91 or 0. */
function phone(said: string): Reply {
  const digits = plainDigits(said)
    .replace(/\D/g, '')
    .replace(/^(?:0091|91(?=\d{10}$)|0)/, '');
  if (!/^[6-9]\d{9}$/.test(digits)) return { is: 'unclear', reason: 'wrong.phone' };
  return { is: 'answer', value: `+91${digits}`, said: `+91${digits}` };
}
