import { dateIn } from './dates.ts';
import type { Lexicon } from './lexicon.ts';

/** Fever within six weeks of a cancer medicine is an emergency (flows/intake.yaml): so long it is the last one "lately". */
const LATELY = 42;
const DAY = 24 * 3600 * 1000;

/**
 * Whether a day or month that was told ("3 mahine pehle", "on 12 nov", "in january") is within the last six weeks of `today`
 * (ISO). Null where no date was told, or it may be either: a month that began longer ago and ended within them.
 */
export function isLately(text: string, lexicon: Lexicon, today: string): boolean | null {
  const found = dateIn(text, lexicon, today);
  if (!found || found.doubt) return null;
  const [year = 0, month, day] = found.iso.split('-').map(Number);
  const first = Date.UTC(year, (month ?? 1) - 1, day ?? 1);
  const last = day ? first : month ? Date.UTC(year, month, 0) : Date.UTC(year, 11, 31);
  const since = Date.parse(today) - LATELY * DAY;
  if (first >= since) return true;
  return last < since ? false : null;
}
