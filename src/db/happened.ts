import { sql } from 'kysely';
import type { Event } from '../engine/types.ts';
import type { Tx } from './connect.ts';
import { requestsOf, type Known } from './people.ts';
import type { Vault } from './vault.ts';

/** All that happened to the requests of one phone, in the order in which it was handled, and their references in the order in which they were opened. */
export interface Happened {
  events: Event[];
  references: string[];
}

/** Reads the inbox back. What was erased is not there. */
export async function happened(tx: Tx, vault: Vault, known: Known): Promise<Happened> {
  const requests = await requestsOf(tx, known);
  const rows = await tx
    .selectFrom('inbox as i')
    .innerJoin('conversations as c', 'c.id', 'i.conversation_id')
    .innerJoin('cases as k', 'k.id', 'c.case_id')
    .innerJoin('keys as own', 'own.id', 'c.key_id')
    .select(['i.id', 'i.sealed', 'i.at', 'c.key_id', 'c.opened_at', 'k.reference'])
    .where(
      'c.id',
      'in',
      requests.map(({ conversation }) => conversation),
    )
    .where('i.done_at', 'is not', null)
    .where('own.destroyed_at', 'is', null)
    .orderBy('i.done_at')
    .orderBy(sql`i.due_at`)
    .orderBy('i.seq')
    .execute();
  const events: Event[] = [];
  for (const { id, sealed, at, key_id } of rows)
    events.push({
      ...(await vault.open<Event>(tx, key_id, `inbox/${id}`, sealed)),
      id,
      at: at.toISOString(),
    });
  const byAge = rows.toSorted((a, b) => a.opened_at.getTime() - b.opened_at.getTime());
  return { events, references: [...new Set(byAge.map(({ reference }) => reference))] };
}
