import { fork } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { loadavg } from 'node:os';
import path from 'node:path';
import { percent, scored } from '../../../samples/score.ts';
import type { Read, Score } from '../../../samples/score.ts';
import { papers } from '../../../samples/set.ts';
import type { Paper } from '../../../samples/set.ts';
import { createReader } from '../../documents/reader.ts';

/** One report of every kind, each as three pictures. */
const REPORTS = 11;
const SEED = 20261124;
/** After so many seconds a contestant begins no other page: on a busy machine all are held by the pages that all have read. */
const BUDGET = 150;

/** What one contestant read, in the order of the pages, and what that took. */
interface Run {
  name: string;
  reads: Read[];
  /** Of the whole run, by the clock on the wall, and what its processes used of processors and memory. */
  seconds: number;
  used: Used;
}

interface Used {
  cpu: number;
  megabytes: number;
}

/**
 * Reading: pages a minute and memory with one process and with two, and what was read by severity, against plain
 * tesseract.js on the same pictures in the same run. The set is the project's own.
 */
export async function benchRead(): Promise<string> {
  const all: Paper[] = [];
  for await (const paper of papers(SEED, REPORTS)) all.push(paper);
  const runs = [await plainly(all), await ours(all, 1), await ours(all, 2)];
  const [plain, one] = runs;
  const pages = all.slice(0, Math.min(plain!.reads.length, one!.reads.length));
  return [pace(runs), found(pages, plain!, one!)].join('\n');
}

/** Calls for each of the pages, `at` a time, until the time is up. */
async function within(
  all: readonly Paper[],
  at: number,
  read: (page: Paper) => Promise<Read>,
): Promise<Read[]> {
  const until = performance.now() + 1000 * BUDGET;
  const out: Read[] = [];
  let next = 0;
  const go = async (): Promise<void> => {
    while (next < all.length && performance.now() < until) {
      const mine = next++;
      out[mine] = await read(all[mine]!);
      process.stderr.write(`\r${mine + 1} of ${all.length} pages `);
    }
  };
  await Promise.all(Array.from({ length: at }, go));
  process.stderr.write('\n');
  return out;
}

async function plainly(all: readonly Paper[]): Promise<Run> {
  const child = fork(path.join(import.meta.dirname, 'plain.ts'), { serialization: 'advanced' });
  await once(child, 'message');
  const begun = performance.now();
  const reads = await within(all, 1, async ({ bytes }) => {
    const since = performance.now();
    child.send(bytes);
    const [text] = (await once(child, 'message')) as [string];
    return { type: '', pages: [{ text }], facts: [], ms: Math.round(performance.now() - since) };
  });
  const seconds = (performance.now() - begun) / 1000;
  const used = usedBy(child.pid!);
  child.disconnect();
  return { name: 'plain tesseract.js', reads, seconds, used };
}

async function ours(all: readonly Paper[], processes: number): Promise<Run> {
  const before = new Set(children());
  const reader = createReader({
    processes,
    timeoutMs: 120_000,
    memoryMb: 1500,
    typesFolder: path.join(import.meta.dirname, '../../../flows/documents'),
  });
  const begun = performance.now();
  const reads = await within(all, processes, async ({ file, bytes }) => {
    const reading = await reader.read(bytes, { today: '2026-11-24' });
    if (reading.failure) throw new Error(`${file}: ${reading.failure}`);
    return reading;
  });
  const seconds = (performance.now() - begun) / 1000;
  const own = children()
    .filter((pid) => !before.has(pid))
    .map(usedBy);
  await reader.close();
  const used = {
    cpu: own.reduce((s, u) => s + u.cpu, 0),
    megabytes: Math.max(...own.map((u) => u.megabytes)),
  };
  return { name: `ours, ${processes === 1 ? 'one process' : 'two processes'}`, reads, seconds, used };
}

/** Processes that this one started, where the system tells (Linux). */
export const children = (): number[] =>
  fs
    .readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid) && statOf(Number(pid))[1] === String(process.pid))
    .map(Number);

/** A process's state, its parent and so on; what stands before is its name. */
const statOf = (pid: number): string[] => {
  try {
    return fs
      .readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ');
  } catch {
    return [];
  }
};

/**
 * Seconds of processor time, of which the system counts hundredths, with that of programs it called, and the most memory a
 * process ever held.
 */
function usedBy(pid: number): Used {
  const stat = statOf(pid);
  const most = /^VmHWM:\s+(\d+)/m.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  const ticks = [11, 12, 13, 14].reduce((sum, at) => sum + Number(stat[at]), 0);
  return { cpu: ticks / 100, megabytes: Number(most) / 1024 };
}

function pace(runs: readonly Run[]): string {
  const [plain] = runs;
  const row = (what: string, of: (run: Run) => number, digits: number) => {
    const cells = runs.map((run) => of(run).toFixed(digits));
    const ratios = runs.slice(1).map((run) => (of(run) / of(plain!)).toFixed(2));
    return `| ${[what, ...cells, ...ratios].join(' | ')} |`;
  };
  const sorted = (run: Run) => run.reads.map((r) => r.ms).toSorted((a, b) => a - b);
  return [
    `Reading of invented reports (seed ${SEED}), in turn; load of the machine ${loadavg()[0]!.toFixed(1)}:\n`,
    `| | ${runs.map((r) => r.name).join(' | ')} | ratio, one | ratio, two |`,
    `|---|${'--:|'.repeat(runs.length + 2)}`,
    row('pages read', (run) => run.reads.length, 0),
    row('pages a minute', (run) => (60 * run.reads.length) / run.seconds, 1),
    row('processor seconds a page', (run) => run.used.cpu / run.reads.length, 2),
    row('median ms a page', (run) => sorted(run)[run.reads.length >> 1]!, 0),
    row('worst ms', (run) => sorted(run).at(-1)!, 0),
    row('most memory of a process, MB', (run) => run.used.megabytes, 0),
    '',
  ].join('\n');
}

function found(all: readonly Paper[], plain: Run, own: Run): string {
  const [theirs, ours] = [plain, own].map(({ reads }) => scored(all.map((paper, i) => [paper, reads[i]!])));
  const lines = [...ours!].map(([severity, score]) => {
    const other = theirs!.get(severity)!;
    const cer = (s: Score) => ((100 * s.cer) / s.pages).toFixed(1);
    const cells = [
      severity,
      cer(other),
      cer(score),
      (score.cer / other.cer).toFixed(2),
      percent(other.words),
      percent(score.words),
      percent(other.fields),
      percent(score.fields),
      percent(score.facts),
      percent(score.labRows),
      percent(score.types),
      percent(score.doubted),
      score.wrong.length,
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return [
    '| | CER % plain | ours | ratio | words % plain | ours | fields in text % plain | ours | facts right % | lab rows % | type % | of right facts in doubt % | accepted, wrong |',
    `|---|${'--:|'.repeat(12)}`,
    ...lines,
    ...[...ours!.values()].flatMap((s) => s.wrong),
    '',
  ].join('\n');
}
