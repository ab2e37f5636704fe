import { advance } from './advance.ts';
import { deliver } from './deliver.ts';
import { loop, type Loop } from './loop.ts';
import { read } from './read.ts';
import type { World } from './world.ts';

/** The loops of one process. */
export interface Workers {
  /** Something was written: look at once. */
  wake(): void;
  stop(): Promise<void>;
}

/** How many run side by side in one process: conversations, messages, files. */
export interface Widths {
  advance: number;
  deliver: number;
  read: number;
}

/** Starts the loops. They sleep until woken or until `every` milliseconds have passed, whichever is first. */
export function startWorkers(world: World, widths: Widths, every = 250): Workers {
  const onError = (error: unknown) =>
    world.log('worker_failed', { failure: (error as { code?: string }).code ?? (error as Error).name });
  const start = (work: (world: World) => Promise<boolean>, width: number): Loop =>
    loop(() => work(world), { width, every, onError });
  const loops = [start(advance, widths.advance), start(deliver, widths.deliver), start(read, widths.read)];
  return {
    wake: () => loops.forEach((one) => one.wake()),
    stop: async () => void (await Promise.all(loops.map((one) => one.stop()))),
  };
}
