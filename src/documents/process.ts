import { Worker } from 'node:worker_threads';
import { loadCatalogue } from './catalogue.ts';
import { lookAt } from './look.ts';
import { readFile } from './read.ts';
import type { Reading, Sight } from './reading.ts';

/** What there is to do with a file: read it, or look at it for a moment. */
export type Errand =
  { bytes: Uint8Array; today: string; password?: string } | { bytes: Uint8Array; look: true };
/** What the pool sends to a process, and what comes back. */
export type Order = Errand & { job: number };
export type Answer = { job: number; page: true } | { job: number; answer: Omit<Reading, 'ms'> | Sight };

const catalogue = loadCatalogue(process.argv[2]!);

process.on('message', (order: Order) => {
  const page = () => process.send!({ job: order.job, page: true } satisfies Answer);
  const done =
    'look' in order
      ? lookAt(order.bytes)
      : readFile(order.bytes, catalogue, order.today, page, order.password);
  done.then(
    (answer) => process.send!({ job: order.job, answer } satisfies Answer),
    // A bug, or a file that found one: the pool counts it as a crash and starts afresh.
    () => process.exit(70),
  );
});

// The parent is gone, however it went: nobody would ever take the answer.
process.on('disconnect', () => process.exit(0));
// A process stuck in native code hears no event; a thread beside it notices that it was orphaned.
const orphaned = `const parent = ${process.ppid}; setInterval(() => process.ppid === parent || process.kill(process.pid, 'SIGKILL'), 1000)`;
new Worker(orphaned, { eval: true }).unref();
