/** Hours in which nothing comes unasked, in one time zone without summer time. */
export interface Quiet {
  /** Whole hours, 0 to 23; `from` may be later than `to`: from 21 to 9 spans midnight. */
  from: number;
  to: number;
  /** Minutes east of Greenwich: 330 for India. */
  offset: number;
}

/** Night in India. TRAI forbids only advertising at night (21:00 to 9:00 or 10:00); news of an illness waits for the day too. */
export const INDIA: Quiet = { from: 21, to: 9, offset: 330 };

const MINUTE = 60_000;
const DAY = 24 * 60;

/** When the quiet hours around `now` end; undefined outside of them. */
export function quietUntil(now: Date, { from, to, offset }: Quiet): Date | undefined {
  const minutes = now.getTime() / MINUTE + offset;
  const clock = ((minutes % DAY) + DAY) % DAY;
  const [start, end] = [from * 60, to * 60];
  const isQuiet = start <= end ? clock >= start && clock < end : clock >= start || clock < end;
  if (!isQuiet) return undefined;
  const left = (end - clock + DAY) % DAY || DAY;
  return new Date(now.getTime() + left * MINUTE);
}
