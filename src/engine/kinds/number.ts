import { fold } from '../match.ts';
import { words, type Turn } from '../turn.ts';
import type { Kind, Reply } from './kind.ts';

/** A number. With `check: age`: years, months of a baby, or the year of birth. */
export const number: Kind = {
  faults: (step) => (step.check && step.check !== 'age' ? [`cannot check "${step.check}"`] : []),
  options: () => [],
  understand(turn, step, input) {
    const said = fold(input.text);
    if (step.check === 'age') return age(turn, said);
    const found = said.match(/\d+(?:\.\d+)?/g);
    if (found?.length !== 1) return { is: 'unclear', reason: 'wrong.number' };
    return { is: 'answer', value: found[0], said: found[0], normal: Number(found[0]) };
  },
};

const MONTHS = /\b(\d{1,3}) ?(?:m|mo|month|months|mahine|mahina|maheene|mahena|महीने|महीना|माह)(?: |$)/u;
const DAYS = /\b(\d{1,3}) ?(?:d|day|days|din|दिन|week|weeks|hafte|हफ्ते)(?: |$)/u;

function age(turn: Turn, said: string): Reply {
  const unclear = { is: 'unclear', reason: 'wrong.age' } as const;
  const all = said.match(/\d+(?:\.\d+)?/g) ?? [];
  const months = MONTHS.exec(`${said} `);
  if (months && all.length <= 2) {
    const years = all.length === 2 ? Number(all.find((one) => one !== months[1]) ?? months[1]) : 0;
    const total = years * 12 + Number(months[1]);
    if (total > 240) return unclear;
    return answer(Math.round((total / 12) * 100) / 100, words(turn, 'said.months', { count: total }));
  }
  if (DAYS.test(`${said} `) && all.length === 1) return answer(0.1, all[0]!);
  if (all.length !== 1) return unclear;
  const given = Number(all[0]);
  const year = Number(turn.event.at.slice(0, 4));
  const born = given >= 1900 && given <= year;
  const years = born ? year - given : given;
  if (!(years >= 0 && years <= 115)) return unclear;
  return answer(years, String(Math.floor(years)));
}

function answer(years: number, said: string): Reply {
  return { is: 'answer', value: String(years), said, normal: years };
}
