import type { Say } from '../../words/use-words.ts';

const round = (value: number): string =>
  value < 10 ? String(Math.round(value * 10) / 10) : String(Math.round(value));

/** Hours as people say them: "20 min", "5.5 h", "3 d". */
export function hoursIn(say: Say, hours: number): string {
  if (hours < 1) return say('minutesShort', { n: Math.round(hours * 60) });
  return hours < 48 ? say('hoursShort', { n: round(hours) }) : say('daysShort', { n: round(hours / 24) });
}

export const minutesIn = (say: Say, minutes: number): string => hoursIn(say, minutes / 60);

export const percent = (part: number, whole: number): string =>
  whole === 0 ? '–' : `${Math.round((part / whole) * 100)} %`;
