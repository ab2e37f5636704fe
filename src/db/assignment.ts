import type { Tx } from './connect.ts';
import type { Person } from './presence.ts';

/** Whose a conversation is, what it is marked with, and since when it waits. */
export interface Assignment {
  assignee: Person | null;
  team: string | null;
  labels: string[];
  waitingSince: Date | null;
}

export async function assignmentOf(tx: Tx, conversation: string): Promise<Assignment> {
  const row = await tx
    .selectFrom('conversations as c')
    .leftJoin('user as u', 'u.id', 'c.assignee_id')
    .select(['u.id', 'u.name', 'c.team', 'c.labels', 'c.waiting_since'])
    .where('c.id', '=', conversation)
    .executeTakeFirst();
  return {
    assignee: row?.id ? { id: row.id, name: row.name ?? '' } : null,
    team: row?.team ?? null,
    labels: row?.labels ?? [],
    waitingSince: row?.waiting_since ?? null,
  };
}

/** Gives a conversation to one of the staff, to a team, or to nobody. What is not named stays. */
export async function assign(
  tx: Tx,
  conversation: string,
  to: {
    assignee?: string | null | undefined;
    team?: string | null | undefined;
    labels?: string[] | undefined;
  },
): Promise<void> {
  const set = {
    ...(to.assignee === undefined ? {} : { assignee_id: to.assignee }),
    ...(to.team === undefined ? {} : { team: to.team }),
    ...(to.labels === undefined ? {} : { labels: to.labels }),
  };
  if (!Object.keys(set).length) return;
  await tx.updateTable('conversations').set(set).where('id', '=', conversation).execute();
}

/** Everybody who can be given a conversation or named in a note. */
export function colleagues(tx: Tx): Promise<(Person & { role: string })[]> {
  return tx
    .selectFrom('user')
    .select(['id', 'name', 'role'])
    .where('role', 'in', ['coordinator', 'reviewer', 'lead'])
    .where('offAt', 'is', null)
    .orderBy('name')
    .limit(500)
    .execute();
}
