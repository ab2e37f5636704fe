import type { Db } from '../connect.ts';
import type { Look } from './cohort.ts';
import { deskFigures, type DeskFigures } from './desk.ts';
import { stepsOf, type Group } from './steps.ts';
import { loadOf, opinionTimes, type Load, type OpinionTimes } from './times.ts';

export interface Figures extends DeskFigures {
  groups: Group[];
  opinion: OpinionTimes;
  reviewers: Load[];
}

/**
 * The lead's board, of one moment: every figure is read in the same snapshot, so that they fit together. `since`: from when a
 * reviewer's signatures count.
 */
export function boardOf(db: Db, look: Look, since: Date): Promise<Figures> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (tx) => ({
      groups: await stepsOf(tx, look),
      opinion: await opinionTimes(tx, look),
      reviewers: await loadOf(tx, look, since),
      ...(await deskFigures(tx, look)),
    }));
}
