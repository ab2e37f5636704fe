import type { Arrangement, Leaf } from '../cases/arrange.ts';
import type { Tx } from './connect.ts';
import { newId } from './ids.ts';

/** So many acts of one case are kept: nobody sorts papers more often, and a loop does. */
export const MOST_ACTS = 500;

/** An act of arranging, with who did it. */
export interface KeptArrangement extends Arrangement {
  by: string;
  at: Date;
}

/** All acts of arranging the papers of a case, in order. */
export async function arrangementsOf(tx: Tx, caseId: string): Promise<KeptArrangement[]> {
  const rows = await tx
    .selectFrom('arrangements as a')
    .leftJoin('user as u', 'u.id', 'a.user_id')
    .select(['a.id', 'a.groups', 'a.undoes', 'a.at', 'u.name'])
    .where('a.case_id', '=', caseId)
    .orderBy('a.seq')
    .limit(MOST_ACTS)
    .execute();
  return rows.map(({ id, groups, undoes, at, name }) => ({
    id,
    groups: JSON.parse(groups) as Leaf[][],
    ...(undoes ? { undoes } : {}),
    by: name ?? '',
    at,
  }));
}

/** Keeps one act and tells its id. Call it with the case locked. */
export async function arrange(
  tx: Tx,
  caseId: string,
  act: { groups: readonly (readonly Leaf[])[]; undoes?: string | undefined; user: string; at: Date },
): Promise<string> {
  const id = newId(act.at);
  await tx
    .insertInto('arrangements')
    .values({
      id,
      case_id: caseId,
      user_id: act.user,
      groups: JSON.stringify(act.groups),
      undoes: act.undoes ?? null,
      at: act.at,
    })
    .execute();
  return id;
}
