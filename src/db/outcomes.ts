import type { Tx } from './connect.ts';

/** Keeps one answer after the opinion as a code. Doing it twice makes one. */
export async function keepOutcome(
  tx: Tx,
  one: { id: string; case: string; what: string; code: string; at: Date },
): Promise<void> {
  const { case: case_id, ...rest } = one;
  await tx
    .insertInto('outcomes')
    .values({ ...rest, case_id })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
