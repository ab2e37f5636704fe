import { failed } from './failure.ts';
import { createPool, type Pool } from './pool.ts';
import type { Reader, Reading, Sight } from './reading.ts';
import type { Limits } from './worker.ts';

export interface ReaderOptions extends Limits {
  /** How many files are read at once. */
  processes: number;
  /** Where the kinds of documents are described: `flows/documents`. */
  typesFolder: string;
  /** Told by code what went wrong; never what a file held. */
  log?: (event: 'process_lost', code: string) => void;
  /** The program of a reading process; tests hand in worse ones. */
  program?: URL;
}

type Ended = Awaited<ReturnType<Pool<Omit<Reading, 'ms'> | Uint8Array[]>['run']>>;

function readingOf(ended: Ended): Reading {
  const reading = 'answer' in ended ? ended.answer : failed('application/octet-stream', ended.lost);
  return { ...(reading as Omit<Reading, 'ms'>), ms: ended.ms };
}

/** A look that has not ended by then would come too late. */
const LOOK_MS = 15_000;

/**
 * Processes that read, and one that only looks: a look takes some tenths of a second, and must not wait behind an album.
 * Reading gives way to it, and to everything else on the machine.
 */
export function createReader(options: ReaderOptions): Reader {
  const { program = new URL('./process.ts', import.meta.url), log = () => {}, typesFolder } = options;
  const common = { program, log, typesFolder, memoryMb: options.memoryMb };
  const readers = createPool<Omit<Reading, 'ms'> | Uint8Array[]>({
    ...common,
    processes: options.processes,
    timeoutMs: options.timeoutMs,
    gentle: true,
  });
  const looker = createPool<Sight>({
    ...common,
    processes: 1,
    timeoutMs: Math.min(LOOK_MS, options.timeoutMs),
  });
  return {
    async read(bytes, { today, urgent = false, password }) {
      return readingOf(await readers.run({ bytes, today, ...(password ? { password } : {}) }, urgent));
    },
    async draw(bytes) {
      return readingOf(await readers.run({ bytes, draw: true }, false));
    },
    async redraw(bytes, pages) {
      const ended = await readers.run({ bytes, redraw: pages }, false);
      return 'answer' in ended ? (ended.answer as Uint8Array[]) : [];
    },
    async look(bytes) {
      const ended = await looker.run({ bytes, look: true }, false);
      return 'answer' in ended ? ended.answer : { faults: [] };
    },
    health() {
      const [read, seen] = [readers.health(), looker.health()];
      return {
        alive: read.alive + seen.alive,
        waiting: read.waiting + seen.waiting,
        restarts: read.restarts + seen.restarts,
      };
    },
    pids: () => [...readers.pids(), ...looker.pids()],
    close: async () => void (await Promise.all([readers.close(), looker.close()])),
  };
}
