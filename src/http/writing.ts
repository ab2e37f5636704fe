import type { Status } from '../cases/status.ts';
import type { Opinion } from '../db/opinions.ts';
import type { Reviewer } from '../db/reviewers.ts';
import type { Seat } from './session.ts';

/** From when a doctor may take the case until it ends. */
const WRITABLE: readonly Status[] = ['ready', 'in_review', 'more_info', 'signed', 'delivered'];

/** Whether an opinion may be written while the case is here. */
export const isOpenToWriting = (status: Status): boolean => WRITABLE.includes(status);

/** Whether somebody else is writing already. A lead may step in. */
export function writesElsewhere(seat: Seat, newest: Pick<Opinion, 'author' | 'signedAt'>): boolean {
  return !newest.signedAt && newest.author !== seat.id && seat.role !== 'lead';
}

/** Where several review, one writes for all, and only once all have read apart. Why not now; null when one may. */
export function waitsForReads(seat: Seat, reviewers: readonly Reviewer[]): string | null {
  if (reviewers.length < 2) return null;
  if (reviewers.some(({ handedInAt }) => handedInAt === null))
    return 'Not all reviewers have handed in their reading yet.';
  const responsible = reviewers.find((one) => one.responsible);
  if (responsible?.id === seat.id || seat.role === 'lead') return null;
  return `${responsible?.name ?? 'Another reviewer'} writes the opinion for all who read this case.`;
}

/** Whether this seat may write now: what the desk's form asks before it shows itself. */
export function mayWrite(
  seat: Seat,
  status: Status,
  { opinions, reviewers }: { opinions: readonly Opinion[]; reviewers: readonly Reviewer[] },
): boolean {
  const newest = opinions.at(-1);
  return (
    seat.policy.may('write') &&
    isOpenToWriting(status) &&
    waitsForReads(seat, reviewers) === null &&
    !(newest && writesElsewhere(seat, newest))
  );
}
