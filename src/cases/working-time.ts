/** India has one time, five and a half hours before UTC, and does not change it. */
const IST = 5.5 * 3_600_000;
const DAY = 86_400_000;
const HOUR = 3_600_000;

/** Hours of the day in which the desk is there, every day of the week. */
export const OPENS = 9;
export const SHUTS = 20;

/**
 * The three national holidays, on which everything rests (Republic Day, Independence Day, Gandhi Jayanti). Feasts differ by
 * state and year, and are not known here.
 */
const HOLIDAYS = ['01-26', '08-15', '10-02'];

/** Midnight in India of the day of this moment, as a moment. */
const midnight = (at: number) => Math.floor((at + IST) / DAY) * DAY - IST;

/** Monday to Friday, but for national holidays. */
export function isWorkingDay(at: number): boolean {
  const day = new Date(at + IST);
  const weekday = day.getUTCDay();
  return weekday !== 0 && weekday !== 6 && !HOLIDAYS.includes(day.toISOString().slice(5, 10));
}

/** The end of the desk's day on the `count`-th working day after this one. */
export function afterWorkingDays(at: number, count: number): number {
  let day = midnight(at);
  for (let left = count; left > 0;) {
    day += DAY;
    if (isWorkingDay(day)) left -= 1;
  }
  return day + SHUTS * HOUR;
}

/** Working days from the day of `from` to that of `to`, the first not counted; 0 where it is over. */
export function workingDaysBetween(from: number, to: number): number {
  let count = 0;
  for (let day = midnight(from) + DAY; day <= to; day += DAY) if (isWorkingDay(day)) count += 1;
  return count;
}

/** The moment after so many milliseconds in which the desk is there. */
export function afterOpenTime(at: number, ms: number): number {
  const [opens, shuts] = [midnight(at) + OPENS * HOUR, midnight(at) + SHUTS * HOUR];
  const from = Math.max(at, opens);
  const left = shuts - from;
  if (left >= ms) return from + ms;
  return afterOpenTime(opens + DAY, ms - Math.max(0, left));
}

/** Whether the desk is there. */
export function isOpenAt(at: number): boolean {
  const hour = (at - midnight(at)) / HOUR;
  return hour >= OPENS && hour < SHUTS;
}
