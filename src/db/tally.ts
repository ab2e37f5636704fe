import { sql } from 'kysely';
import type { Tx } from './connect.ts';

/** What passed through one conversation, as the database knows it. */
export interface Tally {
  inbound: number;
  /** Messages to the person that a provider took. Read marks do not count. */
  outbound: number;
  /** Messages to the person that were neither sent nor taken back. */
  unsent: number;
}

/** Counts one conversation's messages. */
export async function tallyOf(tx: Tx, conversation: string): Promise<Tally> {
  const { rows } = await sql<Tally>`
    select
      (select count(*)::int from inbox where conversation_id = ${conversation} and kind = 'message') as inbound,
      (select count(*)::int from outbox where conversation_id = ${conversation} and audience = 'person' and tag != 'seen'
        and state in ('sent', 'delivered', 'read')) as outbound,
      (select count(*)::int from outbox where conversation_id = ${conversation} and audience = 'person' and tag != 'seen'
        and state in ('queued', 'leased', 'unknown', 'failed', 'parked')) as unsent`.execute(tx);
  return rows[0]!;
}
