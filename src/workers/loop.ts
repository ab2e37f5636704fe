import { setTimeout as pause } from 'node:timers/promises';

/** A loop that does one piece of work after another until it is told to stop. */
export interface Loop {
  /** There may be work: look at once. */
  wake(): void;
  /** Finishes what it is doing and ends. */
  stop(): Promise<void>;
}

export interface LoopOptions {
  /** How many run side by side. */
  width: number;
  /** Milliseconds between looks when nothing wakes it. */
  every: number;
  /** Hears about errors nobody expected, such as a database that is away. The loop goes on. */
  onError(error: unknown): void;
}

/**
 * Runs `work` again and again. It returns whether there was something to do: while there is, the next look follows at
 * once. An error slows the loop down, up to five seconds, and never ends it.
 */
export function loop(work: () => Promise<boolean>, options: LoopOptions): Loop {
  const stopping = new AbortController();
  let bell = new AbortController();
  const sleep = (ms: number) =>
    pause(ms, undefined, { signal: AbortSignal.any([stopping.signal, bell.signal]) }).catch(() => {});
  const lane = async () => {
    let failures = 0;
    while (!stopping.signal.aborted) {
      const heard = bell;
      try {
        if (await work()) {
          failures = 0;
          continue;
        }
        failures = 0;
        // Woken while it worked: look again before sleeping.
        if (heard === bell) await sleep(options.every);
      } catch (error) {
        options.onError(error);
        await sleep(Math.min(5_000, 100 * 2 ** failures++));
      }
    }
  };
  const lanes = Array.from({ length: options.width }, lane);
  return {
    wake() {
      const rung = bell;
      bell = new AbortController();
      rung.abort();
    },
    async stop() {
      stopping.abort();
      await Promise.all(lanes);
    },
  };
}

/** Milliseconds before try number `attempts` + 1: doubling from a second to ten minutes, by chance up to half as much again. */
export function backoff(attempts: number, random: () => number): number {
  const base = Math.min(600_000, 1_000 * 2 ** Math.max(0, attempts - 1));
  return Math.round(base * (1 + random() / 2));
}
