import { failed } from './failure.ts';
import type { Reader, ReadFailure, Reading } from './reading.ts';
import { Worker } from './worker.ts';
import type { Ending, Limits } from './worker.ts';

export interface ReaderOptions extends Limits {
  /** How many files are read at once; each process holds its own networks. */
  processes: number;
  /** Where the kinds of documents are described: `flows/documents`. */
  typesFolder: string;
  /** Told by code what went wrong; never what a file held. */
  log?: (event: 'process_lost', code: string) => void;
  /** The program of a reading process; tests hand in worse ones. */
  program?: URL;
}

interface Job {
  bytes: Uint8Array;
  today: string;
  password: string | undefined;
  tries: number;
  since: number;
  done(reading: Reading): void;
}

/** A pool of reading processes. They start when first needed; a job that hangs, grows or crashes takes only its own process along. */
export function createReader(options: ReaderOptions): Reader {
  const program = options.program ?? new URL('./process.ts', import.meta.url);
  const queue: Job[] = [];
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

  async function serve(seat: number, job: Job): Promise<void> {
    const old = seats[seat];
    if (old && (!old.alive || (await old.tired()))) {
      await old.kill();
      seats[seat] = undefined;
    }
    if (closed) return end(job, failed('application/octet-stream', 'crashed'));
    job.since = performance.now();
    const worker = (seats[seat] ??= new Worker(program, options.typesFolder, options));
    const ending = await worker.run(job.bytes, job.today, job.password);
    if ('answer' in ending) return end(job, ending.answer);
    await lost(seat, worker, ending);
    const retry = !closed && job.tries === 0 && worthRetrying(ending, worker);
    if (retry) queue.unshift({ ...job, tries: 1 });
    else end(job, failed('application/octet-stream', failureOf(ending)));
  }

  async function lost(seat: number, worker: Worker, ending: Ending): Promise<void> {
    await worker.kill();
    seats[seat] = undefined;
    if (closed) return;
    restarts++;
    options.log?.('process_lost', 'killed' in ending ? ending.killed : 'died');
  }

  const end = (job: Job, reading: Omit<Reading, 'ms'>) =>
    job.done({ ...reading, ms: Math.round(performance.now() - job.since) });

  return {
    read: (bytes, { today, urgent = false, password }) =>
      new Promise((done) => {
        const job: Job = { bytes, today, password, tries: 0, since: performance.now(), done };
        if (closed) return end(job, failed('application/octet-stream', 'crashed'));
        if (urgent) queue.unshift(job);
        else queue.push(job);
        next();
      }),
    health: () => ({ alive: seats.filter((w) => w?.alive).length, waiting: queue.length, restarts }),
    async close() {
      closed = true;
      for (const job of queue.splice(0)) end(job, failed('application/octet-stream', 'crashed'));
      await Promise.all(seats.flatMap((worker) => (worker ? [worker.kill()] : [])));
    },
  };
}

const failureOf = (ending: Ending): ReadFailure =>
  'killed' in ending && ending.killed === 'timeout' ? 'timeout' : 'crashed';

/** A crash may be the process's own fault; a process that grew too large only if it was not new. */
const worthRetrying = (ending: Ending, worker: Worker): boolean =>
  'died' in ending || ('killed' in ending && ending.killed === 'memory' && !worker.fresh);
