import { fork } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { percent, scored } from '../../../samples/score.ts';
import type { Read, Score } from '../../../samples/score.ts';
import { papers } from '../../../samples/set.ts';
import type { Paper } from '../../../samples/set.ts';
import { createReader } from '../../documents/reader.ts';

/** One report of every kind, each as three pictures. */
const REPORTS = 11;
const SEED = 20261124;

/** What one contestant read, and what that took. */
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
  const plain = await plainly(all);
  const one = await ours(all, 1);
  const two = await ours(all, 2);
  return [pace(all.length, [plain, one, two]), found(all, plain, one)].join('\n');
}

async function plainly(all: readonly Paper[]): Promise<Run> {
  const child = fork(path.join(import.meta.dirname, 'plain.ts'), { serialization: 'advanced' });
  await once(child, 'message');
  const begun = performance.now();
  const reads: Read[] = [];
  for (const { bytes } of all) {
    const since = performance.now();
    child.send(bytes);
    const [text] = (await once(child, 'message')) as [string];
    reads.push({ type: '', pages: [{ text }], facts: [], ms: Math.round(performance.now() - since) });
  }
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
    typesFolder: path.join(import.meta.dirname, '../../flows/documents'),
  });
  const begun = performance.now();
  const reads = await Promise.all(all.map(({ bytes }) => reader.read(bytes, { today: '2026-11-24' })));
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
const children = (): number[] =>
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

/** Seconds of processor time, of which the system counts hundredths, and the most memory a process ever held. */
function usedBy(pid: number): Used {
  const stat = statOf(pid);
  const most = /^VmHWM:\s+(\d+)/m.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return { cpu: (Number(stat[11]) + Number(stat[12])) / 100, megabytes: Number(most) / 1024 };
}

function pace(pages: number, runs: readonly Run[]): string {
  const [plain] = runs;
  const row = (what: string, of: (run: Run) => number, digits: number) => {
    const cells = runs.map((run) => of(run).toFixed(digits));
    const ratios = runs.slice(1).map((run) => (of(run) / of(plain!)).toFixed(2));
    return `| ${[what, ...cells, ...ratios].join(' | ')} |`;
  };
  const sorted = (run: Run) => run.reads.map((r) => r.ms).toSorted((a, b) => a - b);
  return [
    `Reading, ${pages} pages of invented reports (seed ${SEED}):\n`,
    `| | ${runs.map((r) => r.name).join(' | ')} | ratio, one | ratio, two |`,
    `|---|${'--:|'.repeat(runs.length + 2)}`,
    row('pages a minute', (run) => (60 * pages) / run.seconds, 1),
    row('processor seconds a page', (run) => run.used.cpu / pages, 2),
    row('median ms a page', (run) => sorted(run)[pages >> 1]!, 0),
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
      score.wrong.length,
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return [
    '| | CER % plain | ours | ratio | words % plain | ours | fields in text % plain | ours | facts right % | lab rows % | type % | accepted, wrong |',
    `|---|${'--:|'.repeat(11)}`,
    ...lines,
    ...[...ours!.values()].flatMap((s) => s.wrong),
    '',
  ].join('\n');
}
