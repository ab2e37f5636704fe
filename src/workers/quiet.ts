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

/**
 * Clocks of the countries where most relatives live who are not in India, by the beginning of their numbers: minutes east of
 * Greenwich of the westernmost and the easternmost, summer time included. Sources: ITU-T E.164, the tz database (2026).
 */
const ABROAD: Readonly<Record<string, readonly [west: number, east: number]>> = {
  '+1': [-480, -240],
  '+27': [120, 120],
  '+31': [60, 120],
  '+33': [60, 120],
  '+353': [0, 60],
  '+39': [60, 120],
  '+44': [0, 60],
  '+49': [60, 120],
  '+60': [480, 480],
  '+61': [480, 660],
  '+64': [720, 780],
  '+65': [480, 480],
  '+880': [360, 360],
  '+94': [330, 330],
  '+965': [180, 180],
  '+966': [180, 180],
  '+968': [240, 240],
  '+971': [240, 240],
  '+973': [180, 180],
  '+974': [180, 180],
  '+977': [345, 345],
};

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

/**
 * The same for one phone: a night is where the phone is, as far as its number tells. A country with many clocks is asleep
 * while it is night in any part of it; of a country that is not in the table India's night is kept.
 */
export function quietFor(now: Date, quiet: Quiet, phone?: string): Date | undefined {
  const country = Object.keys(ABROAD).find((code) => phone?.startsWith(code));
  const clocks = country ? ABROAD[country]! : [quiet.offset];
  let at = now;
  // Morning in one part may be evening in another: no two nights follow each other more often than there are clocks.
  for (let nights = 0; nights <= clocks.length; nights++) {
    const ends = clocks.map((offset) => quietUntil(at, { ...quiet, offset })?.getTime() ?? 0);
    const last = Math.max(...ends);
    if (last === 0) break;
    at = new Date(last);
  }
  return at > now ? at : undefined;
}
