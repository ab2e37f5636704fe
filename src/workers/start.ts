import { advance } from './advance.ts';
import { deliver } from './deliver.ts';
import { loop, type Loop } from './loop.ts';
import { look } from './look.ts';
import { read } from './read.ts';
import { watch } from './watch.ts';
import type { World } from './world.ts';

/** The loops of one process. */
export interface Workers {
  /** Something was written: look at once. */
  wake(): void;
  stop(): Promise<void>;
}

/** How many run side by side in one process: conversations, messages, photos looked at, files read. */
const WIDTHS = { advance: 3, deliver: 12, look: 2, read: 2 };

/** Starts the loops. They sleep until woken or until `every` milliseconds have passed, whichever is first. */
export function startWorkers(outside: Omit<World, 'nudge'>, every = 250): Workers {
  const onError = (error: unknown) =>
    outside.log('worker_failed', { failure: (error as { code?: string }).code ?? (error as Error).name });
  const world: World = { ...outside, nudge: (name) => loops[name].wake() };
  const start = (work: (world: World) => Promise<boolean>, width: number): Loop =>
    loop(() => work(world), { width, every, onError });
  const loops = {
    advance: start(advance, WIDTHS.advance),
    deliver: start(deliver, WIDTHS.deliver),
    look: start(look, WIDTHS.look),
    read: start(read, WIDTHS.read),
    watch: loop(() => watch(world), { width: 1, every: 20 * every, onError }),
  };
  const all = Object.values(loops);
  return {
    wake: () => all.forEach((one) => one.wake()),
    stop: async () => void (await Promise.all(all.map((one) => one.stop()))),
  };
}
