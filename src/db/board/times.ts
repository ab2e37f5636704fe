import { sql } from 'kysely';
import type { Tx } from '../connect.ts';
import { people, spread, type Look } from './cohort.ts';

/** The middle, and what nine of ten stay below. */
export interface Spread {
  median: number;
  p90: number;
}

export interface OpinionTimes {
  cases: number;
  total: Spread | null;
  family: Spread | null;
  desk: Spread | null;
  doctor: Spread | null;
}

/** Whom a case waits for, by status. While it is with nobody (stopped, ended) it waits for the family. */
const DESK = ['checking', 'ready', 'signed'];
const DOCTOR = ['in_review'];

/**
 * Hours from the first word to the first signature, and how they fell to the family, the desk and the doctor: for each
 * case the spans between its moves, added up.
 */
export async function opinionTimes(tx: Tx, look: Look): Promise<OpinionTimes> {
  const { rows } = await sql<OpinionTimes>`
    with ${people(look)},
    signed as (
      select h.id, h.opened_at, o.at from cohort h cross join lateral (
        select min(signed_at) as at from opinions where case_id = h.id) o
      where o.at is not null),
    moves as (
      select id, 0::bigint as seq, 'draft' as status, opened_at as at from signed
      union all
      select s.id, m.seq, m.to_status, m.at from signed s join case_moves m on m.case_id = s.id),
    spans as (
      select m.id, m.status, extract(epoch from least(
        coalesce(lead(m.at) over (partition by m.id order by m.at, m.seq), s.at), s.at) - least(m.at, s.at)) / 3600 as hours
      from moves m join signed s on s.id = m.id),
    waits as (
      select id, sum(hours) as total,
        coalesce(sum(hours) filter (where status = any(${DESK})), 0) as desk,
        coalesce(sum(hours) filter (where status = any(${DOCTOR})), 0) as doctor
      from spans group by id),
    each as (select *, total - desk - doctor as family from waits)
    select count(*)::int as cases, ${spread(sql`total`)} as total, ${spread(sql`family`)} as family,
      ${spread(sql`desk`)} as desk, ${spread(sql`doctor`)} as doctor from each`.execute(tx);
  return rows[0]!;
}

export interface Load {
  id: string;
  name: string;
  open: number;
  signed: number;
  hours: number | null;
}

/** Cases that are in the hands of a reviewer `u` now: given to them, or theirs is the newest draft. */
export const inHands = sql`
  e.status in ('in_review', 'more_info') and (
    exists (select 1 from conversations c where c.case_id = e.id and c.assignee_id = u.id)
    or u.id = (
      select o.author_id from opinions o where o.case_id = e.id and o.signed_at is null order by o.version desc limit 1))`;

/** What lies on each reviewer, and how fast it went in the last 30 days. */
export async function loadOf(tx: Tx, look: Look, since: Date): Promise<Load[]> {
  const { rows } = await sql<Load>`
    with ${people(look)},
    done as (
      select o.author_id, extract(epoch from o.signed_at - coalesce((
        select max(m.at) from case_moves m
        where m.case_id = o.case_id and m.to_status = 'in_review' and m.at <= o.signed_at), o.signed_at)) / 3600 as hours
      from opinions o join everyone e on e.id = o.case_id where o.signed_at >= ${since})
    select u.id, u.name,
      (select count(*)::int from everyone e where ${inHands}) as open,
      (select count(*)::int from done where author_id = u.id) as signed,
      (select percentile_cont(0.5) within group (order by hours) from done where author_id = u.id) as hours
    from "user" u where u.role in ('reviewer', 'lead') order by u.name, u.id limit 200`.execute(tx);
  return rows;
}
