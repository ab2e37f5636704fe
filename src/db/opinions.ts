import type { Findings } from '../cases/opinion.ts';
import type { Tx } from './connect.ts';
import { newId } from './ids.ts';
import { isBlind, type Reader } from './reads.ts';
import type { Vault } from './vault.ts';

/** What a doctor wrote, as it is sealed. */
export interface OpinionText {
  /** Not in opinions from before they had a structure. */
  findings?: Findings;
  summary: string;
  answers: { path: string; question: string; answer: string }[];
  doctor: string;
  qualification: string;
  registration: string;
}

export interface Opinion extends OpinionText {
  id: string;
  version: number;
  author: string;
  caseHash: string | null;
  file: string | null;
  outboxId: string | null;
  savedAt: Date;
  signedAt: Date | null;
  /** The newest fact and paper the doctor saw when signing. */
  seen: { fact: string | null; paper: string | null };
  /** What the paper can be verified with. */
  code: string | null;
}

/** What a signature adds to a draft. */
export interface Signature {
  caseHash: string;
  file: string;
  /** SHA-256 of the PDF. */
  fileHash: string;
  code: string;
  seen: Opinion['seen'];
  at: Date;
}

interface Owner {
  id: string;
  key: string;
}

function rows(tx: Tx) {
  return tx
    .selectFrom('opinions')
    .select([
      'id',
      'version',
      'author_id',
      'sealed',
      'case_hash',
      'file',
      'outbox_id',
      'saved_at',
      'signed_at',
      'seen_fact',
      'seen_paper',
      'code',
    ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof rows>['execute']>>[number];

/**
 * All versions, the first first; for somebody's `eyes`, without the draft of another doctor while they must not know what
 * others think.
 */
export async function opinionsOf(tx: Tx, vault: Vault, owner: Owner, eyes?: Reader): Promise<Opinion[]> {
  const found = await rows(tx)
    .where('case_id', '=', owner.id)
    .$if(eyes !== undefined, (query) =>
      query.where((is) =>
        is.or([
          is('signed_at', 'is not', null),
          is('author_id', '=', eyes!.user),
          is.not(
            is.exists(
              is
                .selectFrom('cases as c')
                .select('c.id')
                .whereRef('c.id', '=', 'case_id')
                .where(isBlind(eyes!)),
            ),
          ),
        ]),
      ),
    )
    .orderBy('version')
    .limit(100)
    .execute();
  if (found.length) await vault.key(tx, owner.key);
  return Promise.all(found.map((row) => opened(tx, vault, owner, row)));
}

/** Case of a signed opinion and its PDF's name in the store. */
export function findPdf(tx: Tx, id: string) {
  return tx.selectFrom('opinions').select(['case_id', 'file']).where('id', '=', id).executeTakeFirst();
}

/** The unsigned draft is changed in place; after a signature a new version begins. Call it with the case locked. */
export async function saveDraft(
  tx: Tx,
  vault: Vault,
  owner: Owner,
  newest: Pick<Opinion, 'id' | 'version' | 'signedAt'> | undefined,
  author: string,
  text: OpinionText,
  at: Date,
): Promise<number> {
  const open = newest && !newest.signedAt ? newest : undefined;
  const id = open?.id ?? newId(at);
  const version = open?.version ?? (newest?.version ?? 0) + 1;
  const sealed = await vault.seal(tx, owner.key, `opinions/${id}`, text);
  await tx
    .insertInto('opinions')
    .values({ id, case_id: owner.id, version, author_id: author, sealed, saved_at: at })
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet({ sealed, saved_at: at, author_id: author })
        .where('opinions.signed_at', 'is', null),
    )
    .execute();
  return version;
}

/** Signs this very draft. False when it was changed or signed since it was read. */
export async function markSigned(tx: Tx, draft: Opinion, signed: Signature): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('opinions')
    .set({
      case_hash: signed.caseHash,
      file: signed.file,
      file_hash: signed.fileHash,
      code: signed.code,
      signer: draft.doctor,
      signer_registration: draft.registration,
      seen_fact: signed.seen.fact,
      seen_paper: signed.seen.paper,
      signed_at: signed.at,
    })
    .where('id', '=', draft.id)
    .where('signed_at', 'is', null)
    .where('saved_at', '=', draft.savedAt)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Holds everybody else who would draft or sign for this case until the transaction ends. */
export async function lockCase(tx: Tx, id: string): Promise<void> {
  await tx.selectFrom('cases').select('id').where('id', '=', id).forUpdate().execute();
}

/** Nothing is learned of this case until the transaction ends: whoever moves its conversations waits as well. */
export async function lockTalk(tx: Tx, id: string): Promise<void> {
  const talks = tx.selectFrom('conversations').select('id').where('case_id', '=', id);
  await talks.orderBy('id').forUpdate().execute();
  await lockCase(tx, id);
}

async function opened(tx: Tx, vault: Vault, owner: Owner, row: Row): Promise<Opinion> {
  return {
    ...(await vault.open<OpinionText>(tx, owner.key, `opinions/${row.id}`, row.sealed)),
    id: row.id,
    version: row.version,
    author: row.author_id,
    caseHash: row.case_hash,
    file: row.file,
    outboxId: row.outbox_id,
    savedAt: row.saved_at,
    signedAt: row.signed_at,
    seen: { fact: row.seen_fact, paper: row.seen_paper },
    code: row.code,
  };
}
