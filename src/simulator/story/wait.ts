/** The story waited in vain; the message says for what. */
export class StoryStuck extends Error {
  override name = 'StoryStuck';
}

/** How the story passes time. */
export interface Pace {
  /** 1 is for people who watch; 20 is for a test. */
  speed: number;
  signal: AbortSignal;
}

/** Waits so long, or throws at once when the story is stopped. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  await new Promise<void>((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal.addEventListener('abort', stop, { once: true });
  });
}

/**
 * Looks again and again until there is something.
 * @throws StoryStuck after so many seconds, saying what was awaited.
 */
export async function until<T>(
  what: string,
  seconds: number,
  pace: Pace,
  look: () => Promise<T | null | undefined | false>,
): Promise<T> {
  const every = Math.max(50, 400 / pace.speed);
  for (let waited = 0; waited <= seconds * 1000; waited += every) {
    const found = await look();
    if (found) return found;
    await pause(every, pace.signal);
  }
  throw new StoryStuck(`Waited ${seconds} seconds in vain: ${what}.`);
}
