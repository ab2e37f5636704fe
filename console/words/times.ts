/** How long between two moments, roughly, as people say it: "5 min", "3 h", "2 d". */
export function howLong(from: string, to: number): string {
  const minutes = Math.max(0, Math.floor((to - Date.parse(from)) / 60_000));
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} h`;
  return `${Math.floor(minutes / 1440)} d`;
}

/** Less than a minute ago: no number says it better. */
export const isNow = (from: string, to: number): boolean => to - Date.parse(from) < 60_000;

const clock = new Intl.DateTimeFormat('en-IN', { hour: 'numeric', minute: '2-digit' });
const day = new Intl.DateTimeFormat('en-IN', { day: 'numeric', month: 'short' });
const full = new Intl.DateTimeFormat('en-IN', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: 'numeric',
  minute: '2-digit',
});

/** "9:05 am" */
export const timeOfDay = (at: string): string => clock.format(new Date(at));
/** "24 Nov" */
export const dayOf = (at: string): string => day.format(new Date(at));
/** "Tue, 24 Nov, 9:05 am" */
export const fullTime = (at: string): string => full.format(new Date(at));
