import { Worker } from 'node:worker_threads';
import { loadCatalogue } from './catalogue.ts';
import { readFile } from './read.ts';
import type { Reading } from './reading.ts';

/** What the pool sends to a reading process, and what comes back. */
export type Order = { job: number; bytes: Uint8Array; today: string; password?: string };
export type Answer = { job: number; page: true } | { job: number; reading: Omit<Reading, 'ms'> };

const catalogue = loadCatalogue(process.argv[2]!);

process.on('message', (order: Order) => {
  const page = () => process.send!({ job: order.job, page: true } satisfies Answer);
  readFile(order.bytes, catalogue, order.today, page, order.password).then(
    (reading) => process.send!({ job: order.job, reading } satisfies Answer),
    // A bug, or a file that found one: the pool counts it as a crash and starts afresh.
    () => process.exit(70),
  );
});

// The parent is gone, however it went: nobody would ever take the answer.
process.on('disconnect', () => process.exit(0));
// A process stuck in native code hears no event; a thread beside it notices that it was orphaned.
const orphaned = `const parent = ${process.ppid}; setInterval(() => process.ppid === parent || process.kill(process.pid, 'SIGKILL'), 1000)`;
new Worker(orphaned, { eval: true }).unref();
