import type { Status } from '../cases/status.ts';
import type { Opinion } from '../db/opinions.ts';
import type { Seat } from './session.ts';

/** From when a doctor may take the case until it ends. */
const WRITABLE: readonly Status[] = ['ready', 'in_review', 'more_info', 'signed', 'delivered'];

/** Whether an opinion may be written while the case is here. */
export const isOpenToWriting = (status: Status): boolean => WRITABLE.includes(status);

/** Whether somebody else is writing already. A lead may step in. */
export function writesElsewhere(seat: Seat, newest: Pick<Opinion, 'author' | 'signedAt'>): boolean {
  return !newest.signedAt && newest.author !== seat.id && seat.role !== 'lead';
}

/** Whether this seat may write now: what the desk's form asks before it shows itself. */
export function mayWrite(seat: Seat, status: Status, opinions: readonly Opinion[]): boolean {
  const newest = opinions.at(-1);
  return seat.policy.may('write') && isOpenToWriting(status) && !(newest && writesElsewhere(seat, newest));
}
