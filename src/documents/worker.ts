import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import fs from 'node:fs/promises';
import os from 'node:os';
import type { Answer, Errand, Order } from './process.ts';

/** How a job in a reading process ended. */
export type Ending =
  | { answer: Extract<Answer, { answer: unknown }>['answer'] }
  | { killed: 'timeout' | 'memory' }
  | { died: true };

export interface Limits {
  /** Milliseconds a page may take. */
  timeoutMs: number;
  /** Resident megabytes a process may hold. */
  memoryMb: number;
  /** It gives way to whatever else wants the processor. */
  gentle?: boolean;
}

const WATCH_MS = 200;
/** A gentle process gets about half the share of another: no less, or on a busy machine its clock would run out. */
const GENTLE = 3;
/** A process is replaced after so many pages: native memory never quite comes back. */
const PAGES = 60;

/** One reading process. It does one job at a time and is never trusted to end by itself. */
export class Worker {
  readonly #child: ChildProcess;
  readonly #limits: Limits;
  readonly #gone: Promise<void>;
  #jobs = 0;
  #pages = 0;
  #alive = true;
  #end: ((ending: Ending) => void) | undefined;
  #timer: NodeJS.Timeout | undefined;
  #watch: NodeJS.Timeout | undefined;

  constructor(program: URL, typesFolder: string, limits: Limits) {
    this.#limits = limits;
    // No secrets for a process that opens strangers' files: it gets an environment of its own.
    this.#child = fork(program, [typesFolder], {
      serialization: 'advanced',
      execArgv: [
        '--max-old-space-size=512',
        '--max-semi-space-size=4',
        '--disable-warning=ExperimentalWarning',
      ],
      // The networks' layers have rooms of their own (`models.ts`); what else is large, such as pixels, is given back at once.
      env: {
        MALLOC_ARENA_MAX: '1',
        MALLOC_MMAP_THRESHOLD_: '1048576',
        MALLOC_TRIM_THRESHOLD_: '16777216',
      },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    if (limits.gentle && this.#child.pid) os.setPriority(this.#child.pid, GENTLE);
    this.#gone = new Promise((resolve) => {
      this.#child.once('error', () => this.#left(resolve));
      this.#child.once('exit', () => this.#left(resolve));
    });
    this.#child.on('message', (answer: Answer) => this.#hear(answer));
  }

  get alive(): boolean {
    return this.#alive;
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Whether it has done no job before the one it has. */
  get fresh(): boolean {
    return this.#jobs <= 1;
  }

  /** Whether it should be replaced before the next job. */
  async tired(): Promise<boolean> {
    return this.#pages >= PAGES || (await this.#resident()) > 0.8 * this.#limits.memoryMb;
  }

  run(errand: Errand): Promise<Ending> {
    this.#jobs++;
    return new Promise((resolve) => {
      if (!this.#alive) return resolve({ died: true });
      this.#end = resolve;
      this.#wind();
      this.#watch = setInterval(() => void this.#weigh(), WATCH_MS);
      this.#child.send(
        { ...errand, job: this.#jobs } satisfies Order,
        (error) => error && this.#finish({ died: true }),
      );
    });
  }

  /** Ends the process for certain; resolves when it is gone. */
  async kill(): Promise<void> {
    if (this.#alive) this.#child.kill('SIGKILL');
    await this.#gone;
  }

  #hear(answer: Answer): void {
    if (answer.job !== this.#jobs || !this.#end) return;
    if ('page' in answer) {
      this.#pages++;
      this.#wind();
    } else this.#finish({ answer: answer.answer });
  }

  /** The clock runs for each page anew: a long document may take long, a stuck page may not. */
  #wind(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#stop('timeout'), this.#limits.timeoutMs);
  }

  async #weigh(): Promise<void> {
    if ((await this.#resident()) > this.#limits.memoryMb) this.#stop('memory');
  }

  #stop(why: 'timeout' | 'memory'): void {
    this.#child.kill('SIGKILL');
    this.#finish({ killed: why });
  }

  #left(resolve: () => void): void {
    this.#alive = false;
    this.#finish({ died: true });
    resolve();
  }

  #finish(ending: Ending): void {
    clearTimeout(this.#timer);
    clearInterval(this.#watch);
    this.#end?.(ending);
    this.#end = undefined;
  }

  /** Resident megabytes, where the system tells (Linux); 0 elsewhere, which leaves only the clock. */
  async #resident(): Promise<number> {
    const status = await fs.readFile(`/proc/${this.#child.pid}/status`, 'utf8').catch(() => '');
    return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024;
  }
}
