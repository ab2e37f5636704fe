import { sql } from 'kysely';
import type { Tx } from './connect.ts';

/** Milliseconds between two signs of somebody looking; a longer pause is none of the paper's time. */
const IDLE = 120_000;

/** Somebody at the desk looks at this paper now. After its last doubt is settled nothing is counted any more. */
export async function lookAtPaper(tx: Tx, document: string, at: Date): Promise<void> {
  await tx
    .insertInto('paper_times')
    .values({ document_id: document, first_at: at, seen_at: at })
    .onConflict((conflict) =>
      conflict
        .column('document_id')
        .doUpdateSet({ seconds: addedTo(at), seen_at: at })
        .where('paper_times.settled_at', 'is', null)
        .where('paper_times.seen_at', '<=', at),
    )
    .execute();
}

/** Its last doubt is settled. What nobody was seen to look at is not counted. */
export async function paperSettled(tx: Tx, document: string, at: Date): Promise<void> {
  await tx
    .updateTable('paper_times')
    .set({ seconds: addedTo(at), seen_at: at, settled_at: at })
    .where('document_id', '=', document)
    .where('settled_at', 'is', null)
    .execute();
}

const addedTo = (at: Date) => sql<number>`paper_times.seconds + case
  when ${at}::timestamptz - paper_times.seen_at between interval '0' and ${IDLE} * interval '1 millisecond'
  then extract(epoch from ${at}::timestamptz - paper_times.seen_at) else 0 end`;
