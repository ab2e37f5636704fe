import type { Me, QueueRow } from '../../../src/http/contract.ts';

export type Which = 'all' | 'mine' | 'waiting';

/** The rows somebody asked for, in the order the server gave them. */
export function rowsFor(rows: QueueRow[], which: Which, search: string, me: Pick<Me, 'name'>): QueueRow[] {
  const wanted = search.trim().toLocaleLowerCase();
  return rows.filter(
    (row) =>
      (which !== 'mine' || row.holder === me.name) &&
      (which !== 'waiting' || row.waitingSince !== null || row.tasks.length > 0) &&
      (wanted === '' ||
        row.reference.toLocaleLowerCase().includes(wanted) ||
        (row.name ?? '').toLocaleLowerCase().includes(wanted)),
  );
}
