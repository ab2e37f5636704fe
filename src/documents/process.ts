import { Worker } from 'node:worker_threads';
import { loadCatalogue } from './catalogue.ts';
import { lookAt } from './look.ts';
import { readFile } from './read.ts';
import { drawn, redraw } from './redraw.ts';
import type { Drawn } from './redraw.ts';
import type { Reading, Sight } from './reading.ts';

/** What there is to do with a file: read it, look at it for a moment, only draw its pages, or draw them again. */
export type Errand =
  | { bytes: Uint8Array; today: string; password?: string }
  | { bytes: Uint8Array; look: true }
  | { bytes: Uint8Array; draw: true }
  | { bytes: Uint8Array; redraw: readonly Drawn[] };
/** What the pool sends to a process, and what comes back. */
export type Order = Errand & { job: number };
export type Answer =
  { job: number; page: true } | { job: number; answer: Omit<Reading, 'ms'> | Sight | Uint8Array[] };

const catalogue = loadCatalogue(process.argv[2]!);

function run(order: Order, page: () => void): Promise<Extract<Answer, { answer: unknown }>['answer']> {
  if ('look' in order) return lookAt(order.bytes);
  if ('draw' in order) return drawn(order.bytes);
  if ('redraw' in order) return redraw(order.bytes, order.redraw);
  return readFile(order.bytes, catalogue, order.today, page, order.password);
}

process.on('message', (order: Order) => {
  const page = () => process.send!({ job: order.job, page: true } satisfies Answer);
  const done = run(order, page);
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
