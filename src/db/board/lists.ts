import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '../connect.ts';
import { people, type Look } from './cohort.ts';
import { came, marks, settled } from './desk.ts';
import { REACHED, type Reached } from './steps.ts';
import { inHands } from './times.ts';

/** One line of what stands behind a number. */
export interface Line {
  case: string;
  reference: string;
  status: string;
  language: string;
  channel: string;
  speaker: string;
  /** ISO. */
  at: string;
  task: string | null;
}

const MOST = 500;

/**
 * What stands behind one number of the board, one line for each that was counted, the newest first; undefined for a number
 * that there is not. The same conditions as in the figures, so that they cannot differ. `who`: a reviewer's id.
 */
export async function linesBehind(
  tx: Tx,
  look: Look,
  what: string,
  who: string,
  since: Date,
): Promise<{ total: number; rows: Line[] } | undefined> {
  const found = behind(look, what, who, since);
  if (!found) return undefined;
  const { rows } = await sql<{ total: number; rows: Line[] }>`
    with ${people(look)}, ${marks(look)}, ${settled(look)}, found as (${found}),
    seen as (
      select e.id as case, e.reference, e.status, e.language, e.channel, e.speaker, f.at, f.task
      from found f join everyone e on e.id = f.case_id)
    select (select count(*)::int from seen) as total,
      coalesce((select json_agg(newest) from (
        select * from seen order by at desc, "case" limit ${MOST}) newest), '[]') as rows`.execute(tx);
  return rows[0];
}

/** Selects `case_id`, `at` and `task` of each that was counted. */
function behind(look: Look, what: string, who: string, since: Date): RawBuilder<unknown> | undefined {
  const [kind, name = ''] = what.split('.');
  const tasks = (where: RawBuilder<unknown>, task = sql`null::text`) => sql`
    select t.case_id, t.at, ${task} as task from tasks t
    where ${where} and t.at >= ${look.from} and t.at < ${look.to}`;
  const cohort = (where: RawBuilder<unknown>) =>
    sql`select h.id as case_id, h.opened_at as at, null::text as task from cohort h where (${where})`;
  switch (kind) {
    case 'step':
      return Object.hasOwn(REACHED, name) ? cohort(REACHED[name as Reached]) : undefined;
    case 'again':
      return sql`select h.id as case_id, o.at, null::text as task from outbox o
        join cohort h on h.conversation = o.conversation_id where o.tag = 'retake'`;
    case 'paper':
      return sql`select case_id, at, null::text as task from settled`;
    case 'open':
      return sql`select e.id as case_id, e.opened_at as at, null::text as task from everyone e, "user" u
        where u.id = ${who} and ${inHands}`;
    case 'signed':
      return sql`select o.case_id, o.signed_at as at, null::text as task from opinions o
        where o.author_id = ${who} and o.signed_at >= ${since}`;
    case 'parked':
      return sql`select t.case_id, t.at, null::text as task from tasks t where t.what = 'parked' and t.closed_at is null`;
    case 'emergency':
      return tasks(sql`t.what in ('emergency', 'distress')`);
    case 'unanswered':
      return tasks(sql`t.what in ('emergency', 'distress') and ${came} is null`);
    case 'complaint':
      return tasks(sql`t.what = 'complaint'`, sql`case when t.closed_at is null then t.id end`);
    case 'mark':
      return sql`select case_id, at, null::text as task from marks where code = ${name}`;
    case 'late':
      return tasks(sql`t.what = ${`late_${name}`}`);
    default:
      return undefined;
  }
}
