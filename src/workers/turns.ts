import type { Advanced } from './advance.ts';

/** Brings conversations forward that have something due: each one turn at a time, some together, many side by side. */
export interface Turns {
  /** These have something new: no look is needed to find them. */
  hint(conversations: Iterable<string>): void;
  /** There may be something due: look at once. */
  wake(): void;
  /** Finishes what it is doing and ends. */
  stop(): Promise<void>;
}

export interface TurnsOptions {
  /** How many lanes there are. */
  width: number;
  /** How many conversations go in one lane together, at most. */
  together: number;
  /** Milliseconds between looks when nothing rings. */
  every: number;
  /** Conversations that have something due, in the order in which they should come. */
  due(): Promise<string[]>;
  /** One turn of each. */
  advance(conversations: readonly string[]): Promise<ReadonlyMap<string, Advanced>>;
  /** While so, only one conversation is in hand: what comes in is to be certain before it is answered. */
  crowded(): boolean;
  /** Hears about errors nobody expected, such as a database that is away. It goes on. */
  onError(error: unknown): void;
}

/** Beyond so many a hint is dropped: a look finds it. */
const MOST_WAITING = 10_000;

/**
 * Takes conversations in turn. Whoever wrote ten times has one turn, and then stands at the end again: nobody waits behind
 * a flood of another. What nobody hinted at (timers, other processes, what was left) is found by looking now and then.
 */
export function turns({ width, together, every, due, advance, crowded, onError }: TurnsOptions): Turns {
  const waiting = new Set<string>();
  /** In hand; true when something came meanwhile. */
  const inHand = new Map<string, boolean>();
  /** What the last look found. */
  let found = new Set<string>();
  let stopped = false;
  let looking = false;
  let rung = true;
  let failures = 0;
  let resting: NodeJS.Timeout | undefined;
  let timer: NodeJS.Timeout | undefined;
  let lanes = 0;
  let soon = false;
  const busy = new Set<Promise<void>>();

  const put = (conversation: string) => {
    if (inHand.has(conversation)) inHand.set(conversation, true);
    else if (waiting.size < MOST_WAITING) waiting.add(conversation);
  };
  const fill = () => {
    while (!stopped && !resting && lanes < (crowded() ? 1 : width)) {
      const next: string[] = [];
      const most = crowded() ? 1 : together;
      for (const conversation of waiting) {
        if (next.length >= most) break;
        waiting.delete(conversation);
        inHand.set(conversation, false);
        next.push(conversation);
      }
      if (!next.length) return void (rung && look());
      lanes += 1;
      const one: Promise<void> = lane(next).finally(() => busy.delete(one));
      busy.add(one);
    }
  };
  const lane = async (conversations: readonly string[]) => {
    let ended: ReadonlyMap<string, Advanced> | undefined;
    try {
      ended = await advance(conversations);
      failures = 0;
    } catch (error) {
      failed(error);
    }
    for (const conversation of conversations) {
      const how = ended?.get(conversation);
      // Where a look found one to do, there may be more than it could tell.
      if (how && found.delete(conversation) && how !== 'nothing') rung = true;
      const again = inHand.get(conversation) || how === 'more';
      inHand.delete(conversation);
      if (again) put(conversation);
    }
    lanes -= 1;
    fill();
  };
  const look = () => {
    if (looking || stopped) return;
    looking = true;
    rung = false;
    clearTimeout(timer);
    const one: Promise<void> = due()
      .then((some) => (found = new Set(some)).forEach(put), failed)
      .finally(() => {
        looking = false;
        busy.delete(one);
        if (!stopped) timer = setTimeout(look, every);
        fill();
      });
    busy.add(one);
  };
  const failed = (error: unknown) => {
    onError(error);
    // All rest: what one met the others would meet too.
    resting ??= setTimeout(
      () => {
        resting = undefined;
        rung = true;
        fill();
      },
      Math.min(5_000, 100 * 2 ** failures++),
    );
  };
  look();
  return {
    hint(conversations) {
      for (const conversation of conversations) put(conversation);
      if (soon) return;
      soon = true;
      // What comes in the same breath goes together.
      setImmediate(() => {
        soon = false;
        fill();
      });
    },
    wake() {
      rung = true;
      fill();
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      clearTimeout(resting);
      while (busy.size) await Promise.all(busy);
    },
  };
}
