import { chmod, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { connect, disconnect } from '../db/connect.ts';
import { backlog } from '../db/waits.ts';
import {
  chatSdk,
  ground,
  migrations,
  serviceEnvironment,
  type Contestant,
  type Ground,
} from './bench/contestants.ts';
import { statements } from './bench/statements.ts';
import { store, STORED } from './bench/stored.ts';
import { memoryOf } from './bench/cpu.ts';
import { fakeGraph, type Graph } from './bench/graph.ts';
import { acknowledge, evenly, steadily, turns, type Place } from './bench/measures.ts';
import { SECRET } from './bench/people.ts';
import { keep, table, type Rounds } from './bench/report.ts';
import { benchEndure } from './bench/endure.ts';
import { benchRead } from './bench/read.ts';
import { benchRetake } from './bench/retake.ts';
import { benchStep } from './bench/step.ts';

/**
 * `npm run bench`: the step alone; acknowledgement against A, a bare server that does one INSERT; whole turns against B,
 * the same that sends one reply, and C, a bot of the Chat SDK with its state in memory. Contestants in turn, medians and
 * spread over the rounds. `--step` and `--read` do only the step and only the reading of papers, `--endure PAGES` reads so many in one process and
 * prints its memory at each hundred, `--retake` times the answer to a photo that nobody can read; `--only A,B`, `--part a`, `--rounds N`, `--no-chat` shorten it.
 * `--part a --door`: a process that only receives. `--fill N`: the same service once more, with N conversations of twenty messages stored before; `--keep FOLDER`: they stay there for the
 * next time. `--beside FOLDER`: the service of another checkout as well. `--workers N`: whole turns
 * with one process that works and with N. `--prof FOLDER` and `--statements` tell where the time goes.
 */
const { values: options } = parseArgs({
  options: {
    step: { type: 'boolean' },
    read: { type: 'boolean' },
    endure: { type: 'string' },
    retake: { type: 'boolean' },
    rounds: { type: 'string', default: '5' },
    only: { type: 'string', default: '' },
    'no-chat': { type: 'boolean' },
    part: { type: 'string', default: 'ab' },
    prof: { type: 'string' },
    statements: { type: 'boolean' },
    door: { type: 'boolean' },
    fill: { type: 'string' },
    keep: { type: 'string' },
    workers: { type: 'string' },
    beside: { type: 'string' },
  },
});
const rounds = Number(options.rounds);
const say = (text: string) => process.stdout.write(`${text}\n`);

if (options.read) say(await benchRead());
else if (options.retake) say(await benchRetake());
else if (options.endure) await benchEndure(Number(options.endure), say);
else {
  if (options.part.includes('0') || options.step) say(benchStep());
  if (!options.step) await measure();
}

async function measure(): Promise<void> {
  const folder = options.keep ?? (await mkdtemp(join(tmpdir(), 'doosri-bench-')));
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o755);
  if (options.fill) await store(folder, migrations, Number(options.fill));
  const graph = await fakeGraph();
  let at: Ground | undefined;
  try {
    at = await ground(folder, options.statements);
    if (options.workers) await manyWorkers(at, graph, Number(options.workers));
    else await compare(at, graph);
  } finally {
    await at?.close();
    graph.close();
    if (!options.keep) await rm(folder, { recursive: true, force: true });
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
    flags: [
      ...(await flagsOf(join(import.meta.dirname, '../..'))),
      ...(options.prof ? ['--cpu-prof', `--cpu-prof-dir=${options.prof}`] : []),
    ],
    path: '/webhooks/whatsapp',
  });
  ours.database = url;
  const filled = options.fill
    ? await storedBefore(at, graph)
    : options.beside
      ? await otherwise(at, graph, options.beside)
      : undefined;
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
        // Two of the same kind are compared only if both have done the same before.
        if (one.name !== 'C' && (!filled || options.beside)) note(await steadily(place, one));
        if (one === ours && !filled) note(await steadily(place, one, { far: 150 }));
      }
      if ((one === a || one === ours || options.beside) && options.part.includes('a')) {
        note(await evenly(one));
        note(await acknowledge(place, one));
        if (one.database && !options.door) await settled(one.database);
      }
    }
  const names = [...others, ours, ...(filled ? [filled] : [])].map((one) => one.name);
  if (options.statements) say(await statements(url, filled ? STORED : ''));
  say(`${rounds} rounds in turn: median (least–most). Load of the machine: ${loadavg()[0]!.toFixed(1)}\n`);
  say(table(found, names, filled?.name ?? 'ours'));
  say(`\nMemory of the service at rest, before the first message: ${rest.toFixed(0)} MB`);
  say(`and now: ${memoryOf(ours.pids[0]!).toFixed(0)} MB`);
}

/** What `npm start` gives to node in this checkout. */
async function flagsOf(folder: string): Promise<string[]> {
  const { scripts } = JSON.parse(await readFile(resolve(folder, 'package.json'), 'utf8')) as {
    scripts: { start: string };
  };
  return /(--\S+ )+(?=src\/main\.ts)/.exec(scripts.start)![0].trim().split(' ');
}

/** The same service, with years of work stored before the first message. */
async function storedBefore(at: Ground, graph: Graph): Promise<Contestant> {
  const url = await at.database(STORED, true);
  const one = await at.start(`ours after ${options.fill}`, '../../main.ts', {
    env: serviceEnvironment(graph.url, url, join(at.folder, 'stored')),
    flags: await flagsOf(join(import.meta.dirname, '../..')),
    path: '/webhooks/whatsapp',
  });
  // A kept database knows the people of earlier runs.
  one.database = url;
  one.next = 1 + Math.floor(Math.random() * 40_000_000);
  return one;
}

/** The service of another checkout, to tell what a change does: in the same run, under the same load. */
async function otherwise(at: Ground, graph: Graph, folder: string): Promise<Contestant> {
  const url = await at.database('beside', true);
  const one = await at.start('the other', resolve(folder, 'src/main.ts'), {
    env: {
      ...serviceEnvironment(graph.url, url, join(at.folder, 'beside')),
      ...(options.door ? { ROLE: 'http' } : {}),
    },
    flags: await flagsOf(folder),
    path: '/webhooks/whatsapp',
  });
  one.database = url;
  return one;
}

/** Whole turns with one process at the door and one behind it, and then with more behind it. All are warm; those not wanted are stopped. */
async function manyWorkers(at: Ground, graph: Graph, most: number): Promise<void> {
  const place: Place = { graph, postmaster: at.postmaster };
  const url = await at.database('many', true);
  const env = serviceEnvironment(graph.url, url, join(at.folder, 'many'));
  const door = await at.start('ours', '../../main.ts', {
    env: { ...env, ROLE: 'http' },
    path: '/webhooks/whatsapp',
  });
  const found: Rounds = new Map();
  for (let n = 0; n < most; n++) await at.join(door, { ...env, ROLE: 'work' });
  const others = door.pids.slice(2);
  const signal = (name: NodeJS.Signals) => others.forEach((pid) => process.kill(pid, name));
  try {
    // The first rounds only warm up.
    for (let round = -2; round < rounds; round++) {
      const more = await turns(place, door, 64);
      signal('SIGSTOP');
      const one = await turns(place, door, 64);
      signal('SIGCONT');
      if (round < 0) continue;
      keep(found, '1 that works', one);
      keep(found, `${most} that work`, more);
    }
  } finally {
    signal('SIGCONT');
  }
  if (options.statements) say(await statements(url));
  say(`${rounds} rounds in turn: median (least–most). Load of the machine: ${loadavg()[0]!.toFixed(1)}\n`);
  say(table(found, ['1 that works', `${most} that work`], `${most} that work`));
}

/** What was only acknowledged is still to be answered: nobody else is measured meanwhile. */
async function settled(url: string): Promise<void> {
  const db = connect(url, 1);
  while ((await backlog(db, new Date())).due) await pause(250);
  await disconnect(db);
}
