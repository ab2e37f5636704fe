import type { Tx } from './connect.ts';

/** What anybody may know of a signed opinion whose code is in their hand. Nothing of a patient. */
export interface Verified {
  signer: string;
  registration: string;
  signedAt: Date;
  version: number;
  caseHash: string;
  fileHash: string;
  /** A later version was signed. */
  added: boolean;
}

/** The signed opinion of a code, without opening anything that is sealed. */
export async function verified(tx: Tx, code: string): Promise<Verified | undefined> {
  const row = await tx
    .selectFrom('opinions as o')
    .select(['signer', 'signer_registration', 'signed_at', 'version', 'case_hash', 'file_hash'])
    .select(({ exists, selectFrom }) =>
      exists(
        selectFrom('opinions as later')
          .select('later.id')
          .whereRef('later.case_id', '=', 'o.case_id')
          .whereRef('later.version', '>', 'o.version')
          .where('later.signed_at', 'is not', null),
      ).as('added'),
    )
    .where('code', '=', code)
    .where('signed_at', 'is not', null)
    .executeTakeFirst();
  if (!row?.signed_at) return undefined;
  return {
    signer: row.signer!,
    registration: row.signer_registration!,
    signedAt: row.signed_at,
    version: row.version,
    caseHash: row.case_hash!,
    fileHash: row.file_hash!,
    added: Boolean(row.added),
  };
}
