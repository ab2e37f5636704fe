import { agreementOf } from '../cases/agreement.ts';
import { valueOf } from '../cases/case.ts';
import { holds } from '../cases/condition.ts';
import { lacks, noFindings } from '../cases/opinion.ts';
import type { CaseRow } from '../db/cases.ts';
import type { Opinion } from '../db/opinions.ts';
import { readsFor, type Read, type Reader } from '../db/reads.ts';
import type { Agreement } from '../db/second.ts';
import type { Review, SecondView } from './contract.ts';
import type { Deps } from './deps.ts';
import { draftHash, type Known } from './known.ts';
import type { Seat } from './session.ts';
import { isOpenToWriting } from './writing.ts';

/** A case that several read apart before one of them signs. */
export const isBoard = ({ reviewers }: Pick<Known, 'reviewers'>): boolean => reviewers.length > 1;

export const eyesOf = ({ id, role }: Seat): Reader => ({ user: id, lead: role === 'lead' });

/** What a first reading still lacks: all that an opinion does, but for the words to the family and who signs. */
export function lacksOfRead(
  { findings, answers }: Pick<Read, 'findings' | 'answers'>,
  questions: readonly { path: string; text: string }[],
) {
  return lacks({ findings, answers, summary: '-', qualification: '-', registration: '-' }, questions);
}

/** Whether a second reader is needed, and who agreed to these very words over the case as it is now. */
export function secondOf(
  deps: Deps,
  all: Known,
  draft: Opinion | undefined,
): { needed: boolean; policy: boolean; hash: string | null; agreed: Agreement | undefined; stale: boolean } {
  const value = (path: string) => (all.known.current[path]?.accepted ? valueOf(all.known, path) : undefined);
  const policy = deps.desk.secondReader.when.some((condition) => holds(condition, value));
  const needed = policy || all.secondAsked;
  if (!draft || draft.signedAt) return { needed, policy, hash: null, agreed: undefined, stale: false };
  const hash = draftHash(all, draft);
  const given = all.agreements.filter(({ opinion, user }) => opinion === draft.id && user !== draft.author);
  const agreed = given.findLast((one) => one.hash === hash);
  return { needed, policy, hash, agreed, stale: !agreed && given.length > 0 };
}

/** Who reviews, one's own reading, the map of disagreement and the second reader, as this seat may know them. */
export async function reviewOf(deps: Deps, seat: Seat, one: CaseRow, all: Known): Promise<Review> {
  const eyes = eyesOf(seat);
  const reads = isBoard(all) ? await readsFor(deps.db, deps.vault, one, eyes) : [];
  const own = reads.find(({ reader }) => reader === seat.id);
  const handedIn = reads.filter(({ handedInAt }) => handedInAt !== null);
  const given = all.reviewers.find(({ id }) => id === seat.id);
  return {
    reviewers: all.reviewers.map(({ id, name, responsible, handedInAt }) => ({
      id,
      name,
      responsible,
      handedIn: handedInAt !== null,
    })),
    mayName: seat.policy.may('appoint'),
    reads: isBoard(all) && given !== undefined && given.handedInAt === null && isOpenToWriting(one.status),
    own: own
      ? {
          findings: own.findings,
          answers: own.answers,
          handedIn: own.handedInAt !== null,
          lacks: own.handedInAt ? {} : lacksOfRead(own, all.questions),
        }
      : null,
    agreement: agreementOf(
      handedIn.map(({ doctor, findings, answers }) => ({ by: doctor, findings, answers })),
    ),
    second: secondView(deps, seat, one, all),
  };
}

function secondView(deps: Deps, seat: Seat, one: CaseRow, all: Known): SecondView {
  const draft = all.opinions.findLast(({ signedAt }) => !signedAt);
  const { needed, policy, hash, agreed, stale } = secondOf(deps, all, draft);
  const whole =
    draft &&
    !Object.keys(lacks({ ...draft, findings: draft.findings ?? noFindings() }, all.questions)).length;
  return {
    needed,
    policy,
    stale,
    agreed: agreed ? { by: agreed.name, at: agreed.at.toISOString() } : null,
    hash,
    mayAsk: seat.policy.may('write') && isOpenToWriting(one.status),
    mayAgree: needed && !agreed && whole === true && seat.policy.may('write') && draft!.author !== seat.id,
  };
}
