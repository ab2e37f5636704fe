import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { connect, disconnect } from '../db/connect.ts';
import { backlog } from '../db/waits.ts';
import pg from 'pg';
import { chatSdk, ground, serviceEnvironment, type Contestant, type Ground } from './bench/contestants.ts';
import { fill } from './bench/fill.ts';
import { memoryOf } from './bench/cpu.ts';
import { fakeGraph, type Graph } from './bench/graph.ts';
import { acknowledge, evenly, steadily, turns, type Place } from './bench/measures.ts';
import { SECRET } from './bench/people.ts';
import { keep, table, type Rounds } from './bench/report.ts';
import { benchEndure } from './bench/endure.ts';
import { benchRead } from './bench/read.ts';
import { benchStep } from './bench/step.ts';

/**
 * `npm run bench`: the step alone; acknowledgement against A, a bare server that does one INSERT; whole turns against B,
 * the same that sends one reply, and C, a bot of the Chat SDK with its state in memory. Contestants in turn, medians and
 * spread over the rounds. `--step` and `--read` do only the step and only the reading of papers, `--endure MINUTES` reads in one process as many pages as it can and
 * prints its memory at each hundred; `--only A,B`, `--part a`, `--rounds N`, `--no-chat` shorten it.
 * `--part a --door`: a process that only receives. `--fill N`: the same service once more, with N conversations of twenty messages stored before. `--workers N`: whole turns
 * with one process that works and with N. `--prof FOLDER` and `--statements` tell where the time goes.
 */
const { values: options } = parseArgs({
  options: {
    step: { type: 'boolean' },
    read: { type: 'boolean' },
    endure: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    only: { type: 'string', default: '' },
    'no-chat': { type: 'boolean' },
    part: { type: 'string', default: 'ab' },
    prof: { type: 'string' },
    statements: { type: 'boolean' },
    door: { type: 'boolean' },
    fill: { type: 'string' },
    workers: { type: 'string' },
  },
});
const rounds = Number(options.rounds);
const say = (text: string) => process.stdout.write(`${text}\n`);

if (options.read) say(await benchRead());
else if (options.endure) await benchEndure(Number(options.endure), say);
else {
  if (options.part.includes('0') || options.step) say(benchStep());
  if (!options.step) await measure();
}

async function measure(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'doosri-bench-'));
  await chmod(folder, 0o755);
  const graph = await fakeGraph();
  let at: Ground | undefined;
  try {
    at = await ground(folder, options.statements);
    if (options.workers) await manyWorkers(at, graph, Number(options.workers));
    else await compare(at, graph);
  } finally {
    await at?.close();
    graph.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function compare(at: Ground, graph: Graph): Promise<void> {
  const place: Place = { graph, postmaster: at.postmaster };
  const bare = async (name: string, reply: string[]) =>
    at.start(name, 'bare.ts', {
      args: [await at.database(name.toLowerCase(), false), SECRET, graph.url, ...reply],
      path: '/',
    });
  const url = await at.database('ours', true);
  const ours = await at.start('ours', '../../main.ts', {
    env: {
      ...serviceEnvironment(graph.url, url, join(at.folder, 'data')),
      ...(options.door ? { ROLE: 'http' } : {}),
    },
    // As `npm start` does.
    flags: [
      '--max-semi-space-size=4',
      ...(options.prof ? ['--cpu-prof', `--cpu-prof-dir=${options.prof}`] : []),
    ],
    path: '/webhooks/whatsapp',
  });
  const filled = options.fill ? await storedBefore(at, graph, Number(options.fill)) : undefined;
  await pause(2_000);
  const rest = memoryOf(ours.pids[0]!);
  const wanted = (one: string) => !options.only || options.only.split(',').includes(one);
  const a = wanted('A') ? await bare('A', []) : undefined;
  const b = wanted('B') ? await bare('B', ['reply']) : undefined;
  const c = options['no-chat'] || !wanted('C') ? 'left out' : await chatSdk(at, graph.url);
  if (typeof c === 'string') say(`The Chat SDK (C) does not take part: ${c}\n`);
  const others: Contestant[] = [a, b, typeof c === 'string' ? undefined : c].filter(
    (one) => one !== undefined,
  );

  const found: Rounds = new Map();
  // The first round only warms up.
  for (let round = -1; round < rounds; round++)
    for (const one of [...others, ours, ...(filled ? [filled] : [])]) {
      const note = (figures: Awaited<ReturnType<typeof turns>>) =>
        round >= 0 && keep(found, one.name, figures);
      if (one !== a && options.part.includes('b')) {
        note(await turns(place, one));
        if (one.name !== 'C' && one !== filled) note(await steadily(place, one));
        if (one === ours) note(await steadily(place, one, { far: 150 }));
      }
      if ((one === a || one === ours) && options.part.includes('a')) {
        note(await evenly(one));
        note(await acknowledge(place, one));
        if (one === ours && !options.door) await settled(url);
      }
    }
  const names = [...others, ours, ...(filled ? [filled] : [])].map((one) => one.name);
  if (options.statements) say(await costliest(url));
  say(`${rounds} rounds in turn: median (least–most). Load of the machine: ${loadavg()[0]!.toFixed(1)}\n`);
  say(table(found, names, 'ours'));
  say(`\nMemory of the service at rest, before the first message: ${rest.toFixed(0)} MB`);
  say(`and now: ${memoryOf(ours.pids[0]!).toFixed(0)} MB`);
}

/** The same service, with years of work stored before the first message. */
async function storedBefore(at: Ground, graph: Graph, conversations: number): Promise<Contestant> {
  const url = await at.database('filled', true);
  await fill(url, conversations, (done) => process.stderr.write(`\rstored: ${done} conversations`));
  process.stderr.write('\n');
  return at.start(`ours after ${conversations}`, '../../main.ts', {
    env: serviceEnvironment(graph.url, url, join(at.folder, 'filled')),
    flags: ['--max-semi-space-size=4'],
    path: '/webhooks/whatsapp',
  });
}

/** Whole turns with one process at the door and one behind it, and then with more behind it. */
async function manyWorkers(at: Ground, graph: Graph, most: number): Promise<void> {
  const place: Place = { graph, postmaster: at.postmaster };
  const env = serviceEnvironment(graph.url, await at.database('many', true), join(at.folder, 'many'));
  const door = await at.start('ours', '../../main.ts', {
    env: { ...env, ROLE: 'http' },
    path: '/webhooks/whatsapp',
  });
  const found: Rounds = new Map();
  await at.join(door, { ...env, ROLE: 'work' });
  for (let round = -1; round < rounds; round++) {
    const one = await turns(place, door, 64);
    const stops = await Promise.all(
      Array.from({ length: most - 1 }, () => at.join(door, { ...env, ROLE: 'work' })),
    );
    const more = await turns(place, door, 64);
    await Promise.all(stops.map((stop) => stop()));
    if (round < 0) continue;
    keep(found, '1 that works', one);
    keep(found, `${most} that work`, more);
  }
  say(`${rounds} rounds in turn: median (least–most). Load of the machine: ${loadavg()[0]!.toFixed(1)}\n`);
  say(table(found, ['1 that works', `${most} that work`], `${most} that work`));
}

/** What was only acknowledged is still to be answered: nobody else is measured meanwhile. */
async function settled(url: string): Promise<void> {
  const db = connect(url, 1);
  while ((await backlog(db, new Date())).due) await pause(250);
  await disconnect(db);
}

/** What PostgreSQL spent its time on, by statement. */
async function costliest(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('create extension if not exists pg_stat_statements');
  client.on('error', () => {});
  const { rows } = await client.query<Record<'calls' | 'plan' | 'run' | 'blocks' | 'text', string>>(`
    select calls, round(total_plan_time::numeric) as plan, round(total_exec_time::numeric) as run,
      round((shared_blks_hit + shared_blks_read)::numeric / greatest(calls, 1), 1) as blocks, left(regexp_replace(query, '\\s+', ' ', 'g'), 110) as text
    from pg_stat_statements join pg_database on pg_database.oid = dbid and datname = current_database()
    order by total_plan_time + total_exec_time desc limit 20`);
  await client.end();
  const lines = rows.map(
    (row) => `${row.calls} calls, plan ${row.plan} ms, run ${row.run} ms, ${row.blocks} blocks: ${row.text}`,
  );
  return `${lines.join('\n')}\n`;
}
