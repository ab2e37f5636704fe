import { readdirSync, readFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';

/**
 * CPU time in milliseconds since a process began, with all that its ended children used. Read from the scheduler to
 * the nanosecond where it tells: ticks miss what runs for less than one. 0 where there is no /proc.
 */
export interface Cpu {
  own: number;
  postgres: number;
}

let tick = 0;

/** What one process and a PostgreSQL with all its processes have used so far. */
export function cpuOf(pids: readonly number[], postmaster: number): Cpu {
  tick ||= 1_000 / Number(execFileSync('getconf', ['CLK_TCK']).toString() || 100);
  const stats = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => stat(Number(name)))
    .filter((one) => one && (pids.includes(one.pid) || one.pid === postmaster || one.parent === postmaster));
  const sum = (all: typeof stats) => all.reduce((ticks, one) => ticks + (one?.ticks ?? 0), 0) * tick;
  const main = stats.find((one) => one?.pid === postmaster);
  return {
    own: sum(stats.filter((one) => one && pids.includes(one.pid))),
    postgres:
      sum(stats.filter((one) => one?.pid === postmaster || one?.parent === postmaster)) +
      (main?.gone ?? 0) * tick,
  };
}

function stat(pid: number): { pid: number; parent: number; ticks: number; gone: number } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const at = (n: number) => Number(fields[n - 3]);
    return { pid, parent: at(4), ticks: exact(pid) ?? at(14) + at(15), gone: at(16) + at(17) };
  } catch {
    return undefined;
  }
}

/** Ticks of all threads of a process, in parts of one. */
function exact(pid: number): number | undefined {
  const threads = readdirSync(`/proc/${pid}/task`).map((id) =>
    Number(readFileSync(`/proc/${pid}/task/${id}/schedstat`, 'utf8').split(' ')[0]),
  );
  const ns = threads.reduce((sum, one) => sum + one, 0);
  return ns > 0 ? ns / 1e6 / tick : undefined;
}

/** Megabytes a process holds in memory. */
export function memoryOf(pid: number): number {
  const found = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(found?.[1] ?? 0) / 1024;
}
