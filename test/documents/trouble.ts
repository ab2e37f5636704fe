import fs from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * A reading process that does what its file says: answers, hangs for ever, dies in some way, or eats memory. What begins
 * with a slash it answers only if a file of that name is there, and leaves one before it dies.
 */
const hoard: Uint8Array[] = [];

process.on('message', async ({ job, bytes }: { job: number; bytes: Uint8Array }) => {
  const order = Buffer.from(bytes).toString();
  if (order === 'hang') for (;;);
  if (order === 'die') process.exit(1);
  if (order === 'stop') process.kill(process.pid, 'SIGSTOP');
  if (order.startsWith('SIG')) process.kill(process.pid, order);
  if (order.startsWith('/') && !fs.existsSync(order)) {
    fs.writeFileSync(order, '');
    process.kill(process.pid, 'SIGSEGV');
  }
  if (order === 'slow') await wait(1500);
  while (order === 'grow') {
    hoard.push(new Uint8Array(20_000_000).fill(1));
    await wait(5);
  }
  process.send!({ job, page: true });
  process.send!({
    job,
    answer: {
      type: order,
      typeConfidence: 1,
      mime: 'text/plain',
      quality: { ok: true, faults: [] },
      pages: [],
      facts: [],
    },
  });
});
process.on('disconnect', () => process.exit(0));
