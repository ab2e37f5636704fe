/** Tells the time. Everything that needs to know it is handed one of these; only this file asks the machine. */
export interface Clock {
  now(): Date;
}

/** A clock that can be moved forward, for the demo and for tests. It never goes back. */
export interface JumpingClock extends Clock {
  /** Moves the clock forward by so many milliseconds. */
  jump(ms: number): void;
}

export const systemClock: Clock = { now: () => new Date() };

/** The machine's clock plus all jumps so far. */
export function jumpingClock(): JumpingClock {
  let ahead = 0;
  return {
    now: () => new Date(Date.now() + ahead),
    jump: (ms) => {
      ahead += Math.max(0, ms);
    },
  };
}

/** A clock that stands still until it is told to move; for tests. */
export function stoppedClock(at: string): JumpingClock {
  let now = Date.parse(at);
  return {
    now: () => new Date(now),
    jump: (ms) => {
      now += Math.max(0, ms);
    },
  };
}
