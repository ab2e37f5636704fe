import type { Correction } from '../cases/correction.ts';
import type { Tx } from './connect.ts';
import { newId } from './ids.ts';
import { neverOpens, type Vault } from './vault.ts';

/** Keeps an example, under the key of its case: when the case is erased, nobody can read it any more. */
export async function keepCorrection(
  tx: Tx,
  vault: Vault,
  one: { id: string; key: string },
  correction: Correction,
  at: Date,
): Promise<void> {
  const id = newId(at);
  await tx
    .insertInto('corrections')
    .values({
      id,
      case_id: one.id,
      document_id: correction.document,
      sealed: await vault.seal(tx, one.key, `corrections/${id}`, correction),
      at,
    })
    .execute();
}

/** One paper and all that was said of it. */
export interface Corrected {
  /** Store name of the original, and the key it is under. */
  file: string;
  key: string;
  corrections: Correction[];
}

/** The papers that people corrected, the newest first. Those of erased cases are gone. */
export async function correctedPapers(tx: Tx, vault: Vault, most: number): Promise<Corrected[]> {
  const rows = await tx
    .selectFrom('corrections as x')
    .innerJoin('documents as d', 'd.id', 'x.document_id')
    .innerJoin('cases as k', 'k.id', 'x.case_id')
    .select(['x.id', 'x.sealed', 'x.document_id', 'd.file', 'k.key_id as key'])
    .whereRef('d.case_id', '=', 'x.case_id')
    .where('d.file', '!=', '')
    .orderBy('x.seq', 'desc')
    .limit(most)
    .execute();
  const papers = new Map<string, Corrected>();
  for (const { id, sealed, document_id, file, key } of rows) {
    const correction = await vault.open<Correction>(tx, key, `corrections/${id}`, sealed).catch(lost);
    if (!correction) continue;
    const paper = papers.get(document_id) ?? { file, key, corrections: [] };
    papers.set(document_id, paper);
    // The newest word on a place counts.
    const again = paper.corrections.some(
      (one) =>
        one.path === correction.path &&
        one.of === correction.of &&
        String(one.box) === String(correction.box),
    );
    if (!again) paper.corrections.push(correction);
  }
  return [...papers.values()];
}

function lost(error: unknown): undefined {
  if (!neverOpens(error)) throw error;
}
