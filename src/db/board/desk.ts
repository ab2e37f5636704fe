import { sql } from 'kysely';
import type { Tx } from '../connect.ts';
import { people, spread, type Look } from './cohort.ts';
import type { Spread } from './times.ts';

export interface DeskFigures {
  photos: { came: number; again: number };
  papers: { count: number; minutes: Spread | null };
  parked: number;
  emergencies: { count: number; unanswered: number; minutes: Spread | null };
  complaints: { count: number; open: number; hours: Spread | null };
  satisfaction: number[];
  late: { what: string; count: number }[];
}

/** When a person came after an alarm `t`: took the chat, wrote, or closed the task. */
export const came = sql`least(
  (select min(i.at) from inbox i
    where i.conversation_id = t.conversation_id and i.kind in ('taken', 'said') and i.at >= t.at),
  case when t.closed_by != 'bot' then t.closed_at end)`;

/** The newest mark of each case, where it was given in the period. */
export const marks = ({ from, to }: Look) => sql`
  marks as (
    select distinct on (o.case_id) o.case_id, o.code, o.at from outcomes o join everyone e on e.id = o.case_id
    where o.what = 'satisfaction' and o.at >= ${from} and o.at < ${to} order by o.case_id, o.at desc, o.id desc)`;

/** Papers whose last doubt was settled in the period, with the minutes somebody looked at each. */
export const settled = ({ from, to }: Look) => sql`
  settled as (
    select d.case_id, p.settled_at as at, p.seconds / 60.0 as minutes
    from paper_times p join documents d on d.id = p.document_id join everyone e on e.id = d.case_id
    where p.settled_at >= ${from} and p.settled_at < ${to})`;

/** What the desk did in the period, and what lies there now. */
export async function deskFigures(tx: Tx, look: Look): Promise<DeskFigures> {
  const { from, to } = look;
  const within = sql`t.at >= ${from} and t.at < ${to}`;
  const { rows } = await sql<Omit<DeskFigures, 'satisfaction' | 'late'>>`
    with ${people(look)}, ${settled(look)},
    alarms as (
      select extract(epoch from ${came} - t.at) / 60 as minutes
      from tasks t join everyone e on e.id = t.case_id where t.what in ('emergency', 'distress') and ${within}),
    complaints as (
      select extract(epoch from t.closed_at - t.at) / 3600 as hours
      from tasks t join everyone e on e.id = t.case_id where t.what = 'complaint' and ${within})
    select
      json_build_object(
        'came', (select count(*) from documents d join cohort h on h.id = d.case_id where d.mime like 'image/%'),
        'again', (select count(*) from outbox o join cohort h on h.conversation = o.conversation_id where o.tag = 'retake')
      ) as photos,
      (select json_build_object('count', count(*), 'minutes', ${spread(sql`minutes`)}) from settled) as papers,
      (select count(*)::int from tasks t join everyone e on e.id = t.case_id
        where t.what = 'parked' and t.closed_at is null) as parked,
      (select json_build_object('count', count(*), 'unanswered', count(*) - count(minutes),
        'minutes', ${spread(sql`minutes`)}) from alarms) as emergencies,
      (select json_build_object('count', count(*), 'open', count(*) - count(hours),
        'hours', ${spread(sql`hours`)}) from complaints) as complaints`.execute(tx);
  return { ...rows[0]!, satisfaction: await satisfaction(tx, look), late: await lateOnes(tx, look) };
}

async function satisfaction(tx: Tx, look: Look): Promise<number[]> {
  const { rows } = await sql<{ code: string; count: number }>`
    with ${people(look)}, ${marks(look)} select code, count(*)::int as count from marks group by 1`.execute(
    tx,
  );
  return ['1', '2', '3', '4', '5'].map((mark) => rows.find(({ code }) => code === mark)?.count ?? 0);
}

async function lateOnes(tx: Tx, look: Look): Promise<DeskFigures['late']> {
  const { rows } = await sql<{ what: string; count: number }>`
    with ${people(look)}
    select t.what, count(*)::int as count from tasks t join everyone e on e.id = t.case_id
    where t.what like 'late\_%' and t.at >= ${look.from} and t.at < ${look.to}
    group by 1 order by 2 desc, 1`.execute(tx);
  return rows;
}
