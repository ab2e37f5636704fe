import { sql, type RawBuilder } from 'kysely';
import type { Status } from '../../cases/status.ts';

/** What a lead looks at: a period, whom, and which cases exist for who asks. */
export interface Look {
  from: Date;
  /** Not included. */
  to: Date;
  sees: readonly Status[];
  language?: string;
  channel?: string;
  /** `patient`, `relative`, `doctor` or `unknown`, as whoever agreed to the service said. */
  speaker?: string;
}

/**
 * `everyone`: all cases that may be seen and that the filter lets through, with the conversation they began in; `cohort`: those
 * that began in the period. Everything on the board is read through one of the two.
 */
export function people({ from, to, sees, language, channel, speaker }: Look): RawBuilder<unknown> {
  const only = [
    ...(language === undefined ? [] : [sql`e.language = ${language}`]),
    ...(channel === undefined ? [] : [sql`e.channel = ${channel}`]),
    ...(speaker === undefined ? [] : [sql`e.speaker = ${speaker}`]),
  ];
  const where = only.length ? sql`where ${sql.join(only, sql` and `)}` : sql``;
  return sql`
    everyone as not materialized (
      select * from (
        select k.id, k.reference, k.status, k.opened_at, c.id as conversation, c.language, c.channel,
          coalesce((
            select s.speaker from consents s
            where s.case_id = k.id and s.purpose = 'service' and s.given order by s.seq limit 1), 'unknown') as speaker
        from cases k cross join lateral (
          select id, language, channel from conversations where case_id = k.id order by opened_at limit 1) c
        where k.status = any(${[...sees]})) e ${where}),
    cohort as not materialized (select * from everyone where opened_at >= ${from} and opened_at < ${to})`;
}

/** The middle and the ninth tenth of some values, as JSON; null where there are none. */
export const spread = (value: RawBuilder<unknown>): RawBuilder<{ median: number; p90: number } | null> =>
  sql`case when count(${value}) > 0 then json_build_object(
    'median', percentile_cont(0.5) within group (order by ${value}),
    'p90', percentile_cont(0.9) within group (order by ${value})) end`;
