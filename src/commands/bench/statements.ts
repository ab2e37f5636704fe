import pg from 'pg';

/** Statements asked less often say nothing of a turn. */
const OFTEN = 50;
const MOST = 25;

interface Row {
  text: string;
  calls: string;
  plan: string;
  run: string;
  blocks: string;
  wal: string;
  stored: string | null;
}

/**
 * What PostgreSQL spent its time on in the database `url`, by statement, the costliest first: milliseconds to plan and to run,
 * blocks looked at and bytes of its log for each call; where the same statement was asked in the database `beside`, its blocks there.
 */
export async function statements(url: string, beside = ''): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  // It hears when the server stops, which is nothing to it.
  client.on('error', () => {});
  await client.query('create extension if not exists pg_stat_statements');
  const { rows } = await client.query<Row>(STATEMENTS, [OFTEN, MOST, beside]);
  await client.end();
  const lines = rows.map(
    ({ text, calls, plan, run, blocks, wal, stored }) =>
      `| ${calls} | ${plan} | ${run} | ${blocks} | ${wal} |${beside && ` ${stored ?? ''} |`} ${text} |`,
  );
  const head = [
    'calls',
    'plan, ms',
    'run, ms',
    'blocks',
    'log, bytes',
    ...(beside ? [`blocks in ${beside}`] : []),
    'statement',
  ];
  return `| ${head.join(' | ')} |\n|${head.map(() => '--:').join('|')}|\n${lines.join('\n')}\n`;
}

const STATEMENTS = `
  with told as (
    select datname, regexp_replace(query, '\\s+', ' ', 'g') as text, sum(calls) as calls, sum(total_plan_time) as plan,
      sum(total_exec_time) as run, sum(shared_blks_hit + shared_blks_read) as blocks, sum(wal_bytes) as wal
    from pg_stat_statements join pg_database on pg_database.oid = dbid group by 1, 2)
  select replace(left(here.text, 150), '|', '!') as text, here.calls, round((here.plan / here.calls)::numeric, 3) as plan,
    round((here.run / here.calls)::numeric, 3) as run, round(here.blocks / here.calls, 1) as blocks, round(here.wal / here.calls) as wal,
    round(there.blocks / there.calls, 1) as stored
  from told here left join told there on there.text = here.text and there.datname = $3
  where here.datname = current_database() and here.calls >= $1
  order by here.plan + here.run desc limit $2`;
