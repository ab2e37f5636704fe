/** The language of the page, as the desk set it. */
const isHindi = (): boolean => typeof document !== 'undefined' && document.documentElement.lang === 'hi';

/** How long between two moments, roughly, as people say it: "5 min", "3 h", "2 d". */
export function howLong(from: string, to: number): string {
  const minutes = Math.max(0, Math.floor((to - Date.parse(from)) / 60_000));
  const [min, hours, days] = isHindi() ? ['मिनट', 'घंटे', 'दिन'] : ['min', 'h', 'd'];
  if (minutes < 60) return `${minutes} ${min}`;
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} ${hours}`;
  return `${Math.floor(minutes / 1440)} ${days}`;
}

/** Less than a minute ago: no number says it better. */
export const isNow = (from: string, to: number): boolean => to - Date.parse(from) < 60_000;

const formats = (locale: string) => ({
  clock: new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' }),
  day: new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' }),
  month: new Intl.DateTimeFormat(locale, { month: 'short', year: 'numeric', timeZone: 'UTC' }),
  date: new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    year: '2-digit',
    timeZone: 'UTC',
  }),
  full: new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: 'numeric',
    minute: '2-digit',
  }),
});

const english = formats('en-IN');
const hindi = formats('hi-IN-u-nu-latn');
const said = () => (isHindi() ? hindi : english);

/** "9:05 am" */
export const timeOfDay = (at: string): string => said().clock.format(new Date(at));
/** "24 Nov" */
export const dayOf = (at: string): string => said().day.format(new Date(at));
/** A day as exactly as it is known: "2025", "Aug 2025", "12 Aug 25". */
export function partialDay(at: string): string {
  const [year = '', month, day] = at.split('-');
  if (!month) return year;
  const { month: months, date } = said();
  return (day ? date : months).format(new Date(`${year}-${month}-${day ?? '01'}T00:00:00Z`));
}
/** "Tue, 24 Nov, 9:05 am" */
export const fullTime = (at: string): string => said().full.format(new Date(at));
