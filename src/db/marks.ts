import { sql } from 'kysely';
import type { Tx } from './connect.ts';

/** What came to a case since somebody last looked at it, by id. */
export interface News {
  facts: string[];
  papers: string[];
  /** Signed by others. */
  opinions: string[];
}

/** So much of it is named; who was away for longer reads the case anew. */
const MOST = 200;

/**
 * Somebody has looked at a case up to this fact and this paper. The mark only moves on, and ids of another case move nothing.
 */
export async function markCase(
  tx: Tx,
  user: string,
  caseId: string,
  upTo: { fact: string | null; paper: string | null },
  at: Date,
): Promise<void> {
  await sql`
    insert into case_marks as m (user_id, case_id, fact_seq, paper_seq, at)
    select ${user}, ${caseId},
      coalesce((select seq from facts where id = ${upTo.fact} and case_id = ${caseId}), 0),
      coalesce((select seq from documents where id = ${upTo.paper} and case_id = ${caseId}), 0), ${at}
    on conflict (user_id, case_id) do update set fact_seq = greatest(m.fact_seq, excluded.fact_seq),
      paper_seq = greatest(m.paper_seq, excluded.paper_seq), at = greatest(m.at, excluded.at)`.execute(tx);
}

/** What is new to somebody in a case; null before the first look, when everything is. */
export async function newsOf(tx: Tx, user: string, caseId: string): Promise<News | null> {
  const mark = await tx
    .selectFrom('case_marks')
    .select(['fact_seq', 'paper_seq', 'at'])
    .where('user_id', '=', user)
    .where('case_id', '=', caseId)
    .executeTakeFirst();
  if (!mark) return null;
  const after = (table: 'facts' | 'documents', seq: string | number | bigint) =>
    tx
      .selectFrom(table)
      .select('id')
      .where('case_id', '=', caseId)
      .where('seq', '>', sql<string>`${seq}::bigint`)
      .orderBy('seq')
      .limit(MOST)
      .execute();
  const facts = await after('facts', mark.fact_seq);
  const papers = await after('documents', mark.paper_seq);
  const opinions = await tx
    .selectFrom('opinions')
    .select('id')
    .where('case_id', '=', caseId)
    .where('signed_at', '>', mark.at)
    .where('author_id', '!=', user)
    .limit(MOST)
    .execute();
  const ids = (rows: { id: string }[]) => rows.map(({ id }) => id);
  return { facts: ids(facts), papers: ids(papers), opinions: ids(opinions) };
}

/** As a part of a query over `cases as k`: how many facts and papers are new to somebody who has looked before. */
export const newsIn = (user: string, most: number) => sql<string>`(select count(*) from (
  (select 1 from case_marks m join facts f on f.case_id = m.case_id and f.seq > m.fact_seq
    where m.user_id = ${user} and m.case_id = k.id limit ${sql.lit(most)})
  union all
  (select 1 from case_marks m join documents d on d.case_id = m.case_id and d.seq > m.paper_seq
    where m.user_id = ${user} and m.case_id = k.id limit ${sql.lit(most)})) fresh)`;
