import { factOf } from '../known.ts';
import { bandOf } from '../../cases/site.ts';
import { dateIn } from '../heard/dates.ts';
import { lexiconOf } from '../heard/lexicon.ts';
import { ageIn, countIn, heightIn, numberIn, scaleIn, weightIn, type Measured } from '../heard/measures.ts';
import { plainDigits } from '../match.ts';
import { words, type Turn } from '../turn.ts';
import type { Kind, Reply } from './kind.ts';

/** What a number may be: `age` in years, `weight` in kilos, `height` in centimetres, `scale` from 0 to 10, `count` of times. */
const CHECKS = ['age', 'weight', 'height', 'scale', 'count'] as const;
type Check = (typeof CHECKS)[number];

/** A number, in digits of any script or in words, with or without its unit. */
export const number: Kind = {
  faults: (step) =>
    step.check && !CHECKS.includes(step.check as Check) ? [`cannot check "${step.check}"`] : [],
  options: () => [],
  understand(turn, step, input) {
    const check = (step.check ?? 'number') as Check | 'number';
    const found = measured(turn, check, input.text);
    if (!found) return { is: 'unclear', reason: `wrong.${check}` };
    return answer(turn, check, found);
  },
};

function measured(turn: Turn, check: Check | 'number', text: string): Measured | null {
  const lexicon = lexiconOf(turn.flow.words);
  switch (check) {
    case 'age':
      return ageIn(text, lexicon, Number(turn.event.at.slice(0, 4))) ?? bornOn(turn, text);
    case 'weight':
      return usual(turn, weightIn(text, lexicon));
    case 'height':
      return heightIn(text, lexicon);
    case 'scale':
      return scaleIn(text, lexicon);
    case 'count':
      return countIn(text, lexicon);
    default:
      return numberIn(text, lexicon);
  }
}

/** The age of somebody born on a day or in a month: "DOB 12/3/1971". */
function bornOn(turn: Turn, text: string): Measured | null {
  const today = turn.event.at.slice(0, 10);
  const found = dateIn(text, lexiconOf(turn.flow.words), today, true);
  if (!found || found.doubt || found.iso.length < 7 || !/\d{4}/.test(plainDigits(text))) return null;
  const [year, month, day = 1] = found.iso.split('-').map(Number);
  const [thisYear, thisMonth, thisDay] = today.split('-').map(Number);
  const months = (thisYear! - year!) * 12 + thisMonth! - month! - (thisDay! < day ? 1 : 0);
  if (months < 1 || months > 115 * 12) return null;
  return months < 24
    ? { value: Math.round((months / 12) * 100) / 100, months }
    : { value: Math.floor(months / 12) };
}

/** A weight that few grown people have is shown back: it may be a slip. Source: intake notes, section 5. */
function usual(turn: Turn, found: Measured | null): Measured | null {
  const age = factOf(turn.flow, turn.state, 'patient.age');
  const grown = age === undefined || bandOf(Number(age)) !== 'child';
  const seldom = found && grown && (found.value < 25 || found.value > 150);
  return seldom ? { ...found, doubt: true } : found;
}

function answer(turn: Turn, check: Check | 'number', found: Measured): Reply {
  const { value, doubt } = found;
  const said = shown(turn, check, found);
  return { is: 'answer', value: String(value), said, normal: value, ...(doubt ? { doubt } : {}) };
}

/** The value as a person reads it. */
function shown(turn: Turn, check: Check | 'number', { value, months, feet }: Measured): string {
  if (months) return words(turn, 'said.months', { count: months });
  if (feet)
    return words(turn, 'understood.feet', { feet: feet.feet, inches: Math.round(feet.inches * 10) / 10 });
  if (check === 'weight') return words(turn, 'understood.kilos', { count: value });
  if (check === 'height') return words(turn, 'understood.centimetres', { count: value });
  return String(value);
}
