import type { Errand } from './process.ts';
import { Worker } from './worker.ts';
import type { Ending, Limits } from './worker.ts';

/** How a pool of processes works. */
export interface PoolOptions extends Limits {
  /** How many jobs run at once; each process holds its own networks. */
  processes: number;
  /** Where the kinds of documents are described: `flows/documents`. */
  typesFolder: string;
  program: URL;
  /** Told by code what went wrong; never what a file held. */
  log: (event: 'process_lost', code: string) => void;
}

interface Job<Result> {
  errand: Errand;
  tries: number;
  since: number;
  done(ending: { answer: Result } | { lost: 'timeout' | 'crashed' }, ms: number): void;
}

/** Processes that start when first needed. A job that hangs, grows or crashes takes only its own process along. */
export interface Pool<Result> {
  /** `lost`: the process did not survive the job, or there is no pool any more. */
  run(
    errand: Errand,
    first: boolean,
  ): Promise<{ answer: Result; ms: number } | { lost: 'timeout' | 'crashed'; ms: number }>;
  health(): { alive: number; waiting: number; restarts: number };
  /** Its processes, by number. */
  pids(): number[];
  close(): Promise<void>;
}

/** Makes a pool; the answers of its program are what `Result` says. */
export function createPool<Result>(options: PoolOptions): Pool<Result> {
  const queue: Job<Result>[] = [];
  const seats: (Worker | undefined)[] = Array.from({ length: Math.max(1, options.processes) });
  const busy = new Set<number>();
  let restarts = 0;
  let closed = false;

  function next(): void {
    while (queue.length > 0) {
      const seat = seats.findIndex((_, i) => !busy.has(i));
      if (seat < 0) return;
      busy.add(seat);
      void serve(seat, queue.shift()!).finally(() => {
        busy.delete(seat);
        if (!closed) next();
      });
    }
  }

  async function serve(seat: number, job: Job<Result>): Promise<void> {
    const old = seats[seat];
    if (old && (!old.alive || (await old.tired()))) {
      await old.kill();
      seats[seat] = undefined;
    }
    if (closed) return end(job, { lost: 'crashed' });
    job.since = performance.now();
    const worker = (seats[seat] ??= new Worker(options.program, options.typesFolder, options));
    const ending = await worker.run(job.errand);
    if ('answer' in ending) return end(job, { answer: ending.answer as Result });
    await lost(seat, worker, ending);
    const retry = !closed && job.tries === 0 && worthRetrying(ending, worker);
    if (retry) queue.unshift({ ...job, tries: 1 });
    else end(job, { lost: 'killed' in ending && ending.killed === 'timeout' ? 'timeout' : 'crashed' });
  }

  async function lost(seat: number, worker: Worker, ending: Ending): Promise<void> {
    await worker.kill();
    seats[seat] = undefined;
    if (closed) return;
    restarts++;
    options.log('process_lost', 'killed' in ending ? ending.killed : 'died');
  }

  const end = (job: Job<Result>, ending: { answer: Result } | { lost: 'timeout' | 'crashed' }) =>
    job.done(ending, Math.round(performance.now() - job.since));

  return {
    run: (errand, first) =>
      new Promise((resolve) => {
        const done: Job<Result>['done'] = (ending, ms) => resolve({ ...ending, ms });
        const job: Job<Result> = { errand, tries: 0, since: performance.now(), done };
        if (closed) return end(job, { lost: 'crashed' });
        if (first) queue.unshift(job);
        else queue.push(job);
        next();
      }),
    health: () => ({ alive: seats.filter((w) => w?.alive).length, waiting: queue.length, restarts }),
    pids: () => seats.flatMap((worker) => (worker?.alive && worker.pid ? [worker.pid] : [])),
    async close() {
      closed = true;
      for (const job of queue.splice(0)) end(job, { lost: 'crashed' });
      await Promise.all(seats.flatMap((worker) => (worker ? [worker.kill()] : [])));
    },
  };
}

/** A crash may be the process's own fault; a process that grew too large only if it was not new. */
const worthRetrying = (ending: Ending, worker: Worker): boolean =>
  'died' in ending || ('killed' in ending && ending.killed === 'memory' && !worker.fresh);
