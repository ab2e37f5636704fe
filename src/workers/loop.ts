/** A loop that does one piece of work after another until it is told to stop. */
export interface Loop {
  /** There may be work: one sleeping lane looks at once, and wakes the next if it finds some. */
  wake(): void;
  /** Finishes what it is doing and ends. */
  stop(): Promise<void>;
}

export interface LoopOptions {
  /** How many lanes run side by side. */
  width: number;
  /** Milliseconds between looks when nothing rings. */
  every: number;
  /** Hears about errors nobody expected, such as a database that is away. The loop goes on. */
  onError(error: unknown): void;
}

/**
 * Runs `work` again and again. It returns whether there was something to do: while there is, the next look follows at
 * once. An error slows a lane down, up to five seconds, and never ends it.
 */
export function loop(work: () => Promise<boolean>, options: LoopOptions): Loop {
  const sleepers: (() => void)[] = [];
  let stopped = false;
  // Somebody rang while every lane was at work: the next one that would sleep looks once more.
  let rung = false;

  const sleep = (ms: number) =>
    new Promise<void>((done) => {
      const wake = () => {
        clearTimeout(timer);
        const at = sleepers.indexOf(wake);
        if (at >= 0) sleepers.splice(at, 1);
        done();
      };
      const timer = setTimeout(wake, ms);
      sleepers.push(wake);
    });
  const wake = () => {
    const sleeper = sleepers[0];
    if (sleeper) sleeper();
    else rung = true;
  };
  // One lane keeps watch; the others sleep until it, or a ring, wakes them.
  const lane = async (_: unknown, n: number) => {
    const patience = n === 0 ? options.every : options.every * 40;
    let failures = 0;
    while (!stopped) {
      try {
        if (await work()) {
          failures = 0;
          // Where there was one, there may be more than this lane can do.
          wake();
        } else if (rung) rung = false;
        else await sleep(patience);
      } catch (error) {
        options.onError(error);
        await sleep(Math.min(5_000, 100 * 2 ** failures++));
      }
    }
  };
  const lanes = Array.from({ length: options.width }, lane);
  return {
    wake,
    async stop() {
      stopped = true;
      while (sleepers[0]) sleepers[0]();
      await Promise.all(lanes);
    },
  };
}

/** Milliseconds before try number `attempts` + 1: doubling from a second to ten minutes, by chance up to half as much again. */
export function backoff(attempts: number, random: () => number): number {
  const base = Math.min(600_000, 1_000 * 2 ** Math.max(0, attempts - 1));
  return Math.round(base * (1 + random() / 2));
}
