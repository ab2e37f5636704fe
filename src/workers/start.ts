import { quick } from '../db/connect.ts';
import { gather } from '../db/gather.ts';
import { endSent, type Taken } from '../db/outbox.ts';
import { whoIsDue } from '../db/turns.ts';
import { advance } from './advance.ts';
import { courier, lease } from './deliver.ts';
import { late } from './late.ts';
import { loop, type Loop } from './loop.ts';
import { look } from './look.ts';
import { read } from './read.ts';
import { turns } from './turns.ts';
import { watch } from './watch.ts';
import type { Outside, World } from './world.ts';

/** The loops of one process. */
export interface Workers {
  /** Something was written: look at once. These conversations have something due, as far as is known. */
  wake(conversations?: Iterable<string>): void;
  stop(): Promise<void>;
}

/** Turns in one transaction, at most: what they hold is held until all of them are done. */
const TOGETHER = 8;

/** How many run side by side in one process: transactions of turns, photos looked at, files read. */
export interface Widths {
  advance: number;
  look: number;
  read: number;
}

/** Starts the loops. They sleep until woken or until `every` milliseconds have passed, whichever is first. */
export function startWorkers(
  outside: Outside,
  widths: Widths,
  crowded: () => boolean = () => false,
  every = 250,
): Workers {
  const onError = (error: unknown) =>
    outside.log('worker_failed', { failure: (error as { code?: string }).code ?? (error as Error).name });
  const world: World = {
    ...outside,
    nudge: (name) => loops[name].wake(),
    sent: gather<Taken, void>(async (all) => {
      await endSent(outside.db, all);
      return all.map(() => undefined);
    }),
    get courier() {
      return carrier;
    },
  };
  const carrier = courier(world);
  const start = (work: (world: World) => Promise<boolean>, width: number, pause = every): Loop =>
    loop(() => work(world), { width, every: pause, onError });
  const loops = {
    advance: turns({
      width: widths.advance,
      together: TOGETHER,
      // What is written in this process is known at once; a look is for timers, other processes and what was left.
      every: 2 * every,
      due: () => whoIsDue(quick(world.db), world.clock.now()),
      advance: (conversations) => advance(world, conversations),
      crowded,
      onError,
    }),
    deliver: start(lease, 1),
    look: start(look, widths.look),
    read: start(read, widths.read),
    watch: start(async (one) => (await watch(one)) || late(one), 1, 20 * every),
  };
  return {
    wake(conversations) {
      if (conversations) return loops.advance.hint(conversations);
      for (const one of Object.values(loops)) one.wake();
    },
    async stop() {
      await Promise.all(Object.values(loops).map((one) => one.stop()));
      await carrier.rest();
    },
  };
}
