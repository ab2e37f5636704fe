import { setTimeout as wait } from 'node:timers/promises';

/** A reading process that does what its file says: answers, hangs for ever, dies, or eats memory. */
const hoard: Uint8Array[] = [];

process.on('message', async ({ job, bytes }: { job: number; bytes: Uint8Array }) => {
  const order = Buffer.from(bytes).toString();
  if (order === 'hang') for (;;);
  if (order === 'die') process.exit(1);
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
