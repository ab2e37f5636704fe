import { lacks, noFindings, type Lack } from '../cases/opinion.ts';
import type { CaseRow } from '../db/cases.ts';
import type { Opinion } from '../db/opinions.ts';
import type { Deps } from './deps.ts';
import { agreed, isNameOpen, unseenConflicts, type Known } from './known.ts';
import { conflict, Refused } from './problems.ts';
import { secondOf } from './reviewing.ts';
import type { Seat } from './session.ts';
import { whyNot } from './view.ts';
import { waitsForReads } from './writing.ts';

/**
 * What must be done before this draft can be signed by this seat. It is asked before the paper is printed and again in the
 * transaction that signs.
 * @throws Refused 409, with the open fields where a field is open.
 */
export function refuseUnready(deps: Deps, seat: Seat, one: CaseRow, all: Known, draft: Opinion): void {
  if (draft.author !== seat.id)
    throw conflict('Only the one who wrote it can sign it. Save it under your name first.');
  if (!agreed(all.consents, 'service'))
    throw conflict('The family has not agreed to the second opinion, or has taken it back.');
  if (isNameOpen(all))
    throw conflict('A name does not match, or a paper may be of another person. Please settle that first.');
  const unseen = unseenConflicts(all);
  if (unseen.length)
    throw new Refused(409, {
      code: 'conflict',
      message:
        'Sources disagree, and nobody has said what to make of it. Settle it, or write beside it what you make of it.',
      fields: Object.fromEntries(unseen.map((topic) => [`conflict.${topic}`, 'Not seen yet.'])),
    });
  const wait = waitsForReads(seat, all.reviewers);
  if (wait) throw conflict(wait);
  const signed = { ...all, opinions: [{ ...draft, signedAt: draft.savedAt }] };
  if (seat.policy.moves().every((by) => whyNot(by, one.status, 'signed', signed) !== null))
    throw conflict('An opinion is signed while the case is in review. Please move it there first.');
  const open = Object.entries(lacks({ ...draft, findings: draft.findings ?? noFindings() }, all.questions));
  const fields = Object.fromEntries(open.map(([field, lack]) => [field, TOLD[lack]]));
  if (open.length) throw new Refused(409, { code: 'conflict', message: 'Something is still empty.', fields });
  const second = secondOf(deps, all, draft);
  if (second.needed && !second.agreed)
    throw conflict(
      second.stale
        ? 'The case or the words changed after the second reader agreed. They must agree anew.'
        : 'A second reader must agree before this is signed.',
    );
}

/** What a lack means, to the doctor. */
export const TOLD: Record<Lack, string> = {
  write: 'Please write something here.',
  choose: 'Please choose one.',
  option: 'Please give at least one option.',
  test: 'Please name a test, or say that none is missing.',
  reworded: 'The family asks this in other words now. Please save again.',
};
